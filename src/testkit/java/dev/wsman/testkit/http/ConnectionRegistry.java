package dev.wsman.testkit.http;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Identifies connections by the address of the client, because the JDK's server does not show them. Forgets a
 * connection that was idle for longer than the server allows: a later connection with the same port is a new one.
 */
final class ConnectionRegistry {
    // sun.net.httpserver.idleInterval closes idle connections after this time
    private static final long IDLE = TimeUnit.SECONDS.toNanos(30);

    private final Map<InetSocketAddress, ClientConnection> open = new HashMap<>();
    private final LongSupplier nanoTime;
    private long checked;
    private int count;

    ConnectionRegistry(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.checked = nanoTime.getAsLong();
    }

    /** Returns the connection of a client, whose request begins. */
    synchronized ClientConnection begin(InetSocketAddress client) {
        long now = nanoTime.getAsLong();
        removeIdle(now);
        ClientConnection connection = open.get(client);
        if (connection == null || connection.isIdle(now, IDLE)) {
            connection = new ClientConnection(++count);
            open.put(client, connection);
        }
        connection.begin();
        return connection;
    }

    /** Ends a request. Forgets the connection unless the server keeps it. */
    synchronized void end(InetSocketAddress client, ClientConnection connection, boolean kept) {
        connection.end(nanoTime.getAsLong());
        if (!kept) {
            open.remove(client, connection);
        }
    }

    /** Clients close connections without notice, so that each check costs time for every open one. */
    private void removeIdle(long now) {
        if (now - checked > IDLE) {
            checked = now;
            open.values().removeIf(connection -> connection.isIdle(now, IDLE));
        }
    }

    /** The number of connections that are not forgotten. */
    synchronized int size() {
        return open.size();
    }

    /** The number of connections so far. */
    synchronized int count() {
        return count;
    }
}
