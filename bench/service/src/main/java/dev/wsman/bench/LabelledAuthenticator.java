package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.RequestAuthenticator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * Accepts encrypted messages under the content type of plain ones. From its second request on a connection, winrm-java
 * 1.1.02 labels them so, and could not be measured otherwise.
 */
final class LabelledAuthenticator implements RequestAuthenticator {
    private static final String BOUNDARY = "Encrypted Boundary";
    private static final byte[] START = ("--" + BOUNDARY).getBytes(US_ASCII);
    private static final String TYPE =
            "multipart/encrypted;protocol=\"application/HTTP-SPNEGO-session-encrypted\";boundary=\"" + BOUNDARY + "\"";

    private final RequestAuthenticator scheme;

    LabelledAuthenticator(RequestAuthenticator scheme) {
        this.scheme = scheme;
    }

    @Override
    public Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
        boolean encrypted = body.length > START.length && Arrays.equals(body, 0, START.length, START, 0, START.length);
        return scheme.decide(encrypted ? new Labelled(exchange) : exchange, body, connection);
    }

    @Override
    public List<String> profiles(boolean https) {
        return scheme.profiles(https);
    }

    /** The exchange with the content type of encrypted messages. */
    private static final class Labelled extends HttpExchange {
        private final HttpExchange exchange;
        private final Headers headers = new Headers();

        Labelled(HttpExchange exchange) {
            this.exchange = exchange;
            headers.putAll(exchange.getRequestHeaders());
            headers.set("Content-Type", TYPE);
        }

        @Override
        public Headers getRequestHeaders() {
            return headers;
        }

        @Override
        public Headers getResponseHeaders() {
            return exchange.getResponseHeaders();
        }

        @Override
        public URI getRequestURI() {
            return exchange.getRequestURI();
        }

        @Override
        public String getRequestMethod() {
            return exchange.getRequestMethod();
        }

        @Override
        public HttpContext getHttpContext() {
            return exchange.getHttpContext();
        }

        @Override
        public void close() {
            exchange.close();
        }

        @Override
        public InputStream getRequestBody() {
            return exchange.getRequestBody();
        }

        @Override
        public OutputStream getResponseBody() {
            return exchange.getResponseBody();
        }

        @Override
        public void sendResponseHeaders(int status, long length) throws IOException {
            exchange.sendResponseHeaders(status, length);
        }

        @Override
        public InetSocketAddress getRemoteAddress() {
            return exchange.getRemoteAddress();
        }

        @Override
        public int getResponseCode() {
            return exchange.getResponseCode();
        }

        @Override
        public InetSocketAddress getLocalAddress() {
            return exchange.getLocalAddress();
        }

        @Override
        public String getProtocol() {
            return exchange.getProtocol();
        }

        @Override
        public Object getAttribute(String name) {
            return exchange.getAttribute(name);
        }

        @Override
        public void setAttribute(String name, Object value) {
            exchange.setAttribute(name, value);
        }

        @Override
        public void setStreams(InputStream in, OutputStream out) {
            exchange.setStreams(in, out);
        }

        @Override
        public HttpPrincipal getPrincipal() {
            return exchange.getPrincipal();
        }
    }
}
