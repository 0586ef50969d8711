package dev.wsman.camel.internal.session;

import dev.wsman.Session;
import dev.wsman.camel.WsmanConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * The sessions of a component. Endpoints with equal connections share one session, and with it its connections and
 * logins. Thread-safe.
 */
public final class SharedSessions implements AutoCloseable {
    private final Map<ConnectionKey, Shared> sessions = new HashMap<>();

    /** A session and the number of its leases. */
    private static final class Shared {
        private final Session session;
        private int leases;

        Shared(Session session) {
            this.session = session;
        }
    }

    /**
     * Returns the use of a session with this connection; the first one creates the session. Sends nothing.
     *
     * @throws IllegalArgumentException if an option of the connection is not valid; the message names it
     */
    public SessionLease acquire(WsmanConfiguration configuration, CamelContext context) {
        Session own = configuration.getSession();
        if (own != null) {
            return new SessionLease(own, () -> {});
        }
        ConnectionKey key = ConnectionKey.of(configuration);
        synchronized (sessions) {
            Shared shared = sessions.get(key);
            if (shared == null) {
                shared = new Shared(SessionFactory.create(configuration, context));
                sessions.put(key, shared);
            }
            shared.leases++;
            Shared leased = shared;
            return new SessionLease(shared.session, () -> release(key, leased));
        }
    }

    /** Ends a lease. After {@link #close}, another session may have the same key. */
    private void release(ConnectionKey key, Shared shared) {
        synchronized (sessions) {
            if (--shared.leases > 0) {
                return;
            }
            sessions.remove(key, shared);
        }
        shared.session.close();
    }

    /** Returns the number of open sessions. */
    public int size() {
        synchronized (sessions) {
            return sessions.size();
        }
    }

    /** Closes all sessions, also those in use. */
    @Override
    public void close() {
        List<Shared> all;
        synchronized (sessions) {
            all = new ArrayList<>(sessions.values());
            sessions.clear();
        }
        all.forEach(shared -> shared.session.close());
    }
}
