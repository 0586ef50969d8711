package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * The server understood the request and refused it, with a SOAP fault (DSP0226 §14). {@link WsmanError#kind()} tells why.
 *
 * <p>Two faults are other exceptions, as a caller treats them alike whoever noticed: a timeout at the server is a {@link
 * WsmanTimeoutException}, a refused logon a {@link WsmanAuthenticationException}.
 */
public final class WsmanFaultException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanFaultException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
