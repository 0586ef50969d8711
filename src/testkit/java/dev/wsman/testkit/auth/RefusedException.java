package dev.wsman.testkit.auth;

/**
 * A client is rejected, or a message does not verify. The reason is for the log of a test; the client does not
 * receive it.
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
