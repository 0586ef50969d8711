package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: chooses the proxy if there is one, looks up the name, connects, and adds TLS for https.
 * Thread-safe.
 */
final class Connector {
    /** How long an error waits for the fingerprint of an untrusted certificate. */
    private static final Duration FINGERPRINT = Duration.ofSeconds(3);

    private final TransportSettings settings;
    private final Route route;
    private final ProxyLogin proxyLogin;
    private final Tunnel tunnel;
    private final TlsSockets tls;
    private final TlsFailures failures;
    private final PlainPasswordGuard passwords;
    private final Resolver resolver;

    /** Looks up the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    Connector(TransportSettings settings, RequestPreparation requests) {
        this(settings, requests, InetAddress::getAllByName);
    }

    Connector(TransportSettings settings, RequestPreparation requests, Resolver resolver) {
        this.resolver = resolver;
        this.settings = settings;
        this.route = new Route(settings.address(), settings.proxies());
        this.proxyLogin = new ProxyLogin(settings.proxyLogin(), requests.secrets());
        this.tunnel = new Tunnel(settings.address(), requests, proxyLogin);
        this.tls = new TlsSockets(settings.address(), settings.tls());
        this.failures = new TlsFailures(settings.address());
        this.passwords = new PlainPasswordGuard(settings);
    }

    private record Dialled(ProxyHop hop, DeadlineSocket socket) {}

    /**
     * Opens a connection within the operation's deadline and the session's connect timeout.
     *
     * @param pending lets another thread abandon the connection while it is being made
     * @throws ExchangeException if it cannot be made
     */
    HttpConnection connect(Deadline operation, PendingConnect pending) {
        Deadline deadline = operation.atMost(settings.connectTimeout());
        try {
            return connectOnce(deadline, pending);
        } catch (ProxyAuthenticationRequiredException first) {
            try {
                return connectOnce(deadline, pending);
            } catch (ProxyAuthenticationRequiredException again) {
                throw again.failure();
            }
        }
    }

    private HttpConnection connectOnce(Deadline deadline, PendingConnect pending)
            throws ProxyAuthenticationRequiredException {
        Dialled dialled = dial(deadline, pending);
        boolean done = false;
        try {
            HttpConnection connection = open(dialled, deadline);
            done = true;
            return connection;
        } catch (ProxyAuthenticationRequiredException e) {
            throw e;
        } catch (IOException e) {
            ProxyHop hop = dialled.hop();
            throw failures.notSecured(e, hop, dialled.socket(), deadline, () -> fingerprint(hop, deadline, pending));
        } finally {
            if (!done) {
                closeQuietly(dialled.socket());
            }
        }
    }

    private HttpConnection open(Dialled dialled, Deadline deadline) throws IOException {
        ProxyHop hop = dialled.hop();
        DeadlineSocket raw = dialled.socket();
        if (!settings.address().https()) {
            return new HttpConnection(raw, raw, hop, hop.isProxy() ? new ProxyAuthorization(hop, proxyLogin) : null);
        }
        if (hop.isProxy()) {
            tunnel.open(raw, hop, deadline);
        }
        SSLSocket secured = tls.over(raw);
        secured.startHandshake();
        return new HttpConnection(raw, secured, hop, null);
    }

    /** Tries each proxy that the selector names, or the server, within the time. */
    private Dialled dial(Deadline deadline, PendingConnect pending) {
        List<ProxyHop> hops = route.hops();
        for (int i = 0; ; i++) {
            ProxyHop hop = hops.get(i);
            try {
                return new Dialled(hop, dial(hop, deadline, pending));
            } catch (IOException e) {
                route.unreachable(hop, e);
                if (i == hops.size() - 1) {
                    throw ExchangeException.connect(hop.nameOnTheWayTo(settings.address()), e);
                }
            }
        }
    }

    /** Tries each of the host's addresses in turn, within the time. */
    private DeadlineSocket dial(ProxyHop hop, Deadline deadline, PendingConnect pending) throws IOException {
        passwords.check(hop, hop.isLoopback(), "");
        IOException last = null;
        for (InetAddress address : resolve(hop, deadline)) {
            // a resolver decides what a name means: the permission depends on the address that is connected to
            passwords.check(hop, address.isLoopbackAddress(), " at " + address.getHostAddress());
            try {
                return DeadlineSocket.connect(new InetSocketAddress(address, hop.port()), deadline, pending);
            } catch (IOException e) {
                if (deadline.expired() || e instanceof ClosedByInterruptException) {
                    throw failures.late(e, hop, deadline);
                }
                last = e;
            }
        }
        throw last == null ? new IOException("the host has no address") : last;
    }

    private List<InetAddress> resolve(ProxyHop hop, Deadline deadline) throws IOException {
        try {
            return List.of(resolver.resolve(hop.host()));
        } catch (IOException e) {
            if (deadline.expired()) {
                throw deadline.missed("no address for " + hop.host(), e);
            }
            throw new IOException("the host " + hop.host() + " is not known", e);
        }
    }

    /**
     * Returns the fingerprint of the certificate that was not trusted. Another handshake asks for it, in which no
     * request is sent.
     */
    private @Nullable String fingerprint(ProxyHop hop, Deadline deadline, PendingConnect pending) {
        PresentedCertificate presented = new PresentedCertificate();
        Deadline within = deadline.atMost(FINGERPRINT);
        try (DeadlineSocket raw = dial(hop, within, pending)) {
            if (hop.isProxy()) {
                tunnel.open(raw, hop, within);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {presented}, null);
            tls.over(raw, context, false).startHandshake();
        } catch (IOException | GeneralSecurityException | ExchangeException ended) {
            // the certificate's arrival ends the handshake; without a certificate the message has no fingerprint
        }
        return presented.fingerprint();
    }

    private static void closeQuietly(DeadlineSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // the failure before this one is reported
        }
    }
}
