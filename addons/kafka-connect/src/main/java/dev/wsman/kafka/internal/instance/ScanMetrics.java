package dev.wsman.kafka.internal.instance;

import java.util.LinkedHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what a task has done as metrics of Connect (KIP-877). */
final class ScanMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(ScanMetrics.class);

    private ScanMetrics() {}

    /**
     * Adds the metrics to those of the worker. A worker before Kafka 4.1 does not have metrics of plugins; the task
     * works there without.
     *
     * @param hosts the number of hosts of the task
     */
    static void register(SourceTaskContext context, ScanSettings settings, int hosts) {
        try {
            new Gauges(context.pluginMetrics()).add(settings, hosts);
        } catch (LinkageError e) {
            LOG.info("This worker has no metrics of plugins (Kafka 4.1 has): {}", e.toString());
        }
    }

    /** Apart, because old workers do not have the classes. */
    private record Gauges(PluginMetrics metrics) {
        void add(ScanSettings settings, int hosts) {
            ScanCounts counts = settings.counts();
            gauge("hosts", "the hosts of the task", () -> hosts);
            gauge("hosts-failing", "hosts whose last scan failed", counts.failingHosts::get);
            gauge("hosts-state-in-memory", "hosts whose state is too large for an offset", counts.statesInMemory::get);
            gauge("scans-total", "scans that were complete", counts.scans::get);
            gauge("scans-failed-total", "scans that failed", counts.failedScans::get);
            gauge("scan-last-duration-ms", "how long the last complete scan took", counts.lastMillis::get);
            gauge("instances-total", "instances that were read", counts.instances::get);
            gauge("instances-emitted-total", "instances that became records", counts.emitted::get);
            gauge("instances-buffered", "instances that are held in memory", settings.buffer()::held);
            gauge("tombstones-total", "records with a null value", counts.tombstones::get);
            gauge("last-failure", "the latest failure with its host", (config, now) -> counts.lastFailure);
        }

        private void gauge(String name, String description, LongSupplier value) {
            Gauge<Long> gauge = (config, now) -> value.getAsLong();
            gauge(name, description, gauge);
        }

        private void gauge(String name, String description, Gauge<?> gauge) {
            metrics.addMetric(metrics.metricName(name, description, new LinkedHashMap<>()), gauge);
        }
    }
}
