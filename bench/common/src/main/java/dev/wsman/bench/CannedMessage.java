package dev.wsman.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the messages of one connection, and extracts the parts that canned replies of any kind depend on. */
abstract class CannedMessage {
    private static final Pattern ACTION = Pattern.compile("Action(?:\\s[^>]*)?>\\s*[^<]*/([A-Za-z]+)\\s*<");

    private final InputStream in;
    private String target = "";
    private String text = "";

    CannedMessage(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** Reads the next message. Returns false if the client has closed the connection. */
    boolean read() throws IOException {
        String line = line();
        if (line == null) {
            return false;
        }
        target = line.split(" ")[1];
        int length = 0;
        boolean chunked = false;
        for (String header = line(); header != null && !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        text = new String(chunked ? chunks() : in.readNBytes(length), StandardCharsets.UTF_8);
        return true;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            content.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return content.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = line();
        if (size == null) {
            throw new EOFException("the connection closed within a request");
        }
        return Integer.parseInt(size.split(";")[0].trim(), 16);
    }

    /** Returns the next line without its end; null at the end of the connection. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Returns the second word of the first line: the path of a request, the status of a reply. */
    final String target() {
        return target;
    }

    final String text() {
        return text;
    }

    /** Returns the number in a segment of the path; {@code otherwise} if the path has fewer segments. */
    final int number(int segment, int otherwise) {
        String[] segments = target.split("/");
        return segment < segments.length ? Integer.parseInt(segments[segment]) : otherwise;
    }

    /** Returns the last part of the action, such as {@code Receive}; empty if there is none. */
    final String operation() {
        return first(ACTION, "");
    }

    final String messageId() {
        int name = text.indexOf("MessageID");
        int start = text.indexOf('>', name) + 1;
        return name < 0 ? "" : text.substring(start, text.indexOf('<', start));
    }

    /** Returns the first group of the first match. */
    final String first(Pattern pattern, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
