package dev.wsman.internal.event.sink;

import java.io.ByteArrayOutputStream;

/** Writes SLDC, symbol by symbol, or a message with the longest copies. */
final class SldcEncoder {
    static final int FLUSH = 0;
    static final int SCHEME_1 = 1;
    static final int SCHEME_2 = 2;
    static final int FILE_MARK = 3;
    static final int END_OF_RECORD = 4;
    static final int RESET_1 = 5;
    static final int RESET_2 = 6;
    static final int END_MARKER = 15;
    private static final int HISTORY = 1024;
    private static final int LONGEST = 271;

    private final StringBuilder bits = new StringBuilder();

    /** Compresses a message as Windows does, with scheme 1. */
    static byte[] encode(byte[] plain) {
        SldcEncoder encoder = new SldcEncoder().control(RESET_1);
        int at = 0;
        while (at < plain.length) {
            int best = 0;
            int from = 0;
            for (int start = Math.max(0, at - HISTORY); start < at; start++) {
                int length = match(plain, start, at);
                if (length > best) {
                    best = length;
                    from = start;
                }
            }
            if (best < 2) {
                encoder.literal(plain[at++]);
            } else {
                encoder.copy(from % HISTORY, best);
                at += best;
            }
        }
        return encoder.control(END_OF_RECORD).padded().finish(plain.length);
    }

    private static int match(byte[] plain, int start, int at) {
        int length = 0;
        while (length < LONGEST && at + length < plain.length && plain[start + length] == plain[at + length]) {
            length++;
        }
        return length;
    }

    SldcEncoder bits(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bits.append(value >> i & 1);
        }
        return this;
    }

    SldcEncoder control(int symbol) {
        return bits(0x1ff, 9).bits(symbol, 4);
    }

    SldcEncoder literal(int value) {
        return bits(0, 1).bits(value & 0xff, 8);
    }

    SldcEncoder literals(String text) {
        text.chars().forEach(this::literal);
        return this;
    }

    SldcEncoder copy(int location, int length) {
        bits(1, 1);
        if (length < 4) {
            bits(0, 1).bits(length - 2, 1);
        } else if (length < 8) {
            bits(0b10, 2).bits(length - 4, 2);
        } else if (length < 16) {
            bits(0b110, 3).bits(length - 8, 3);
        } else if (length < 32) {
            bits(0b1110, 4).bits(length - 16, 4);
        } else {
            bits(0b1111, 4).bits(length - 32, 8);
        }
        return bits(location, 10);
    }

    SldcEncoder padded() {
        while (bits.length() % 8 != 0) {
            bits.append('0');
        }
        return this;
    }

    /** Appends the length, and returns the bytes. */
    byte[] finish(int length) {
        padded();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < bits.length(); i += 8) {
            out.write(Integer.parseInt(bits.substring(i, i + 8), 2));
        }
        for (int i = 0; i < 4; i++) {
            out.write(length >> 8 * i);
        }
        return out.toByteArray();
    }
}
