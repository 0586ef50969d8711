package dev.wsman.testkit.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The events of one subscription, in order. Each event is read once. Thread-safe. */
public interface EventFeed {

    /**
     * Waits until there is an event, the time has passed or the feed is closed.
     *
     * @return whether there is an event
     */
    boolean await(Duration time) throws InterruptedException;

    /** Returns the next event without reading it; empty if there is none now. */
    Optional<SourceEvent> peek();

    /**
     * Reads the next events.
     *
     * @param maxEvents the maximum number of events
     * @param maxLength the maximum of the sum of their {@linkplain SourceEvent#length lengths}; the first event is
     *     returned even if it is longer
     */
    List<SourceEvent> read(int maxEvents, long maxLength);

    /** The bookmark after the events that were read, as the content of {@code wsman:Bookmark}; empty if none. */
    Optional<String> bookmark();

    /** Ends every {@link #await}. */
    void close();

    /** Whether the feed is closed. */
    boolean isClosed();
}
