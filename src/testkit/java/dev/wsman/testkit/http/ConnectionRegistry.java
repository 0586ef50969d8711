package dev.wsman.testkit.http;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Identifies connections by the address of the client, because the JDK's server does not show them. Forgets a
 * connection that was idle for longer than the server allows: a later connection with the same port is a new one.
 */
final class ConnectionRegistry {
    // sun.net.httpserver.idleInterval closes idle connections after this time
    private static final long IDLE = TimeUnit.SECONDS.toNanos(30);

    private final Map<InetSocketAddress, ClientConnection> open = new HashMap<>();
    private int count;

    synchronized ClientConnection of(InetSocketAddress client) {
        long now = System.nanoTime();
        ClientConnection connection = open.get(client);
        if (connection == null || now - connection.lastUse() > IDLE) {
            connection = new ClientConnection(++count);
            open.put(client, connection);
        }
        connection.usedAt(now);
        return connection;
    }

    synchronized void closed(InetSocketAddress client) {
        open.remove(client);
    }

    synchronized int count() {
        return count;
    }
}
