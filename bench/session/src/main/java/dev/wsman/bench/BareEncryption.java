package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The frame of encrypted messages (MS-WSMV 2.2.9.1), as short as the server accepts it. */
final class BareEncryption {
    private static final String BOUNDARY = "Encrypted Boundary";
    private static final byte[] SECOND =
            ("--" + BOUNDARY + "\r\n\tContent-Type: application/octet-stream\r\n").getBytes(US_ASCII);
    private static final byte[] END = ("--" + BOUNDARY + "--\r\n").getBytes(US_ASCII);

    private final String protocol;

    BareEncryption(String protocol) {
        this.protocol = protocol;
    }

    String contentType() {
        return "multipart/encrypted;protocol=\"" + protocol + "\";boundary=\"" + BOUNDARY + "\"";
    }

    byte[] frame(int length, byte[] signature, byte[] cipherText) {
        byte[] first = ("--" + BOUNDARY + "\r\n\tContent-Type: " + protocol + "\r\n\tOriginalContent: type="
                        + CannedContract.CONTENT_TYPE + ";Length=" + length + "\r\n")
                .getBytes(US_ASCII);
        return littleEndian(first.length + SECOND.length + 4 + signature.length + cipherText.length + END.length)
                .put(first)
                .put(SECOND)
                .putInt(signature.length)
                .put(signature)
                .put(cipherText)
                .put(END)
                .array();
    }

    /** Returns the signature and the cipher text of a reply. */
    static byte[] token(byte[] body) {
        int start = 0;
        while (!Arrays.equals(body, start, start + SECOND.length, SECOND, 0, SECOND.length)) {
            start++;
        }
        return Arrays.copyOfRange(body, start + SECOND.length + 4, body.length - END.length);
    }

    static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
