package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * Every failure of an operation: one of five, told apart by where it went wrong, and all with a {@link WsmanError} that
 * says what. Wrong arguments are not among them: those are {@link IllegalArgumentException}, before anything is sent.
 *
 * <p>The message is one line for a person: the operation, the resource, what the server said, the kind, the native code
 * with its symbol, the HTTP status, and what to try. It never contains a secret. The exception is serializable; its
 * {@link #error()} is immutable and goes with it.
 */
public abstract sealed class WsmanException extends RuntimeException
        permits WsmanFaultException,
                WsmanAuthenticationException,
                WsmanTimeoutException,
                WsmanTransportException,
                WsmanProtocolException {

    private static final long serialVersionUID = 1L;

    private final WsmanError error;

    WsmanException(WsmanError error, @Nullable Throwable cause) {
        super(error.toString(), cause);
        this.error = error;
    }

    /** What went wrong, as fields and as XML; the same object that {@code Session.error()} gives. */
    public WsmanError error() {
        return error;
    }
}
