package dev.wsman.testkit.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import dev.wsman.testkit.protocol.ClientIdentity;
import dev.wsman.testkit.protocol.ReplyOverrides;
import dev.wsman.testkit.protocol.ServiceReply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * The exchange that JAX-WS receives. Its request body is decrypted, and the output of JAX-WS is discarded. The provider
 * leaves its reply here, so that it can be encrypted, changed or withheld before it is sent.
 */
final class JaxWsExchange extends HttpExchange {
    private final HttpExchange exchange;
    private final boolean anonymous;
    private final ClientIdentity client;
    private final ReplyOverrides script;
    private final Headers responseHeaders = new Headers();
    private InputStream requestBody;
    private OutputStream responseBody = OutputStream.nullOutputStream();
    private int responseCode = -1;
    private ServiceReply reply;

    JaxWsExchange(HttpExchange exchange, byte[] body, boolean anonymous, String user, ReplyOverrides script) {
        this.exchange = exchange;
        this.requestBody = new ByteArrayInputStream(body);
        this.anonymous = anonymous;
        this.client = new ClientIdentity(
                user, exchange.getRemoteAddress().getAddress().getHostAddress());
        this.script = script;
    }

    boolean anonymous() {
        return anonymous;
    }

    ClientIdentity client() {
        return client;
    }

    ReplyOverrides script() {
        return script;
    }

    void reply(ServiceReply given) {
        reply = given;
    }

    /** The reply of the provider; null if JAX-WS did not call it. */
    ServiceReply reply() {
        return reply;
    }

    /** Returns the headers, with the content type of the plain body if the body was encrypted. */
    @Override
    public Headers getRequestHeaders() {
        Headers headers = new Headers();
        headers.putAll(exchange.getRequestHeaders());
        if (RequestFilter.isEncrypted(RequestFilter.header(exchange, "Content-Type"))) {
            headers.set("Content-Type", "application/soap+xml;charset=UTF-8");
        }
        return headers;
    }

    @Override
    public Headers getResponseHeaders() {
        return responseHeaders;
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
        // the real exchange is closed later
    }

    @Override
    public InputStream getRequestBody() {
        return requestBody;
    }

    @Override
    public OutputStream getResponseBody() {
        return responseBody;
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
        responseCode = code;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return exchange.getRemoteAddress();
    }

    @Override
    public int getResponseCode() {
        return responseCode;
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
        requestBody = in == null ? requestBody : in;
        responseBody = out == null ? responseBody : out;
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return exchange.getPrincipal();
    }
}
