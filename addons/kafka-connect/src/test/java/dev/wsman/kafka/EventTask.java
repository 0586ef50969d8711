package dev.wsman.kafka;

import dev.wsman.kafka.fixture.ReservedPort;
import dev.wsman.testkit.WsmanService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** A task of the event log with what a worker gives it: a configuration, offsets, and real metrics with JMX. */
final class EventTask implements AutoCloseable {
    static final String USER = "admin";
    static final String PASSWORD = "not-for-logs-1";
    private static final long LIMIT_NANOS = 60_000_000_000L;
    private static final int MANY_RETRIES = 6;

    final Metrics metrics = new Metrics(
            new MetricConfig(), List.of(new JmxReporter()), Time.SYSTEM, new KafkaMetricsContext("test.wsman"));
    private final EventLogSourceTask task = new EventLogSourceTask();
    private final Map<String, String> config = new HashMap<>();
    private final Map<Map<String, ?>, Map<String, ?>> offsets;
    private boolean oldWorker;

    /**
     * Creates a task.
     *
     * @param offsets the offsets that were committed before
     */
    EventTask(Map<Map<String, ?>, Map<String, ?>> offsets, WsmanService... hosts) {
        this.offsets = offsets;
        with("name", "events");
        with("topic", "events");
        with("hosts", Arrays.stream(hosts).map(WsmanService::endpoint).collect(Collectors.joining(",")));
        with("event.channels", "System");
        with("auth.scheme", "ntlm");
        with("auth.username", USER);
        with("auth.password", PASSWORD);
        with("retry.pause.ms", "50");
        with("retry.pause.max.ms", "200");
    }

    EventTask(WsmanService... hosts) {
        this(Map.of(), hosts);
    }

    static WsmanService service() {
        return WsmanService.builder().ntlm(USER, PASSWORD).build().start();
    }

    EventTask with(String key, String value) {
        config.put(key, value);
        return this;
    }

    EventTask without(String key) {
        config.remove(key);
        return this;
    }

    /** Makes the worker one that has no metrics of plugins. */
    EventTask onOldWorker() {
        oldWorker = true;
        return this;
    }

    EventTask start() {
        task.initialize(new Context());
        task.start(config);
        return this;
    }

    @Nullable
    List<SourceRecord> poll() throws InterruptedException {
        return task.poll();
    }

    /** Polls until a number of records have come. */
    List<SourceRecord> poll(int records) throws InterruptedException {
        return pollUntil(all -> all.size() >= records);
    }

    List<SourceRecord> pollUntil(Predicate<List<SourceRecord>> condition) throws InterruptedException {
        List<SourceRecord> all = new ArrayList<>();
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.test(all) && System.nanoTime() < end) {
            List<SourceRecord> next = task.poll();
            all.addAll(next == null ? List.of() : next);
        }
        return all;
    }

    /** Waits for a condition, without a poll. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the condition was not met within 60 s");
            }
            Thread.sleep(5);
        }
    }

    /**
     * Waits as long as a host that is down is tried several times, with the pauses of these tasks: a host that is to be
     * tried again after a pause of these is tried within this time, on a slow machine too.
     */
    static void awaitManyRetries() throws InterruptedException {
        try (ReservedPort down = ReservedPort.create();
                EventTask task = new EventTask().with("hosts", down.endpoint()).start()) {
            await(() -> task.count("failures-total") >= MANY_RETRIES);
        }
    }

    /** Returns the value of a metric. */
    Object metric(String name) {
        return metrics.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue()
                .metricValue();
    }

    long count(String name) {
        return ((Number) metric(name)).longValue();
    }

    void stop() {
        task.stop();
    }

    @Override
    public void close() {
        task.stop();
        metrics.close();
    }

    private final class Context implements SourceTaskContext {
        private final PluginMetrics plugin = new PluginMetricsImpl(metrics, Map.of("connector", "events", "task", "0"));

        @Override
        public Map<String, String> configs() {
            return config;
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return new Offsets();
        }

        @Override
        public PluginMetrics pluginMetrics() {
            if (oldWorker) {
                throw new NoSuchMethodError("pluginMetrics");
            }
            return plugin;
        }
    }

    private final class Offsets implements OffsetStorageReader {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return offsets(List.of(partition)).get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
            for (Map<String, T> partition : partitions) {
                Map<String, ?> offset = offsets.get(partition);
                found.put(partition, offset == null ? null : new HashMap<>(offset));
            }
            return found;
        }
    }
}
