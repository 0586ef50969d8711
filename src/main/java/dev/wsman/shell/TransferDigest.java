package dev.wsman.shell;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** What both sides of a transfer have in common. */
final class TransferDigest {
    /** The length of a digest, in bytes. */
    static final int LENGTH = 32;

    private TransferDigest() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** Returns all byte values. Sent first, they show whether bytes pass unchanged. */
    static byte[] allBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** Returns all byte values but the last as base64: 85 groups of four characters. */
    static byte[] allBytesAsText() {
        return Base64.getEncoder().encode(Arrays.copyOf(allBytes(), 255));
    }
}
