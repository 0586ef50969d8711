package dev.wsman.testkit.protocol;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Iterates over several streams, one after the other, item by item. {@link Stream#flatMap} cannot be used: it reads a
 * whole inner stream ahead when its result is iterated, so that all items of a slow class would be read before the
 * first is returned.
 */
final class ConcatenatingIterator<S, T> implements Iterator<T> {
    private final Iterator<S> sources;
    private final Function<S, Stream<T>> open;
    private Stream<T> stream = Stream.empty();
    private Iterator<T> current = stream.iterator();

    private ConcatenatingIterator(List<S> sources, Function<S, Stream<T>> open) {
        this.sources = sources.iterator();
        this.open = open;
    }

    static <S, T> Stream<T> stream(List<S> sources, Function<S, Stream<T>> open) {
        ConcatenatingIterator<S, T> items = new ConcatenatingIterator<>(sources, open);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED), false)
                .onClose(() -> items.stream.close());
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && sources.hasNext()) {
            stream.close();
            stream = open.apply(sources.next());
            current = stream.iterator();
        }
        return current.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return current.next();
    }
}
