package dev.wsman.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Reads requests from one connection, and extracts only the parts that the canned replies depend on. */
final class CannedRequest {
    private static final String ACTIONS = "http://schemas.xmlsoap.org/ws/2004/09/";

    private final SocketChannel channel;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;
    private String text = "";
    private String head = "";

    CannedRequest(SocketChannel channel) {
        this.channel = channel;
    }

    /** Reads the next request. Returns false if the client has closed the connection. */
    boolean read() throws IOException {
        filled = 0;
        int headEnd = readHead();
        if (headEnd < 0) {
            return false;
        }
        head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1);
        readBody(headEnd);
        text = new String(buffer, headEnd, filled - headEnd, StandardCharsets.ISO_8859_1);
        return true;
    }

    private int readHead() throws IOException {
        for (int scanned = 3; ; ) {
            for (; scanned < filled; scanned++) {
                if (buffer[scanned] == '\n' && buffer[scanned - 1] == '\r' && buffer[scanned - 2] == '\n') {
                    return scanned + 1;
                }
            }
            if (!fill()) {
                if (filled > 0) {
                    throw new EOFException("the connection closed within a request");
                }
                return -1;
            }
        }
    }

    private void readBody(int headEnd) throws IOException {
        String length = header("content-length:");
        boolean chunked = length.isEmpty() && !header("transfer-encoding:").isEmpty();
        int end = headEnd + (length.isEmpty() ? 0 : Integer.parseInt(length));
        while (chunked ? !endsLastChunk() : filled < end) {
            if (!fill()) {
                throw new EOFException("the connection closed within a request");
            }
        }
    }

    private boolean endsLastChunk() {
        return new String(buffer, Math.max(0, filled - 7), Math.min(7, filled), StandardCharsets.ISO_8859_1)
                .endsWith("\r\n0\r\n\r\n");
    }

    private boolean fill() throws IOException {
        if (filled == buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
        filled += Math.max(read, 0);
        return read > 0;
    }

    private String header(String name) {
        for (int line = head.indexOf('\n') + 1; line > 0; line = head.indexOf('\n', line) + 1) {
            if (head.regionMatches(true, line, name, 0, name.length())) {
                return head.substring(line + name.length(), head.indexOf('\r', line))
                        .trim();
            }
        }
        return "";
    }

    /** Returns the action, such as {@code …/enumeration/Pull}; empty for Identify. */
    String action() {
        for (int at = text.indexOf(ACTIONS); at >= 0; at = text.indexOf(ACTIONS, at + 1)) {
            int slash = text.indexOf('/', at + ACTIONS.length());
            int end = text.indexOf('<', at);
            if (slash > 0 && slash < end && text.indexOf('"', at) > slash) {
                return text.substring(at, end).trim();
            }
        }
        return "";
    }

    String messageId() {
        int name = text.indexOf("MessageID");
        int start = text.indexOf('>', name) + 1;
        return name < 0 ? "" : text.substring(start, text.indexOf('<', start));
    }

    boolean isOptimized() {
        return text.contains("OptimizeEnumeration");
    }

    /** Returns the number of batches left, which the context in a Pull contains. */
    int batchesLeft() {
        int start = text.indexOf("left-") + 5;
        int end = start;
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Integer.parseInt(text.substring(start, end));
    }

    /** Returns the number in a segment of the path; {@code otherwise} if the path has fewer segments. */
    int number(int segment, int otherwise) {
        String[] path = path().split("/");
        return segment < path.length ? Integer.parseInt(path[segment]) : otherwise;
    }

    CannedLayout layout() {
        return CannedLayout.of(path());
    }

    private String path() {
        return head.substring(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1));
    }
}
