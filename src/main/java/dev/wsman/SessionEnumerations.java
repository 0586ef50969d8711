package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.protocol.OpenEnumerations;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The enumerations of one session: what they need from it, and which of them are open on the server. A request or a
 * stream refers to this, and this to the session, so that the session stays reachable. Thread-safe.
 */
final class SessionEnumerations {
    private final ResourceOperations session;
    private final RemoteService service;
    private final OperationRunner operations;
    private final IntSupplier batchItems;
    private final Supplier<Duration> timeout;
    private final OpenEnumerations contexts = new OpenEnumerations();
    private final AbandonedOwners abandoned = new AbandonedOwners();

    /**
     * Creates the enumerations of a session; none is open.
     *
     * @param batchItems returns the session's current {@code batchItems}
     * @param timeout returns the session's current timeout
     */
    SessionEnumerations(
            ResourceOperations session,
            RemoteService service,
            OperationRunner operations,
            IntSupplier batchItems,
            Supplier<Duration> timeout) {
        this.session = session;
        this.service = service;
        this.operations = operations;
        this.batchItems = batchItems;
        this.timeout = timeout;
    }

    /**
     * Releases an enumeration on the server; see {@link OpenEnumerations#release}. The session stays reachable until
     * the reply has arrived, even if the stream held the last reference to it.
     */
    void release(OpenEnumerations.Context context, Duration limit) {
        try {
            contexts.release(context, service, limit);
        } finally {
            Reference.reachabilityFence(session);
        }
    }

    /** Releases all enumerations that are still open, within 5 s at most. */
    void releaseAll() {
        abandoned.close();
        contexts.releaseAll(service);
    }

    /** Returns the watch over the iterators of loops, which nothing closes. */
    AbandonedOwners abandoned() {
        return abandoned;
    }

    /** Returns the session. Views of the items call its operations. */
    ResourceOperations session() {
        return session;
    }

    OperationRunner operations() {
        return operations;
    }

    RemoteService service() {
        return service;
    }

    /** Returns the contexts of the enumerations that are open on the server. */
    OpenEnumerations contexts() {
        return contexts;
    }

    int batchItems() {
        return batchItems.getAsInt();
    }

    Duration timeout() {
        return timeout.get();
    }
}
