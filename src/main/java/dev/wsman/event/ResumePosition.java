package dev.wsman.event;

import dev.wsman.WsmanException;
import dev.wsman.internal.event.BookmarkContent;
import dev.wsman.internal.event.OpenPull;
import dev.wsman.internal.event.PullClient;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The position after the events that were received, and how a subscription begins there. Used by one thread at a time.
 */
final class ResumePosition {
    private static final Logger LOG = System.getLogger("dev.wsman");

    private final PullClient<?> client;
    private final HeldSubscription held;
    private final LostPosition lostPosition;
    private @Nullable Bookmark bookmark;
    /** Whether a subscription without a bookmark begins with the oldest events. */
    private boolean oldest;
    /** Whether events after the bookmark were received. */
    private boolean passed;
    /** The channels that the source replayed at the last Subscribe. */
    private List<String> replayed = List.of();

    ResumePosition(
            PullClient<?> client, HeldSubscription held, SubscriptionPolicy policy, @Nullable Bookmark bookmark) {
        this.client = client;
        this.held = held;
        this.lostPosition = policy.lostPosition();
        this.oldest = policy.fromOldest();
        this.bookmark = bookmark;
    }

    /** Returns the bookmark; empty if none is known. */
    Optional<Bookmark> bookmark() {
        return Optional.ofNullable(bookmark);
    }

    /** Returns whether a new subscription would receive all events that this one has not received. */
    boolean isKnown() {
        return bookmark != null || oldest && client.retainsEvents();
    }

    /** Returns whether a new subscription would receive some events again. */
    boolean mayRepeat() {
        return passed || !replayed.isEmpty() || bookmark != null && bookmark.isBackward();
    }

    /** Moves the position behind a batch; null if the batch had no bookmark. */
    void received(@Nullable BookmarkContent content, boolean hasEvents) {
        if (content != null) {
            bookmark = Bookmark.of(content);
            passed = false;
        } else if (hasEvents) {
            passed = true;
        }
    }

    /**
     * Reports the channels that the source will replay.
     *
     * @param channels those without a position in the bookmark
     */
    void announce(List<String> channels, SubscriptionListener listener) {
        boolean known = channels.equals(replayed);
        replayed = channels;
        if (channels.isEmpty()) {
            return;
        }
        LOG.log(
                known ? Level.DEBUG : Level.WARNING,
                "the bookmark has no position for " + channels + "; " + client
                        + " replays all events of these channels");
        listener.replayed(channels);
    }

    /**
     * Subscribes at the position, or as the policy demands if the source does not know it any more.
     *
     * @return the fault if the position was abandoned; null if it was not
     */
    @Nullable
    WsmanException subscribe() {
        Bookmark position = bookmark;
        try {
            open(position == null ? null : position.content(), position == null && oldest);
            return null;
        } catch (WsmanException e) {
            if (position == null || lostPosition == LostPosition.FAIL || !SubscriptionFaults.isPositionLost(e)) {
                throw e;
            }
            open(null, lostPosition == LostPosition.OLDEST);
            bookmark = null;
            oldest = lostPosition == LostPosition.OLDEST;
            passed = oldest;
            return e;
        }
    }

    private void open(@Nullable BookmarkContent after, boolean fromOldest) {
        Supplier<OpenPull> subscribe = () -> client.subscribe(after, fromOldest);
        try {
            held.replace(held.exchange(subscribe));
        } catch (WsmanException e) {
            if (!SubscriptionFaults.isWithoutBookmarks(e) || !client.forgoBookmarks()) {
                throw e;
            }
            held.replace(held.exchange(subscribe));
        }
    }
}
