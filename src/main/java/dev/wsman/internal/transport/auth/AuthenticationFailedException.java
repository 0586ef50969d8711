package dev.wsman.internal.transport.auth;

import java.io.IOException;

/**
 * Authentication cannot continue. The message names the scheme, the step and what to check. Contains no password, key
 * or token.
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
