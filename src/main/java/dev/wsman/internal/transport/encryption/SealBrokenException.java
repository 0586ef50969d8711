package dev.wsman.internal.transport.encryption;

import java.io.IOException;

/** A sealed body that is truncated, malformed or does not verify; nothing of it may be used, nor its connection again. */
public final class SealBrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    public SealBrokenException(String message) {
        super(message);
    }

    public SealBrokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
