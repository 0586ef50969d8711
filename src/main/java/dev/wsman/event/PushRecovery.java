package dev.wsman.event;

import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanError;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How often, and with which pauses, a lost subscription is replaced. Used by one thread at a time. */
final class PushRecovery {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** Win32 codes of the event log: the position is gone, or is not valid. */
    private static final Set<Long> STALE = Set.of(15011L, 15012L);

    private final @Nullable Duration limit;
    private volatile long began;
    private volatile int attempt;

    PushRecovery(@Nullable Duration limit) {
        this.limit = limit;
    }

    void begin() {
        began = System.nanoTime();
        attempt = 0;
    }

    /** Returns the number of the next attempt, from 1. */
    int attempt() {
        return attempt;
    }

    /** Counts an attempt that failed, and returns the pause before the next one. */
    Duration nextPause() {
        int doublings = Math.min(attempt, 10);
        attempt++;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Returns whether another attempt is useless, or the time is over. A wrong password would lock the account. */
    boolean isOver(WsmanException failure) {
        boolean late = limit != null && System.nanoTime() - began > limit.toNanos();
        return late
                || failure instanceof WsmanAuthenticationException
                || failure.error().kind() == Kind.CLOSED
                || isPositionLost(failure);
    }

    /** Returns whether the source does not know a position any more, for example because a log was cleared. */
    static boolean isPositionLost(WsmanException failure) {
        WsmanError error = failure.error();
        return error.kind() == Kind.INVALID_BOOKMARK
                || STALE.contains(error.nativeCode().orElse(0))
                || STALE.contains(error.providerCode().orElse(0));
    }
}
