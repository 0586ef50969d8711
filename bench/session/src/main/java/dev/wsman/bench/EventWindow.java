package dev.wsman.bench;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time in which events are counted. It begins when the first batch was read, so that opening and closing a
 * subscription is not part of it, and ends with a batch. The processor time is that of the process, because a sink
 * handles deliveries on threads of its own. Thread-safe.
 */
final class EventWindow {
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final long LONGEST_DELAY = TimeUnit.SECONDS.toNanos(30);

    private final long nanos;
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean started;
    private long start;
    private long cpu;
    private long count;
    private Sample sample;

    EventWindow(long nanos) {
        this.nanos = nanos;
    }

    boolean isOpen() {
        return done.getCount() > 0;
    }

    /** Counts the events of a batch that was read. */
    synchronized void add(long events) {
        if (!isOpen()) {
            return;
        }
        long now = System.nanoTime();
        if (!started) {
            started = true;
            start = now;
            cpu = SYSTEM.getProcessCpuTime();
            return;
        }
        count += events;
        if (now - start >= nanos) {
            sample = new Sample(count, now - start, SYSTEM.getProcessCpuTime() - cpu, 0);
            done.countDown();
        }
    }

    /** Waits until the window has ended. */
    void await() {
        try {
            if (!done.await(nanos + LONGEST_DELAY, TimeUnit.NANOSECONDS)) {
                throw new NotMeasuredException("the source stopped delivering");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what was measured, after the window has ended. */
    synchronized Sample sample() {
        return sample;
    }
}
