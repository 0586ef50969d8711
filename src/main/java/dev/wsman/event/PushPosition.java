package dev.wsman.event;

import dev.wsman.WsmanException;
import dev.wsman.internal.event.BookmarkContent;
import dev.wsman.internal.event.DeliveredMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The position after the deliveries that were acknowledged, and how a subscription begins there. Thread-safe. */
final class PushPosition<T> {
    private final PushSettings<T> settings;
    private @Nullable Bookmark bookmark;
    /** Whether a subscription without a bookmark begins with the oldest events. */
    private boolean oldest;
    /** Whether the next events show if there is a gap. Later ones may be repeated by the source. */
    private boolean resumed;

    private long deliveries;

    PushPosition(PushSettings<T> settings) {
        this.settings = settings;
        this.bookmark = settings.after();
        this.oldest = settings.oldest();
    }

    synchronized Optional<Bookmark> bookmark() {
        return Optional.ofNullable(bookmark);
    }

    /** Returns the number of messages so far. */
    synchronized long deliveries() {
        return deliveries;
    }

    /** Moves the position behind a message that was processed. */
    synchronized void received(DeliveredMessage message) {
        deliveries++;
        BookmarkContent content = message.bookmark();
        if (content != null) {
            bookmark = Bookmark.of(content);
            oldest = false;
        }
    }

    /** Reports the gaps that the first events after a bookmark prove. */
    void inspect(List<T> events) {
        List<EventGap> gaps;
        synchronized (this) {
            gaps = resumed ? settings.inspector().gaps(events) : List.of();
            resumed = false;
        }
        gaps.forEach(settings.listener()::gap);
    }

    /**
     * Subscribes at the position, or as the policy demands if the source does not know it any more.
     *
     * @param subscribe subscribes after a bookmark, or without one, then possibly with the oldest event
     */
    <R> R subscribe(BiFunction<@Nullable Bookmark, Boolean, R> subscribe) {
        Bookmark after = begin();
        try {
            return subscribe.apply(after, after == null && oldest());
        } catch (WsmanException e) {
            boolean fails = after == null || settings.lostPosition() == LostPosition.FAIL;
            if (fails || !SubscriptionFaults.isPositionLost(e)) {
                throw e;
            }
            R subscription = subscribe.apply(null, settings.lostPosition() == LostPosition.OLDEST);
            abandoned(after, e);
            return subscription;
        }
    }

    private @Nullable Bookmark begin() {
        Bookmark after = bookmark().orElse(null);
        List<String> replayed = after == null ? List.of() : settings.inspector().withoutPosition(after);
        if (!replayed.isEmpty()) {
            settings.listener().replayed(replayed);
        }
        synchronized (this) {
            settings.inspector().resumed(after);
            resumed = after != null;
        }
        return after;
    }

    private synchronized boolean oldest() {
        return oldest;
    }

    private void abandoned(Bookmark lost, WsmanException reason) {
        synchronized (this) {
            resumed = false;
            if (lost.equals(bookmark)) { // no delivery has moved it since
                bookmark = null;
                oldest = settings.lostPosition() == LostPosition.OLDEST;
            }
        }
        gap("the source does not know the position any more: " + reason.error().reason());
    }

    /**
     * Reports what a new subscription may have missed.
     *
     * @param positioned whether there was a position after which it continues
     */
    void resubscribed(boolean positioned) {
        if (!positioned && !oldest()) {
            gap("the subscription was replaced, and the source had sent no position after which to continue");
        }
    }

    private void gap(String reason) {
        settings.listener().gap(new EventGap(reason, Optional.empty(), OptionalLong.empty(), OptionalLong.empty()));
    }
}
