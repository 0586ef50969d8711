package dev.wsman.camel.internal.event;

import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.camel.WsmanEventConfiguration;
import dev.wsman.camel.WsmanEventStart;
import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import dev.wsman.event.LostPosition;
import dev.wsman.event.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a subscription: opens it, polls, delivers each batch and saves the position after it, until the consumer
 * stops. Failures are followed by a pause and another attempt.
 *
 * @param <T> the type of the events
 */
final class SubscriptionLoop<T> implements Runnable {
    /** ERROR_EVT_QUERY_RESULT_STALE and ERROR_EVT_QUERY_RESULT_INVALID_POSITION. */
    private static final Set<Long> POSITION_LOST = Set.of(15011L, 15012L);
    /** An open subscription is replaced for as long as the consumer runs. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Setup<T> setup;
    private final RetryPause pause;
    private volatile @Nullable Subscription<T> subscription;

    /**
     * What a loop needs.
     *
     * @param batchItems the most events of a reply; 0 for the library's default
     * @param failures called with the first failure since the last success
     */
    record Setup<T>(
            Session session,
            EventFeed<T> feed,
            WsmanEventConfiguration options,
            int batchItems,
            EventMessages<T> messages,
            BatchDelivery delivery,
            EventPosition position,
            RunControl control,
            SubscriptionEvents events,
            SubscriptionStatus status,
            Consumer<Throwable> failures) {}

    SubscriptionLoop(Setup<T> setup) {
        this.setup = setup;
        this.pause = new RetryPause(
                Duration.ofMillis(setup.options.getRetryPause()), Duration.ofMillis(setup.options.getRetryPauseMax()));
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            while (goesOn && !setup.control.isStopping()) {
                goesOn = step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Ends the subscription on the server. A poll that waits returns. */
    void close() {
        Subscription<T> open = subscription;
        if (open != null) {
            open.close();
        }
    }

    /** Returns whether the loop goes on. */
    private boolean step() throws InterruptedException {
        try {
            if (setup.control.awaitRunning()) {
                setup.position.save();
                receive(opened().poll(Duration.ofMillis(setup.options.getPollWait())));
                pause.succeeded();
            }
            return true;
        } catch (RuntimeException e) {
            return !setup.control.isStopping() && failed(e);
        } finally {
            setup.control.left(0);
        }
    }

    private Subscription<T> opened() {
        Subscription<T> open = subscription;
        if (open == null) {
            open = open();
            subscription = open;
            setup.status.succeeded();
        }
        return open;
    }

    private Subscription<T> open() {
        WsmanEventConfiguration options = setup.options;
        Subscription.Builder<T> builder = setup.feed
                .subscribe(setup.session)
                .onLostPosition(options.getPositionLost())
                .retryFor(FOREVER)
                .retryPause(Duration.ofMillis(options.getRetryPause()))
                .listener(setup.events);
        if (setup.batchItems > 0) {
            builder.batchItems(setup.batchItems);
        }
        if (options.getHeartbeat() > 0) {
            builder.heartbeat(Duration.ofMillis(options.getHeartbeat()));
        }
        if (options.getExpires() > 0) {
            builder.expires(Duration.ofMillis(options.getExpires()));
        }
        Optional<Bookmark> after = setup.position.load();
        if (after.isPresent()) {
            builder.after(after.get());
        } else if (options.getStart() == WsmanEventStart.OLDEST) {
            builder.fromOldest();
        }
        return builder.open();
    }

    private void receive(EventBatch<T> batch) throws InterruptedException {
        if (!batch.isEmpty()) {
            setup.status.succeeded();
            setup.status.received(batch.events().size());
            if (!setup.delivery.deliver(setup.messages.of(batch, setup.events.takeGap()))) {
                return; // the consumer stops, and the batch comes again
            }
        }
        if (batch.bookmark().isPresent()) {
            setup.position.advance(batch.bookmark().get());
            setup.position.save();
        }
    }

    private boolean failed(RuntimeException failure) throws InterruptedException {
        RuntimeException cause = explained(failure);
        if (setup.status.failed(cause)) {
            setup.failures.accept(cause);
        }
        if (cause != failure) {
            setup.status.halted();
            return false;
        }
        setup.control.pause(pause.nanosAfter(failure));
        return true;
    }

    /** Returns a failure with what to try if the position is lost, which needs a decision; others as they are. */
    private RuntimeException explained(RuntimeException failure) {
        boolean lost = setup.options.getPositionLost() == LostPosition.FAIL
                && failure instanceof WsmanException wsman
                && isPositionLost(wsman.error());
        return lost ? new LostPositionException(failure.getMessage(), setup.position.key(), failure) : failure;
    }

    private static boolean isPositionLost(WsmanError error) {
        return error.kind() == Kind.INVALID_BOOKMARK
                || POSITION_LOST.contains(error.nativeCode().orElse(-1))
                || POSITION_LOST.contains(error.providerCode().orElse(-1));
    }
}
