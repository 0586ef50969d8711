package dev.wsman.camel.internal.event;

import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.camel.WsmanEventConfiguration;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts: each twice as long as the one before, up to a limit, and up to a fifth shorter at random,
 * so that consumers of many hosts do not try again at the same moment. Used by one thread.
 */
final class RetryPause {
    /**
     * Extends the longest pause after a rejected login, because accounts are locked after a few, and if the server asks for
     * a longer one.
     */
    private static final int EXTENSION = 10;

    private final Duration first;
    private final Duration longest;
    private Duration next;

    private RetryPause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    static RetryPause of(WsmanEventConfiguration options) {
        return new RetryPause(
                Duration.ofMillis(options.getRetryPause()), Duration.ofMillis(options.getRetryPauseMax()));
    }

    /** Begins anew after a success. */
    void succeeded() {
        next = first;
    }

    /**
     * Returns the pause after a failure of the subscription, in nanoseconds. It is not shorter than the server asks for, but
     * a server cannot ask for more than ten times the longest pause.
     */
    long nanosAfter(Throwable failure) {
        if (failure instanceof WsmanAuthenticationException) {
            return nanos(longest.multipliedBy(EXTENSION));
        }
        return Math.max(nanos(), failure instanceof WsmanException known ? nanosAsked(known.error()) : 0);
    }

    private long nanosAsked(WsmanError error) {
        Duration most = longest.multipliedBy(EXTENSION);
        Duration asked = error.retryAfter().orElse(Duration.ZERO);
        return (asked.compareTo(most) < 0 ? asked : most).toNanos();
    }

    /** Returns the pause after a failed exchange, in nanoseconds. */
    long nanos() {
        return nanos(next);
    }

    private long nanos(Duration pause) {
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        long nanos = pause.toNanos();
        return nanos - (long) (nanos * ThreadLocalRandom.current().nextDouble(0.2));
    }
}
