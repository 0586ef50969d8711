package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connections of sessions that became unreachable without {@code Session.close()}, and logs a warning for
 * the first of them. One daemon thread waits for them; it starts with the first open session and ends with the last,
 * which the thread of a {@link java.lang.ref.Cleaner} does not. The same thread notices unreachable iterators and
 * remote shells of open sessions. Thread-safe.
 */
final class AbandonedSessions {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();
    private static final Set<Watched> OPEN = ConcurrentHashMap.newKeySet();
    /** Whether a warning has been logged; accessible for tests. */
    static final AtomicBoolean WARNED = new AtomicBoolean();

    private static @Nullable Thread thread;

    private AbandonedSessions() {}

    /** Refers to the resources of an open session, but not to the session itself. */
    static final class Watched extends PhantomReference<Object> {
        private final RemoteService service;
        private final String endpoint;

        private Watched(Object session, RemoteService service, String endpoint) {
            super(session, QUEUE);
            this.service = service;
            this.endpoint = endpoint;
        }

        /** Ends the watch: the owner closes the session. The last one wakes the thread, which ends then. */
        void end() {
            OPEN.remove(this);
            if (OPEN.isEmpty()) {
                enqueue();
            } else {
                clear();
            }
        }
    }

    /** Refers to an object of an open session, and is called when the object has become unreachable. */
    static final class Guard extends PhantomReference<Object> {
        private final Consumer<Guard> unreachable;

        /**
         * Creates a guard, which must stay reachable itself.
         *
         * @param unreachable is called on the thread of all sessions, and returns at once
         */
        Guard(Object guarded, Consumer<Guard> unreachable) {
            super(guarded, QUEUE);
            this.unreachable = unreachable;
        }
    }

    static Watched watch(Object session, RemoteService service, String endpoint) {
        Watched watched = new Watched(session, service, endpoint);
        synchronized (AbandonedSessions.class) {
            OPEN.add(watched);
            if (thread == null) {
                start();
            }
        }
        return watched;
    }

    private static void start() {
        Thread started = new Thread(null, AbandonedSessions::run, "wsman-abandoned-sessions", 0, false);
        started.setDaemon(true);
        started.setContextClassLoader(null);
        try {
            started.start();
            thread = started;
        } catch (OutOfMemoryError noThread) {
            LOG.log(Level.DEBUG, "no thread to watch for sessions that are not closed; the next session tries again");
        }
    }

    private static void run() {
        do {
            try {
                Reference<?> next = QUEUE.remove();
                if (next instanceof Watched watched && OPEN.remove(watched)) {
                    close(watched);
                } else if (next instanceof Guard guard) {
                    guard.unreachable.accept(guard);
                }
            } catch (InterruptedException e) {
                // Only the end of the last session ends this thread.
            }
        } while (!isLast());
    }

    private static synchronized boolean isLast() {
        if (OPEN.isEmpty()) {
            thread = null;
        }
        return OPEN.isEmpty();
    }

    private static void close(Watched watched) {
        Level level = WARNED.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
        try {
            watched.service.close();
            LOG.log(
                    level,
                    "a session with {0} was not closed; its connections are closed now. Close every session, for example by"
                            + " try-with-resources. Further sessions that are not closed are logged at level DEBUG",
                    watched.endpoint);
        } catch (Throwable e) { // a failure must not keep the thread from closing the next session
            LOG.log(Level.DEBUG, "a session that was not closed could not be closed", e);
        }
    }
}
