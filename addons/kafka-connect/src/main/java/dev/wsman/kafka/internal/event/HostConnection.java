package dev.wsman.kafka.internal.event;

import dev.wsman.Session;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The session with a host and the subscription to its events, as long as each exists. Thread-safe. */
final class HostConnection {
    private final Supplier<Session> sessions;
    private @Nullable Session session;
    private @Nullable Subscription<WindowsEvent> subscription;
    private boolean closed;

    /**
     * Creates a connection without a session.
     *
     * @param sessions opens a session
     */
    HostConnection(Supplier<Session> sessions) {
        this.sessions = sessions;
    }

    /** Returns the session, and opens one if there is none. */
    synchronized Session session() {
        if (closed) {
            throw new IllegalStateException("the task has stopped");
        }
        if (session == null) {
            session = sessions.get();
        }
        return session;
    }

    synchronized @Nullable Subscription<WindowsEvent> subscription() {
        return subscription;
    }

    /** Takes a new subscription, or ends it if this was closed meanwhile. */
    void set(Subscription<WindowsEvent> opened) {
        boolean late;
        synchronized (this) {
            late = closed;
            subscription = opened;
        }
        if (late) {
            opened.close();
        }
    }

    /** Ends the subscription, if there is one, so that the next one begins at another position. */
    void unsubscribe() {
        Subscription<WindowsEvent> open;
        synchronized (this) {
            open = subscription;
            subscription = null;
        }
        if (open != null) {
            open.close();
        }
    }

    /** Lets no session be opened any more. */
    synchronized void stop() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the subscription on the host and closes the session, within the limits of the library. */
    void close() {
        stop();
        unsubscribe();
        Session open;
        synchronized (this) {
            open = session;
            session = null;
        }
        if (open != null) {
            open.close();
        }
    }
}
