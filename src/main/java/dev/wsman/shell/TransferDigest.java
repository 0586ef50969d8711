package dev.wsman.shell;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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

    /** Returns all byte values but the last as base64: 85 complete groups. */
    static byte[] allBytesAsText() {
        byte[] text = java.util.Base64.getEncoder().encode(allBytes());
        return new String(text, 0, 340, StandardCharsets.US_ASCII).getBytes(StandardCharsets.US_ASCII);
    }
}
