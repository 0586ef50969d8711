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

/** Reads requests from one connection, and extracts the parts that the replies of shells depend on. */
final class CannedShellRequest {
    private static final Pattern ACTION = Pattern.compile("Action(?:\\s[^>]*)?>\\s*[^<]*/([A-Za-z]+)\\s*<");
    private static final Pattern COMMAND_ID = Pattern.compile("CommandId=[\"']([^\"']*)[\"']");
    private static final Pattern ENVELOPE_SIZE = Pattern.compile("MaxEnvelopeSize(?:\\s[^>]*)?>\\s*(\\d+)");
    private static final Pattern LINE = Pattern.compile("Command(?:\\s[^>]*)?>([^<]*)<");
    private static final Pattern STREAM = Pattern.compile("Stream\\s([^>]*)>");
    private static final Pattern END = Pattern.compile("End=[\"']true[\"']", Pattern.CASE_INSENSITIVE);
    private static final int DEFAULT_ENVELOPE_SIZE = 153_600;

    private final InputStream in;
    private String text = "";

    CannedShellRequest(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** Reads the next request. Returns false if the client has closed the connection. */
    boolean read() throws IOException {
        String line = line();
        if (line == null) {
            return false;
        }
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

    /** Returns the last part of the action, such as {@code Receive}; empty if there is none. */
    String operation() {
        return first(ACTION, "");
    }

    String messageId() {
        int name = text.indexOf("MessageID");
        int start = text.indexOf('>', name) + 1;
        return name < 0 ? "" : text.substring(start, text.indexOf('<', start));
    }

    String commandId() {
        return first(COMMAND_ID, "");
    }

    int envelopeSize() {
        return Integer.parseInt(first(ENVELOPE_SIZE, Integer.toString(DEFAULT_ENVELOPE_SIZE)));
    }

    /** Returns the command line; it must not contain characters that XML escapes. */
    String commandLine() {
        Matcher line = LINE.matcher(text);
        return line.find(Math.max(0, text.indexOf("CommandLine"))) ? line.group(1) : "";
    }

    /** Returns the base64 of the Stream element. */
    String input() {
        Matcher stream = STREAM.matcher(text);
        if (!stream.find() || stream.group(1).endsWith("/")) {
            return "";
        }
        return text.substring(stream.end(), text.indexOf('<', stream.end()));
    }

    boolean endsInput() {
        Matcher stream = STREAM.matcher(text);
        return stream.find() && END.matcher(stream.group(1)).find();
    }

    private String first(Pattern pattern, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
