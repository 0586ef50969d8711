package dev.wsman.internal.transport.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted message body: {@code multipart/encrypted} as MS-WSMV 2.2.9.1 frames it. Its length is known before the
 * first byte is written, so that it is sent with Content-Length. Immutable.
 */
public final class EncryptedBody {
    static final String BOUNDARY = "Encrypted Boundary";
    private static final String ENCRYPTED = "multipart/encrypted";
    /** Several encrypted messages in one body: CredSSP uses it for more than 16 KiB (MS-WSMV 2.2.9.1.3). */
    private static final String MULTI_ENCRYPTED = "multipart/x-multi-encrypted";

    private final String contentType;
    private final List<byte[]> chunks;

    private EncryptedBody(String contentType, List<byte[]> chunks) {
        this.contentType = contentType;
        this.chunks = chunks;
    }

    /**
     * Encrypts a body. Uses up sequence numbers, so that the result must be sent, exactly once, on the connection of
     * the keys.
     *
     * @param contentType the plain body's type with its charset, such as {@code application/soap+xml;charset=UTF-8}:
     *     Microsoft OMI crashes on a type without charset
     */
    public static EncryptedBody encrypt(MessageEncryption context, String contentType, byte[] plain)
            throws IOException {
        if (!contentType.toLowerCase(Locale.ROOT).contains("charset=")) {
            throw new IllegalArgumentException("contentType must name the charset, was " + contentType);
        }
        List<byte[]> chunks = new ArrayList<>();
        int step = context.maximumPlainText();
        int offset = 0;
        do {
            int length = Math.min(step, plain.length - offset);
            addPart(chunks, context, contentType, plain, offset, length);
            offset += length;
        } while (offset < plain.length);
        chunks.add(ascii("--" + BOUNDARY + "--\r\n"));
        String type = plain.length > step ? MULTI_ENCRYPTED : ENCRYPTED;
        return new EncryptedBody(
                type + ";protocol=\"" + context.encryptionProtocol() + "\";boundary=\"" + BOUNDARY + '"', chunks);
    }

    /**
     * Adds a part without TABs before its headers: Windows accepts both forms, Microsoft OMI closes the connection on
     * a TAB.
     */
    private static void addPart(
            List<byte[]> chunks, MessageEncryption context, String contentType, byte[] plain, int offset, int length)
            throws IOException {
        EncryptedPart part = context.wrap(plain, offset, length);
        chunks.add(ascii("--" + BOUNDARY + "\r\nContent-Type: " + context.encryptionProtocol()
                + "\r\nOriginalContent: type=" + contentType + ";Length=" + length
                + "\r\n--" + BOUNDARY + "\r\nContent-Type: application/octet-stream\r\n"));
        chunks.add(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(part.signature().length)
                .array());
        chunks.add(part.signature());
        chunks.add(part.cipherText());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The value of Content-Type. */
    public String contentType() {
        return contentType;
    }

    /** The value of Content-Length, in bytes. */
    public long length() {
        long length = 0;
        for (byte[] chunk : chunks) {
            length += chunk.length;
        }
        return length;
    }

    public void writeTo(OutputStream out) throws IOException {
        for (byte[] chunk : chunks) {
            out.write(chunk);
        }
    }

    /** Whether a body of that Content-Type is encrypted; false for null. */
    public static boolean isEncrypted(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        return type.equalsIgnoreCase(ENCRYPTED) || type.equalsIgnoreCase(MULTI_ENCRYPTED);
    }

    /**
     * Opens an encrypted response. Reads and verifies the first message; reads each further one when the caller gets
     * to it. Returns no byte of a message before the message has been verified.
     *
     * @param contentType the response's Content-Type
     * @param in the response's body; not closed
     * @param buffer the connection's array for tokens, which is used until the returned stream is closed
     * @param maximum the most bytes of plain text that are accepted
     * @throws EncryptionBrokenException if the body is malformed, truncated or does not verify
     * @throws EncryptedTooLongException if it is longer than the maximum
     */
    public static DecryptedStream open(
            MessageEncryption context, String contentType, InputStream in, TokenBuffer buffer, long maximum)
            throws IOException {
        return new DecryptedStream(context, new EncryptedPartReader(in, boundary(contentType), buffer), maximum);
    }

    /** Opens an encrypted message as above, with an array of its own. */
    public static DecryptedStream open(MessageEncryption context, String contentType, InputStream in, long maximum)
            throws IOException {
        return open(context, contentType, in, new TokenBuffer(), maximum);
    }

    private static String boundary(String contentType) throws EncryptionBrokenException {
        String boundary = MediaParameters.value(contentType, "boundary");
        if (boundary == null || boundary.isBlank()) {
            throw new EncryptionBrokenException("the encrypted body's Content-Type has no boundary: " + contentType);
        }
        return boundary.strip();
    }

    @Override
    public String toString() {
        return "EncryptedBody[" + length() + " bytes]";
    }
}
