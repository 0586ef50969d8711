package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * The server, or a proxy on the way, does not accept who we are: HTTP 401 or 407, a failed exchange of tokens, a scheme
 * that the server does not offer, or credentials that would have gone over plain http without leave (then nothing was sent).
 *
 * <p>A user that is known but may not do this is a {@link WsmanFaultException} of kind {@link WsmanError.Kind#ACCESS_DENIED}.
 */
public final class WsmanAuthenticationException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanAuthenticationException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
