package dev.wsman.kafka.internal.instance;

import java.time.Duration;

/**
 * When the scans of one host begin. Each host has a moment of its own within the interval, so that a thousand hosts are
 * not scanned at once. The first scans begin soon: within the first interval or minute, whichever is shorter. All times
 * are in nanoseconds of {@link System#nanoTime}.
 */
final class ScanSchedule {
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final long first;
    private final long moment;
    private final long interval;

    /**
     * Creates the schedule of a host.
     *
     * @param start when the task started
     * @param interval the time from one scan to the next
     * @param host the number of the host, from 0
     * @param hosts the number of hosts of the task
     */
    ScanSchedule(long start, Duration interval, int host, int hosts) {
        Duration spread = interval.compareTo(LONGEST_START) < 0 ? interval : LONGEST_START;
        this.first = start + spread.multipliedBy(host).dividedBy(hosts).toNanos();
        this.moment = start + interval.multipliedBy(host).dividedBy(hosts).toNanos();
        this.interval = interval.toNanos();
    }

    /** Returns when the first scan begins. */
    long first() {
        return first;
    }

    /**
     * Returns when the next scan begins: at the next moment of the host that is at least half an interval after the
     * start of the last scan. Moments that have passed are left out.
     *
     * @param last the start of the last scan
     * @param now the present time
     */
    long next(long last, long now) {
        long earliest = Math.max(last + interval / 2, now) - moment;
        return moment + -Math.floorDiv(-earliest, interval) * interval;
    }
}
