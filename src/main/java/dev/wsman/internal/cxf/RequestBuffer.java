package dev.wsman.internal.cxf;

import java.io.ByteArrayOutputStream;

/** The bytes of a request's envelope, which are sent without being copied. */
final class RequestBuffer extends ByteArrayOutputStream {
    /** In bytes; most requests fit. */
    private static final int INITIAL_SIZE = 3072;

    RequestBuffer() {
        super(INITIAL_SIZE);
    }

    /** Returns the array, of which the first {@link #size()} bytes are the envelope. */
    byte[] array() {
        return buf;
    }
}
