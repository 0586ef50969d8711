package dev.wsman.testkit.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decompresses scheme 1 of SLDC, by EVENTING.md 4.2. */
final class SldcExpander {
    private final byte[] in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] ring = new byte[1024];
    private int written;
    private int at;

    private SldcExpander(byte[] in) {
        this.in = in;
    }

    static byte[] expand(byte[] compressed) {
        SldcExpander expander = new SldcExpander(compressed);
        expander.run();
        byte[] result = expander.out.toByteArray();
        int length = ByteBuffer.wrap(compressed).order(ByteOrder.LITTLE_ENDIAN).getInt(compressed.length - 4);
        if (result.length != length) {
            throw new IllegalArgumentException(result.length + " bytes instead of " + length);
        }
        return result;
    }

    private void run() {
        while (true) {
            if (bits(1) == 0) {
                emit((byte) bits(8));
                continue;
            }
            int length = length();
            if (length < 0) {
                if (length == -5) {
                    return;
                }
                continue;
            }
            int from = bits(10);
            for (int i = 0; i < length; i++) {
                emit(ring[(from + i) % 1024]);
            }
        }
    }

    /** Returns a length; the negative number of a control word, less one, if it is one. */
    private int length() {
        if (bits(1) == 0) {
            return 2 + bits(1);
        }
        if (bits(1) == 0) {
            return 4 + bits(2);
        }
        if (bits(1) == 0) {
            return 8 + bits(3);
        }
        if (bits(1) == 0) {
            return 16 + bits(4);
        }
        int value = bits(8);
        return value >= 0xF0 ? -(value & 0xF) - 1 : 32 + value;
    }

    private void emit(byte value) {
        out.write(value);
        ring[written++ % 1024] = value;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            value = value << 1 | in[at / 8] >> 7 - at % 8 & 1;
        }
        return value;
    }
}
