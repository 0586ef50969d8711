package dev.wsman.event;

import java.util.List;
import java.util.Optional;

/**
 * The events of one poll. A bookmark belongs to a batch: it is the position after its last event. A program that keeps
 * the bookmark after it has processed the batch loses no event; after a failure between the two, the batch is repeated.
 *
 * @param events the events in the order of the source; empty if nothing came in time
 * @param bookmark the position after the batch; empty if the source sends no bookmarks, or none has come yet
 * @param <T> the type of the events
 */
public record EventBatch<T>(List<T> events, Optional<Bookmark> bookmark) {
    /** Creates a batch with a copy of the list. */
    public EventBatch {
        events = List.copyOf(events);
    }

    /** Returns whether there are no events. */
    public boolean isEmpty() {
        return events.isEmpty();
    }
}
