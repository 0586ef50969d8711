package dev.wsman.event;

import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.sink.SinkReply;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one source for one subscription. They are handled one after the other, in the order of their arrival,
 * and a retransmission of the message that was handled last is acknowledged without being handled again. Thread-safe.
 */
final class SerialDeliveries {
    /** How long a message waits for the one before it. Windows waits 60 s for the reply. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final ReentrantLock turn = new ReentrantLock(true);
    /** For the message that is handled and those that wait; a source must not occupy all threads of the sink. */
    private final Semaphore places;

    private @Nullable String handled;

    /**
     * Creates deliveries without a message.
     *
     * @param waiting how many messages may wait for the one that is handled
     */
    SerialDeliveries(int waiting) {
        places = new Semaphore(1 + waiting);
    }

    /** Returns whether a message is handled or waits. */
    boolean isBusy() {
        return turn.isLocked();
    }

    /** Returns whether a message waits for another one. */
    boolean hasWaiting() {
        return turn.hasQueuedThreads();
    }

    /** Handles one message. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /**
     * Handles a message, and returns its acknowledgement, or 503 if it cannot be accepted now.
     *
     * @param refused receives the exception of the step
     */
    SinkReply handle(DeliveredMessage message, Step step, Consumer<Exception> refused) {
        if (!places.tryAcquire()) {
            return SinkReplies.UNAVAILABLE;
        }
        try {
            return handleInTurn(message, step, refused);
        } finally {
            places.release();
        }
    }

    private SinkReply handleInTurn(DeliveredMessage message, Step step, Consumer<Exception> refused) {
        try {
            if (!turn.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return SinkReplies.UNAVAILABLE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SinkReplies.UNAVAILABLE;
        }
        try {
            String key = message.retransmission();
            if (key == null || !key.equals(handled)) {
                step.run();
                handled = key;
            }
            return SinkReplies.processed(message);
        } catch (Gone e) {
            return SinkReplies.UNKNOWN;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            refused.accept(e);
            return SinkReplies.UNAVAILABLE;
        } finally {
            turn.unlock();
        }
    }

    /** Waits until the message that is being handled is done, unless this thread handles it; not for long. */
    void drain(Duration limit) {
        try {
            if (!turn.isHeldByCurrentThread() && turn.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The subscription ended while the message waited. */
    static final class Gone extends Exception {
        private static final long serialVersionUID = 1L;

        Gone() {
            super("the subscription has ended", null, false, false);
        }
    }
}
