package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which an exchange must have ended, whatever it is waiting for, and the bytes that the exchange has
 * moved so far. Used by the thread that runs the exchange.
 */
public final class Deadline {
    /** A longer limit is shortened to this one, so that no moment overflows. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private final Duration limit;
    private final long start;
    private final long end;
    private long sent;
    private long received;

    private Deadline(Duration limit, long start, long end) {
        this.limit = limit;
        this.start = start;
        this.end = end;
    }

    /** Returns the deadline that is {@code limit} from now. A limit of more than a year counts as a year. */
    public static Deadline after(Duration limit) {
        long start = System.nanoTime();
        return new Deadline(limit, start, start + nanos(limit));
    }

    private static long nanos(Duration limit) {
        return (limit.compareTo(LONGEST) > 0 ? LONGEST : limit).toNanos();
    }

    /** Returns the earlier of this deadline and the one that is {@code limit} from now. */
    public Deadline atMost(Duration limit) {
        Deadline other = after(limit);
        return other.end - end < 0 ? new Deadline(limit, other.start, other.end) : this;
    }

    /** Returns the same moment for another attempt, which has moved no bytes yet. */
    public Deadline anew() {
        return new Deadline(limit, System.nanoTime(), end);
    }

    /** The nanoseconds since this deadline was set. */
    public long nanosSpent() {
        return System.nanoTime() - start;
    }

    /** Counts bytes of a request's body. */
    public void sent(long bytes) {
        sent += bytes;
    }

    /** Counts bytes of a reply's body. */
    void received(long bytes) {
        received += bytes;
    }

    /** The bytes of requests' bodies so far. */
    public long sent() {
        return sent;
    }

    /** The bytes of replies' bodies so far. */
    public long received() {
        return received;
    }

    /** The limit that was given. */
    public Duration limit() {
        return limit;
    }

    /** The limit in nanoseconds, those of a year at most. */
    public long limitNanos() {
        return nanos(limit);
    }

    /** The nanoseconds that are left; zero or less if the deadline has passed. */
    public long nanosLeft() {
        return end - System.nanoTime();
    }

    /** The moment itself, in the time of {@link System#nanoTime()}. */
    long end() {
        return end;
    }

    public boolean expired() {
        return nanosLeft() <= 0;
    }

    /** The milliseconds that are left, for a socket's timeout: at least 1, since 0 means no timeout. */
    int millisLeft() {
        long nanos = nanosLeft();
        return nanos <= 0 ? 1 : (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    ExchangeException missed(String missing, @Nullable Throwable cause) {
        return ExchangeException.timeout(missing, limit, cause);
    }
}
