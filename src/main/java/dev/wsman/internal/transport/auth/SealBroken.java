package dev.wsman.internal.transport.auth;

import java.io.IOException;

/** A sealed body that is truncated, malformed or does not verify; nothing of it may be used, nor its connection again. */
public final class SealBroken extends IOException {
    private static final long serialVersionUID = 1L;

    public SealBroken(String message) {
        super(message);
    }

    public SealBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
