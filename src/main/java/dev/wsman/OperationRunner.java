package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.CountedItems;
import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations of one session: each within its time limit, repeated as {@link Retry} allows, reported to the
 * listener, and with every failure turned into a {@link WsmanException}. Thread-safe.
 *
 * <p>The session stays reachable until the operation has ended, even if its caller holds no reference any more.
 * Otherwise {@link AbandonedSessions} could close the connection that the operation uses.
 */
final class OperationRunner {
    private final ResourceOperations session;
    private final RemoteService service;
    private final RetryExecutor retries;
    private final @Nullable WsmanListener listener;
    private final ConnectionWaits waits;
    private volatile @Nullable WsmanError error;
    private volatile boolean closed;

    OperationRunner(
            ResourceOperations session,
            RemoteService service,
            RetryExecutor retries,
            @Nullable WsmanListener listener,
            ConnectionWaits waits) {
        this.session = session;
        this.service = service;
        this.retries = retries;
        this.listener = listener;
        this.waits = waits;
    }

    /**
     * Runs an operation.
     *
     * @param limit the time limit of all attempts and waits together
     * @param exchange makes one attempt by the given deadline, and counts its bytes in the given meter
     */
    <T extends @Nullable Object> T run(
            OperationLabel operation, Duration limit, BiFunction<Deadline, AttemptMeter, T> exchange) {
        return run(operation, limit, new AttemptMeter(), exchange);
    }

    /**
     * Runs an operation that has already waited for its turn.
     *
     * @param meter measures the first attempt, to which that wait belongs
     */
    <T extends @Nullable Object> T run(
            OperationLabel operation,
            Duration limit,
            AttemptMeter meter,
            BiFunction<Deadline, AttemptMeter, T> exchange) {
        try {
            return repeated(operation, Deadline.after(limit), meter, exchange);
        } finally {
            Reference.reachabilityFence(session);
        }
    }

    private <T extends @Nullable Object> T repeated(
            OperationLabel operation,
            Deadline deadline,
            AttemptMeter first,
            BiFunction<Deadline, AttemptMeter, T> exchange) {
        AttemptMeter meter = first;
        for (int attempt = 1; ; attempt++, meter = new AttemptMeter()) {
            try {
                return attempt(operation, deadline, meter, exchange);
            } catch (ExchangeException failure) {
                WsmanException exception = failed(operation, waits.explain(failure, meter, deadline));
                notifyListener(operation, meter, null, exception.error());
                if (!again(operation, failure, attempt, deadline)) {
                    throw exception;
                }
            }
        }
    }

    private <T extends @Nullable Object> T attempt(
            OperationLabel operation,
            Deadline deadline,
            AttemptMeter meter,
            BiFunction<Deadline, AttemptMeter, T> exchange) {
        if (closed) {
            throw ExchangeException.closed();
        }
        T result = exchange.apply(deadline, meter);
        notifyListener(operation, meter, result, null);
        return result;
    }

    private boolean again(OperationLabel operation, ExchangeException failure, int attempt, Deadline deadline) {
        try {
            return retries.again(operation.operation(), failure, attempt, deadline);
        } catch (ExchangeException interruptedOrClosed) {
            throw failed(operation, interruptedOrClosed);
        }
    }

    private WsmanException failed(OperationLabel operation, ExchangeException failure) {
        ResourceLocator resource = operation.resource();
        String named = resource == null ? null : masked(resource.toString());
        WsmanException exception = WsmanExceptions.of(service.withoutSecrets(failure), operation.name(), named);
        error = exception.error();
        return exception;
    }

    /**
     * Masks secrets in selectors and options, which may come from a server's endpoint reference. The resource URI
     * before them names a class and stays as it is.
     */
    private String masked(String resource) {
        int parameters = resource.indexOf('?');
        if (parameters < 0 || closed) {
            return resource;
        }
        return resource.substring(0, parameters) + service.masked(resource.substring(parameters));
    }

    private void notifyListener(
            OperationLabel operation, AttemptMeter meter, @Nullable Object result, @Nullable WsmanError failed) {
        waits.completed(operation, meter);
        if (listener != null) {
            int items = result instanceof CountedItems counted ? counted.itemCount() : 0;
            ListenerNotifier.completed(listener, operation, meter, items, failed);
        }
    }

    /**
     * Waits between two attempts that the caller makes itself.
     *
     * @throws ExchangeException if the thread is interrupted or the session closed during the wait
     */
    void pause(Duration wait) {
        retries.await(wait);
    }

    /** Reports that an operation was not sent, because its turn did not come within a time. */
    void notSent(OperationLabel operation, Duration waited) {
        waits.notSent(operation, waited);
    }

    /** Returns the error of the latest operation that failed, on any thread. */
    @Nullable
    WsmanError error() {
        return error;
    }

    boolean isClosed() {
        return closed;
    }

    /** Rejects further operations and ends the waits between attempts. */
    void close() {
        closed = true;
        retries.close();
    }
}
