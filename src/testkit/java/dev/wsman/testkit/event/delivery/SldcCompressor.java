package dev.wsman.testkit.event.delivery;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Compresses with SLDC (ECMA-321), as Windows compresses deliveries (EVENTING.md 4.2): scheme 1, one record, and the
 * length of the data in four bytes, the lowest first.
 */
public final class SldcCompressor {
    private static final int RESET1 = 0x1FF5;
    private static final int END_OF_RECORD = 0x1FF4;
    private static final int RING = 1024;
    private static final int LONGEST = 271;
    /** A match is so near that it is not overwritten while it is copied. */
    private static final int FARTHEST = RING - LONGEST - 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    private SldcCompressor() {}

    /** Returns the compressed data. */
    public static byte[] compress(byte[] data) {
        SldcCompressor compressor = new SldcCompressor();
        compressor.bits(RESET1, 13);
        compressor.tokens(data);
        compressor.bits(END_OF_RECORD, 13);
        compressor.bits(0, (8 - compressor.pendingBits) % 8);
        for (int shift = 0; shift < 32; shift += 8) {
            compressor.bits(data.length >>> shift & 0xFF, 8);
        }
        return compressor.out.toByteArray();
    }

    private void tokens(byte[] data) {
        int[] latest = new int[1 << 16];
        Arrays.fill(latest, -1);
        int position = 0;
        while (position < data.length) {
            int start = candidate(data, position, latest);
            int length = start < 0 ? 0 : matchLength(data, start, position);
            if (length >= 2) {
                bits(1, 1);
                length(length);
                bits(start % RING, 10);
            } else {
                length = 1;
                bits(data[position] & 0xFF, 9);
            }
            for (int end = position + length; position < end; position++) {
                if (position + 1 < data.length) {
                    latest[pair(data, position)] = position;
                }
            }
        }
    }

    private static int pair(byte[] data, int position) {
        return (data[position] & 0xFF) << 8 | data[position + 1] & 0xFF;
    }

    private static int candidate(byte[] data, int position, int[] latest) {
        int start = position + 1 < data.length ? latest[pair(data, position)] : -1;
        return start >= 0 && position - start <= FARTHEST ? start : -1;
    }

    /** Returns the length of the match. It ends before the current position. */
    private static int matchLength(byte[] data, int start, int position) {
        int longest = Math.min(Math.min(LONGEST, position - start), data.length - position);
        int length = 0;
        while (length < longest && data[start + length] == data[position + length]) {
            length++;
        }
        return length;
    }

    private void length(int length) {
        if (length < 4) {
            bits(length - 2, 2);
        } else if (length < 8) {
            bits(0b10, 2);
            bits(length - 4, 2);
        } else if (length < 16) {
            bits(0b110, 3);
            bits(length - 8, 3);
        } else if (length < 32) {
            bits(0b1110, 4);
            bits(length - 16, 4);
        } else {
            bits(0b1111, 4);
            bits(length - 32, 8);
        }
    }

    private void bits(int value, int count) {
        for (int bit = count - 1; bit >= 0; bit--) {
            pending = pending << 1 | value >>> bit & 1;
            if (++pendingBits == 8) {
                out.write(pending);
                pending = 0;
                pendingBits = 0;
            }
        }
    }
}
