package dev.wsman.camel.internal.event;

import dev.wsman.WsmanAuthenticationException;
import dev.wsman.camel.WsmanEventConfiguration;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts: each twice as long as the one before, up to a limit, and up to a fifth shorter at random,
 * so that consumers of many hosts do not try again at the same moment. Used by one thread.
 */
final class RetryPause {
    /** Accounts are locked after a few rejected logins, therefore these are repeated less often. */
    private static final int REJECTED_LOGIN = 10;

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

    /** Returns the pause after a failure of the subscription, in nanoseconds. */
    long nanosAfter(Throwable failure) {
        return nanos(failure instanceof WsmanAuthenticationException ? longest.multipliedBy(REJECTED_LOGIN) : next);
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
