package dev.wsman.event;

import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a subscription tries again: after pauses that double, for a limited time since the first of the failures. The
 * first attempt does not wait if the server works and only the subscription is gone. Used by one thread at a time.
 */
final class RetrySchedule {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int MOST_DOUBLINGS = 10;
    /** A quota is not free again as soon as a connection is. */
    private static final int QUOTA_FACTOR = 5;
    /** The part of a pause that is random, so that many subscriptions do not return at the same moment. */
    private static final double SPREAD = 0.2;

    private final Duration limit;
    private final Duration first;
    private int attempt;
    private long since;
    private long next;

    /**
     * Creates a schedule.
     *
     * @param limit the time after the first failure in which there are further attempts; zero for none
     * @param first the first pause
     */
    RetrySchedule(Duration limit, Duration first) {
        this.limit = limit;
        this.first = first;
    }

    /**
     * Plans the next attempt.
     *
     * @param changed whether the next attempt differs, so that it may succeed after a failure that is otherwise final
     * @return the pause before it
     * @throws WsmanException the failure, if it is final or the time is over; the next failure begins a new series
     */
    Duration after(WsmanException failure, boolean changed) {
        long now = System.nanoTime();
        since = attempt == 0 ? now : since;
        attempt++;
        boolean atOnce = changed || attempt == 1 && SubscriptionFaults.isGone(failure);
        Duration pause = atOnce ? Duration.ZERO : pause(failure);
        boolean late = limit.minusNanos(now - since).compareTo(pause) < 0;
        if (limit.isZero() || late || !(changed || SubscriptionFaults.isTemporary(failure))) {
            succeeded();
            throw failure;
        }
        next = now + pause.toNanos();
        return pause;
    }

    private Duration pause(WsmanException failure) {
        long factor = 1L << Math.min(attempt - 1, MOST_DOUBLINGS);
        Duration pause = first.multipliedBy(SubscriptionFaults.isQuota(failure) ? factor * QUOTA_FACTOR : factor);
        Duration longest = longer(LONGEST_PAUSE, first);
        long nanos = (pause.compareTo(longest) < 0 ? pause : longest).toNanos();
        double spread = 1 - SPREAD * ThreadLocalRandom.current().nextDouble();
        return longer(
                Duration.ofNanos((long) (nanos * spread)),
                failure.error().retryAfter().orElse(Duration.ZERO));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Returns the number of the next attempt since the last success, from 1; 0 if the last one succeeded. */
    int attempt() {
        return attempt;
    }

    /** Returns the time until the next attempt in nanoseconds; not positive if it may be made now. */
    long nanosLeft() {
        return attempt == 0 ? 0 : next - System.nanoTime();
    }

    /** Notes that an attempt succeeded. */
    void succeeded() {
        attempt = 0;
    }
}
