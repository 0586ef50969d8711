package dev.wsman;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets exchanges whose reply the server holds back use all connections of a session but one. More of them take turns,
 * in the order in which they came. Thread-safe.
 */
final class ConnectionTurns {
    private final Semaphore free;

    /**
     * Creates the turns of a session.
     *
     * @param connections the most connections of the session
     */
    ConnectionTurns(int connections) {
        this.free = new Semaphore(Math.max(1, connections - 1), true);
    }

    /**
     * Waits for a connection that may be used, and runs an exchange.
     *
     * @param exchange gets whether it may keep the connection for long. The one on the last connection may not: an
     *     exchange that comes later would have to wait for it.
     */
    <T extends @Nullable Object> T take(Function<Boolean, T> exchange) throws InterruptedException {
        free.acquire();
        return taken(exchange);
    }

    /**
     * Runs an exchange as {@link #take} does, but does not wait longer than a time for a connection.
     *
     * @return null if no connection could be used
     */
    <T> @Nullable T tryTake(Function<Boolean, T> exchange, Duration longest) throws InterruptedException {
        return free.tryAcquire(TimeUnit.NANOSECONDS.convert(longest), TimeUnit.NANOSECONDS) ? taken(exchange) : null;
    }

    private <T extends @Nullable Object> T taken(Function<Boolean, T> exchange) {
        try {
            return exchange.apply(free.availablePermits() > 0);
        } finally {
            free.release();
        }
    }
}
