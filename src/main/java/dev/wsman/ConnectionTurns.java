package dev.wsman;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets exchanges whose reply the server holds back use all connections of a session but one. More of them take turns,
 * in the order in which they came. Thread-safe.
 */
final class ConnectionTurns {
    /** How long a server may hold a reply back if other exchanges wait for the connection. */
    static final Duration SHORT = Duration.ofSeconds(1);

    private final Semaphore free;

    /**
     * An exchange whose turn has come.
     *
     * @param <A> what it may do
     */
    @FunctionalInterface
    interface Turn<A, T extends @Nullable Object> {
        /**
         * Runs the exchange.
         *
         * @param nanosWaited the nanoseconds until its turn came; 0 if a connection was free
         */
        T run(A allowed, long nanosWaited);
    }

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
    <T extends @Nullable Object> T take(Turn<Boolean, T> exchange) throws InterruptedException {
        long waited = 0;
        if (!takeNow()) {
            long start = System.nanoTime();
            free.acquire();
            waited = System.nanoTime() - start;
        }
        long nanosWaited = waited;
        return taken(() -> exchange.run(mayKeep(), nanosWaited));
    }

    /** Takes a connection that is free now, unless others already wait: in turn, unlike {@code tryAcquire()}. */
    private boolean takeNow() throws InterruptedException {
        return free.tryAcquire(0, TimeUnit.NANOSECONDS);
    }

    /**
     * Runs an exchange as {@link #take} does, but within a time, to which the wait for a connection belongs.
     *
     * @param exchange gets how long the server may hold the reply back: what is left of the time, or {@link #SHORT} if
     *     that is longer, or if the exchange may not keep the connection
     * @return null if no connection could be used
     */
    <T> @Nullable T tryTake(Turn<Duration, T> exchange, Duration longest) throws InterruptedException {
        if (takeNow()) {
            return taken(() -> exchange.run(limit(longest), 0));
        }
        long start = System.nanoTime();
        if (!free.tryAcquire(TimeUnit.NANOSECONDS.convert(longest), TimeUnit.NANOSECONDS)) {
            return null;
        }
        long waited = System.nanoTime() - start;
        return taken(() -> exchange.run(limit(longest.minusNanos(waited)), waited));
    }

    private Duration limit(Duration left) {
        return mayKeep() && left.compareTo(SHORT) > 0 ? left : SHORT;
    }

    private boolean mayKeep() {
        return free.availablePermits() > 0;
    }

    private <T extends @Nullable Object> T taken(Supplier<T> exchange) {
        try {
            return exchange.get();
        } finally {
            free.release();
        }
    }
}
