package dev.wsman;

import dev.wsman.internal.cxf.RemoteService;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.EnumerateParameters;
import dev.wsman.internal.protocol.EnumerationBatch;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.OpenEnumerations;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.protocol.PullParameters;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.transport.AttemptMeter;
import dev.wsman.internal.transport.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running enumeration: the current batch, and the context from which the next one is pulled. Not thread-safe. */
final class EnumerationSpliterator<T> implements Spliterator<T>, AutoCloseable {
    /** The number of consecutive batches without items after which the enumeration fails. */
    private static final int MAX_EMPTY_BATCHES = 1000;

    /** The additional wait for a batch that an executor fetches. The fetch itself keeps the time limit. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** The time limit of Release. */
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(2);

    private final SessionEnumerations enumerations;
    private final ResourceLocator resource;
    private final RequestTarget target;
    private final EnumerateParameters parameters;
    private final ElementReader.Factory<T> reader;
    private final Duration timeout;
    private final @Nullable Executor prefetch;

    private @Nullable CompletableFuture<EnumerationBatch<T>> prefetched;
    private List<T> batch = List.of();
    private int next;
    private boolean begun;
    private boolean ended;
    /** Whether the latest exchange ended without a reply. */
    private boolean silent;

    /** The rest of the time limit after the latest exchange, which also limits Release. */
    private Duration left = Duration.ZERO;

    private long total = -1;
    private OpenEnumerations.@Nullable Context context;

    EnumerationSpliterator(
            SessionEnumerations enumerations,
            ResourceLocator resource,
            RequestTarget target,
            EnumerateParameters parameters,
            ElementReader.Factory<T> reader,
            Duration timeout,
            @Nullable Executor prefetch) {
        this.prefetch = prefetch;
        this.enumerations = enumerations;
        this.resource = resource;
        this.target = target;
        this.parameters = parameters;
        this.reader = reader;
        this.timeout = timeout;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        if (!hasNext()) {
            return false;
        }
        give(action);
        return true;
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        while (hasNext()) {
            give(action);
        }
    }

    private void give(Consumer<? super T> action) {
        try {
            action.accept(next());
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Returns whether the next item has arrived, so that {@link #hasNext} sends nothing. */
    boolean holdsItem() {
        return next < batch.size();
    }

    /** Returns the next item, after {@link #hasNext} has returned true. */
    T next() {
        return batch.get(next++);
    }

    /** Returns whether the server may hold the enumeration, so that {@link #close} may send Release. */
    boolean isOpen() {
        return context != null || prefetched != null;
    }

    /** Returns whether there is a next item, for which it fetches the next batch if necessary. */
    boolean hasNext() {
        if (holdsItem()) {
            return true;
        }
        if (ended) {
            return false;
        }
        batch = List.of();
        do {
            take(upcoming());
            prefetched = ended ? null : fetchAhead();
        } while (batch.isEmpty() && !ended);
        return next < batch.size();
    }

    /**
     * Returns the next batch. A failure ends the enumeration here, not earlier: a prefetch may fail while items of the
     * current batch are left.
     */
    private EnumerationBatch<T> upcoming() {
        try {
            return prefetched == null ? fetch() : fetched(prefetched);
        } catch (RuntimeException | Error e) {
            ended = true;
            throw e;
        }
    }

    /**
     * Begins to fetch the next batch while this one is consumed; returns null if there is no executor or it rejects the
     * task.
     */
    private @Nullable CompletableFuture<EnumerationBatch<T>> fetchAhead() {
        if (prefetch == null) {
            return null;
        }
        try {
            return CompletableFuture.supplyAsync(this::fetch, prefetch);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    private EnumerationBatch<T> fetched(CompletableFuture<EnumerationBatch<T>> coming) {
        try {
            return coming.get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw abandoned(ExchangeException.interrupted(e));
        } catch (TimeoutException e) {
            throw abandoned(ExchangeException.timeout("no thread of the executor to fetch the next batch", timeout, e));
        }
    }

    /** Returns the exception for a failure of waiting, not of an exchange. */
    private RuntimeException abandoned(ExchangeException failure) {
        close();
        return WsmanExceptions.of(failure, Operation.PULL.title(), resource.toString());
    }

    /** Returns the server's estimate, or else the number of items, all of which are fetched. */
    long count() {
        long count = 0;
        while (hasNext()) {
            // openwsman and others estimate 0, or fewer items than they have already sent
            if (total >= count + batch.size() && !ended) {
                return total;
            }
            count += batch.size();
            next = batch.size();
        }
        return count;
    }

    private EnumerationBatch<T> fetch() {
        Operation operation = begun ? Operation.PULL : Operation.ENUMERATE;
        return enumerations.operations().run(OperationLabel.of(operation, resource), timeout, (deadline, meter) -> {
            try {
                EnumerationBatch<T> fetched = begun ? pull(deadline, meter) : enumerate(deadline, meter);
                silent = false;
                return fetched;
            } catch (ExchangeException e) {
                silent = !hasReplied(e);
                dropUnknownContext(e);
                throw e;
            } finally {
                left = Duration.ofNanos(Math.max(0, deadline.nanosLeft()));
            }
        });
    }

    private EnumerationBatch<T> enumerate(Deadline deadline, AttemptMeter meter) {
        EnumerationBatch<T> first = service().send(Exchange.enumerate(target, parameters, reader), deadline, meter);
        begun = true;
        total = first.total();
        remember(first);
        return first;
    }

    /** Returns the next batch that has items, or the last one; skips empty batches. */
    private EnumerationBatch<T> pull(Deadline deadline, AttemptMeter meter) {
        for (int i = 0; i < MAX_EMPTY_BATCHES; i++) {
            EnumerationBatch<T> pulled = pullOnce(deadline, meter);
            if (pulled != null && (pulled.last() || !pulled.items().isEmpty())) {
                return pulled;
            }
            if (deadline.expired()) {
                throw ExchangeException.timeout("no next item", timeout, null);
            }
        }
        throw ExchangeException.protocol(
                "items or the end of the sequence", MAX_EMPTY_BATCHES + " batches without an item", null);
    }

    /** Returns null if the server had no item within its time limit; the enumeration continues (DSP0226 R8.4-5). */
    private @Nullable EnumerationBatch<T> pullOnce(Deadline deadline, AttemptMeter meter) {
        OpenEnumerations.Context open = context();
        try {
            PullParameters pull = new PullParameters(open.nodes(), parameters.maxElements());
            EnumerationBatch<T> pulled = service().send(Exchange.pull(target, pull, reader), deadline, meter);
            remember(pulled);
            return pulled;
        } catch (ExchangeException e) {
            if (isNothingYet(e) && !deadline.expired()) {
                return null;
            }
            throw e;
        }
    }

    private static boolean isNothingYet(ExchangeException e) {
        ServerFault fault = e.fault();
        return fault != null && WsmanError.of(fault, e.httpStatus(), null, null).kind() == WsmanError.Kind.TIMED_OUT;
    }

    private OpenEnumerations.Context context() {
        if (context == null) {
            throw ExchangeException.protocol("an EnumerationContext", "none", null);
        }
        return context;
    }

    /** Keeps the context of the latest batch; one without a context ends the enumeration. */
    private void remember(EnumerationBatch<T> fetched) {
        List<Object> nodes = fetched.context();
        if (context != null && !fetched.last() && nodes != null) {
            context.update(nodes);
        } else if (context == null && !fetched.last() && nodes != null) {
            context = enumerations.contexts().opened(target, nodes);
        } else if (context != null && fetched.last()) {
            enumerations.contexts().ended(context);
            context = null;
        }
    }

    /** Drops a context that the server reports as unknown: it needs no Release. */
    private void dropUnknownContext(ExchangeException e) {
        if (context != null && isUnknownContext(e)) {
            enumerations.contexts().ended(context);
            context = null;
        }
    }

    // OMI and openwsman report DestinationUnreachable
    private static boolean isUnknownContext(ExchangeException e) {
        ServerFault fault = e.fault();
        return fault != null
                && switch (WsmanError.of(fault, e.httpStatus(), null, null).kind()) {
                    case INVALID_ENUMERATION_CONTEXT, DESTINATION_UNREACHABLE -> true;
                    default -> false;
                };
    }

    /** Returns whether the server has replied, even with a failure: then it can also receive a Release. */
    private static boolean hasReplied(ExchangeException e) {
        return switch (e.stage()) {
            case FAULT, HTTP, PROTOCOL, VALUE, ENVELOPE_TOO_LARGE -> true;
            default -> false;
        };
    }

    private void take(EnumerationBatch<T> fetched) {
        batch = fetched.items();
        next = 0;
        ended = fetched.last();
    }

    private RemoteService service() {
        return enumerations.service();
    }

    /**
     * Abandons the items that have not been read, and releases the context. If the server did not reply, or no time is
     * left, the context is released when the session closes, so that the caller does not wait again.
     */
    @Override
    public void close() {
        ended = true;
        batch = List.of();
        next = 0;
        CompletableFuture<EnumerationBatch<T>> coming = prefetched;
        prefetched = null;
        if (coming == null) {
            release();
        } else {
            coming.whenComplete((fetched, failure) -> release());
        }
    }

    private void release() {
        OpenEnumerations.Context open = context;
        context = null;
        if (open != null && (silent || left.isZero())) {
            enumerations.contexts().abandon(open);
        } else if (open != null) {
            enumerations.release(open, left.compareTo(RELEASE_LIMIT) < 0 ? left : RELEASE_LIMIT);
        }
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }
}
