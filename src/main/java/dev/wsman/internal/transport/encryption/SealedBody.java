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
 * A message body under the seal of a security context: {@code multipart/encrypted} as MS-WSMV 2.2.9.1 frames it. Its length is
 * known before the first octet is written, so that it goes out with Content-Length. Immutable.
 */
public final class SealedBody {
    static final String BOUNDARY = "Encrypted Boundary";
    private static final String ENCRYPTED = "multipart/encrypted";
    /** Several sealed messages in one body: what CredSSP does with more than 16 KiB (MS-WSMV 2.2.9.1.3). */
    private static final String MULTI_ENCRYPTED = "multipart/x-multi-encrypted";

    private final String contentType;
    private final List<byte[]> chunks;

    private SealedBody(String contentType, List<byte[]> chunks) {
        this.contentType = contentType;
        this.chunks = chunks;
    }

    /**
     * Seals a body; uses up the context's sequence numbers, so that the result must be sent, once, on the context's connection.
     *
     * @param contentType the plain body's type with its charset, such as {@code application/soap+xml;charset=UTF-8}: Microsoft OMI
     *     ends on a type without charset
     */
    public static SealedBody seal(MessageEncryption context, String contentType, byte[] plain) throws IOException {
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
        return new SealedBody(
                type + ";protocol=\"" + context.sealingProtocol() + "\";boundary=\"" + BOUNDARY + '"', chunks);
    }

    /** No TAB before the headers: Windows takes them with and without, Microsoft OMI drops the connection on one. */
    private static void addPart(
            List<byte[]> chunks, MessageEncryption context, String contentType, byte[] plain, int offset, int length)
            throws IOException {
        SealedPart part = context.wrap(plain, offset, length);
        chunks.add(ascii("--" + BOUNDARY + "\r\nContent-Type: " + context.sealingProtocol()
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

    /** The value of the request's Content-Type. */
    public String contentType() {
        return contentType;
    }

    /** The value of Content-Length, octets. */
    public long length() {
        return chunks.stream().mapToLong(chunk -> chunk.length).sum();
    }

    public void writeTo(OutputStream out) throws IOException {
        for (byte[] chunk : chunks) {
            out.write(chunk);
        }
    }

    /** Whether a response of that Content-Type is sealed; false for null. */
    public static boolean isSealed(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].strip();
        return type.equalsIgnoreCase(ENCRYPTED) || type.equalsIgnoreCase(MULTI_ENCRYPTED);
    }

    /**
     * Opens a sealed response. The first sealed message is read and verified here, each further one when the reader gets to it;
     * no octet is handed out before its message has verified.
     *
     * @param contentType the response's Content-Type
     * @param in the response's body; closed with the stream that is returned
     * @param maximum the most octets of plain text that are taken
     * @throws SealBrokenException when the body is malformed, truncated or does not verify
     * @throws SealedTooLongException when it is longer than the maximum
     */
    public static UnsealedStream open(MessageEncryption context, String contentType, InputStream in, long maximum)
            throws IOException {
        return new UnsealedStream(context, new SealedPartReader(in, boundary(contentType)), maximum);
    }

    private static String boundary(String contentType) throws SealBrokenException {
        String boundary = MediaParameters.of(contentType).get("boundary");
        if (boundary == null || boundary.isBlank()) {
            throw new SealBrokenException("the sealed response's Content-Type has no boundary: " + contentType);
        }
        return boundary.strip();
    }

    @Override
    public String toString() {
        return "SealedBody[" + length() + " octets]";
    }
}
