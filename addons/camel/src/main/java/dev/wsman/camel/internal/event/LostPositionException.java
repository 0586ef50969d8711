package dev.wsman.camel.internal.event;

import dev.wsman.WsmanError;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import java.util.Set;
import org.apache.camel.RuntimeCamelException;

/** The source does not know the position of a bookmark any more, and the consumer was configured to stop then. */
final class LostPositionException extends RuntimeCamelException {
    private static final long serialVersionUID = 1;
    /** ERROR_EVT_QUERY_RESULT_STALE and ERROR_EVT_QUERY_RESULT_INVALID_POSITION. */
    private static final Set<Long> CODES = Set.of(15011L, 15012L);

    LostPositionException(String key, RuntimeException cause) {
        super(
                reason(cause)
                        + " The subscription has stopped, because events after the bookmark may be lost. Set positionLost to"
                        + " OLDEST or NOW, or remove the bookmark " + key
                        + " from the repository; then restart the route",
                cause);
    }

    private static String reason(RuntimeException cause) {
        String reason = cause instanceof WsmanException wsman ? wsman.error().reason() : "The position is lost";
        return reason.endsWith(".") ? reason : reason + ".";
    }

    /**
     * Returns whether the source rejected a subscription because it does not know the position. If it rejects a Pull for that
     * reason, another subscription may still continue after the bookmark.
     */
    static boolean isCausedBy(RuntimeException failure) {
        return failure instanceof WsmanException wsman && isCausedBy(wsman.error());
    }

    private static boolean isCausedBy(WsmanError error) {
        boolean lost = error.kind() == Kind.INVALID_BOOKMARK
                || CODES.contains(error.nativeCode().orElse(-1))
                || CODES.contains(error.providerCode().orElse(-1));
        return lost && error.operation().filter("Pull"::equals).isEmpty();
    }
}
