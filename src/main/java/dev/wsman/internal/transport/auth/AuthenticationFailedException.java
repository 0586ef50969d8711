package dev.wsman.internal.transport.auth;

import java.io.IOException;

/**
 * A handshake that cannot go on: the message names the scheme, what was being done and what to check. Never holds a password, a
 * key or a token.
 */
public final class AuthenticationFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    public AuthenticationFailedException(String message) {
        super(message);
    }

    public AuthenticationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
