package dev.wsman.internal.event.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decompresses SLDC (ECMA-321, ISO/IEC 22091) as Windows writes it: a stream of bits, the most significant one first,
 * and after it the length of the result in four bytes, little endian.
 *
 * <pre>
 * scheme 1   0 + 8 bits                     a byte
 *            1 + length + 10 bits           a copy: from this place of the last 1024 bytes since a reset
 * scheme 2   8 bits                         a byte; after 0xff comes a 0
 * both       nine 1s + 4 bits               a control symbol
 * </pre>
 *
 * Not thread-safe.
 */
final class SldcDecoder {
    private static final int TRAILER = 4;
    private static final int HISTORY = 1024;
    private static final int LOCATION_BITS = 10;
    /** No symbol makes more bytes of a byte: 271 of 23 bits. */
    private static final int MAXIMUM_RATIO = 95;

    private static final int FLUSH = 0;
    private static final int SCHEME_1 = 1;
    private static final int SCHEME_2 = 2;
    private static final int FILE_MARK = 3;
    private static final int END_OF_RECORD = 4;
    private static final int RESET_1 = 5;
    private static final int RESET_2 = 6;
    private static final int END_MARKER = 15;
    /** The first value of a long length that is a control symbol instead. */
    private static final int CONTROL = 0xf0;

    private final byte[] in;
    private final int end;
    private final byte[] out;
    private int at;
    private long window;
    private int bits;
    private int length;
    /** Where the history begins: a reset empties it. */
    private int start;

    private boolean literal;
    private boolean ended;

    private SldcDecoder(byte[] in, byte[] out) {
        this.in = in;
        this.end = in.length - TRAILER;
        this.out = out;
    }

    /**
     * Returns the length that the end of the compressed bytes claims, in bytes.
     *
     * @throws IOException if the bytes cannot have that many after decompression
     */
    static int length(byte[] compressed) throws IOException {
        if (compressed.length <= TRAILER) {
            throw new IOException("SLDC: the stream is cut short");
        }
        int claimed = ByteBuffer.wrap(compressed).order(ByteOrder.LITTLE_ENDIAN).getInt(compressed.length - TRAILER);
        if (claimed < 0 || claimed > (long) MAXIMUM_RATIO * compressed.length) {
            throw new IOException(
                    "SLDC: " + compressed.length + " bytes cannot be " + Integer.toUnsignedString(claimed));
        }
        return claimed;
    }

    /**
     * Decompresses a message. The caller has checked its {@link #length}.
     *
     * @throws IOException if the stream is malformed, cut short, or of another length than it claims
     */
    static byte[] decode(byte[] compressed) throws IOException {
        byte[] out = new byte[length(compressed)];
        SldcDecoder decoder = new SldcDecoder(compressed, out);
        while (!decoder.ended) {
            if (decoder.literal) {
                decoder.readLiteral();
            } else {
                decoder.readSymbol();
            }
        }
        if (decoder.length != out.length) {
            throw new IOException("SLDC: the stream has " + decoder.length + " bytes; its end says " + out.length);
        }
        return out;
    }

    /** Reads a symbol of scheme 1. */
    private void readSymbol() throws IOException {
        if (take(1) == 0) {
            put((byte) take(8));
            return;
        }
        int count = readCount();
        if (count >= 0) {
            copy(take(LOCATION_BITS), count);
        }
    }

    /** Reads a symbol of scheme 2. */
    private void readLiteral() throws IOException {
        int value = take(8);
        if (value == 0xff && take(1) == 1) {
            control(take(4));
        } else {
            put((byte) value);
        }
    }

    /** Reads the length of a copy; -1 if the bits were a control symbol. */
    private int readCount() throws IOException {
        if (take(1) == 0) {
            return 2 + take(1);
        }
        if (take(1) == 0) {
            return 4 + take(2);
        }
        if (take(1) == 0) {
            return 8 + take(3);
        }
        if (take(1) == 0) {
            return 16 + take(4);
        }
        int value = take(8);
        if (value < CONTROL) {
            return 32 + value;
        }
        control(value - CONTROL);
        return -1;
    }

    private void control(int symbol) throws IOException {
        switch (symbol) {
            case SCHEME_1, SCHEME_2 -> literal = symbol == SCHEME_2;
            case RESET_1, RESET_2 -> {
                literal = symbol == RESET_2;
                start = length;
            }
            case FLUSH -> align();
            case END_OF_RECORD -> endRecord();
            case END_MARKER -> ended = true;
            case FILE_MARK -> {
                // separates records, and is not part of them
            }
            default -> throw new IOException("SLDC: the control symbol " + symbol + " is not defined");
        }
    }

    /** Skips the padding after a record: the rest of the byte, and zero bytes (Windows appends one or more). */
    private void endRecord() {
        align();
        while (bits >= Byte.SIZE && (window >>> bits - Byte.SIZE & 0xff) == 0) {
            bits -= Byte.SIZE;
        }
        while (bits == 0 && at < end && in[at] == 0) {
            at++;
        }
        ended = length == out.length || bits == 0 && at == end;
    }

    private void put(byte value) throws IOException {
        if (length == out.length) {
            throw new IOException("SLDC: the stream is longer than the " + out.length + " bytes that its end says");
        }
        out[length++] = value;
    }

    /** Copies bytes of the history, which may include bytes that this copy writes. */
    private void copy(int location, int count) throws IOException {
        int distance = length - start - location & HISTORY - 1;
        int from = length - (distance == 0 ? HISTORY : distance);
        if (from < start || count > out.length - length) {
            throw new IOException("SLDC: a copy refers to bytes that do not exist");
        }
        if (count <= length - from) {
            System.arraycopy(out, from, out, length, count);
            length += count;
            return;
        }
        for (int i = 0; i < count; i++) {
            out[length++] = out[from++];
        }
    }

    private int take(int count) throws IOException {
        if (bits < count) {
            fill(count);
        }
        bits -= count;
        return (int) (window >>> bits) & (1 << count) - 1;
    }

    private void fill(int count) throws IOException {
        while (bits <= Long.SIZE - 2 * Byte.SIZE && at < end) {
            window = window << Byte.SIZE | in[at++] & 0xff;
            bits += Byte.SIZE;
        }
        if (bits < count) {
            throw new IOException("SLDC: the stream is cut short");
        }
    }

    /** Skips the rest of the current byte. */
    private void align() {
        bits -= bits % Byte.SIZE;
    }
}
