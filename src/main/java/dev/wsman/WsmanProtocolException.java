package dev.wsman;

import org.jspecify.annotations.Nullable;

/**
 * The reply is not what the operation needs: an HTTP error without SOAP, an HTML page, malformed XML, an envelope that
 * is too large or incomplete. The message contains an excerpt of the reply.
 */
public final class WsmanProtocolException extends WsmanException {

    private static final long serialVersionUID = 1L;

    WsmanProtocolException(WsmanError error, @Nullable Throwable cause) {
        super(error, cause);
    }
}
