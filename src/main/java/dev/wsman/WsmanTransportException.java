package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * No complete exchange took place: the connection could not be opened or broke, TLS is not trusted, the session is
 * closed, or the thread was interrupted. If the kind is {@link WsmanError.Kind#CONNECTION} and the connection broke
 * during a reply, the server may have done the work.
 */
public final class WsmanTransportException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanTransportException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
