package dev.wsman;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Releases what an object held on the server if the object became unreachable without being closed: the enumeration of
 * an iterator, which a {@code for} loop that is left by {@code break}, {@code return} or an exception cannot close, and
 * a remote shell. Thread-safe.
 *
 * <p>The thread that notices the unreachable owners serves all sessions and must not wait for a server. It starts a
 * daemon thread, {@code wsman-release}, which releases one after the other, each within two seconds, and ends.
 */
final class AbandonedOwners {
    private static final Logger LOG = System.getLogger("dev.wsman");

    /**
     * The guards of the owners that hold something on the server. Only the session refers to them: if it becomes
     * unreachable together with its owners, nothing is sent.
     */
    private final Set<AbandonedSessions.Guard> guards = new HashSet<>();

    private final Queue<Runnable> releases = new ArrayDeque<>();
    private boolean releasing;
    private boolean closed;

    /**
     * Watches an owner.
     *
     * @param release releases what the owner holds on the server; must not refer to the owner
     */
    synchronized AbandonedSessions.Guard watch(Object owner, Runnable release) {
        AbandonedSessions.Guard guard =
                new AbandonedSessions.Guard(owner, unreachable -> abandoned(unreachable, release));
        if (!closed) {
            guards.add(guard);
        }
        return guard;
    }

    /** Ends the watch: the owner holds nothing any more. */
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
            LOG.log(
                    Level.DEBUG,
                    "no thread to release what an unreachable object held; it is released when the session closes");
            return false;
        }
    }

    private void releaseAll() {
        for (Runnable release = next(); release != null; release = next()) {
            try {
                release.run();
            } catch (RuntimeException | Error e) { // a failure must not keep the thread from the next release
                LOG.log(
                        Level.DEBUG,
                        "an unreachable object could not release what it held; it will expire on the server",
                        e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = releases.poll();
        releasing = next != null;
        return next;
    }

    /** Ends all watches. The session, which closes, releases everything itself. */
    synchronized void close() {
        closed = true;
        guards.forEach(AbandonedSessions.Guard::clear);
        guards.clear();
        releases.clear();
    }
}
