package dev.wsman.event;

import java.util.List;
import java.util.Optional;

/**
 * One message with events that a source pushed to an {@link EventSink}.
 *
 * @param subscription the identifier of the subscription to which the events belong
 * @param source the sender
 * @param events the events in the order of the message
 * @param bookmark the position after the last event; empty if the message has none
 * @param <T> the type of the events
 */
public record EventDelivery<T>(
        String subscription, SourceIdentity source, List<T> events, Optional<Bookmark> bookmark) {
    /** Creates a delivery with a copy of the list. */
    public EventDelivery {
        events = List.copyOf(events);
    }
}
