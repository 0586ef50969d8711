package dev.wsman.kafka.internal.work;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps a task with wrong credentials from locking the account. Every host of a domain counts the attempts of the same
 * account, so that a pause of each host would not help a task with many hosts. While no host has accepted the
 * credentials, and several have rejected them, all hosts pause. Thread-safe.
 */
public final class LoginGuard {
    /** Fewer than the attempts after which domains usually lock an account. */
    private static final int MOST_REJECTIONS = 3;

    private final long pause;
    private final LongSupplier clock;
    private boolean accepted;
    private int rejections;
    private long until;

    /**
     * Creates a guard.
     *
     * @param pause the pause after the rejections
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    public LoginGuard(Duration pause, LongSupplier clock) {
        this.pause = pause.toNanos();
        this.clock = clock;
    }

    /** Returns how long a host has to wait before it is connected to. */
    public synchronized Duration pause() {
        if (accepted || rejections < MOST_REJECTIONS) {
            return Duration.ZERO;
        }
        long left = until - clock.getAsLong();
        if (left <= 0) {
            rejections = 0;
            return Duration.ZERO;
        }
        return Duration.ofNanos(left);
    }

    /** Notes that a host has accepted the credentials. */
    public synchronized void accepted() {
        accepted = true;
    }

    /**
     * Notes that a host has rejected the credentials.
     *
     * @return whether all hosts pause from now on
     */
    public synchronized boolean rejected() {
        rejections++;
        until = clock.getAsLong() + pause;
        return !accepted && rejections == MOST_REJECTIONS;
    }
}
