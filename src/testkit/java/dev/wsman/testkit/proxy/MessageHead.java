package dev.wsman.testkit.proxy;

import dev.wsman.testkit.proxy.ProxyRequest.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The start line and headers of a request or response, which determine the length of its body. */
record MessageHead(String startLine, List<Header> headers) {
    private static final Set<String> OF_ONE_HOP =
            Set.of("connection", "proxy-connection", "keep-alive", "proxy-authorization");

    /** Reads a message head. Returns null if the connection ends before it. */
    static MessageHead read(InputStream in) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        List<Header> headers = new ArrayList<>();
        String line;
        while ((line = line(in)) != null && !line.isEmpty()) {
            int colon = line.indexOf(':');
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new MessageHead(start, headers);
    }

    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    String word(int index) {
        return startLine.split(" ", 3)[index];
    }

    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** Returns a copy with another start line, without the headers that are for one hop only. */
    MessageHead forwarded(String line) {
        List<Header> kept = headers.stream()
                .filter(header -> !OF_ONE_HOP.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
        return new MessageHead(line, kept);
    }

    MessageHead with(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new MessageHead(startLine, all);
    }

    void writeTo(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        headers.forEach(header ->
                text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads a body with Content-Length. */
    byte[] body(InputStream in) throws IOException {
        String length = header("Content-Length");
        return length.isEmpty() ? new byte[0] : exactly(in, Integer.parseInt(length));
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body ends after " + body.length + " of " + length + " bytes");
        }
        return body;
    }

    /** Copies the body of a response. Returns false if the end of the connection delimits it. */
    boolean copyBody(InputStream in, OutputStream out) throws IOException {
        if (word(1).equals("204") || word(1).equals("304")) {
            return true;
        }
        if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            copyChunks(in, out);
            return true;
        }
        if (header("Content-Length").isEmpty()) {
            in.transferTo(out);
            return false;
        }
        out.write(body(in));
        return true;
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        int size;
        do {
            String line = line(in);
            size = Integer.parseInt(line.split(";")[0].strip(), 16);
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(exactly(in, size + 2));
        } while (size > 0);
    }
}
