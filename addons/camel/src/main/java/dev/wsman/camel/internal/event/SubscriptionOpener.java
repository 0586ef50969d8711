package dev.wsman.camel.internal.event;

import dev.wsman.Session;
import dev.wsman.camel.WsmanEventConfiguration;
import dev.wsman.camel.WsmanEventStart;
import dev.wsman.event.Bookmark;
import dev.wsman.event.LostPosition;
import dev.wsman.event.Subscription;
import dev.wsman.event.SubscriptionListener;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the subscription of a consumer with its options.
 *
 * @param <T> the type of the events
 */
final class SubscriptionOpener<T> {
    /**
     * Lets a poll replace at once a subscription that the server has ended. The library's first pause is longer, so that it
     * throws all other failures, and the consumer alone decides about pauses.
     */
    private static final Duration RETRY_AT_ONCE = Duration.ofMillis(1);

    private final Session session;
    private final SubscriptionSource<T> source;
    private final WsmanEventConfiguration options;
    private final SubscriptionListener listener;

    SubscriptionOpener(
            Session session,
            SubscriptionSource<T> source,
            WsmanEventConfiguration options,
            SubscriptionListener listener) {
        this.session = session;
        this.source = source;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Subscribes.
     *
     * @param after the saved position; if it is empty, the subscription begins where the options say
     */
    Subscription<T> open(Optional<Bookmark> after) {
        Subscription.Builder<T> builder = source.feed()
                .subscribe(session)
                .onLostPosition(options.getPositionLost())
                .retryFor(RETRY_AT_ONCE)
                .listener(listener);
        if (source.batchItems() > 0) {
            builder.batchItems(source.batchItems());
        }
        if (options.getHeartbeat() > 0) {
            builder.heartbeat(Duration.ofMillis(options.getHeartbeat()));
        }
        if (options.getExpires() > 0) {
            builder.expires(Duration.ofMillis(options.getExpires()));
        }
        if (after.isPresent()) {
            builder.after(after.get());
        } else if (options.getStart() == WsmanEventStart.OLDEST) {
            builder.fromOldest();
        }
        return builder.open();
    }

    /** Returns how long a poll waits for events. */
    Duration pollWait() {
        return Duration.ofMillis(options.getPollWait());
    }

    /** Returns whether a failure means that the position is lost, and the consumer must stop then. */
    boolean stopsAfter(RuntimeException failure) {
        return options.getPositionLost() == LostPosition.FAIL && LostPositionException.isCausedBy(failure);
    }
}
