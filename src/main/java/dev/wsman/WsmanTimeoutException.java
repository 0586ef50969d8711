package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * Time ran out. Of kind {@link WsmanError.Kind#TIMED_OUT} the server said so, with its fault; of kind {@link
 * WsmanError.Kind#CLIENT_TIMED_OUT} no answer came in the time that the session gives, and whether the server has done the
 * work is not known.
 */
public final class WsmanTimeoutException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanTimeoutException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
