package dev.wsman.internal.event.sink;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Bounds the number of connections, and the time until the head of the first request of each has arrived. Logs failed
 * TLS handshakes. Thread-safe.
 */
final class ConnectionGuard implements Connection.Listener, SslHandshakeListener {
    private static final Logger LOG = System.getLogger("dev.wsman");

    private final SinkLimits limits;
    private final Scheduler scheduler;
    private final LimitedWarnings warnings;
    /** The open connections, each with the check for its first request. */
    private final Map<Connection, Scheduler.Task> open = new ConcurrentHashMap<>();

    ConnectionGuard(SinkLimits limits, Scheduler scheduler, LimitedWarnings warnings) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.warnings = warnings;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection) {
            return;
        }
        if (open.size() >= limits.maxConnections()) {
            warnings.warn(
                    "connections",
                    () -> "event sink: closed a connection of " + peer(connection) + ", because "
                            + limits.maxConnections() + " are open");
            connection.getEndPoint().close();
            return;
        }
        open.put(
                connection,
                scheduler.schedule(
                        () -> closeUnlessUsed(connection),
                        limits.receiveTimeout().toMillis(),
                        TimeUnit.MILLISECONDS));
    }

    private void closeUnlessUsed(Connection connection) {
        if (connection.getMessagesIn() == 0 && connection.getEndPoint().isOpen()) {
            LOG.log(Level.DEBUG, "event sink: closed a connection of {0}, which sent no request", peer(connection));
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Scheduler.Task check = open.remove(connection);
        if (check != null) {
            check.cancel(); // it would keep the closed connection in memory
        }
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        warnings.warn(
                "handshakes",
                () -> "event sink: the TLS handshake with "
                        + event.getEndPoint().getRemoteSocketAddress() + " failed: " + failure.getMessage());
    }

    private static String peer(Connection connection) {
        return PeerConnection.address(connection.getEndPoint().getRemoteSocketAddress());
    }
}
