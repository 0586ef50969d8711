package dev.wsman.internal.transport;

import dev.wsman.internal.fault.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens connections: the way through a proxy where there is one, name, TCP, and TLS where the address says https. */
final class Connector {
    private final TransportSettings settings;
    private final Route route;
    private final ProxyLogin proxyLogin;
    private final Tunnel tunnel;
    private final Resolver resolver;

    /** Looks up the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    Connector(TransportSettings settings, Requests requests) {
        this(settings, requests, InetAddress::getAllByName);
    }

    Connector(TransportSettings settings, Requests requests, Resolver resolver) {
        this.resolver = resolver;
        this.settings = settings;
        this.route = new Route(settings.address(), settings.proxies());
        this.proxyLogin = new ProxyLogin(settings.proxyLogin());
        this.tunnel = new Tunnel(settings.address(), requests, proxyLogin);
    }

    private record Dialled(Hop hop, DeadlineSocket socket) {}

    Connection connect(Deadline operation) {
        Deadline deadline = operation.atMost(settings.connectTimeout());
        try {
            return connectOnce(deadline);
        } catch (ProxyAsksElsewhere first) {
            try {
                return connectOnce(deadline);
            } catch (ProxyAsksElsewhere again) {
                throw again.failure();
            }
        }
    }

    private Connection connectOnce(Deadline deadline) throws ProxyAsksElsewhere {
        Dialled dialled = dial(deadline);
        boolean done = false;
        try {
            Connection connection = set(dialled, deadline);
            done = true;
            return connection;
        } catch (ProxyAsksElsewhere e) {
            throw e;
        } catch (IOException e) {
            throw notSecured(e, dialled.hop(), deadline);
        } finally {
            if (!done) {
                closeQuietly(dialled.socket());
            }
        }
    }

    private Connection set(Dialled dialled, Deadline deadline) throws IOException {
        Hop hop = dialled.hop();
        DeadlineSocket raw = dialled.socket();
        if (!settings.address().https()) {
            return new Connection(raw, raw, hop, hop.isProxy() ? new ProxyAuthorization(hop, proxyLogin) : null);
        }
        if (hop.isProxy()) {
            tunnel.open(raw, hop, deadline);
        }
        return new Connection(raw, secured(raw), hop, null);
    }

    /** Tries each proxy that the selector names, or the server, within the time. */
    private Dialled dial(Deadline deadline) {
        List<Hop> hops = route.hops();
        for (int i = 0; ; i++) {
            Hop hop = hops.get(i);
            try {
                return new Dialled(hop, dial(hop, deadline));
            } catch (IOException e) {
                route.unreachable(hop, e);
                if (i == hops.size() - 1) {
                    throw Failure.connect(hop.nameOnTheWayTo(settings.address()), e);
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
    private void requireLoopback(Hop hop, boolean loopback, String at) {
        if (loopback || settings.allowUnencrypted()) {
            return;
        }
        if (hop.isProxy() && proxyLogin.login().handsOverPassword()) {
            throw Failure.unencryptedProxy(proxyLogin.login().scheme(), hop.authority() + at);
        }
        if (settings.login().handsOverPassword() && !settings.address().https()) {
            throw Failure.unencrypted(settings.login().scheme(), settings.address() + at);
        }
    }

    /** Tries each of the host's addresses in turn, within the time. */
    private DeadlineSocket dial(Hop hop, Deadline deadline) throws IOException {
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

    private List<InetAddress> resolve(Hop hop, Deadline deadline) throws IOException {
        try {
            return List.of(resolver.resolve(hop.host()));
        } catch (IOException e) {
            if (deadline.expired()) {
                throw deadline.missed("the address of " + hop.host(), e);
            }
            throw new IOException("the host " + hop.host() + " is not known", e);
        }
    }

    private SSLSocket secured(DeadlineSocket raw) throws IOException {
        TlsSettings tls = settings.tls();
        SSLSocket socket = (SSLSocket) tls.context()
                .getSocketFactory()
                .createSocket(raw, settings.address().host(), settings.address().port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        if (tls.checkHostname()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setProtocols(offered(parameters.getProtocols()));
        indicate(settings.address().host(), parameters);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
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

    private Failure failed(IOException e, Hop hop, Deadline deadline) {
        if (isInterruption(e)) {
            return Failure.interrupted(e);
        }
        String through = hop.isProxy() ? " through " + hop : "";
        return deadline.missed("a connection to " + settings.address().authority() + through, e);
    }

    private static boolean isInterruption(IOException e) {
        return e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted();
    }

    private Failure notSecured(IOException e, Hop hop, Deadline deadline) {
        return deadline.expired() || isInterruption(e)
                ? failed(e, hop, deadline)
                : Failure.tls(hop.nameOfPeer(settings.address()), e);
    }

    private static void closeQuietly(DeadlineSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // What went wrong before is what counts.
        }
    }
}
