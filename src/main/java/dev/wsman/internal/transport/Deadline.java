package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which an exchange must have ended, whatever it is waiting for, and what the exchange has moved so far. For the
 * thread that has the exchange.
 */
public final class Deadline {
    private static final Duration LONGEST = Duration.ofDays(365);

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

    /** The deadline that is {@code limit} away from now. */
    public static Deadline after(Duration limit) {
        long start = System.nanoTime();
        return new Deadline(limit, start, start + nanos(limit));
    }

    private static long nanos(Duration limit) {
        return (limit.compareTo(LONGEST) > 0 ? LONGEST : limit).toNanos();
    }

    /** The earlier of this one and the one that is {@code limit} away from now. */
    public Deadline atMost(Duration limit) {
        Deadline other = after(limit);
        return other.end - end < 0 ? new Deadline(limit, other.start, other.end) : this;
    }

    /** The same moment for another attempt, which has moved nothing yet. */
    public Deadline anew() {
        return new Deadline(limit, System.nanoTime(), end);
    }

    /** The nanoseconds since it was set. */
    public long nanosSpent() {
        return System.nanoTime() - start;
    }

    /** Counts octets of a request's body. */
    public void sent(long octets) {
        sent += octets;
    }

    /** Counts octets of a reply's body. */
    void received(long octets) {
        received += octets;
    }

    /** The octets of requests' bodies until now. */
    public long sent() {
        return sent;
    }

    /** The octets of replies' bodies until now. */
    public long received() {
        return received;
    }

    /** What was given at the start. */
    public Duration limit() {
        return limit;
    }

    /** What was given at the start in nanoseconds, a year's at most. */
    public long limitNanos() {
        return nanos(limit);
    }

    /** The nanoseconds that are left; zero or less when none are. */
    public long nanosLeft() {
        return end - System.nanoTime();
    }

    /** The moment itself, as {@link System#nanoTime()} will tell it. */
    long end() {
        return end;
    }

    public boolean expired() {
        return nanosLeft() <= 0;
    }

    /** What is left in ms for a socket's timeout: at least 1, as 0 would mean without end. */
    int millisLeft() {
        long nanos = nanosLeft();
        return nanos <= 0 ? 1 : (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    ExchangeException missed(String waitingFor, @Nullable Throwable cause) {
        return ExchangeException.timeout(waitingFor, limit, cause);
    }
}
