package dev.wsman.event;

import java.util.List;

/**
 * Receives what happens to the sources of a {@link SourceInitiatedSubscription} besides their events. Each method is
 * called on the thread that handles the message, and by default does nothing. An implementation must be thread-safe and
 * fast; an exception is logged and has no effect.
 */
public interface SourceListener {
    /** A listener that does nothing. */
    SourceListener NONE = new SourceListener() {};

    /** Called when a source has requested its subscriptions, and is offered this one. */
    default void offered(String subscription, SourceIdentity source) {}

    /** Called if a source reported that it is alive and has no events. */
    default void heartbeat(String subscription, SourceIdentity source) {}

    /**
     * Called if a source has ended a subscription. It requests its subscriptions again, and then continues.
     *
     * @param reason the status, such as {@code SourceCancelling}, and the reason that the source gave
     */
    default void ended(String subscription, SourceIdentity source, String reason) {}

    /** Called if a source dropped events, with their number ({@code wsman:DroppedEvents}). */
    default void dropped(String subscription, SourceIdentity source, long events) {}

    /**
     * Called if a source is offered a position that some channels of the query do not have: they were added to the
     * query, or the source could not read them before. The source replays them from their start. Called once for the
     * same channels of a source.
     */
    default void replayed(String subscription, SourceIdentity source, List<String> channels) {}

    /**
     * Called if the handler, the predicate or the store threw an exception. A delivery was then refused: the source
     * keeps the events and sends them again. A request for subscriptions was then replied to without this one.
     */
    default void refused(String subscription, SourceIdentity source, Exception failure) {}
}
