package dev.wsman.kafka.internal.event;

import dev.wsman.WsmanError;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import java.time.Duration;
import java.util.Set;

/**
 * Why a host cannot be read.
 *
 * @param cause the failure
 */
record HostFailure(RuntimeException cause) {
    /** ERROR_EVT_QUERY_RESULT_STALE and ERROR_EVT_QUERY_RESULT_INVALID_POSITION. */
    private static final Set<Long> POSITION_LOST = Set.of(15011L, 15012L);

    private boolean is(Kind kind) {
        return cause instanceof WsmanException failure && failure.error().kind() == kind;
    }

    /** Returns whether the host does not accept the credentials. */
    boolean isLogin() {
        return is(Kind.AUTHENTICATION);
    }

    /** Returns whether the user does not have the right to read the log. */
    boolean isAccess() {
        return is(Kind.ACCESS_DENIED);
    }

    /** Returns whether the thread was interrupted. */
    boolean isInterrupt() {
        return is(Kind.INTERRUPTED);
    }

    /** Returns whether the host does not know the position of the bookmark any more. */
    boolean isPositionLost() {
        if (!(cause instanceof WsmanFaultException failure)) {
            return false;
        }
        WsmanError error = failure.error();
        return error.kind() == Kind.INVALID_BOOKMARK
                || POSITION_LOST.contains(error.nativeCode().orElse(-1))
                || POSITION_LOST.contains(error.providerCode().orElse(-1));
    }

    /** Returns whether the failure is an error of this program, and not one of the host or of the network. */
    boolean isDefect() {
        return !(cause instanceof WsmanException);
    }

    /** Returns how long the host asks to wait. */
    Duration retryAfter() {
        return cause instanceof WsmanException failure
                ? failure.error().retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** Returns what is the same for failures with the same reason. */
    String kind() {
        return cause instanceof WsmanException failure
                ? failure.error().kind() + " "
                        + failure.error().nativeCode().orElse(0) + " "
                        + failure.error().providerCode().orElse(0)
                : cause.getClass().getName();
    }

    /** Returns the reason with what to do about it. */
    String message() {
        return isDefect() ? cause.toString() : String.valueOf(cause.getMessage());
    }
}
