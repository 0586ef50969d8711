package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which an operation, or a step of it, must have ended, whatever it is waiting for. Immutable and
 * thread-safe.
 */
public final class Deadline {
    /** A longer limit is shortened to this one, so that no moment overflows. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private final Duration limit;
    private final long end;

    private Deadline(Duration limit, long end) {
        this.limit = limit;
        this.end = end;
    }

    /** Returns the deadline that is {@code limit} from now. A limit of more than a year counts as a year. */
    public static Deadline after(Duration limit) {
        return new Deadline(limit, System.nanoTime() + nanos(limit));
    }

    private static long nanos(Duration limit) {
        return (limit.compareTo(LONGEST) > 0 ? LONGEST : limit).toNanos();
    }

    /** Returns the earlier of this deadline and the one that is {@code limit} from now. */
    Deadline atMost(Duration limit) {
        Deadline other = after(limit);
        return other.end - end < 0 ? other : this;
    }

    /** The limit that was given. */
    Duration limit() {
        return limit;
    }

    /** The limit in nanoseconds; at most a year. */
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
