package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.SecurityContext;
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

/** One connection to the server, or to a proxy on the way to it: one exchange at a time, by one thread; any thread may close it. */
final class HttpConnection {
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(10)
            // The default of 32 KiB is what an idle session would mostly consist of.
            .setBufferSize(8192)
            .build();
    /** How many responses below 200 are passed over before we give the server up. */
    private static final int INTERIM_RESPONSES = 50;
    /** A connection that rested for less is taken to be alive. */
    private static final long RESTED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DeadlineSocket raw;
    private final boolean tls;
    private final DefaultBHttpClientConnection http;
    private final ProxyHop hop;
    private final @Nullable ProxyAuthorization proxy;
    private final @Nullable X509Certificate serverCertificate;
    private @Nullable SecurityContext security;
    private boolean used;
    private boolean retired;
    private long restingSince;

    /**
     * @param hop what was dialled
     * @param proxy says who we are to a proxy that reads the requests; null where none does
     */
    HttpConnection(DeadlineSocket raw, Socket top, ProxyHop hop, @Nullable ProxyAuthorization proxy)
            throws IOException {
        this.raw = raw;
        this.hop = hop;
        this.proxy = proxy;
        this.http = new DefaultBHttpClientConnection(LIMITS);
        this.tls = top instanceof SSLSocket;
        if (top instanceof SSLSocket secured) {
            http.bind(secured, raw);
            serverCertificate = certificateOf(secured);
        } else {
            http.bind(top);
            serverCertificate = null;
        }
    }

    private static @Nullable X509Certificate certificateOf(SSLSocket socket) throws IOException {
        Certificate[] chain = socket.getSession().getPeerCertificates();
        return chain.length > 0 && chain[0] instanceof X509Certificate certificate ? certificate : null;
    }

    /** What was dialled: the server, or a proxy. */
    ProxyHop hop() {
        return hop;
    }

    /** The certificate that the server showed; null over plain http. */
    @Nullable
    X509Certificate serverCertificate() {
        return serverCertificate;
    }

    /** What the handshake on this connection left behind; null where there was none. */
    @Nullable
    SecurityContext security() {
        return security;
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

    /** Whether it was closed, or interrupted. */
    boolean isClosed() {
        return raw.isClosed();
    }

    /** Whether an exchange has already been had on it. */
    boolean used() {
        return used;
    }

    /** Whether a request in plain http met TLS. */
    boolean heardTls() {
        return !tls && raw.heardTls();
    }

    /** Whether a request in plain http met silence: nothing has ever come on this connection. */
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

    /** The head of the reply to the request that was sent; a proxy that asks who we are is answered on the way. */
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

    void rest() {
        used = true;
        restingSince = System.nanoTime();
    }

    /** Nobody uses it again after the exchange at hand. */
    void retire() {
        retired = true;
    }

    /**
     * Whether it can serve another exchange after its rest.
     *
     * @param careful whether to look even after a short rest, as the exchange could not be repeated
     */
    boolean isFit(boolean careful) {
        boolean look = careful || System.nanoTime() - restingSince > RESTED_NANOS;
        return !retired && http.isOpen() && !(look && raw.isStale());
    }

    /** Whether more has come than the reply: it would be taken for the beginning of the next one. */
    boolean hasLeftovers() {
        // Nothing is read off the socket; what was read with the reply is still seen. TLS survives a timeout, but not
        // an end.
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

    /** Ends what the thread that uses it is waiting for; that thread closes it then. */
    void interrupt() {
        cut();
        raw.pending().end();
    }

    private void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            // The socket is gone all the same.
        }
    }

    /** Closes at once, without a word of farewell: no TLS close_notify can then block on a dead peer. */
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
