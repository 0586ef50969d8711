package dev.wsman.internal.transport.encryption;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a {@code multipart/encrypted} body into its encrypted messages while it is received. Reads the forms of
 * Windows (headers after a TAB) and of Microsoft OMI (no TAB), with and without CRLF before a boundary. Not
 * thread-safe.
 */
final class EncryptedPartReader {
    private static final int MAXIMUM_LINE = 2_000;
    private static final int MAXIMUM_HEADERS = 20;
    private static final int MAXIMUM_OVERHEAD = 65_536;
    /** The headers around a message, which are read byte by byte, fit; the message itself passes the buffer by. */
    private static final int HEADER_BUFFER = 512;
    /** As it is removed from the type of the plain text. */
    private static final Pattern LENGTH = Pattern.compile(";\\s*Length\\s*=\\s*\\d+", Pattern.CASE_INSENSITIVE);

    private final InputStream in;
    private final String delimiterLine;
    private final byte[] delimiter;
    private final TokenBuffer buffer;
    /** The array of the current token; null if there is none. */
    private byte @Nullable [] array;

    private boolean begun;
    private boolean ended;

    /** One encrypted message: the values of its headers, and the token after the length field. */
    record Part(String contentType, int plainLength, int signatureLength, ByteBuffer token) {
        @Override
        public String toString() {
            return "Part[" + plainLength + " bytes]";
        }
    }

    EncryptedPartReader(InputStream in, String boundary, TokenBuffer buffer) {
        this.buffer = buffer;
        this.in = new BufferedInputStream(in, HEADER_BUFFER);
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.delimiterLine = new String(delimiter, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads the next encrypted message; null after the last.
     *
     * @param room the most bytes of plain text to accept
     */
    @Nullable
    Part next(long room) throws IOException {
        if (!begun) {
            begun = true;
            readDelimiterLine();
        }
        if (ended) {
            skipRest();
            return null;
        }
        Original original = readOriginal(room);
        readUntilDelimiterLine();
        int signatureLength = readSignatureLength();
        ByteBuffer token = readToken(original.length(), signatureLength);
        return new Part(original.contentType(), original.length(), signatureLength, token);
    }

    /** Reads on to the end of the body, so that the connection can be used again. */
    private void skipRest() throws IOException {
        long left = MAXIMUM_OVERHEAD;
        long skipped = 1;
        while (left > 0 && skipped > 0) {
            skipped = in.skip(left);
            left -= skipped;
        }
    }

    private record Original(String contentType, int length) {}

    private Original readOriginal(long room) throws IOException {
        for (int i = 0; i < MAXIMUM_HEADERS; i++) {
            String line = readLine().strip();
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase("OriginalContent")) {
                return original(line.substring(colon + 1).strip(), room);
            }
            if (isDelimiter(line)) {
                break;
            }
        }
        throw new EncryptionBrokenException("the encrypted body has no OriginalContent header");
    }

    private static Original original(String value, long room) throws IOException {
        String text = startsWith(value, "type=") ? value.substring(5) : value;
        String length = MediaParameters.value(text, "length");
        if (length == null || !isNumber(length)) {
            throw new EncryptionBrokenException("the encrypted body's OriginalContent has no Length: " + value);
        }
        long bytes = Long.parseLong(length);
        if (bytes > Math.min(room, Integer.MAX_VALUE - MAXIMUM_OVERHEAD)) {
            throw new EncryptedTooLongException(bytes, room);
        }
        return new Original(LENGTH.matcher(text).replaceFirst("").strip(), (int) bytes);
    }

    private static boolean startsWith(String text, String beginning) {
        return text.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Reads up to the second part and its Content-Type. The token follows that line without an empty line. */
    private void readUntilDelimiterLine() throws IOException {
        for (int i = 0; i < MAXIMUM_HEADERS; i++) {
            if (isDelimiter(readLine().strip())) {
                readPartType();
                return;
            }
        }
        throw new EncryptionBrokenException("the encrypted body has no second part");
    }

    private void readPartType() throws IOException {
        String line = readLine().strip();
        if (!startsWith(line, "content-type")) {
            throw new EncryptionBrokenException("the encrypted body's second part has no Content-Type");
        }
    }

    private int readSignatureLength() throws IOException {
        byte[] bytes = in.readNBytes(4);
        int length = bytes.length < 4
                ? -1
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > MAXIMUM_OVERHEAD) {
            throw new EncryptionBrokenException(
                    "the encrypted body is cut short, or its signature length is impossible: " + length);
        }
        return length;
    }

    private ByteBuffer readToken(int plainLength, int signatureLength) throws IOException {
        byte[] token = readCipherText(plainLength, plainLength + signatureLength);
        byte[] rest = readToDelimiter(plainLength);
        boolean lineBreak = rest.length == signatureLength + 2
                && rest[signatureLength] == '\r'
                && rest[signatureLength + 1] == '\n';
        int length = plainLength + (lineBreak ? signatureLength : rest.length);
        byte[] whole = length <= token.length ? token : Arrays.copyOf(token, length);
        System.arraycopy(rest, 0, whole, plainLength, length - plainLength);
        readDelimiterEnd();
        array = whole;
        return ByteBuffer.wrap(whole, 0, length);
    }

    /** Reads as much of the token as the plain text is long, into an array that is enlarged as the bytes arrive. */
    private byte[] readCipherText(int plainLength, int tokenLength) throws IOException {
        byte[] current = array;
        byte[] token = current == null ? buffer.take(tokenLength) : current;
        int filled = 0;
        while (filled < plainLength) {
            if (filled == token.length) {
                token = TokenBuffer.enlarged(token, tokenLength);
            }
            int read = in.readNBytes(token, filled, Math.min(plainLength, token.length) - filled);
            if (read == 0) {
                throw truncated(plainLength);
            }
            filled += read;
        }
        return token;
    }

    /** Gives the array of the current token back. Neither the token nor what was decrypted in it may be used any more. */
    void releaseToken() {
        byte[] current = array;
        array = null;
        if (current != null) {
            buffer.keep(current);
        }
    }

    /** Reads the bytes before the next boundary: as many as the mechanism adds to the plain text. */
    private byte[] readToDelimiter(int plainLength) throws IOException {
        byte[] window = new byte[256];
        int length = 0;
        while (!endsWithDelimiter(window, length)) {
            int next = length < MAXIMUM_OVERHEAD ? in.read() : -1;
            if (next < 0) {
                throw truncated(plainLength);
            }
            window = length < window.length ? window : Arrays.copyOf(window, length * 2);
            window[length++] = (byte) next;
        }
        return Arrays.copyOf(window, length - delimiter.length);
    }

    private boolean endsWithDelimiter(byte[] window, int length) {
        int start = length - delimiter.length;
        return start >= 0 && Arrays.equals(window, start, length, delimiter, 0, delimiter.length);
    }

    private static EncryptionBrokenException truncated(int plainLength) {
        return new EncryptionBrokenException(
                "the encrypted body is cut short, or its Length of " + plainLength + " bytes is wrong");
    }

    private void readDelimiterLine() throws IOException {
        for (int i = 0; i < MAXIMUM_HEADERS; i++) {
            String line = readLine().strip();
            if (isDelimiter(line)) {
                return;
            }
            if (!line.isEmpty()) {
                break;
            }
        }
        throw new EncryptionBrokenException("the encrypted body does not begin with its boundary");
    }

    private void readDelimiterEnd() throws IOException {
        int first = in.read();
        if (first == '-' && in.read() == '-') {
            ended = true;
        } else if (first < 0 || !readLine().isBlank()) {
            throw new EncryptionBrokenException("the encrypted body is malformed after a boundary");
        }
    }

    private boolean isDelimiter(String line) {
        return line.equals(delimiterLine);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > MAXIMUM_LINE) {
                throw new EncryptionBrokenException("the encrypted body is cut short or malformed in its headers");
            }
            line.append((char) next);
        }
        return line.toString();
    }
}
