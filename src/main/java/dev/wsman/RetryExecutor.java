package dev.wsman;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.protocol.Operation;
import dev.wsman.internal.transport.Deadline;
import java.io.EOFException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides which failed operations of a session are tried again, and waits before the next attempt. Thread-safe. */
final class RetryExecutor {
    private final Retry retry;
    private final CountDownLatch closed = new CountDownLatch(1);

    RetryExecutor(Retry retry) {
        this.retry = retry;
    }

    /**
     * Waits before the next attempt, if there is one.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param whole the deadline of all attempts together
     * @return whether to try again
     * @throws ExchangeException if the thread is interrupted or the session closed during the wait
     */
    boolean again(Operation operation, ExchangeException failure, int attempt, Deadline whole) {
        if (attempt >= retry.attempts() || !isSafe(operation, failure, whole)) {
            return false;
        }
        Duration wait = longer(retry.after(attempt, ThreadLocalRandom.current().nextDouble()), failure.retryAfter());
        if (wait.compareTo(Duration.ofNanos(Math.max(whole.nanosLeft(), 0))) >= 0) {
            return false;
        }
        await(wait);
        return true;
    }

    private static Duration longer(Duration wait, @Nullable Duration requested) {
        return requested == null || requested.compareTo(wait) < 0 ? wait : requested;
    }

    /**
     * Waits.
     *
     * @throws ExchangeException if the thread is interrupted or the session closed during the wait
     */
    void await(Duration wait) {
        try {
            if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw ExchangeException.closed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ExchangeException.interrupted(e);
        }
    }

    private static boolean isSafe(Operation operation, ExchangeException failure, Deadline whole) {
        return wasNeverSent(failure, whole) || operation.isIdempotent() && isTemporary(failure);
    }

    private static boolean wasNeverSent(ExchangeException failure, Deadline whole) {
        return switch (failure.stage()) {
            case CONNECT -> true;
            case TLS -> isBrokenOff(failure);
            // Before the operation's own deadline, only the time limit of connecting can have passed.
            case TIMEOUT -> !whole.expired();
            default -> false;
        };
    }

    /**
     * Returns whether the connection broke during the handshake, as iDRACs drop TLS connections; a rejected certificate
     * is final.
     */
    private static boolean isBrokenOff(ExchangeException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the same request may succeed later. 503 says that the server is overloaded for now (RFC 9110
     * 15.6.4). 429 limits this client (RFC 6585 4): without a Retry-After, further requests might extend the limit.
     */
    private static boolean isTemporary(ExchangeException failure) {
        return switch (failure.stage()) {
            case SEND, RECEIVE -> true;
            case HTTP -> failure.httpStatus() == 503 || failure.httpStatus() == 429 && failure.retryAfter() != null;
            case FAULT -> failure.retryAfter() != null || isQuota(failure);
            default -> false;
        };
    }

    private static boolean isQuota(ExchangeException failure) {
        ServerFault fault = failure.fault();
        return failure.stage() == Stage.FAULT
                && fault != null
                && WsmanError.of(fault, failure.httpStatus(), null, null).kind() == Kind.QUOTA_LIMIT;
    }

    /** Ends all waits. */
    void close() {
        closed.countDown();
    }
}
