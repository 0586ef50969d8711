package dev.wsman.internal.transport.encryption;

import java.io.IOException;

/** A sealed message says that it is longer than what is taken; it was not read. */
public final class SealedTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    SealedTooLongException(long octets, long room) {
        super("the sealed response is longer than allowed: " + octets + " octets where " + room + " are taken");
    }
}
