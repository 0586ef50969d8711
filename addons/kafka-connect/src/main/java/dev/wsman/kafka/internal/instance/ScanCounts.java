package dev.wsman.kafka.internal.instance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

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
