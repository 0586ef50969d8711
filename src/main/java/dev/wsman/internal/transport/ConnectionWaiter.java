package dev.wsman.internal.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for a connection of a {@link ConnectionPool}, which grants it what becomes free: a connection, or
 * a place for a new one. All methods are called with the lock of the pool held.
 */
final class ConnectionWaiter {
    private final Condition turn;
    private boolean granted;
    private @Nullable HttpConnection connection;

    /**
     * Creates a waiter.
     *
     * @param turn a condition of the pool's lock that no other thread waits for
     */
    ConnectionWaiter(Condition turn) {
        this.turn = turn;
    }

    /** Grants a connection, or, with null, a place for a new one. */
    void grant(@Nullable HttpConnection free) {
        granted = true;
        connection = free;
        turn.signal();
    }

    /** Wakes the thread without granting anything, because the pool was closed. */
    void wake() {
        turn.signal();
    }

    /** Waits until something is granted, the thread is woken, or the time is over. */
    void await(long nanos) throws InterruptedException {
        if (!granted && nanos > 0) {
            turn.await(nanos, TimeUnit.NANOSECONDS);
        }
    }

    boolean isGranted() {
        return granted;
    }

    /** Returns the connection that was granted; null for a place for a new one. */
    @Nullable
    HttpConnection connection() {
        return connection;
    }
}
