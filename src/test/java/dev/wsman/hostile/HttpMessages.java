package dev.wsman.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** HTTP responses as bytes. */
final class HttpMessages {
    static final String SOAP = "application/soap+xml;charset=UTF-8";

    private HttpMessages() {}

    static byte[] message(int status, String contentType, byte[] body) {
        String type = contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
        return message("HTTP/1.1 " + status + " Whatever\r\n" + type + "Content-Length: " + body.length, body);
    }

    /** A response with a head and a body. The head has no empty line at its end. */
    static byte[] message(String head, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
