package dev.wsman.kafka.internal.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The batches of all hosts of a task that the next polls return, in the order of their arrival. A host that may have
 * many events reserves room for a whole reply before it reads. If there is none, it waits in a line without a thread,
 * and continues when polls have taken batches. All reservations have the same size. A host that has no more events
 * reserves nothing, and reads only while the buffer is not full. Thus the buffer has at most its capacity, and one
 * reply of each host that was being waited for when it became full. No event is dropped. Thread-safe.
 */
final class EventBuffer {
    private final long capacity;
    private final int reply;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<List<SourceRecord>> batches = new ArrayDeque<>();
    private final Deque<Consumer<Room>> line = new ArrayDeque<>();
    /** The events in the buffer. */
    private long buffered;
    /** The reservations. */
    private int rooms;

    private boolean closed;
    private @Nullable Throwable defect;

    /**
     * Creates a buffer.
     *
     * @param capacity the number of events from which on no host may read
     * @param reply the most events of a reply, for which a host reserves room
     */
    EventBuffer(int capacity, int reply) {
        this.capacity = capacity;
        this.reply = reply;
    }

    /** Room for one reply, until it is returned. */
    final class Room {
        private boolean returned;

        private Room() {
            rooms++;
        }

        /** Returns the room to others. Further calls have no effect. */
        void giveBack() {
            lock.lock();
            try {
                rooms -= returned ? 0 : 1;
                returned = true;
            } finally {
                lock.unlock();
            }
            continueTurns();
        }
    }

    /**
     * Reserves room, or waits in the line for it.
     *
     * @param turn called once with the room, later and by another thread, if there is none now; must not block
     * @return the room; null if there is none now
     */
    @Nullable
    Room reserve(Consumer<Room> turn) {
        lock.lock();
        try {
            if (line.isEmpty() && fits()) {
                return new Room();
            }
            line.add(turn);
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** A reply that is larger than the whole buffer is read when the buffer is empty. */
    private boolean fits() {
        long used = buffered + (long) rooms * reply;
        return !closed && (used + reply <= capacity || used == 0);
    }

    /** Returns whether the buffer has as many events as it may. */
    boolean isFull() {
        return size() >= capacity;
    }

    /**
     * Adds the records of a turn.
     *
     * @param records the records of whole batches, in their order; may be empty
     */
    void put(List<List<SourceRecord>> records) {
        lock.lock();
        try {
            for (List<SourceRecord> batch : records) {
                if (!batch.isEmpty()) {
                    batches.add(batch);
                    buffered += batch.size();
                }
            }
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for batches and takes them.
     *
     * @param events the number of events after which no other batch is taken
     * @param millis the longest time to wait
     * @return the records of whole batches; empty if none came in time, or the buffer is closed
     * @throws ConnectException after {@link #fail}
     */
    List<SourceRecord> take(int events, long millis) throws InterruptedException {
        List<SourceRecord> taken = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (batches.isEmpty() && !closed && defect == null && left > 0) {
                left = filled.awaitNanos(left);
            }
            if (defect != null && !closed) {
                throw new ConnectException("a host cannot be read any more: " + defect + "; restart the task", defect);
            }
            while (!closed && !batches.isEmpty() && taken.size() < events) {
                taken.addAll(batches.remove());
            }
            buffered -= taken.size();
        } finally {
            lock.unlock();
        }
        continueTurns();
        return taken;
    }

    private void continueTurns() {
        Consumer<Room> turn = null;
        do {
            Room room = null;
            lock.lock();
            try {
                turn = fits() ? line.poll() : null;
                room = turn == null ? null : new Room();
            } finally {
                lock.unlock();
            }
            if (turn != null && room != null) {
                begin(turn, room);
            }
        } while (turn != null);
    }

    private void begin(Consumer<Room> turn, Room room) {
        try {
            turn.accept(room);
        } catch (RuntimeException | Error e) { // the others have their turns all the same
            fail(e);
        }
    }

    /** Lets the task fail: a host has had an error after which it is not read any more. */
    void fail(Throwable error) {
        lock.lock();
        try {
            defect = defect == null ? error : defect;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
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
