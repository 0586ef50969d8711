package dev.wsman.internal.transport.encryption;

import java.io.IOException;

/**
 * An encrypted body is truncated, malformed or does not verify. Neither its content nor its connection may be used any
 * more.
 */
public final class EncryptionBrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    public EncryptionBrokenException(String message) {
        super(message);
    }

    public EncryptionBrokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
