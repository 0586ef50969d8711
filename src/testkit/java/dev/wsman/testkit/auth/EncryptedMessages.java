package dev.wsman.testkit.auth;

import dev.wsman.testkit.http.MessageTransform;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decrypts and encrypts the bodies of one connection (MS-WSMV 2.2.9.1); Windows says "sealed". Not thread-safe, like
 * a connection.
 */
final class EncryptedMessages implements MessageTransform {
    private static final String BOUNDARY = "Encrypted Boundary";
    private static final Pattern BOUNDARY_PARAMETER = Pattern.compile("(?i)boundary=\"?([^\";]+)\"?");
    private static final Pattern ORIGINAL = Pattern.compile("(?i)OriginalContent:\\s*type=(.+);Length=(\\d+)");

    private final Acceptor acceptor;
    private final EncryptionFraming framing;
    private byte[] opened = {};

    EncryptedMessages(Acceptor acceptor, EncryptionFraming framing) {
        this.acceptor = acceptor;
        this.framing = framing;
    }

    static boolean isEncrypted(String contentType) {
        return contentType.startsWith("multipart/encrypted") || contentType.startsWith("multipart/x-multi-encrypted");
    }

    /** Verifies and decrypts the body of a request, and keeps the result for {@link #decrypt}. */
    void receive(String contentType, byte[] body) throws RefusedException {
        Matcher boundary = BOUNDARY_PARAMETER.matcher(contentType);
        if (!contentType.contains(acceptor.protocol()) || !boundary.find()) {
            throw new RefusedException("an encrypted message of another protocol or without boundary: " + contentType);
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] delimiter = ("--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
        int at = indexOf(body, delimiter, 0);
        while (at >= 0 && body[at + delimiter.length] != '-') {
            at = readMessage(body, at + delimiter.length, delimiter, plain);
        }
        opened = plain.toByteArray();
    }

    private int readMessage(byte[] body, int from, byte[] delimiter, ByteArrayOutputStream plain)
            throws RefusedException {
        int second = indexOf(body, delimiter, from);
        int type = indexOf(body, "\r\n".getBytes(StandardCharsets.US_ASCII), second + delimiter.length + 2);
        if (second < 0 || type < 0) {
            throw new RefusedException("an encrypted message without its second part");
        }
        String headers = new String(body, from, second - from, StandardCharsets.ISO_8859_1);
        Matcher original = ORIGINAL.matcher(headers);
        if (!original.find()) {
            throw new RefusedException("an encrypted message without OriginalContent");
        }
        if (framing.isStrict() && (headers.contains("\t") || !original.group(1).contains("charset="))) {
            throw new RefusedException("a TAB or no charset, which Microsoft OMI does not accept");
        }
        int length = Integer.parseInt(original.group(2));
        int token = type + 2 + Integer.BYTES;
        int end = indexOf(body, delimiter, token + length);
        byte[] text = acceptor.unwrap(Arrays.copyOfRange(body, token, end));
        if (text.length != length) {
            throw new RefusedException(
                    "an encrypted message of " + text.length + " bytes whose length field says " + length);
        }
        plain.writeBytes(text);
        return end;
    }

    private static int indexOf(byte[] body, byte[] wanted, int from) {
        for (int at = from; at <= body.length - wanted.length; at++) {
            if (body[at] == wanted[0] && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public byte[] decrypt(String contentType, byte[] body) {
        return opened;
    }

    @Override
    public MessageBody encrypt(String contentType, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1_000);
        int step = acceptor.mostPlainText();
        int at = 0;
        do {
            int length = Math.min(step, body.length - at);
            part(out, contentType, Arrays.copyOfRange(body, at, at + length));
            at += length;
        } while (at < body.length);
        text(out, "--" + BOUNDARY + "--" + framing.end());
        String kind = body.length > step ? "multipart/x-multi-encrypted" : "multipart/encrypted";
        return new MessageBody(
                kind + ";protocol=\"" + acceptor.protocol() + "\";boundary=\"" + BOUNDARY + "\"", out.toByteArray());
    }

    private void part(ByteArrayOutputStream out, String contentType, byte[] plain) {
        Acceptor.WrappedMessage encrypted;
        try {
            encrypted = acceptor.wrap(plain);
        } catch (RefusedException broken) {
            throw new IllegalStateException(broken);
        }
        text(
                out,
                "--" + BOUNDARY + "\r\n" + framing.indent() + "Content-Type: " + acceptor.protocol() + "\r\n"
                        + framing.indent() + "OriginalContent: type=" + contentType + ";Length=" + plain.length
                        + "\r\n--" + BOUNDARY + "\r\n" + framing.indent()
                        + "Content-Type: application/octet-stream\r\n");
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(encrypted.signature().length)
                .array());
        out.writeBytes(encrypted.signature());
        out.writeBytes(encrypted.data());
        text(out, framing.beforeBoundary());
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
