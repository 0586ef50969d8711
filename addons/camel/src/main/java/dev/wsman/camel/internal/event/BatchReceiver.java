package dev.wsman.camel.internal.event;

import dev.wsman.event.EventBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes each batch to the route, and saves the position after it. A batch is kept until it is delivered: the subscription
 * continues behind a batch that it has returned, so that a second poll would skip it. Used by one thread.
 *
 * @param <T> the type of the events
 */
final class BatchReceiver<T> {
    private final EventMessages<T> messages;
    private final BatchDelivery delivery;
    private final EventPosition position;
    private final SubscriptionEvents events;
    private final SubscriptionStatus status;
    private @Nullable EventBatch<T> undelivered;

    BatchReceiver(
            EventMessages<T> messages,
            BatchDelivery delivery,
            EventPosition position,
            SubscriptionEvents events,
            SubscriptionStatus status) {
        this.messages = messages;
        this.delivery = delivery;
        this.position = position;
        this.events = events;
        this.status = status;
    }

    /** Returns whether a batch is left that was not delivered, because something besides its exchanges failed. */
    boolean hasUndelivered() {
        return undelivered != null;
    }

    /** Keeps a batch for {@link #deliver}. */
    void received(EventBatch<T> batch) {
        undelivered = batch;
        if (!batch.isEmpty()) {
            status.succeeded();
            status.received(batch.events().size());
        }
    }

    /** Delivers the batch that was received, and saves its position. Keeps it if it throws or the consumer stops. */
    void deliver() throws InterruptedException {
        EventBatch<T> batch = undelivered;
        if (batch == null) {
            return;
        }
        List<EventMessage> all = messages.of(batch, events.unreadable(), events.gap());
        if (!all.isEmpty()) {
            if (!delivery.deliver(all)) {
                return; // the consumer stops, and the batch comes again
            }
            events.delivered();
        }
        undelivered = null;
        if (batch.bookmark().isPresent()) {
            position.advance(batch.bookmark().get());
            position.save();
        }
    }
}
