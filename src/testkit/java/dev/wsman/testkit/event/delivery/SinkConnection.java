package dev.wsman.testkit.event.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One connection to a sink with HTTP/1.1. Requests have a Content-Length, as the recorded ones (EVENTING.md 4.2). Not
 * thread-safe, except for {@link #close}.
 */
final class SinkConnection implements Closeable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int MAX_LINE = 16_384;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String host;
    private boolean usable = true;

    private SinkConnection(Socket socket, String host) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.host = host;
    }

    /**
     * A reply of the sink.
     *
     * @param status the HTTP status
     * @param headers the headers by their name in lower case
     * @param body the bytes
     */
    record SinkReply(int status, Map<String, String> headers, byte[] body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** Connects to the host of a URL, whose scheme may be in upper case. */
    static SinkConnection open(URI url, SSLContext tls) throws IOException {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(url.getHost(), port), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            plain.setTcpNoDelay(true);
            Socket socket = secure ? secured(plain, url.getHost(), port, tls) : plain;
            return new SinkConnection(socket, url.getHost() + ":" + port);
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    private static SSLSocket secured(Socket plain, String host, int port, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
        socket.startHandshake();
        return socket;
    }

    /** Whether another request may be sent. */
    boolean isUsable() {
        return usable && !socket.isClosed();
    }

    /** Sends a POST and reads the reply. */
    SinkReply post(String path, Map<String, String> headers, byte[] body) throws IOException {
        usable = false;
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        message.write(body);
        message.writeTo(out);
        out.flush();
        SinkReply reply = read();
        usable = !"close".equalsIgnoreCase(reply.header("connection").orElse(""));
        return reply;
    }

    private SinkReply read() throws IOException {
        int status;
        Map<String, String> headers;
        do {
            String line = line();
            if (!line.startsWith("HTTP/1.")) {
                throw new IOException("not HTTP: " + line);
            }
            status = Integer.parseInt(line.substring(9, 12));
            headers = headers();
        } while (status == 100);
        return new SinkReply(status, headers, body(status, headers));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.merge(
                        line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + "," + b);
            }
        }
        return headers;
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line().split(";")[0].strip(), 16);
            if (length == 0) {
                headers();
                return all.toByteArray();
            }
            all.write(exactly(length));
            line();
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the sink closed the connection");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > MAX_LINE) {
                throw new EOFException("the sink closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
