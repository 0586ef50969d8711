package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * The server, or a proxy on the way, does not accept the session's credentials. Reported for HTTP 401 or 407, for a
 * failed exchange of tokens, and for a scheme that the server does not offer. Also reported if credentials would have
 * been sent over plain http without permission; then nothing was sent.
 *
 * <p>A user who is authenticated but lacks a right is reported as a {@link WsmanFaultException} of kind
 * {@link WsmanError.Kind#ACCESS_DENIED}.
 */
public final class WsmanAuthenticationException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanAuthenticationException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
