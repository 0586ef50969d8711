package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.EnumerationBatch;
import dev.wsman.internal.transport.Deadline;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations of one session: each within its time limit, repeated as {@link Retry} allows, reported to the
 * listener, and with every failure turned into a {@link WsmanException}. Thread-safe.
 */
final class OperationRunner {
    private final RemoteService service;
    private final RetryExecutor retries;
    private final @Nullable WsmanListener listener;
    private volatile @Nullable WsmanError error;
    private volatile boolean closed;

    OperationRunner(RemoteService service, RetryExecutor retries, @Nullable WsmanListener listener) {
        this.service = service;
        this.retries = retries;
        this.listener = listener;
    }

    /**
     * Runs an operation.
     *
     * @param limit the time limit of all attempts and waits together
     * @param exchange makes one attempt, by the deadline that it is given
     */
    <T extends @Nullable Object> T run(OperationLabel operation, Duration limit, Function<Deadline, T> exchange) {
        Deadline whole = Deadline.after(limit);
        for (int attempt = 1; ; attempt++) {
            Deadline deadline = attempt == 1 ? whole : whole.anew();
            try {
                return attempt(operation, deadline, exchange);
            } catch (ExchangeException failure) {
                WsmanException exception = failed(operation, failure);
                notifyListener(operation, deadline, null, exception.error());
                if (!again(operation, failure, attempt, whole)) {
                    throw exception;
                }
            }
        }
    }

    private <T extends @Nullable Object> T attempt(
            OperationLabel operation, Deadline deadline, Function<Deadline, T> exchange) {
        if (closed) {
            throw ExchangeException.closed();
        }
        T result = exchange.apply(deadline);
        notifyListener(operation, deadline, result, null);
        return result;
    }

    private boolean again(OperationLabel operation, ExchangeException failure, int attempt, Deadline whole) {
        try {
            return retries.again(operation.operation(), failure, attempt, whole);
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
            OperationLabel operation, Deadline deadline, @Nullable Object result, @Nullable WsmanError failed) {
        if (listener != null) {
            int items =
                    result instanceof EnumerationBatch<?> batch ? batch.items().size() : 0;
            ListenerNotifier.completed(listener, operation, deadline, items, failed);
        }
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
