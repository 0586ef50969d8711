package dev.wsman;

import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The iterator of a {@code for} loop over an enumeration. A failure and an exception of the consumer of
 * {@link #forEachRemaining} release the enumeration. If the iterator becomes unreachable while the enumeration is open
 * on the server, {@link AbandonedOwners} releases it. Not thread-safe.
 *
 * <p>Nothing refers to the iterator but the loop. What it needs is in the {@link EnumerationSpliterator}, which can
 * therefore be closed after the iterator is gone.
 */
final class EnumerationIterator<T> implements Iterator<T> {
    private final EnumerationSpliterator<T> enumeration;
    private final AbandonedOwners abandoned;
    private AbandonedSessions.@Nullable Guard guard;

    EnumerationIterator(EnumerationSpliterator<T> enumeration, AbandonedOwners abandoned) {
        this.enumeration = enumeration;
        this.abandoned = abandoned;
    }

    @Override
    public boolean hasNext() {
        if (enumeration.holdsItem()) {
            return true;
        }
        boolean more = false;
        try {
            more = enumeration.hasNext();
        } finally {
            if (!more) {
                enumeration.close();
            }
            watch();
            Reference.reachabilityFence(this); // the enumeration is not closed before the call has ended
        }
        return more;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the enumeration has no further items");
        }
        try {
            return enumeration.next();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        try (enumeration) {
            enumeration.forEachRemaining(action);
        } finally {
            watch();
            Reference.reachabilityFence(this);
        }
    }

    /** Watches this iterator exactly as long as its enumeration is open on the server. */
    private void watch() {
        AbandonedSessions.Guard watched = guard;
        if (enumeration.isOpen() && watched == null) {
            guard = abandoned.watch(this, enumeration::close);
        } else if (watched != null && !enumeration.isOpen()) {
            abandoned.end(watched);
            guard = null;
        }
    }
}
