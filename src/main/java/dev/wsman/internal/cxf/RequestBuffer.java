package dev.wsman.internal.cxf;

import java.io.ByteArrayOutputStream;

/** A request as it is written, whose octets are sent without being copied. */
final class RequestBuffer extends ByteArrayOutputStream {
    private static final int USUAL = 3072;

    RequestBuffer() {
        super(USUAL);
    }

    byte[] bytes() {
        return buf;
    }

    int length() {
        return count;
    }
}
