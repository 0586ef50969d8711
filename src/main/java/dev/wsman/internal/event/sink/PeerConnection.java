package dev.wsman.internal.event.sink;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.kerberos.KerberosService;
import dev.wsman.internal.transport.auth.kerberos.KerberosServiceContext;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows about a connection: its peer, and the keys of a Kerberos login, which end with it. One request
 * at a time uses it, and the listener that is called at its end.
 */
final class PeerConnection implements Connection.Listener {
    private static final String ATTRIBUTE = PeerConnection.class.getName();

    private final EndPoint endPoint;
    private final String address;
    private final List<X509Certificate> certificates;
    private @Nullable KerberosServiceContext pending;
    private @Nullable KerberosServiceContext keys;
    private boolean negotiating;
    private boolean closed;

    private PeerConnection(ConnectionMetaData connection) {
        this.endPoint = connection.getConnection().getEndPoint();
        this.address = address(connection.getRemoteSocketAddress());
        this.certificates = certificates(endPoint);
    }

    /** Returns the connection of a request. */
    static PeerConnection of(Request request) {
        ConnectionMetaData connection = request.getConnectionMetaData();
        if (connection.getAttribute(ATTRIBUTE) instanceof PeerConnection known) {
            return known;
        }
        PeerConnection opened = new PeerConnection(connection);
        connection.setAttribute(ATTRIBUTE, opened);
        connection.getConnection().addEventListener(opened);
        return opened;
    }

    static String address(SocketAddress remote) {
        return remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : String.valueOf(remote);
    }

    private static List<X509Certificate> certificates(EndPoint endPoint) {
        EndPoint.SslSessionData session = endPoint.getSslSessionData();
        X509Certificate[] chain = session == null ? null : session.peerCertificates();
        return chain == null ? List.of() : List.of(chain);
    }

    /** Returns the IP address of the sender. */
    String address() {
        return address;
    }

    /** Returns the client's certificate chain; empty if there is none. */
    List<X509Certificate> certificates() {
        return certificates;
    }

    /** Returns the keys of the login; null if there was none. */
    synchronized @Nullable KerberosServiceContext keys() {
        return keys;
    }

    /** Returns the handshake that goes on, or a new one. A new one ends the login before it. */
    synchronized KerberosServiceContext handshake(KerberosService service, boolean spnego)
            throws AuthenticationFailedException {
        KerberosServiceContext current = pending;
        if (current != null && negotiating == spnego) {
            return current;
        }
        logOut();
        if (closed) {
            throw new AuthenticationFailedException("Kerberos: the connection has ended");
        }
        negotiating = spnego;
        pending = service.accept(spnego);
        return pending;
    }

    /** Keeps the keys of a handshake that is complete. */
    synchronized void loggedIn(KerberosServiceContext context) {
        pending = null;
        keys = context;
    }

    /** Wipes the keys. */
    synchronized void logOut() {
        if (pending != null) {
            pending.close();
        }
        if (keys != null) {
            keys.close();
        }
        pending = null;
        keys = null;
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        closed = true;
        logOut();
    }

    /** Sets how long the connection may be silent; zero for no limit. */
    void idle(Duration limit) {
        endPoint.setIdleTimeout(limit.toMillis());
    }
}
