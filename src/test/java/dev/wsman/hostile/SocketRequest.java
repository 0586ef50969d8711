package dev.wsman.hostile;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as it was read from the socket.
 *
 * @param head the request line and the headers
 * @param body the body
 */
record SocketRequest(String head, String body) {
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length:\\s*(\\d+)");

    /** The next request, or null if the client has closed the connection. */
    static SocketRequest read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        int count = length.find() ? Integer.parseInt(length.group(1)) : 0;
        byte[] body = in.readNBytes(count);
        if (body.length < count) {
            throw new EOFException();
        }
        return new SocketRequest(text, new String(body, StandardCharsets.UTF_8));
    }

    /** The last part of the action: "Get", "Pull", the name of a method; "Identify" if there is no action. */
    String operation() {
        String action = element("Action");
        return action.isEmpty() ? "Identify" : action.substring(action.lastIndexOf('/') + 1);
    }

    String messageId() {
        return element("MessageID");
    }

    /** The text of the first element with a local name; empty if there is none. */
    String element(String name) {
        Matcher element =
                Pattern.compile("<(?:\\w+:)?" + name + "(?:\\s[^>]*)?>([^<]*)<").matcher(body);
        return element.find() ? element.group(1) : "";
    }

    /** The value of the first selector with a name; empty if there is none. */
    String selector(String name) {
        Matcher selector =
                Pattern.compile("Selector Name=\"" + name + "\"[^>]*>([^<]*)<").matcher(body);
        return selector.find() ? selector.group(1) : "";
    }
}
