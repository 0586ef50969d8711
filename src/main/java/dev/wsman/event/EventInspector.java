package dev.wsman.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a subscription finds out from its events. Used by one thread at a time. */
interface EventInspector<T> {
    /** Returns the channels that have no position in a bookmark; the source replays them from their start. */
    default List<String> withoutPosition(Bookmark after) {
        return List.of();
    }

    /** Notes that the events of a subscription begin after this bookmark; null if it has none. */
    default void resumed(@Nullable Bookmark after) {}

    /** Returns the gaps that the events prove. */
    default List<EventGap> gaps(List<T> events) {
        return List.of();
    }

    /** Returns the events without those that the source adds for the protocol. */
    default List<T> visible(List<T> events) {
        return events;
    }
}
