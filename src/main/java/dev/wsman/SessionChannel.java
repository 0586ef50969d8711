package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.SessionExchanges;
import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.xml.Tree;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exchanges of one session for the packages on top of it, and what these hold on the server. Thread-safe. */
final class SessionChannel implements SessionExchanges {
    private static final Logger LOG = System.getLogger("dev.wsman");
    /** The time limit of releasing everything when the session closes. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** The time limit of releasing one object that became unreachable. */
    private static final Duration ABANDONED_LIMIT = Duration.ofSeconds(2);

    private final ResourceOperations session;
    private final RemoteService service;
    private final OperationRunner operations;
    private final Supplier<Duration> timeout;
    private final ConnectionTurns turns;
    private final AbandonedOwners abandoned = new AbandonedOwners();
    private final Set<HeldResource> held = ConcurrentHashMap.newKeySet();

    /** An exchange that waits for its turn. */
    private interface Turn<T extends @Nullable Object> {
        T take() throws InterruptedException;
    }

    /** Something on the server that is released once. Compared by identity. */
    private static final class HeldResource {
        private final Consumer<Duration> release;

        private HeldResource(Consumer<Duration> release) {
            this.release = release;
        }
    }

    /**
     * Creates the channel of a session; nothing is held.
     *
     * @param timeout returns the session's current timeout
     * @param connections the most connections of the session
     */
    SessionChannel(
            ResourceOperations session,
            RemoteService service,
            OperationRunner operations,
            Supplier<Duration> timeout,
            int connections) {
        this.turns = new ConnectionTurns(connections);
        this.session = session;
        this.service = service;
        this.operations = operations;
        this.timeout = timeout;
    }

    @Override
    public <T extends @Nullable Object> T send(Exchange<T> exchange, EndpointReference resource, Duration limit) {
        return send(exchange, resource, limit, 0);
    }

    private <T extends @Nullable Object> T send(
            Exchange<T> exchange, EndpointReference resource, Duration limit, long nanosWaited) {
        return operations.run(
                OperationLabel.of(exchange, ResourceLocator.of(resource)),
                limit,
                new AttemptMeter(nanosWaited),
                (deadline, meter) -> service.send(exchange, deadline, meter));
    }

    @Override
    public <T extends @Nullable Object> T sendWaiting(
            Exchange<T> exchange, EndpointReference resource, Duration limit) {
        Exchange<T> brief = exchange.withServerLimit(ConnectionTurns.SHORT);
        return inTurn(
                () -> turns.take((keep, waited) -> send(keep ? exchange : brief, resource, limit, waited)),
                exchange.operation(),
                resource);
    }

    @Override
    public <T> @Nullable T sendWaiting(
            Exchange<T> exchange, EndpointReference resource, Duration limit, Duration turn) {
        @Nullable
        T result = inTurn(
                () -> turns.<T>tryTake(
                        (left, waited) -> send(exchange.withServerLimit(left), resource, limit, waited), turn),
                exchange.operation(),
                resource);
        if (result == null) {
            operations.notSent(OperationLabel.of(exchange, ResourceLocator.of(resource)), turn);
        }
        return result;
    }

    private <T extends @Nullable Object> T inTurn(Turn<T> turn, Operation operation, EndpointReference resource) {
        try {
            return turn.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(ExchangeException.interrupted(e), operation, resource);
        }
    }

    @Override
    public <T extends @Nullable Object> T sendQuietly(Exchange<T> exchange, Duration limit) {
        try {
            return service.send(exchange, Deadline.after(limit));
        } finally {
            Reference.reachabilityFence(session);
        }
    }

    @Override
    public <T> ElementReader.Factory<T> items(Class<T> type, EndpointReference resource) {
        ResourceLocator asked = ResourceLocator.of(resource);
        return ReplyReaders.of(type, ViewFactory.Origin.within(session, asked), asked);
    }

    @Override
    public EndpointReference resource(Object locator, @Nullable Object filter) {
        return RequestTargets.reference((ResourceLocator) locator, (Filter) filter);
    }

    @Override
    public Tree filter(Object filter) {
        return ((Filter) filter).toTree();
    }

    @Override
    public @Nullable String locale() {
        Locale locale = service.locale();
        return locale == null ? null : locale.toLanguageTag();
    }

    @Override
    public String endpoint() {
        return service.endpoint();
    }

    @Override
    public RuntimeException failure(ExchangeException failure, Operation operation, EndpointReference resource) {
        String named = ResourceLocator.of(resource).toString();
        return WsmanExceptions.of(failure, operation.title(), named);
    }

    @Override
    public void pause(Duration wait) {
        operations.pause(wait);
    }

    @Override
    public boolean isClosed() {
        return operations.isClosed();
    }

    @Override
    public Duration timeout() {
        return timeout.get();
    }

    @Override
    public Runnable watch(Object owner, Consumer<Duration> release) {
        HeldResource entry = new HeldResource(release);
        held.add(entry);
        AbandonedSessions.Guard guard = abandoned.watch(owner, () -> release(entry, ABANDONED_LIMIT));
        if (operations.isClosed()) {
            release(entry, ABANDONED_LIMIT); // releaseAll may not have seen it
        }
        return () -> {
            held.remove(entry);
            abandoned.end(guard);
        };
    }

    /**
     * Releases everything that is held on the server, within 5 s at most. If that time is over, each of the rest gets
     * one more millisecond: the server may not receive its request, but the threads that wait for it end.
     */
    void releaseAll() {
        abandoned.close();
        Deadline deadline = Deadline.after(CLOSE_LIMIT);
        for (HeldResource entry : List.copyOf(held)) {
            release(entry, Duration.ofNanos(Math.max(1_000_000, deadline.nanosLeft())));
        }
    }

    private void release(HeldResource entry, Duration limit) {
        if (held.remove(entry)) {
            try {
                entry.release.accept(limit);
            } catch (RuntimeException e) { // a failure must not keep the others from being released
                LOG.log(Level.DEBUG, "something on the server could not be released; it will expire there", e);
            }
        }
    }
}
