package dev.wsman.internal.transport.encryption;

import java.io.IOException;

/** An encrypted message claims to be longer than the maximum; it was not read. */
public final class EncryptedTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    EncryptedTooLongException(long bytes, long room) {
        super("the encrypted body is longer than allowed: " + bytes + " bytes, and at most " + room + " are accepted");
    }
}
