package dev.wsman.internal.transport.auth;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads and writes the part of DER (X.690) that SPNEGO and CredSSP need: definite lengths and low tag numbers. Checks
 * bounds on reading. Not thread-safe.
 */
public final class Der {
    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int ENUMERATED = 0x0a;
    public static final int SEQUENCE = 0x30;
    public static final int APPLICATION_0 = 0x60;

    private final byte[] bytes;
    private final int end;
    private int at;

    private Der(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Returns the tag of the context-specific, constructed element with that number. */
    public static int context(int number) {
        return 0xa0 | number;
    }

    /** Writes an element. Only the returned array contains the contents, so that the caller can wipe them. */
    public static byte[] write(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        ByteBuffer out = ByteBuffer.allocate(1 + lengthSize(length) + length).put((byte) tag);
        writeLength(out, length);
        for (byte[] content : contents) {
            out.put(content);
        }
        return out.array();
    }

    /** Writes a non-negative INTEGER. */
    public static byte[] writeInteger(int value) {
        return write(INTEGER, BigInteger.valueOf(value).toByteArray());
    }

    private static int lengthSize(int length) {
        return length < 0x80 ? 1 : 1 + (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
    }

    private static void writeLength(ByteBuffer out, int length) {
        int bytes = lengthSize(length) - 1;
        if (bytes == 0) {
            out.put((byte) length);
            return;
        }
        out.put((byte) (0x80 | bytes));
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            out.put((byte) (length >> shift));
        }
    }

    public static Der read(byte[] bytes) {
        return new Der(bytes, 0, bytes.length);
    }

    public boolean hasNext() {
        return at < end;
    }

    /** Whether the next element has that tag. */
    public boolean nextIs(int tag) {
        return at < end && (bytes[at] & 0xff) == tag;
    }

    /** Reads the next element, which must have that tag, and returns a reader of its contents. */
    public Der enter(int tag) throws AuthenticationFailedException {
        if (!nextIs(tag)) {
            throw malformed("tag 0x" + Integer.toHexString(tag) + " is missing");
        }
        at++;
        int length = readLength();
        Der contents = new Der(bytes, at, at + length);
        at += length;
        return contents;
    }

    /** Skips the next element, whatever its tag. */
    public void skip() throws AuthenticationFailedException {
        if (!hasNext()) {
            throw malformed("an element is missing");
        }
        enter(bytes[at] & 0xff);
    }

    /** Reads the contents of the next element, which must have that tag. */
    public byte[] contents(int tag) throws AuthenticationFailedException {
        Der inner = enter(tag);
        return Arrays.copyOfRange(bytes, inner.at, inner.end);
    }

    /** Reads the number in the next element: at most 32 bits, signed or not. */
    public int integer(int tag) throws AuthenticationFailedException {
        byte[] value = contents(tag);
        if (value.length == 0 || value.length > 5) {
            throw malformed("a number of " + value.length + " bytes");
        }
        BigInteger number = new BigInteger(value);
        if (number.bitLength() > Integer.SIZE) {
            throw malformed("a number of more than 32 bits");
        }
        return number.intValue();
    }

    /** Returns the bytes that have not been read. */
    public byte[] remaining() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    private int readLength() throws AuthenticationFailedException {
        int first = next();
        if (first < 0x80) {
            return checked(first);
        }
        int count = first & 0x7f;
        if (count == 0 || count > 4) {
            throw malformed("a length of " + count + " bytes");
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | next();
        }
        return checked(length);
    }

    private int checked(long length) throws AuthenticationFailedException {
        if (length > end - at) {
            throw malformed("an element points behind its end");
        }
        return (int) length;
    }

    private int next() throws AuthenticationFailedException {
        if (at >= end) {
            throw malformed("it is cut short");
        }
        return bytes[at++] & 0xff;
    }

    private static AuthenticationFailedException malformed(String how) {
        return new AuthenticationFailedException("the server's token is not well-formed DER: " + how);
    }
}
