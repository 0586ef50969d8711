package dev.wsman;

import java.time.Duration;

/**
 * Defines how often a session repeats operations that are safe to repeat, and how long it waits in between. The default
 * of a session is {@link #none()}.
 *
 * <p>Any operation is repeated if its request was not sent because there was no connection. Get, Identify and Enumerate
 * (not its Pulls) are also repeated after a lost connection, HTTP 503, HTTP 429 with a {@code Retry-After} header, a
 * quota fault, or a fault with {@code wsa:RetryAfter}. Put, Create, Delete, Invoke and Pull are never sent a second
 * time: the server may have carried them out, and the items of a lost Pull are gone.
 *
 * <p>The waits grow: the backoff, then 2, 4, 8 times the backoff and so on, up to 64 times. Each is shortened by a
 * random part of up to a half, so that many clients do not return at the same moment, but not below the wait that the
 * server requests. For example, {@code Retry.of(3, Duration.ofSeconds(1))} makes three attempts, with a wait of 0.5 s
 * to 1 s after the first and of 1 s to 2 s after the second. All attempts and waits together stay within the
 * operation's timeout: if a wait would exceed it, the last failure is thrown at once. A wait ends when its thread is
 * interrupted or the session is closed. A {@link WsmanListener} is called after each attempt. Immutable.
 */
public final class Retry {
    private static final Retry NONE = new Retry(1, Duration.ofMillis(1));
    private static final int MAX_DOUBLINGS = 6;

    private final int attempts;
    private final Duration backoff;

    private Retry(int attempts, Duration backoff) {
        this.attempts = attempts;
        this.backoff = backoff;
    }

    /** Returns the policy of a single attempt. */
    public static Retry none() {
        return NONE;
    }

    /**
     * Returns a policy of several attempts.
     *
     * @param attempts the number of attempts, including the first
     * @param backoff the first wait, at least 1 ms
     * @throws IllegalArgumentException if {@code attempts} is less than 1, or {@code backoff} is less than 1 ms
     */
    public static Retry of(int attempts, Duration backoff) {
        return new Retry(Arguments.positive(attempts, "attempts"), Arguments.timeout(backoff, "backoff"));
    }

    /** Returns the number of attempts, including the first. */
    public int attempts() {
        return attempts;
    }

    /** Returns the first wait. */
    public Duration backoff() {
        return backoff;
    }

    /**
     * Returns the wait after an attempt.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param chance a random number from 0 to 1
     */
    Duration after(int attempt, double chance) {
        Duration whole = backoff.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        return whole.minusMillis(Math.round(whole.toMillis() * chance / 2));
    }

    @Override
    public String toString() {
        return attempts == 1 ? "Retry[none]" : "Retry[" + attempts + " attempts, " + backoff + "]";
    }
}
