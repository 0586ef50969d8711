package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.transport.Deadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The enumeration contexts that the server holds for a session, so that none is left behind there. Thread-safe. */
final class OpenEnumerations {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** So many are told of at the session's end; those before have long expired on a server that is in such trouble. */
    private static final int MOST_LEFT = 100;

    private final Set<Context> open = ConcurrentHashMap.newKeySet();
    private final Deque<Context> left = new ArrayDeque<>();

    /** One of them. */
    static final class Context {
        private final RequestTarget target;
        private volatile List<Object> nodes;

        Context(RequestTarget target, List<Object> nodes) {
            this.target = target;
            this.nodes = nodes;
        }

        List<Object> nodes() {
            return nodes;
        }

        void nodes(List<Object> latest) {
            nodes = latest;
        }
    }

    Context opened(RequestTarget target, List<Object> nodes) {
        Context context = new Context(target, nodes);
        open.add(context);
        return context;
    }

    /** The server has ended it itself. */
    void ended(Context context) {
        open.remove(context);
    }

    /**
     * Tells the server that nobody will ask for more; where that fails, the context expires there in its time. A thread that
     * is interrupted sends nothing: then it is told when the session ends.
     */
    void release(Context context, RemoteService service, Duration limit) {
        if (!open.remove(context)) {
            return;
        }
        try {
            service.send(Exchange.release(context.target, context.nodes), Deadline.after(limit));
        } catch (ExchangeException e) {
            if (e.stage() == Stage.INTERRUPTED) {
                leave(context);
            }
            LOG.log(Level.DEBUG, "an enumeration could not be released; it will expire on the server", e);
        }
    }

    /** Leaves it for the session's end; a session that lives long forgets the oldest of those. */
    void leave(Context context) {
        open.add(context);
        synchronized (left) {
            left.add(context);
            if (left.size() > MOST_LEFT) {
                open.remove(left.remove());
            }
        }
    }

    void releaseAll(RemoteService service) {
        Deadline farewell = Deadline.after(FAREWELL);
        for (Context context : List.copyOf(open)) {
            if (farewell.expired()) {
                return;
            }
            release(context, service, Duration.ofNanos(Math.max(1_000_000, farewell.nanosLeft())));
        }
    }

    int size() {
        return open.size();
    }
}
