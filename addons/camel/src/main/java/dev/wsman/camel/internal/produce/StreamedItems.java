package dev.wsman.camel.internal.produce;

import java.io.Closeable;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * The items of an enumeration as a message body. It fetches batches as they are consumed, and releases the enumeration
 * on the server when the exchange completes or fails, or when a split closes it. Not thread-safe.
 */
final class StreamedItems<T> implements Iterator<Object>, Closeable, Synchronization {
    private final Stream<T> stream;
    private final Iterator<T> items;
    private final Function<? super T, ?> conversion;

    StreamedItems(Stream<T> stream, Function<? super T, ?> conversion) {
        this.stream = stream;
        this.items = stream.iterator();
        this.conversion = conversion;
    }

    @Override
    public boolean hasNext() {
        return items.hasNext();
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

    /** Releases the enumeration if items are left. Closing again has no effect. */
    @Override
    public void close() {
        stream.close();
    }
}
