package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * An operation exceeded its time. If the kind is {@link WsmanError.Kind#TIMED_OUT}, the server reported the timeout
 * with a fault. If it is {@link WsmanError.Kind#CLIENT_TIMED_OUT}, no reply arrived within the session's timeout, and
 * it is not known whether the server has done the work.
 */
public final class WsmanTimeoutException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanTimeoutException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
