package dev.wsman.internal.cxf;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of a request's envelope, which are sent without being copied. The buffer is empty at first: the writer hands
 * over an envelope of up to 4,000 bytes at once, so that the array of a usual request is as long as the envelope.
 */
final class RequestBuffer extends ByteArrayOutputStream {
    RequestBuffer() {
        super(0);
    }

    /** Returns the array, of which the first {@link #size()} bytes are the envelope. */
    byte[] array() {
        return buf;
    }
}
