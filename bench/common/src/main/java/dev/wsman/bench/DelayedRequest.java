package dev.wsman.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request that is being read from one connection without blocking. Keeps no bytes between two requests, because
 * thousands of connections are open. Requests have a Content-Length.
 */
final class DelayedRequest {
    private static final byte[] NONE = new byte[0];
    private static final Pattern LENGTH = Pattern.compile("content-length:\\s*(\\d+)");
    private static final Pattern ACTION = Pattern.compile("Action(?:\\s[^>]*)?>\\s*[^<]*/([A-Za-z]+)\\s*<");
    private static final Pattern MESSAGE_ID = Pattern.compile("MessageID(?:\\s[^>]*)?>\\s*([^<\\s]*)");

    private final SocketChannel channel;
    private byte[] bytes = NONE;
    private String head = "";
    private String body = "";

    DelayedRequest(SocketChannel channel) {
        this.channel = channel;
    }

    SocketChannel channel() {
        return channel;
    }

    /**
     * Reads what has arrived.
     *
     * @param scratch receives the bytes first
     * @return whether the request is complete
     * @throws IOException if the client has closed the connection
     */
    boolean read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        if (channel.read(scratch) < 0) {
            throw new IOException("the client has closed the connection");
        }
        scratch.flip();
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, before + scratch.remaining());
        scratch.get(bytes, before, bytes.length - before);
        return isComplete();
    }

    private boolean isComplete() throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        head = text.substring(0, end);
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        if (!length.find()) {
            throw new IOException("a request without Content-Length");
        }
        if (bytes.length < end + 4 + Integer.parseInt(length.group(1))) {
            return false;
        }
        body = text.substring(end + 4);
        bytes = NONE;
        return true;
    }

    /** Returns the milliseconds after which the reply is due: the second segment of the path. */
    int delayMillis() {
        return Integer.parseInt(head.split(" ", 3)[1].split("/")[2]);
    }

    /** Returns the last part of the action, such as {@code Pull}. */
    String operation() {
        return first(ACTION);
    }

    String messageId() {
        return first(MESSAGE_ID);
    }

    private String first(Pattern pattern) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? matcher.group(1) : "";
    }
}
