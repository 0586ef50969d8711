package dev.wsman.internal.protocol;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.Deadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The enumeration contexts that the server holds for a session, so that each is released there. Thread-safe. */
public final class OpenEnumerations {
    private static final Logger LOG = System.getLogger("dev.wsman");
    /** The time limit of releasing all contexts when the session closes. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /**
     * The number of abandoned contexts that are released when the session closes. Older ones have already expired on
     * the server.
     */
    private static final int MOST_ABANDONED = 100;

    private final Set<Context> open = ConcurrentHashMap.newKeySet();
    private final Deque<Context> abandoned = new ArrayDeque<>();

    /** An enumeration context; a server may send a new one with each batch. */
    public static final class Context {
        private final RequestTarget target;
        private volatile List<Object> nodes;

        Context(RequestTarget target, List<Object> nodes) {
            this.target = target;
            this.nodes = nodes;
        }

        /** Returns the latest context as opaque nodes. */
        public List<Object> nodes() {
            return nodes;
        }

        public void update(List<Object> latest) {
            nodes = latest;
        }
    }

    public Context opened(RequestTarget target, List<Object> nodes) {
        Context context = new Context(target, nodes);
        open.add(context);
        return context;
    }

    /** Removes a context that the server itself has ended. */
    public void ended(Context context) {
        open.remove(context);
    }

    /**
     * Sends Release. If that fails, the context expires on the server. If the thread is interrupted, nothing is sent,
     * and the context is released when the session closes.
     */
    public void release(Context context, ExchangeSender server, Duration limit) {
        if (!open.remove(context)) {
            return;
        }
        try {
            server.send(Exchange.release(context.target, context.nodes), Deadline.after(limit));
        } catch (ExchangeException e) {
            if (e.stage() == Stage.INTERRUPTED) {
                abandon(context);
            }
            LOG.log(Level.DEBUG, "an enumeration could not be released; it will expire on the server", e);
        }
    }

    /** Postpones the release until the session closes; a session that stays open for long drops the oldest contexts. */
    public void abandon(Context context) {
        open.add(context);
        synchronized (abandoned) {
            abandoned.add(context);
            if (abandoned.size() > MOST_ABANDONED) {
                open.remove(abandoned.remove());
            }
        }
    }

    /** Releases all contexts, within 5 s at most. */
    public void releaseAll(ExchangeSender server) {
        Deadline deadline = Deadline.after(CLOSE_LIMIT);
        for (Context context : List.copyOf(open)) {
            if (deadline.expired()) {
                return;
            }
            release(context, server, Duration.ofNanos(Math.max(1_000_000, deadline.nanosLeft())));
        }
    }

    int size() {
        return open.size();
    }
}
