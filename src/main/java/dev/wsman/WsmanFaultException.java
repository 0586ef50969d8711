package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * The server understood the request and rejected it with a SOAP fault (DSP0226 §14). {@link WsmanError#kind()} gives
 * the reason.
 *
 * <p>Two faults are reported by other exceptions, because callers handle them alike whether the server or the client
 * detects them: a timeout at the server by {@link WsmanTimeoutException}, a refused logon by
 * {@link WsmanAuthenticationException}.
 */
public final class WsmanFaultException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanFaultException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
