package dev.wsman.testkit.auth;

/**
 * A client that does not get in, or a message that does not verify; the reason is for the test's log, not for the
 * client.
 */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }

    RefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
