package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * Any failure of an operation. The six subclasses distinguish where the failure occurred, and the {@link WsmanError}
 * describes it. Wrong arguments are not reported by this exception but by {@link IllegalArgumentException}, before
 * anything is sent.
 *
 * <p>The message is one line for a person: the reason in the server's words, the operation, the resource, the kind, the
 * native code with its symbol, the HTTP status, and what to do. It never contains a secret. The exception is
 * serializable together with its {@link #error()}, which is immutable.
 */
public abstract sealed class WsmanException extends RuntimeException
        permits WsmanFaultException,
                WsmanAuthenticationException,
                WsmanTimeoutException,
                WsmanTransportException,
                WsmanProtocolException,
                WsmanReturnValueException {

    private static final long serialVersionUID = 1L;

    private final WsmanError error;

    WsmanException(WsmanError error, @Nullable Throwable cause) {
        super(error.toString(), cause);
        this.error = error;
    }

    /**
     * Returns the description of the failure, as fields and as XML. {@code Session.error()} returns the same object,
     * except for a {@link WsmanReturnValueException}.
     */
    public WsmanError error() {
        return error;
    }
}
