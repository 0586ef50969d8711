package dev.wsman.kafka.internal.work;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses after the failures of one host. Each is twice as long as the last, up to a limit, and up to a fifth of it
 * is left out at random, so that hosts that failed together are not tried together. Not thread-safe.
 */
public final class Backoff {
    private static final double JITTER = 0.2;

    private final long first;
    private final long longest;
    private long next;

    /**
     * Creates pauses.
     *
     * @param first the pause after the first failure; positive
     * @param longest the longest pause; the first one if that is longer
     */
    public Backoff(Duration first, Duration longest) {
        this.first = first.toMillis();
        this.longest = Math.max(this.first, longest.toMillis());
        this.next = this.first;
    }

    /** Returns the pause after a failure. */
    public Duration pause() {
        long pause = next;
        next = pause > longest / 2 ? longest : pause * 2;
        return Duration.ofMillis(
                pause - (long) (pause * JITTER * ThreadLocalRandom.current().nextDouble()));
    }

    /** Begins again with the first pause, after a success. */
    public void reset() {
        next = first;
    }
}
