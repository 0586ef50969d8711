package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.encryption.TokenBuffer;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the server, or to a proxy on the way to it. One thread at a time runs one exchange on it; any
 * thread may close it.
 */
final class HttpConnection {
    private static final Http1Config LIMITS = limits(8192);
    /** HttpCore has three buffers of this size. A head fits, or takes another copy; what is larger passes them by. */
    private static final Http1Config LIMITS_OVER_BUFFER = limits(512);
    /** How many responses with a status below 200 are skipped. */
    private static final int INTERIM_RESPONSES = 50;
    /** A connection that was idle for less is assumed to be alive. */
    private static final long RESTED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DeadlineSocket raw;
    private final boolean tls;
    private final DefaultBHttpClientConnection http;
    private final ConnectionBuffer buffer;
    private final TokenBuffer tokens = new TokenBuffer();
    private final ProxyHop hop;
    private final @Nullable ProxyAuthorization proxy;
    private final @Nullable X509Certificate serverCertificate;
    private @Nullable SecurityContext security;
    private boolean used;
    private boolean retired;
    private long restingSince;

    /**
     * Puts HTTP on a connection.
     *
     * @param hop the peer that was connected to
     * @param proxy authenticates to a proxy that reads the requests; null if there is none
     */
    HttpConnection(DeadlineSocket raw, Socket top, ProxyHop hop, @Nullable ProxyAuthorization proxy)
            throws IOException {
        this.raw = raw;
        this.hop = hop;
        this.proxy = proxy;
        this.tls = top instanceof SSLSocket;
        if (top instanceof SSLSocket secured) {
            buffer = raw.records();
            http = new DefaultBHttpClientConnection(LIMITS);
            http.bind(secured, raw);
            serverCertificate = certificateOf(secured);
        } else {
            buffer = ConnectionBuffer.plain();
            BufferedClientConnection plain = new BufferedClientConnection(LIMITS_OVER_BUFFER);
            plain.bind(top, buffer);
            http = plain;
            serverCertificate = null;
        }
    }

    private static Http1Config limits(int bufferSize) {
        return Http1Config.custom()
                .setMaxLineLength(64 * 1024)
                .setMaxHeaderCount(200)
                .setMaxEmptyLineCount(10)
                .setBufferSize(bufferSize)
                .build();
    }

    private static @Nullable X509Certificate certificateOf(SSLSocket socket) throws IOException {
        Certificate[] chain = socket.getSession().getPeerCertificates();
        return chain.length > 0 && chain[0] instanceof X509Certificate certificate ? certificate : null;
    }

    /** The peer that was connected to: the server, or a proxy. */
    ProxyHop hop() {
        return hop;
    }

    /** The server's certificate; null over plain http. */
    @Nullable
    X509Certificate serverCertificate() {
        return serverCertificate;
    }

    /** The security context that the handshake on this connection established; null if there was none. */
    @Nullable
    SecurityContext security() {
        return security;
    }

    /** The array into which encrypted messages are read. */
    TokenBuffer tokens() {
        return tokens;
    }

    void security(SecurityContext context) {
        security = context;
    }

    /** What the thread that uses the connection waits for besides the connection itself, such as a Kerberos ticket. */
    PendingConnect pending() {
        return raw.pending();
    }

    void deadline(Deadline deadline) {
        raw.deadline(deadline);
    }

    /** Whether the connection was closed or interrupted. */
    boolean isClosed() {
        return raw.isClosed();
    }

    /** Whether an exchange has completed on this connection. */
    boolean used() {
        return used;
    }

    /** Whether the peer replied to plain http with TLS. */
    boolean heardTls() {
        return !tls && raw.heardTls();
    }

    /** Whether the connection uses plain http and the peer has never sent anything on it. */
    boolean heardNothing() {
        return !tls && raw.heardNothing();
    }

    void send(ClassicHttpRequest request) throws IOException, HttpException {
        if (proxy != null) {
            proxy.authorize(request, raw.deadline(), raw.pending());
        }
        http.sendRequestHeader(request);
        http.sendRequestEntity(request);
        http.flush();
    }

    /**
     * Receives the head of the response to the request that was sent. Answers the challenges of the session's proxy.
     */
    ResponseHead receive(ClassicHttpRequest request) throws IOException, HttpException {
        ResponseHead head = ResponseHead.of(receive(), raw);
        while (proxy != null && head.status() == 407) {
            proxy.challenged(head.drain(), !retired);
            send(request);
            head = ResponseHead.of(receive(), raw);
        }
        if (proxy != null) {
            proxy.passed(head);
        }
        return head;
    }

    private ClassicHttpResponse receive() throws IOException, HttpException {
        ClassicHttpResponse response = http.receiveResponseHeader();
        for (int i = 0; response.getCode() < 200; i++) {
            if (i == INTERIM_RESPONSES) {
                throw new ProtocolException("more than " + INTERIM_RESPONSES + " interim responses, the last an HTTP "
                        + response.getCode());
            }
            response = http.receiveResponseHeader();
        }
        http.receiveResponseEntity(response);
        return response;
    }

    /** Marks the connection as idle after a complete exchange. */
    void rest() {
        used = true;
        buffer.rest();
        restingSince = System.nanoTime();
    }

    /** Excludes the connection from use after the current exchange. */
    void retire() {
        retired = true;
    }

    /**
     * Whether the connection can serve another exchange after it was idle.
     *
     * @param careful whether to check even after a short time, because the exchange cannot be repeated
     */
    boolean isFit(boolean careful) {
        boolean look = careful || System.nanoTime() - restingSince > RESTED_NANOS;
        return !retired && http.isOpen() && !(look && raw.isStale());
    }

    /** Whether bytes came after the reply, which would be read as the beginning of the next one. */
    boolean hasLeftovers() {
        if (buffer.hasUnread()) {
            return true;
        }
        // Finds only bytes that were read together with the reply: the socket is not read. TLS survives a read that
        // times out, but not an end of the stream.
        if (tls) {
            raw.deadline(Deadline.after(Duration.ZERO));
        } else {
            raw.mute();
        }
        try {
            return http.isDataAvailable(Timeout.ONE_MILLISECOND);
        } catch (IOException e) {
            return true;
        }
    }

    /** Ends the wait of the thread that uses the connection; that thread then closes it. */
    void interrupt() {
        cut();
        raw.pending().end();
    }

    private void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            // the socket is closed anyway
        }
    }

    /** Closes at once, without a TLS close_notify, which could block on a dead peer. */
    void close() {
        cut();
        http.close(CloseMode.IMMEDIATE);
        SecurityContext context = security;
        if (context != null) {
            context.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }
}
