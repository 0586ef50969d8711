package dev.wsman.testkit.protocol;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The items of one enumeration. Another thread reads them from their stream, no further ahead than the next batch
 * needs. If a class is slow, the batch times out; the item that is late is in the next batch.
 *
 * @param <T> the type of the items
 */
final class ItemSource<T> {
    private final Stream<T> stream;
    private final Iterator<T> iterator;
    private final ExecutorService executor;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<T> ready = new ArrayDeque<>();
    private int wanted;
    private boolean reading;
    private boolean ended;
    private boolean closed;
    private RuntimeException failure;

    ItemSource(Stream<T> stream, ExecutorService executor) {
        this.stream = stream;
        this.iterator = stream.iterator();
        this.executor = executor;
    }

    /**
     * Takes up to {@code max} items. Waits until they are ready, the sequence has ended or the timeout has passed.
     * Returns empty if no item is ready and the sequence has not ended. Afterwards {@link #finished} is reliable.
     */
    Optional<List<T>> take(int max, Duration timeout) {
        lock.lock();
        try {
            // one more than requested: this shows whether the sequence ends here
            await(max == Integer.MAX_VALUE ? max : max + 1, timeout);
            if (failure != null) {
                throw failure;
            }
            if (closed) {
                throw FaultKind.INVALID_ENUMERATION_CONTEXT.fault().exception();
            }
            if (ready.isEmpty() && !ended) {
                return Optional.empty();
            }
            List<T> items = new ArrayList<>();
            while (items.size() < max && !ready.isEmpty()) {
                items.add(ready.poll());
            }
            return Optional.of(items);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void await(int count, Duration timeout) throws InterruptedException {
        long nanos = timeout.toNanos();
        while (ready.size() < count && !ended && !closed && failure == null && nanos > 0) {
            wanted = count;
            if (!reading) {
                reading = true;
                start();
            }
            nanos = changed.awaitNanos(nanos);
        }
    }

    private void start() {
        try {
            executor.execute(this::read);
        } catch (RejectedExecutionException stopping) {
            reading = false;
            ended = true;
        }
    }

    /** Puts items that did not fit back to the front. */
    void giveBack(List<T> items) {
        lock.lock();
        try {
            for (int i = items.size() - 1; i >= 0; i--) {
                ready.addFirst(items.get(i));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether all items have been taken. */
    boolean finished() {
        lock.lock();
        try {
            return ended && ready.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the stream, after the current item if one is being read. A thread that waits in {@link #take} receives a
     * fault.
     */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            if (!reading) {
                stream.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        boolean more = true;
        while (more) {
            T item = null;
            RuntimeException error = null;
            try {
                item = iterator.hasNext() ? iterator.next() : null;
            } catch (RuntimeException broken) {
                error = broken;
            }
            more = deliver(item, error);
        }
    }

    private boolean deliver(T item, RuntimeException error) {
        lock.lock();
        try {
            failure = error;
            ended = item == null && error == null;
            if (item != null) {
                ready.add(item);
            }
            reading = item != null && !closed && ready.size() < wanted;
            if (!reading) {
                changed.signalAll();
            }
            if (closed) {
                stream.close();
            }
            return reading;
        } finally {
            lock.unlock();
        }
    }
}
