package dev.wsman.camel.internal.session;

import dev.wsman.Session;
import java.util.concurrent.atomic.AtomicBoolean;

/** The use of a session by one owner. Thread-safe. */
public final class SessionLease implements AutoCloseable {
    private final Session session;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    SessionLease(Session session, Runnable release) {
        this.session = session;
        this.release = release;
    }

    /** Returns the session. Do not close it: others may use it. */
    public Session session() {
        return session;
    }

    /** Ends this use. The last one closes a session that the component has created. Closing again has no effect. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
