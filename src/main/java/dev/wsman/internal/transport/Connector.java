package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Opens connections: the way through a proxy where there is one, name, TCP, and TLS where the address says https. */
final class Connector {
    /** How long an error waits for the fingerprint of an untrusted certificate. */
    private static final Duration FINGERPRINT = Duration.ofSeconds(3);

    private static final int DEEPEST_CAUSE = 20;

    private final TransportSettings settings;
    private final Route route;
    private final ProxyAuthentication proxyLogin;
    private final Tunnel tunnel;
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
        this.proxyLogin = new ProxyAuthentication(settings.proxyLogin(), requests.secrets());
        this.tunnel = new Tunnel(settings.address(), requests, proxyLogin);
    }

    private record Dialled(ProxyHop hop, DeadlineSocket socket) {}

    HttpConnection connect(Deadline operation) {
        Deadline deadline = operation.atMost(settings.connectTimeout());
        try {
            return connectOnce(deadline);
        } catch (ProxyAuthenticationRequiredException first) {
            try {
                return connectOnce(deadline);
            } catch (ProxyAuthenticationRequiredException again) {
                throw again.failure();
            }
        }
    }

    private HttpConnection connectOnce(Deadline deadline) throws ProxyAuthenticationRequiredException {
        Dialled dialled = dial(deadline);
        boolean done = false;
        try {
            HttpConnection connection = set(dialled, deadline);
            done = true;
            return connection;
        } catch (ProxyAuthenticationRequiredException e) {
            throw e;
        } catch (IOException e) {
            throw notSecured(e, dialled, deadline);
        } finally {
            if (!done) {
                closeQuietly(dialled.socket());
            }
        }
    }

    private HttpConnection set(Dialled dialled, Deadline deadline) throws IOException {
        ProxyHop hop = dialled.hop();
        DeadlineSocket raw = dialled.socket();
        if (!settings.address().https()) {
            return new HttpConnection(raw, raw, hop, hop.isProxy() ? new ProxyAuthorization(hop, proxyLogin) : null);
        }
        if (hop.isProxy()) {
            tunnel.open(raw, hop, deadline);
        }
        SSLSocket secured =
                secured(raw, settings.tls().context(), settings.tls().checkHostname());
        secured.startHandshake();
        return new HttpConnection(raw, secured, hop, null);
    }

    /** Tries each proxy that the selector names, or the server, within the time. */
    private Dialled dial(Deadline deadline) {
        List<ProxyHop> hops = route.hops();
        for (int i = 0; ; i++) {
            ProxyHop hop = hops.get(i);
            try {
                return new Dialled(hop, dial(hop, deadline));
            } catch (IOException e) {
                route.unreachable(hop, e);
                if (i == hops.size() - 1) {
                    throw ExchangeException.connect(hop.nameOnTheWayTo(settings.address()), e);
                }
            }
        }
    }

    /**
     * Refuses to hand the password over plain http to what is on the way, which is known only now, unless that is on
     * this machine or the caller allows it.
     *
     * @param at the address that is about to be connected to, for the message; empty before it is looked up
     */
    private void requireLoopback(ProxyHop hop, boolean loopback, String at) {
        if (loopback || settings.allowUnencrypted()) {
            return;
        }
        if (hop.isProxy() && proxyLogin.login().handsOverPassword()) {
            throw ExchangeException.unencryptedProxy(proxyLogin.login().scheme(), hop.authority() + at);
        }
        if (settings.login().handsOverPassword() && !settings.address().https()) {
            throw ExchangeException.unencrypted(settings.login().scheme(), settings.address() + at);
        }
    }

    /** Tries each of the host's addresses in turn, within the time. */
    private DeadlineSocket dial(ProxyHop hop, Deadline deadline) throws IOException {
        requireLoopback(hop, hop.isLoopback(), "");
        IOException last = new IOException("the host has no address");
        for (InetAddress address : resolve(hop, deadline)) {
            // What a name means is up to the resolver: the permission follows the address that is connected to.
            requireLoopback(hop, address.isLoopbackAddress(), " at " + address.getHostAddress());
            try {
                return DeadlineSocket.connect(new InetSocketAddress(address, hop.port()), deadline);
            } catch (IOException e) {
                if (deadline.expired() || e instanceof ClosedByInterruptException) {
                    throw failed(e, hop, deadline);
                }
                last = e;
            }
        }
        throw last;
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

    /** A socket whose handshake is still to come. */
    private SSLSocket secured(DeadlineSocket raw, SSLContext context, boolean checkHostname) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(raw, settings.address().host(), settings.address().port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        if (checkHostname) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setProtocols(offered(parameters.getProtocols()));
        indicate(settings.address().host(), parameters);
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** The JDK leaves the name out where it has no dot, as within a domain; address literals are never sent (RFC 6066 3). */
    private static void indicate(String host, SSLParameters parameters) {
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        if (!literal && host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
    }

    private String[] offered(String[] enabled) throws SSLException {
        String[] both = List.of(enabled).stream()
                .filter(settings.tls().protocols()::contains)
                .toArray(String[]::new);
        if (both.length == 0) {
            throw new SSLException(
                    "the TLS context has none of " + settings.tls().protocols());
        }
        return both;
    }

    private ExchangeException failed(IOException e, ProxyHop hop, Deadline deadline) {
        if (isInterruption(e)) {
            return ExchangeException.interrupted(e);
        }
        String through = hop.isProxy() ? " through " + hop : "";
        return deadline.missed("no connection to " + settings.address().authority() + through, e);
    }

    private static boolean isInterruption(IOException e) {
        return e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted();
    }

    private ExchangeException notSecured(IOException e, Dialled dialled, Deadline deadline) {
        ProxyHop hop = dialled.hop();
        boolean silent = !hop.isProxy() && dialled.socket().heardNothing();
        if (deadline.expired() || isInterruption(e)) {
            return silent && !isInterruption(e)
                    ? deadline.missed(
                                    "no TLS handshake on the connection to "
                                            + settings.address().authority(),
                                    e)
                            .advice(Advice.SILENT_TLS_PORT)
                    : failed(e, hop, deadline);
        }
        String peer = hop.nameOfPeer(settings.address());
        if (!hop.isProxy() && dialled.socket().heardHttp() || isPlainText(e)) {
            return ExchangeException.plainAnswer(peer, e);
        }
        if (isUntrusted(e)) {
            return untrusted(e, hop, deadline);
        }
        ExchangeException failure = ExchangeException.tls(peer, e);
        return silent ? failure.advice(Advice.SILENT_TLS_PORT) : failure;
    }

    /** What the JDK says of a first record that is none of TLS. */
    private static boolean isPlainText(IOException e) {
        return e instanceof SSLException && String.valueOf(e.getMessage()).contains("unrecognized SSL message");
    }

    private static boolean isUntrusted(IOException e) {
        return cause(e, CertificateException.class) != null || cause(e, CertPathValidatorException.class) != null;
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        Throwable cause = e;
        for (int i = 0; cause != null && i < DEEPEST_CAUSE; i++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private ExchangeException untrusted(IOException e, ProxyHop hop, Deadline deadline) {
        String peer = hop.nameOfPeer(settings.address());
        PinnedCertificate.NotPinned other = cause(e, PinnedCertificate.NotPinned.class);
        return other == null
                ? ExchangeException.untrusted(peer, e, fingerprint(hop, deadline))
                : ExchangeException.untrusted(peer, e, other.presented()).advice(Advice.NOT_PINNED);
    }

    /** The fingerprint of the certificate that was refused; another handshake asks for it, in which nothing is sent. */
    private @Nullable String fingerprint(ProxyHop hop, Deadline deadline) {
        PresentedCertificate presented = new PresentedCertificate();
        Deadline within = deadline.atMost(FINGERPRINT);
        try (DeadlineSocket raw = dial(hop, within)) {
            if (hop.isProxy()) {
                tunnel.open(raw, hop, within);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {presented}, null);
            secured(raw, context, false).startHandshake();
        } catch (IOException | GeneralSecurityException | ExchangeException ended) {
            // Either the certificate came, which ends the handshake, or the message goes without it.
        }
        return presented.fingerprint();
    }

    private static void closeQuietly(DeadlineSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // What went wrong before is what counts.
        }
    }
}
