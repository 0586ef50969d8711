package dev.wsman.event;

import dev.wsman.internal.event.DeliveredEvents;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the caller chose for a subscription with pushed events.
 *
 * @param inspector finds gaps and channels that are replayed
 * @param lostPosition what happens if the source does not know the position any more
 * @param retryFor how long to try to subscribe anew
 * @param after the position after which the events begin; null for none
 * @param oldest whether they begin with the oldest
 */
record PushSettings<T>(
        EventSink sink,
        DeliveredEvents<T> reader,
        EventInspector<T> inspector,
        EventHandler<T> handler,
        SubscriptionListener listener,
        LostPosition lostPosition,
        Duration retryFor,
        @Nullable Bookmark after,
        boolean oldest) {}
