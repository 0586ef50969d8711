package dev.wsman;

import java.time.Duration;

/**
 * How often, and after which waits, a session tries again what is safe to repeat; {@link #none()} unless a session's builder is
 * told otherwise.
 *
 * <p>Tried again is any operation whose request never left because there was no connection; and Get, Identify and Enumerate
 * (not its Pulls) after a lost connection, HTTP 503, HTTP 429 that names a {@code Retry-After}, a quota fault, or a fault with
 * {@code wsa:RetryAfter}. Put, Create, Delete, Invoke and Pull are never sent a second time: they may have been carried out, and a
 * lost Pull has taken its items along.
 *
 * <p>The waits grow: the backoff, twice it, four times it and so on up to 64 times, each shortened by chance by up to a half, so
 * that many clients do not come back at once; and no shorter than what the server asks for. All attempts and waits together stay
 * within the operation's timeout: a wait that would pass it is not begun, and the last failure is thrown at once. A wait ends when
 * its thread is interrupted or the session is closed. A {@link WsmanListener} hears of each attempt. Immutable.
 */
public final class Retry {
    private static final Retry NONE = new Retry(1, Duration.ofMillis(1));
    private static final int MOST_DOUBLINGS = 6;

    private final int attempts;
    private final Duration backoff;

    private Retry(int attempts, Duration backoff) {
        this.attempts = attempts;
        this.backoff = backoff;
    }

    /** One attempt and no more. */
    public static Retry none() {
        return NONE;
    }

    /**
     * Several attempts.
     *
     * @param attempts how many in all, the first included
     * @param backoff the first wait, at least 1 ms
     * @throws IllegalArgumentException where there is no attempt, or no wait
     */
    public static Retry of(int attempts, Duration backoff) {
        return new Retry(Arguments.positive(attempts, "attempts"), Arguments.timeout(backoff, "backoff"));
    }

    /** How many attempts in all. */
    public int attempts() {
        return attempts;
    }

    /** The first wait. */
    public Duration backoff() {
        return backoff;
    }

    /**
     * The wait after an attempt.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param chance from 0 to 1
     */
    Duration after(int attempt, double chance) {
        Duration whole = backoff.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return whole.minusMillis(Math.round(whole.toMillis() * chance / 2));
    }

    @Override
    public String toString() {
        return attempts == 1 ? "Retry[none]" : "Retry[" + attempts + " attempts, " + backoff + "]";
    }
}
