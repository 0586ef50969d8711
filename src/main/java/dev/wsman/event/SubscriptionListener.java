package dev.wsman.event;

import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Receives what happens to a subscription besides its events. By default, each method does nothing. For pulled events,
 * each is called on the thread that polls, and an exception is passed to the caller of {@code poll}. For pushed events,
 * each is called on a thread of the library, and an exception is logged; only that of {@link #replayed} is passed on.
 */
public interface SubscriptionListener {
    /** A listener that does nothing. */
    SubscriptionListener NONE = new SubscriptionListener() {};

    /**
     * Called before Subscribe is sent with a bookmark that has no position for some channels of the query. Windows
     * replays these channels from their start. A listener that throws keeps the subscription from being opened.
     */
    default void replayed(List<String> channels) {}

    /**
     * Called after the subscription was renewed.
     *
     * @param expires the granted time; empty if the reply has none, or if the subscription does not end
     */
    default void renewed(Optional<Duration> expires) {}

    /**
     * Called before the subscription tries again after a failure.
     *
     * @param failure why the last attempt failed
     * @param attempt the number of the next attempt since the last success, from 1
     * @param pause the time until that attempt
     */
    default void retrying(WsmanException failure, int attempt, Duration pause) {}

    /**
     * Called after a new subscription has replaced one that ended.
     *
     * @param after the position after which it continues; empty if the source has no bookmarks, so that events may be
     *     lost
     * @param mayRepeat whether events that were already reported may come again
     */
    default void resubscribed(Optional<Bookmark> after, boolean mayRepeat) {}

    /** Called if events were certainly or possibly lost. */
    default void gap(EventGap gap) {}

    /** Called if the source dropped events, with their number ({@code wsman:DroppedEvents}). */
    default void dropped(long events) {}

    /** Called if the source reported that it is alive and has no events. */
    default void heartbeat() {}

    /**
     * Called for an event that cannot be read into the type of the subscription, which continues. Events of Windows
     * that cannot be read are not reported here but delivered; see {@link WindowsEvent#isReadable}.
     *
     * @param xml the event as it arrived
     * @param reason why it cannot be read
     */
    default void unreadable(String xml, String reason) {}

    /**
     * Called if the handler of pushed events threw an exception, so that the delivery was refused. A source that
     * retries sends the events again.
     */
    default void refused(Exception failure) {}

    /**
     * Called if pushed events stopped: the source ended the subscription, rejected its renewal, or was silent for three
     * heartbeats. A new subscription follows.
     */
    default void lost(WsmanException reason) {}

    /** Called if a subscription with pushed events has ended for good, because a new subscription was rejected. */
    default void failed(WsmanException failure) {}
}
