package dev.wsman.camel.internal.produce;

import java.io.Closeable;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.SynchronizationVetoable;

/**
 * The items of an enumeration as a message body. It fetches batches as they are consumed, and releases the enumeration
 * on the server when the exchange completes or fails, or when a split closes it. Not thread-safe.
 *
 * <p>It has no more items when its exchange has failed: a split that stops at an exception iterates over all that is
 * left, to return its exchanges to their pool.
 */
final class StreamedItems<T> implements Iterator<Object>, Closeable, SynchronizationVetoable {
    private final Stream<T> stream;
    private final Iterator<T> items;
    private final Function<? super T, ?> conversion;
    private volatile Exchange owner;

    StreamedItems(Exchange owner, Stream<T> stream, Function<? super T, ?> conversion) {
        this.owner = owner;
        this.stream = stream;
        this.items = stream.iterator();
        this.conversion = conversion;
    }

    @Override
    public boolean hasNext() {
        return owner.getException() == null && items.hasNext();
    }

    @Override
    public Object next() {
        return conversion.apply(items.next());
    }

    @Override
    public void onComplete(Exchange exchange) {
        close();
    }

    @Override
    public void onFailure(Exchange exchange) {
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
