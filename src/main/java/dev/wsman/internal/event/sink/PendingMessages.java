package dev.wsman.internal.event.sink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts the messages in memory and their bytes, from the head of a request until its handler has returned; and the
 * requests without a reply. Thread-safe.
 */
final class PendingMessages {
    private final int maxMessages;
    private final long maxBytes;
    private int messages;
    private long bytes;
    private int requests;

    PendingMessages(SinkLimits limits) {
        this.maxMessages = limits.maxPending();
        this.maxBytes = limits.maxPendingBytes();
    }

    /** Makes room for a message; null if there is none. */
    synchronized @Nullable Reservation reserve(long size) {
        if (messages >= maxMessages || bytes + size > maxBytes) {
            return null;
        }
        messages++;
        bytes += size;
        return new Reservation(size);
    }

    /** Counts a request until {@link #leave}. */
    synchronized void enter() {
        requests++;
    }

    synchronized void leave() {
        requests--;
        notifyAll();
    }

    /** Waits until no message is pending and each request has its reply. Returns false if one has not. */
    synchronized boolean awaitNone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); messages + requests > 0 && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return messages + requests == 0;
    }

    private synchronized boolean change(long difference) {
        if (difference > 0 && bytes + difference > maxBytes) {
            return false;
        }
        bytes += difference;
        return true;
    }

    private synchronized void remove(long size) {
        messages--;
        bytes -= size;
        notifyAll();
    }

    /** The room of one message. One thread at a time uses it. */
    final class Reservation {
        private long size;
        private boolean released;

        private Reservation(long size) {
            this.size = size;
        }

        /** Makes the room as large as this; false if that is not possible. */
        synchronized boolean resize(long wanted) {
            if (released || !change(wanted - size)) {
                return false;
            }
            size = wanted;
            return true;
        }

        synchronized void release() {
            if (!released) {
                released = true;
                remove(size);
            }
        }
    }
}
