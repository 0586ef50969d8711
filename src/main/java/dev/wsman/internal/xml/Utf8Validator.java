package dev.wsman.internal.xml;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Rejects bytes that are not UTF-8 (RFC 3629). A document arrives in pieces, and a character may begin in one piece and
 * end in the next. Not thread-safe.
 */
final class Utf8Validator {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** How many bytes of the current character are still to come. */
    private int missing;

    private int minNext;
    private int maxNext;

    /**
     * Checks the next piece of a document.
     *
     * @param to the index after the last byte
     * @throws IOException if a byte cannot follow the bytes before it
     */
    void check(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            if (missing == 0) {
                at = afterAscii(bytes, at, to);
            }
            if (at < to) {
                require(bytes[at++] & 0xff);
            }
        }
    }

    /**
     * Returns the index of the first byte that is not ASCII. Most documents are ASCII, so it tests 32 bytes at a time.
     */
    private static int afterAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 4 * Long.BYTES <= to && (fourLongs(bytes, at) & HIGH_BITS) == 0) {
            at += 4 * Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private static long fourLongs(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at)
                | (long) LONGS.get(bytes, at + Long.BYTES)
                | (long) LONGS.get(bytes, at + 2 * Long.BYTES)
                | (long) LONGS.get(bytes, at + 3 * Long.BYTES);
    }

    /**
     * Checks one byte. Overlong forms, surrogates and values beyond Unicode are recognized by their second byte (RFC
     * 3629 section 4).
     */
    private void require(int value) throws IOException {
        if (missing == 0) {
            missing = value < 0xc2 || value > 0xf4 ? -1 : value < 0xe0 ? 1 : value < 0xf0 ? 2 : 3;
            minNext = value == 0xe0 ? 0xa0 : value == 0xf0 ? 0x90 : 0x80;
            maxNext = value == 0xed ? 0x9f : value == 0xf4 ? 0x8f : 0xbf;
        } else {
            missing = value < minNext || value > maxNext ? -1 : missing - 1;
            minNext = 0x80;
            maxNext = 0xbf;
        }
        if (missing < 0) {
            throw new IOException(
                    "invalid UTF-8, at byte 0x" + HexFormat.of().withUpperCase().toHexDigits((byte) value));
        }
    }
}
