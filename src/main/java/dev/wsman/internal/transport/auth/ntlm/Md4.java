package dev.wsman.internal.transport.auth.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** MD4 (RFC 1320), with which NTLM hashes passwords. The JDK's public providers lack it. */
final class Md4 {
    private static final int BLOCK = 64;
    private static final int[] ROUND_3_ORDER = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};

    private final int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    private Md4() {}

    /** Returns the 16 bytes of the message's hash. */
    static byte[] hash(byte[] message) {
        Md4 md4 = new Md4();
        byte[] padded = padded(message);
        int[] words = new int[16];
        for (int offset = 0; offset < padded.length; offset += BLOCK) {
            ByteBuffer.wrap(padded, offset, BLOCK)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asIntBuffer()
                    .get(words);
            md4.compress(words);
        }
        Arrays.fill(padded, (byte) 0);
        Arrays.fill(words, 0);
        ByteBuffer hash = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : md4.state) {
            hash.putInt(word);
        }
        return hash.array();
    }

    private static byte[] padded(byte[] message) {
        byte[] padded = Arrays.copyOf(message, (message.length + 8) / BLOCK * BLOCK + BLOCK);
        padded[message.length] = (byte) 0x80;
        ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length - 8, message.length * 8L);
        return padded;
    }

    private void compress(int[] words) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int step = 0; step < 48; step++) {
            int round = step / 16;
            int sum = a + mix(round, b, c, d) + words[wordOf(round, step % 16)];
            a = d;
            d = c;
            c = b;
            b = Integer.rotateLeft(sum, SHIFTS[round][step % 4]);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    private static int wordOf(int round, int step) {
        return switch (round) {
            case 0 -> step;
            case 1 -> step % 4 * 4 + step / 4;
            default -> ROUND_3_ORDER[step];
        };
    }

    private static int mix(int round, int b, int c, int d) {
        return switch (round) {
            case 0 -> b & c | ~b & d;
            case 1 -> (b & c | b & d | c & d) + 0x5a827999;
            default -> (b ^ c ^ d) + 0x6ed9eba1;
        };
    }
}
