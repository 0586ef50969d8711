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

    LostPositionException(String reason, String key, Throwable cause) {
        super(
                reason
                        + " The subscription has stopped, because events after the bookmark may be lost. Set positionLost to"
                        + " OLDEST or NOW, or remove the bookmark " + key
                        + " from the repository; then restart the route",
                cause);
    }

    /** Returns whether the source reported with a failure that it does not know the position. */
    static boolean isCausedBy(RuntimeException failure) {
        return failure instanceof WsmanException wsman && isCausedBy(wsman.error());
    }

    private static boolean isCausedBy(WsmanError error) {
        return error.kind() == Kind.INVALID_BOOKMARK
                || CODES.contains(error.nativeCode().orElse(-1))
                || CODES.contains(error.providerCode().orElse(-1));
    }
}
