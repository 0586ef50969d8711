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
 * An HTTP proxy on the loopback address: it forwards requests with an absolute target, opens tunnels by CONNECT, wants to know who
 * the client is where a scheme was asked for, and records what it was sent. A client's connection has one of its own to the server,
 * so that what is authenticated by the connection passes. Thread-safe once started.
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

    /** A proxy that lets everybody pass, not yet started. */
    public static ProxyServer create() {
        return new ProxyServer();
    }

    /** Wants Basic. */
    public ProxyServer basic(String user, String password) {
        security.user("Basic", user, password);
        return this;
    }

    /** Wants Digest. */
    public ProxyServer digest(String user, String password) {
        security.user("Digest", user, password);
        return this;
    }

    /** How Digest asks. */
    public ProxyServer digestChallenge(DigestChallenge form) {
        security.digest(form);
        return this;
    }

    /** Wants NTLM under {@code Negotiate}. */
    public ProxyServer ntlm(String user, String password) {
        security.user("Negotiate", user, password);
        return this;
    }

    /** Offers what is offered under {@code Negotiate} under {@code NTLM} instead. */
    public ProxyServer underNtlm() {
        negotiateName = "NTLM";
        return this;
    }

    /** Wants Kerberos under {@code Negotiate} and {@code Kerberos}. */
    public ProxyServer kerberos(Path keytab, String principal) {
        security.kerberos(keytab, principal);
        return this;
    }

    /** Ends the connection after each 407, as proxies of HTTP/1.0 do. */
    public ProxyServer closingAfter407() {
        closesAfter407 = true;
        return this;
    }

    /** Connects to this address for that host. */
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
            // closed all the same
        }
    }

    /** {@code host:port}, for clients. */
    public String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** The port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on does this instead of what it was asked for. */
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

    /** The requests that were answered so far; those in tunnels are not seen. */
    public List<ProxyRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** How many connections clients have made so far. */
    public int connections() {
        return connections.get();
    }

    /** How many connections there are now, to clients and to servers. */
    public int openConnections() {
        return sockets.size();
    }

    /** Ends all connections of clients and to servers; goes on listening. */
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
