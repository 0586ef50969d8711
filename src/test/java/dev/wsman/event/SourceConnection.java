package dev.wsman.event;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection of an event source to a sink, on a plain socket: it sends exactly the bytes that a test provides. */
final class SourceConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /**
     * A reply.
     *
     * @param headers the headers, with names in lower case
     */
    record Reply(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    SourceConnection(URI sink) throws IOException {
        socket = new Socket(sink.getHost(), sink.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Posts a message as Windows does: its user agent, and Content-Length.
     *
     * @param charset the value of the parameter in Content-Type
     */
    Reply post(URI url, String charset, byte[] body) throws IOException {
        return post(
                "POST " + url.getRawPath()
                        + " HTTP/1.1\r\nConnection: Keep-Alive\r\nContent-Type: application/soap+xml;"
                        + "charset=" + charset + "\r\nUser-Agent: Microsoft WinRM Client\r\nContent-Length: "
                        + body.length
                        + "\r\nHost: " + url.getAuthority() + "\r\n\r\n",
                body);
    }

    /** Posts a message with this head. */
    Reply post(String head, byte[] body) throws IOException {
        send(head, body);
        return reply();
    }

    /** Sends a message without waiting for the reply. */
    void send(String head, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** Reads a reply. */
    Reply reply() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the sink closed the connection within a reply");
        }
        return new Reply(status, headers, body);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the sink closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
