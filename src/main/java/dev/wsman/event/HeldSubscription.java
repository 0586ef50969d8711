package dev.wsman.event;

import dev.wsman.WsmanException;
import dev.wsman.internal.event.OpenPull;
import dev.wsman.internal.event.PullClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The subscription on the server, which is ended once: when it is replaced, closed, or released because the session
 * closes or the owner became unreachable. Thread-safe.
 */
final class HeldSubscription {
    /** The longest wait for the reply to Unsubscribe. */
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    /** How long closing waits for a Pull that hangs, after the server has ended the subscription. */
    private static final long CLOSE_GRACE = TimeUnit.MILLISECONDS.toNanos(200);

    private static final String SESSION = "the session";
    private static final String SUBSCRIPTION = "the subscription";

    private final PullClient<?> client;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** The subscription on the server; null if there is none. */
    private @Nullable OpenPull current;
    /** What was closed; null while it is open. */
    private @Nullable String closedObject;
    /** The thread in an exchange that closing may interrupt; null if there is none. */
    private @Nullable Thread exchanging;
    /** Whether closing interrupted that thread. */
    private boolean interrupted;
    /** The failure of the latest exchange that failed. */
    private volatile @Nullable WsmanException failure;

    HeldSubscription(PullClient<?> client) {
        this.client = client;
    }

    /** Returns the subscription on the server; null if there is none. */
    synchronized @Nullable OpenPull current() {
        return current;
    }

    synchronized boolean isClosed() {
        return closedObject != null;
    }

    /**
     * Requires that it is open.
     *
     * @throws WsmanException of the kind CLOSED if it is closed
     */
    synchronized void requireOpen() {
        if (closedObject != null) {
            throw client.closed(closedObject);
        }
    }

    /** Replaces the subscription and ends the one before. If this was closed meanwhile, ends the new one. */
    void replace(OpenPull opened) {
        OpenPull before;
        synchronized (this) {
            before = closedObject == null ? current : opened;
            current = closedObject == null ? opened : current;
        }
        if (before != null) {
            client.unsubscribe(before, endLimit());
        }
    }

    /** Notes that the server has ended the subscription. */
    synchronized void forget() {
        current = null;
    }

    /**
     * Waits until the time is over or this is closed.
     *
     * @return whether it is closed
     * @throws WsmanException if the thread is interrupted
     */
    boolean await(long nanos) {
        try {
            return closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw client.interrupted(e);
        }
    }

    /**
     * Runs an exchange, whose reply is awaited even if this is closed meanwhile: a Subscribe without its reply would
     * leave a subscription on the server that cannot be ended.
     */
    <R> R exchange(Supplier<R> exchange) {
        requireOpen();
        try {
            return exchange.get();
        } catch (WsmanException e) {
            failure = e;
            throw e;
        }
    }

    /** Runs an exchange, which closing interrupts if it hangs. */
    <R> R interruptible(Supplier<R> exchange) {
        synchronized (this) {
            requireOpen();
            exchanging = Thread.currentThread();
        }
        try {
            return exchange(exchange);
        } finally {
            exchanged();
        }
    }

    /** Returns whether an exception is the failure of an exchange, and does not come from a listener. */
    boolean isFailureOfExchange(WsmanException thrown) {
        return thrown == failure;
    }

    private synchronized void exchanged() {
        exchanging = null;
        if (interrupted) {
            interrupted = false;
            Thread.interrupted(); // it came from closing, and not from the program
        }
        notifyAll();
    }

    /** Ends the subscription. Returns false if it was closed before. */
    boolean close() {
        if (!markClosed(SUBSCRIPTION)) {
            return false;
        }
        OpenPull held = current();
        if (held != null) {
            client.unsubscribe(held, endLimit());
            forget();
        }
        endExchange();
        return true;
    }

    private synchronized boolean markClosed(String object) {
        if (closedObject != null) {
            return false;
        }
        closedObject = object;
        closed.countDown();
        return true;
    }

    /** Lets an exchange of another thread end, by an interrupt if it does not end by itself. */
    private synchronized void endExchange() {
        long end = System.nanoTime() + CLOSE_GRACE;
        boolean patient = true;
        while (exchanging != null && exchanging != Thread.currentThread() && patient) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            patient = left > 0 && waitFor(left);
        }
        if (exchanging != null && exchanging != Thread.currentThread()) {
            interrupted = true;
            exchanging.interrupt();
        }
    }

    private synchronized boolean waitFor(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Ends the subscription because the session is closed or the owner was not. If another thread closes it at this
     * moment, the server may receive a second Unsubscribe, because the session may end before that thread sends its
     * own.
     */
    void release(Duration limit) {
        markClosed(SESSION);
        OpenPull held = current();
        if (held != null) {
            forget();
            client.unsubscribeQuietly(held, limit);
        }
    }

    private Duration endLimit() {
        Duration timeout = client.timeout();
        return timeout.compareTo(END_LIMIT) < 0 ? timeout : END_LIMIT;
    }
}
