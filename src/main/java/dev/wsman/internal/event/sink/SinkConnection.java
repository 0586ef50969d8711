package dev.wsman.internal.event.sink;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/** What the server knows about a connection. One request at a time uses it. */
final class SinkConnection {
    private static final String ATTRIBUTE = SinkConnection.class.getName();

    private final EndPoint endPoint;
    private final String address;
    private final List<X509Certificate> certificates;

    private SinkConnection(ConnectionMetaData connection) {
        this.endPoint = connection.getConnection().getEndPoint();
        this.address = address(connection.getRemoteSocketAddress());
        this.certificates = certificates(endPoint);
    }

    /** Returns the connection of a request. */
    static SinkConnection of(Request request) {
        ConnectionMetaData connection = request.getConnectionMetaData();
        if (connection.getAttribute(ATTRIBUTE) instanceof SinkConnection known) {
            return known;
        }
        SinkConnection opened = new SinkConnection(connection);
        connection.setAttribute(ATTRIBUTE, opened);
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

    /** Sets how long the connection may be silent; zero for no limit. */
    void idle(Duration limit) {
        endPoint.setIdleTimeout(limit.toMillis());
    }

    /** Breaks the connection. */
    void abort() {
        endPoint.close();
    }
}
