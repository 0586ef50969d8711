package dev.wsman.internal.event.sink;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Logs what anyone who reaches the port can cause many times: for each kind there is one warning in ten seconds at
 * most, with the number of those in between, which are logged at the level DEBUG. Thread-safe.
 */
final class LimitedWarnings {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier clock;
    private final Map<String, Pause> byKind = new ConcurrentHashMap<>();

    /** The pause between the warnings of one kind. Guarded by its object. */
    private static final class Pause {
        private long end;
        private long omitted;

        private Pause(long end) {
            this.end = end;
        }

        /** Returns the number of warnings that were omitted since the one before; -1 to omit this one as well. */
        private synchronized long due(long now) {
            if (now - end < 0) {
                omitted++;
                return -1;
            }
            end = now + PAUSE_NANOS;
            long since = omitted;
            omitted = 0;
            return since;
        }
    }

    LimitedWarnings() {
        this(System::nanoTime);
    }

    /**
     * Creates a log without warnings.
     *
     * @param clock the time in nanoseconds
     */
    LimitedWarnings(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Logs a text.
     *
     * @param kind one of a few constants: each one is kept
     */
    void warn(String kind, Supplier<String> text) {
        long now = clock.getAsLong();
        long omitted = byKind.computeIfAbsent(kind, first -> new Pause(now)).due(now);
        Level level = omitted < 0 ? Level.DEBUG : Level.WARNING;
        String more = omitted > 0 ? " (and " + omitted + " others since the last warning)" : "";
        LOG.log(level, () -> text.get() + more);
    }
}
