package dev.wsman.kafka.internal.instance;

import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import java.time.Duration;

/**
 * Why a scan failed.
 *
 * @param cause the failure
 */
record ScanFailure(RuntimeException cause) {
    private boolean is(Kind kind) {
        return cause instanceof WsmanException failure && failure.error().kind() == kind;
    }

    /** Returns whether the host does not accept the credentials. */
    boolean isLogin() {
        return is(Kind.AUTHENTICATION);
    }

    /** Returns whether the user does not have the right to read the instances. */
    boolean isAccess() {
        return is(Kind.ACCESS_DENIED);
    }

    /** Returns whether the task has stopped. */
    boolean isInterrupt() {
        return is(Kind.INTERRUPTED);
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
                ? failure.error().kind() + " " + failure.error().nativeCode().orElse(0)
                : cause.getClass().getName();
    }

    /** Returns whether the failure is an error of this program, and not one of the host, network or configuration. */
    boolean isDefect() {
        return !(cause instanceof WsmanException
                || cause instanceof ScanException
                || cause instanceof IllegalArgumentException);
    }

    /** Returns the reason with what to do about it. */
    String message() {
        return isDefect() ? cause.toString() : String.valueOf(cause.getMessage());
    }
}
