package dev.wsman.testkit.proxy;

import dev.wsman.testkit.auth.DigestChallenge;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.auth.SecuritySettings;
import dev.wsman.testkit.http.RequestAuthenticator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP proxy on the loopback address. It forwards requests with an absolute target, opens tunnels with CONNECT,
 * authenticates clients if a scheme is set, and records requests. Each client connection has its own connection to
 * the server, so that schemes that authenticate a connection work through it. Thread-safe once started.
 *
 * <pre>{@code
 * try (ProxyServer proxy = ProxyServer.create().basic("user", "secret").start()) {
 *     ...
 *     assertThat(proxy.requests()).hasSize(1);
 * }
 * }</pre>
 */
public final class ProxyServer implements AutoCloseable {
    private final SecuritySettings security = new SecuritySettings();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final List<ProxyRequest> requests = new ArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket listener;
    private RequestAuthenticator authenticator;
    private String negotiateName = "Negotiate";
    private boolean closesAfter407;
    private volatile ProxyFailure failure = ProxyFailure.none();

    private ProxyServer() {
        security.encryption(EncryptionPolicy.ALLOWED);
    }

    /** Creates a proxy that accepts every client. It is not yet started. */
    public static ProxyServer create() {
        return new ProxyServer();
    }

    /** Requires Basic. */
    public ProxyServer basic(String user, String password) {
        security.user("Basic", user, password);
        return this;
    }

    /** Requires Digest. */
    public ProxyServer digest(String user, String password) {
        security.user("Digest", user, password);
        return this;
    }

    /** Sets the form of the Digest challenge. */
    public ProxyServer digestChallenge(DigestChallenge form) {
        security.digest(form);
        return this;
    }

    /** Requires NTLM under {@code Negotiate}. */
    public ProxyServer ntlm(String user, String password) {
        security.user("Negotiate", user, password);
        return this;
    }

    /** Offers the schemes of {@code Negotiate} under the name {@code NTLM} instead. */
    public ProxyServer underNtlm() {
        negotiateName = "NTLM";
        return this;
    }

    /** Requires Kerberos under {@code Negotiate} and {@code Kerberos}. */
    public ProxyServer kerberos(Path keytab, String principal) {
        security.kerberos(keytab, principal);
        return this;
    }

    /** Closes the connection after each 407, as HTTP/1.0 proxies do. */
    public ProxyServer closingAfter407() {
        closesAfter407 = true;
        return this;
    }

    /** Connects to this address for requests to a host. */
    public ProxyServer address(String host, String address) {
        addresses.put(host, address);
        return this;
    }

    /** Starts listening, on a free port. */
    public ProxyServer start() {
        try {
            authenticator = security.authenticator();
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("proxy", this::accept);
        return this;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = tracked(listener.accept());
                int number = connections.incrementAndGet();
                daemon("proxy-" + number, new ProxyClientConnection(this, socket, number));
            }
        } catch (IOException closed) {
            // the listener was closed
        }
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    Socket tracked(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    void closed(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed in any case
        }
    }

    /** The address for clients, as {@code host:port}. */
    public String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** The port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Fails in this way from now on. */
    public void failWith(ProxyFailure kind) {
        failure = kind;
    }

    ProxyFailure failure() {
        return failure;
    }

    RequestAuthenticator authenticator() {
        return authenticator;
    }

    String negotiateName() {
        return negotiateName;
    }

    boolean closesAfter407() {
        return closesAfter407;
    }

    String addressOf(String host) {
        return addresses.getOrDefault(host, host);
    }

    void record(ProxyRequest request) {
        synchronized (requests) {
            requests.add(request);
        }
    }

    /** The requests that have been replied to. Requests inside tunnels are not visible. */
    public List<ProxyRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The number of connections that clients have opened so far. */
    public int connections() {
        return connections.get();
    }

    /** The number of open connections, to clients and to servers. */
    public int openConnections() {
        return sockets.size();
    }

    /** Closes all connections to clients and servers, and continues to listen. */
    public void closeConnections() {
        Set.copyOf(sockets).forEach(this::closed);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeConnections();
    }
}
