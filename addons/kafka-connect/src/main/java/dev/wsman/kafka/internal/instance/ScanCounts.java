package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.work.TaskMeters;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceTaskContext;

/** What a task has done, for metrics. Thread-safe. */
final class ScanCounts {
    final AtomicLong scans = new AtomicLong();
    final AtomicLong failedScans = new AtomicLong();
    final AtomicLong instances = new AtomicLong();
    final AtomicLong emitted = new AtomicLong();
    final AtomicLong tombstones = new AtomicLong();
    final AtomicLong lastMillis = new AtomicLong();
    final AtomicInteger failingHosts = new AtomicInteger();
    final AtomicInteger statesInMemory = new AtomicInteger();

    /** The latest failure with its host; empty if there was none. */
    volatile String lastFailure = "";

    /**
     * Adds the metrics to those of the worker.
     *
     * @param hosts the number of hosts of the task
     */
    void register(SourceTaskContext context, ScanBuffer buffer, int hosts) {
        TaskMeters.register(context, meters -> {
            meters.gauge("hosts", "the hosts of the task", () -> (long) hosts)
                    .gauge("hosts-failing", "hosts whose last scan failed", failingHosts::longValue)
                    .gauge(
                            "hosts-state-in-memory",
                            "hosts whose state is too large for an offset",
                            statesInMemory::longValue)
                    .gauge("last-failure", "the latest failure with its host", () -> lastFailure);
            meters.gauge("scans-total", "scans that were complete", scans::get)
                    .gauge("scans-failed-total", "scans that failed", failedScans::get)
                    .gauge("scan-last-duration-ms", "how long the last complete scan took", lastMillis::get);
            meters.gauge("instances-total", "instances that were read", instances::get)
                    .gauge("instances-emitted-total", "instances that became records", emitted::get)
                    .gauge("instances-buffered", "instances that are held in memory", () -> (long) buffer.held())
                    .gauge("tombstones-total", "records with a null value", tombstones::get);
        });
    }

    /** Counts a scan that failed. */
    void failed(String endpoint, String reason) {
        failedScans.incrementAndGet();
        lastFailure = endpoint + ": " + reason;
    }

    /** Counts a scan that has read all instances. */
    void scanned(int read, Duration duration) {
        scans.incrementAndGet();
        instances.addAndGet(read);
        lastMillis.set(duration.toMillis());
    }
}
