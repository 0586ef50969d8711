package dev.wsman.internal.transport.encryption;

import java.io.IOException;

/**
 * An encrypted body is truncated, malformed or does not verify. Neither its content nor its connection may be used any
 * more.
 */
public final class SealBrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    public SealBrokenException(String message) {
        super(message);
    }

    public SealBrokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
