package dev.wsman.internal.event.sink;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Logs refused requests: a warning for each status, as often as {@link LimitedWarnings} allows. Thread-safe. */
final class RefusalLog {
    private static final Logger LOG = System.getLogger("dev.wsman");
    /** Why a handler replies with each status. */
    private static final Map<Integer, String> REASONS = Map.of(
            400, "the message is not a SOAP envelope",
            403, "the source has no access to the subscription",
            404, "no subscription has this path, or it has ended",
            503, "the subscription does not accept the message now");

    private final LimitedWarnings warnings;

    RefusalLog(LimitedWarnings warnings) {
        this.warnings = warnings;
    }

    void refused(String address, Refusal refusal) {
        if (refusal.isExpected()) {
            LOG.log(Level.DEBUG, () -> text(address, refusal.status(), refusal.getMessage()));
        } else {
            refused(address, refusal.status(), refusal.getMessage());
        }
    }

    /** Logs the reply of the handler if it refuses the message. The failure of a handler (500) is logged elsewhere. */
    void replied(String address, SinkReply reply) {
        String reason = REASONS.get(reply.status());
        if (reason != null) {
            refused(address, reply.status(), reason);
        }
    }

    private void refused(String address, int status, String reason) {
        warnings.warn("HTTP " + status, () -> text(address, status, reason));
    }

    private static String text(String address, int status, String reason) {
        return "event sink: refused a request of " + address + " with " + status + ": " + reason;
    }
}
