package dev.wsman;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Releases the enumerations of iterators that became unreachable before their end: a {@code for} loop that is left by
 * {@code break}, {@code return} or an exception cannot close its iterator. Thread-safe.
 *
 * <p>The thread that notices the unreachable iterators serves all sessions and must not wait for a server. It starts a
 * daemon thread, {@code wsman-release}, which sends the Releases of this session one after the other, waits for each
 * two seconds at most, and ends.
 */
final class AbandonedIterators {
    private static final Logger LOG = System.getLogger("dev.wsman");

    /**
     * The guards of the iterators whose enumerations are open. Only the session refers to them: if it becomes
     * unreachable together with its iterators, nothing is sent.
     */
    private final Set<AbandonedSessions.Guard> guards = new HashSet<>();

    private final Queue<Runnable> releases = new ArrayDeque<>();
    private boolean releasing;
    private boolean closed;

    /**
     * Watches an iterator.
     *
     * @param release releases the enumeration of the iterator; must not refer to the iterator
     */
    synchronized AbandonedSessions.Guard watch(Object iterator, Runnable release) {
        AbandonedSessions.Guard guard =
                new AbandonedSessions.Guard(iterator, unreachable -> abandoned(unreachable, release));
        if (!closed) {
            guards.add(guard);
        }
        return guard;
    }

    /** Ends the watch: the enumeration has ended. */
    synchronized void end(AbandonedSessions.Guard guard) {
        guard.clear();
        guards.remove(guard);
    }

    private synchronized void abandoned(AbandonedSessions.Guard guard, Runnable release) {
        if (guards.remove(guard) && !closed) {
            releases.add(release);
            if (!releasing) {
                releasing = started();
            }
        }
    }

    /**
     * Starts the thread; returns false if there are too many. Then a later thread or the end of the session releases.
     */
    private boolean started() {
        Thread thread = new Thread(null, this::releaseAll, "wsman-release", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
            return true;
        } catch (OutOfMemoryError noThread) {
            LOG.log(Level.DEBUG, "no thread to release an enumeration; it is released when the session closes");
            return false;
        }
    }

    private void releaseAll() {
        for (Runnable release = next(); release != null; release = next()) {
            try {
                release.run();
            } catch (RuntimeException | Error e) { // a failure must not keep the thread from the next release
                LOG.log(Level.DEBUG, "an enumeration could not be released; it will expire on the server", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = releases.poll();
        releasing = next != null;
        return next;
    }

    /** Ends all watches. The session, which closes, releases all enumerations itself. */
    synchronized void close() {
        closed = true;
        guards.forEach(AbandonedSessions.Guard::clear);
        guards.clear();
        releases.clear();
    }
}
