package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * A reply came that is not what was asked: an HTTP error without SOAP, a page of HTML, broken XML, an envelope that is too
 * large or lacks what the operation needs. The message holds what arrived, cut.
 */
public final class WsmanProtocolException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanProtocolException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
