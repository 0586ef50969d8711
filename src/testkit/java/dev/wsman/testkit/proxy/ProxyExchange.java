package dev.wsman.testkit.proxy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Presents a request to the proxy to the authentication schemes of the service: Proxy-Authorization is Authorization.
 */
final class ProxyExchange extends HttpExchange {
    private final MessageHead request;
    private final Headers requestHeaders = new Headers();
    private final Headers responseHeaders = new Headers();

    ProxyExchange(MessageHead request, String authorization) {
        this.request = request;
        if (!authorization.isEmpty()) {
            requestHeaders.add("Authorization", authorization);
        }
    }

    @Override
    public Headers getRequestHeaders() {
        return requestHeaders;
    }

    @Override
    public Headers getResponseHeaders() {
        return responseHeaders;
    }

    /** The request target. An address literal with a port is not a URI by itself. */
    @Override
    public URI getRequestURI() {
        try {
            return new URI(request.word(1));
        } catch (URISyntaxException notOne) {
            return URI.create("//" + request.word(1));
        }
    }

    @Override
    public String getRequestMethod() {
        return request.word(0);
    }

    @Override
    public HttpContext getHttpContext() {
        throw new IllegalStateException("a proxy has no context");
    }

    @Override
    public void close() {}

    @Override
    public InputStream getRequestBody() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getResponseBody() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void sendResponseHeaders(int code, long length) {}

    @Override
    public InetSocketAddress getRemoteAddress() {
        return InetSocketAddress.createUnresolved("client", 0);
    }

    @Override
    public int getResponseCode() {
        return -1;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return InetSocketAddress.createUnresolved("proxy", 0);
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, Object value) {}

    @Override
    public void setStreams(InputStream in, OutputStream out) {}

    @Override
    public HttpPrincipal getPrincipal() {
        return null;
    }
}
