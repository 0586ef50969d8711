package dev.wsman.kafka.internal.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The batches of all hosts of a task that the next polls return, in the order of their arrival. A host reserves room
 * before it reads. If there is none, it waits in a line without a thread, and continues when polls have taken batches.
 * No event is dropped. Thread-safe.
 */
final class EventBuffer {
    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<List<SourceRecord>> batches = new ArrayDeque<>();
    private final Deque<Waiting> line = new ArrayDeque<>();
    /** The events in the buffer, and those for which room is reserved. */
    private long used;

    private long buffered;
    private boolean closed;

    private record Waiting(int events, Runnable turn) {}

    /**
     * Creates a buffer.
     *
     * @param capacity the number of events from which on no host may read
     */
    EventBuffer(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Reserves room for the events of a turn.
     *
     * @param events the number of events that the turn may bring; 0 if it is expected to bring few
     * @param turn called once: now, or later by a thread that takes batches; must not block
     */
    void reserve(int events, Runnable turn) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (!line.isEmpty() || !fits(events)) {
                line.add(new Waiting(events, turn));
                return;
            }
            used += events;
        } finally {
            lock.unlock();
        }
        turn.run();
    }

    /** A turn that is larger than the whole buffer begins when the buffer is empty. */
    private boolean fits(int events) {
        return used < capacity && (used + events <= capacity || used == 0);
    }

    /**
     * Adds the records of a turn and ends its reservation.
     *
     * @param reserved the room that the turn had reserved
     * @param records the records of whole batches, in their order; may be empty
     */
    void put(int reserved, List<List<SourceRecord>> records) {
        lock.lock();
        try {
            used -= reserved;
            for (List<SourceRecord> batch : records) {
                if (!batch.isEmpty()) {
                    batches.add(batch);
                    used += batch.size();
                    buffered += batch.size();
                }
            }
            filled.signalAll();
        } finally {
            lock.unlock();
        }
        continueTurns();
    }

    /**
     * Waits for batches and takes them.
     *
     * @param events the number of events after which no other batch is taken
     * @param millis the longest time to wait
     * @return the records of whole batches; empty if none came in time, or the buffer is closed
     */
    List<SourceRecord> take(int events, long millis) throws InterruptedException {
        List<SourceRecord> taken = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (batches.isEmpty() && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            while (!closed && !batches.isEmpty() && taken.size() < events) {
                taken.addAll(batches.remove());
            }
            used -= taken.size();
            buffered -= taken.size();
        } finally {
            lock.unlock();
        }
        continueTurns();
        return taken;
    }

    private void continueTurns() {
        List<Runnable> turns = new ArrayList<>();
        lock.lock();
        try {
            while (!closed && !line.isEmpty() && fits(line.element().events())) {
                used += line.element().events();
                turns.add(line.remove().turn());
            }
        } finally {
            lock.unlock();
        }
        turns.forEach(Runnable::run);
    }

    /** Returns how many events are in the buffer. */
    long size() {
        lock.lock();
        try {
            return buffered;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many hosts wait for room. */
    int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    /** Drops the batches, which no poll returns any more, and ends a {@link #take} that waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            line.clear();
            batches.clear();
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
