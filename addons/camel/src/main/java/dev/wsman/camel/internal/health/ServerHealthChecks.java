package dev.wsman.camel.internal.health;

import dev.wsman.Session;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The health checks of the producers' servers: one for each session, however many producers share it. Thread-safe. */
public final class ServerHealthChecks implements AutoCloseable {
    private final Map<Session, Shared> checks = new IdentityHashMap<>();
    private final Set<String> ids = new HashSet<>();
    private @Nullable ExecutorService threads;
    private @Nullable CamelContext owner;

    /** A registered check and the number of its producers. */
    private static final class Shared {
        private final String id;
        private final HealthRegistration registration;
        private int producers;

        Shared(String id, HealthRegistration registration) {
            this.id = id;
            this.registration = registration;
        }
    }

    /**
     * Adds the check of a session if it does not exist. Close the result when the producer stops; the last one removes
     * the check.
     *
     * @param host the server as the endpoint names it; null if only the session knows
     * @param enabled whether the check is called
     */
    public synchronized AutoCloseable add(
            CamelContext context, Session session, @Nullable String host, boolean enabled) {
        Shared shared = checks.computeIfAbsent(session, added -> register(context, added, host, enabled));
        shared.producers++;
        return () -> remove(session, shared);
    }

    private Shared register(CamelContext context, Session session, @Nullable String host, boolean enabled) {
        String id = "producer:wsman-" + (host == null ? "session" : host);
        for (int number = 2; !ids.add(id); number++) {
            id = id.replaceFirst("(#\\d+)?$", "#" + number);
        }
        ServerHealthCheck check = new ServerHealthCheck(id, session, host, threads(context));
        return new Shared(id, HealthRegistration.add(context, "producers", check, enabled));
    }

    private ExecutorService threads(CamelContext context) {
        ExecutorService started = threads;
        if (started == null) {
            started = context.getExecutorServiceManager().newCachedThreadPool(this, "WsmanHealthCheck");
            threads = started;
            owner = context;
        }
        return started;
    }

    private synchronized void remove(Session session, Shared shared) {
        if (--shared.producers == 0) {
            shared.registration.close();
            ids.remove(shared.id);
            checks.remove(session, shared);
        }
    }

    /** Ends the threads of the checks. */
    @Override
    public synchronized void close() {
        if (threads != null && owner != null) {
            owner.getExecutorServiceManager().shutdownNow(threads);
            threads = null;
        }
    }
}
