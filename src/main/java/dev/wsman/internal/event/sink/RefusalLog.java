package dev.wsman.internal.event.sink;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Logs refused requests. Anyone who reaches the port can cause many of them: for each status there is one warning in
 * ten seconds at most, with the number of those in between, which are logged at the level DEBUG. Thread-safe.
 */
final class RefusalLog {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Why a handler replies with each status. */
    private static final Map<Integer, String> REASONS = Map.of(
            400, "the message is not a SOAP envelope",
            403, "the source has no access to the subscription",
            404, "no subscription has this path, or it has ended",
            503, "the subscription does not accept the message now");

    private final LongSupplier clock;
    private final Map<Integer, Warnings> byStatus = new ConcurrentHashMap<>();

    /** The warnings of one status. Guarded by its object. */
    private static final class Warnings {
        private long next;
        private long omitted;

        private Warnings(long next) {
            this.next = next;
        }

        /** Returns the number of refusals that were omitted since the warning before; -1 to omit this one as well. */
        private synchronized long due(long now) {
            if (now - next < 0) {
                omitted++;
                return -1;
            }
            next = now + PAUSE_NANOS;
            long since = omitted;
            omitted = 0;
            return since;
        }
    }

    RefusalLog() {
        this(System::nanoTime);
    }

    RefusalLog(LongSupplier clock) {
        this.clock = clock;
    }

    void refused(String address, Refusal refusal) {
        if (refusal.isExpected()) {
            LOG.log(Level.DEBUG, () -> text(address, refusal.status(), refusal.getMessage()));
        } else {
            refused(address, refusal.status(), refusal.getMessage());
        }
    }

    /** Logs the reply of the handler if it refuses the message. A handler that failed (500) is logged with its failure. */
    void replied(String address, SinkReply reply) {
        String reason = REASONS.get(reply.status());
        if (reason != null) {
            refused(address, reply.status(), reason);
        }
    }

    private void refused(String address, int status, String reason) {
        long now = clock.getAsLong();
        long omitted =
                byStatus.computeIfAbsent(status, first -> new Warnings(now)).due(now);
        Level level = omitted < 0 ? Level.DEBUG : Level.WARNING;
        String more = omitted > 0 ? "; so were " + omitted + " others since the last warning" : "";
        LOG.log(level, () -> text(address, status, reason) + more);
    }

    private static String text(String address, int status, String reason) {
        return "event sink: refused a request of " + address + " with " + status + ": " + reason;
    }
}
