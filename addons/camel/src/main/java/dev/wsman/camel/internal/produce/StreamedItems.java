package dev.wsman.camel.internal.produce;

import java.io.Closeable;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.SynchronizationVetoable;
import org.jspecify.annotations.Nullable;

/**
 * The items of an enumeration as a message body. It fetches batches as they are consumed, and releases the enumeration
 * on the server when the exchange completes or fails, or when a split closes it. Not thread-safe.
 *
 * <p>It has no more items when its exchange has failed: a split that stops at an exception iterates over all that is
 * left, to return its exchanges to their pool. A failed batch fails again at each later call, so that a split that is
 * redelivered does not take the items before it for all. After the exchange has completed, items that are left are an
 * IllegalStateException.
 */
final class StreamedItems<T> implements Iterator<Object>, Closeable, SynchronizationVetoable {
    private final Stream<T> stream;
    private final Iterator<T> items;
    private final Function<? super T, ?> conversion;
    private volatile Exchange owner;
    private volatile End end = End.NONE;
    private @Nullable RuntimeException failure;
    private boolean exhausted;

    /** How the exchange ended. */
    private enum End {
        NONE,
        COMPLETED,
        FAILED
    }

    StreamedItems(Exchange owner, Stream<T> stream, Function<? super T, ?> conversion) {
        this.owner = owner;
        this.stream = stream;
        this.items = stream.iterator();
        this.conversion = conversion;
    }

    /** Fetches the first batch, so that a failure to begin is one of the producer. */
    void begin() {
        hasMore();
    }

    @Override
    public boolean hasNext() {
        return !isOwnerFailed() && hasMore();
    }

    private boolean isOwnerFailed() {
        return end == End.FAILED || end == End.NONE && owner.getException() != null;
    }

    private boolean hasMore() {
        requireUsable();
        try {
            exhausted = !items.hasNext();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
        return !exhausted;
    }

    private void requireUsable() {
        if (failure != null) {
            throw failure;
        }
        if (end == End.COMPLETED && !exhausted) {
            throw new IllegalStateException("The exchange has completed before all items were read, and the enumeration"
                    + " is closed. Read them within the route, for example by a split with streaming(), or set"
                    + " streaming=false");
        }
    }

    @Override
    public Object next() {
        requireUsable();
        return conversion.apply(items.next());
    }

    @Override
    public void onComplete(Exchange exchange) {
        end = End.COMPLETED;
        close();
    }

    @Override
    public void onFailure(Exchange exchange) {
        end = End.FAILED;
        close();
    }

    /** Returns true: an asynchronous route that takes the exchange over consumes the items. */
    @Override
    public boolean allowHandover() {
        return true;
    }

    @Override
    public void beforeHandover(Exchange target) {
        owner = target;
    }

    /** Releases the enumeration if items are left. Closing again has no effect. */
    @Override
    public void close() {
        stream.close();
    }
}
