package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * No complete exchange took place: no connection, no trusted TLS, a connection that broke, a closed session, an
 * interrupted thread. After {@link WsmanError.Kind#CONNECTION} in mid-reply the server may have done the work.
 */
public final class WsmanTransportException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanTransportException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
