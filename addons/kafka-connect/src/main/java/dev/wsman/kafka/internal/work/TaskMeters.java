package dev.wsman.kafka.internal.work;

import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of a task under the names that a worker shows (KIP-877). */
public final class TaskMeters {
    private static final Logger LOG = LoggerFactory.getLogger(TaskMeters.class);

    private final PluginMetrics metrics;

    private TaskMeters(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Adds metrics to those of the worker. A worker before Kafka 4.1 does not have metrics of plugins; the task works
     * there without.
     *
     * @param add adds the metrics; not called if the worker has none
     */
    public static void register(SourceTaskContext context, Consumer<TaskMeters> add) {
        try {
            add.accept(new TaskMeters(context.pluginMetrics()));
        } catch (LinkageError e) {
            LOG.info("This worker has no metrics of plugins (Kafka 4.1 has): {}", e.toString());
        }
    }

    /** Adds a metric that shows a present value. */
    public <T> TaskMeters gauge(String name, String description, Supplier<T> value) {
        Gauge<T> gauge = (config, now) -> value.get();
        metrics.addMetric(name(name, description), gauge);
        return this;
    }

    /** Adds a rate per second, and returns what records its events. */
    public LongConsumer rate(String name, String description) {
        Sensor sensor = metrics.addSensor(name);
        sensor.add(name(name + "-rate", description + ", by second"), new Rate());
        return sensor::record;
    }

    /**
     * Adds the average and the longest of times, and returns what records one in milliseconds.
     *
     * @param description what is measured, as a noun
     */
    public LongConsumer times(String name, String description) {
        Sensor sensor = metrics.addSensor(name);
        sensor.add(name(name + "-ms-avg", description + ", on average"), new Avg());
        sensor.add(name(name + "-ms-max", description + ", the longest"), new Max());
        return sensor::record;
    }

    private MetricName name(String name, String description) {
        return metrics.metricName(name, description, new LinkedHashMap<>());
    }
}
