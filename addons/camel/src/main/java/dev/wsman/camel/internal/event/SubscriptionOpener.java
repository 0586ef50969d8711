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
    /** An open subscription is replaced for as long as the consumer runs. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

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
                .retryFor(FOREVER)
                .retryPause(Duration.ofMillis(options.getRetryPause()))
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
