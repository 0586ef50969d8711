package dev.wsman.shell;

import dev.wsman.WsmanException;
import java.time.Duration;

/**
 * The pauses after rejections by a quota that other commands free when they end: 5, 10, 15 and 20 s, together within a
 * time limit. Used by one thread.
 */
final class QuotaBackoff {
    private static final int MOST_PAUSES = 4;
    /** The first pause, by which each further one is longer; accessible for tests. */
    static volatile Duration step = Duration.ofSeconds(5);

    private final long start = System.nanoTime();
    private final Duration limit;
    private boolean begun;
    private int pauses;

    QuotaBackoff(Duration limit) {
        this.limit = limit;
    }

    /** Returns the time limit of the next request: what is left, at least 1 ms. */
    Duration left() {
        if (!begun) {
            begun = true;
            return limit;
        }
        Duration left = limit.minusNanos(System.nanoTime() - start);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    /**
     * Returns how long to wait before the request is sent again.
     *
     * @throws WsmanException the failure, if it is not one of these quotas, or no time is left for another attempt
     */
    Duration pauseAfter(WsmanException failure) {
        Duration pause = step.multipliedBy(pauses + 1L);
        if (!Rejections.isPassingQuota(failure) || pauses == MOST_PAUSES || pause.compareTo(left()) >= 0) {
            throw failure;
        }
        pauses++;
        return pause;
    }
}
