package dev.wsman.camel.internal.poll;

import dev.wsman.WsmanAuthenticationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last rejected login of a consumer. Polls that follow fail without a request for ten times {@code retryPauseMax}:
 * servers lock an account after a few rejected logins. Used by one thread at a time.
 */
final class RejectedLogin {
    private static final int FACTOR = 10;

    private final long pauseNanos;
    private volatile @Nullable Last last;

    private record Last(WsmanAuthenticationException cause, long nanos) {}

    RejectedLogin(long retryPauseMaxMillis) {
        if (retryPauseMaxMillis <= 0) {
            throw new IllegalArgumentException(
                    "retryPauseMax: " + retryPauseMaxMillis + " is not positive; set milliseconds");
        }
        this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(retryPauseMaxMillis) * FACTOR;
    }

    void happened(WsmanAuthenticationException cause) {
        last = new Last(cause, System.nanoTime());
    }

    /** Throws the exception of the rejected login again if it is recent. */
    void rethrowIfRecent() {
        Last rejected = last;
        if (rejected != null && System.nanoTime() - rejected.nanos() < pauseNanos) {
            throw rejected.cause();
        }
        last = null;
    }
}
