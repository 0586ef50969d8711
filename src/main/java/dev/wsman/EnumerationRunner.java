package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.protocol.OpenEnumerations;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.transport.ExchangeMeter;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the enumerations of one session, and knows which of them are open on the server. Refers to the session, so that
 * a request or a stream that refers to this keeps the session reachable. Thread-safe.
 */
final class EnumerationRunner {
    private final ResourceOperations session;
    private final RemoteService service;
    private final OperationRunner operations;
    private final IntSupplier batchItems;
    private final Supplier<Duration> timeout;
    private final OpenEnumerations enumerations = new OpenEnumerations();

    /**
     * Creates the runner of a session.
     *
     * @param batchItems returns the session's current {@code batchItems}
     * @param timeout returns the session's current timeout
     */
    EnumerationRunner(
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

    /** Runs an operation. The session stays reachable until it ends: its connections would be closed otherwise. */
    <T extends @Nullable Object> T run(
            OperationLabel operation, Duration limit, BiFunction<Deadline, ExchangeMeter, T> exchange) {
        try {
            return operations.run(operation, limit, exchange);
        } finally {
            Reference.reachabilityFence(session);
        }
    }

    /**
     * Releases an enumeration on the server; see {@link OpenEnumerations#release}. The session stays reachable until
     * the reply has arrived, even if the stream held the last reference to it.
     */
    void release(OpenEnumerations.Context context, Duration limit) {
        try {
            enumerations.release(context, service, limit);
        } finally {
            Reference.reachabilityFence(session);
        }
    }

    /** Releases all enumerations that are still open, within a few seconds at most. */
    void releaseAll() {
        enumerations.releaseAll(service);
    }

    /** Returns the session, whose operations views of the items call. */
    ResourceOperations session() {
        return session;
    }

    RemoteService service() {
        return service;
    }

    OpenEnumerations enumerations() {
        return enumerations;
    }

    int batchItems() {
        return batchItems.getAsInt();
    }

    Duration timeout() {
        return timeout.get();
    }
}
