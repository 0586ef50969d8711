package dev.wsman.camel.internal.event;

import dev.wsman.camel.WsmanConstants;
import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages of a batch: one of each event, or one of all.
 *
 * @param <T> the type of the events
 */
final class EventMessages<T> {
    private final EventFeed<T> feed;
    private final boolean batches;

    EventMessages(EventFeed<T> feed, boolean batches) {
        this.feed = feed;
        this.batches = batches;
    }

    /**
     * Returns the messages, which are created when they are read, so that a batch does not need its memory twice.
     *
     * @param gap why events before the batch may be lost; null if none are
     */
    List<EventMessage> of(EventBatch<T> batch, @Nullable String gap) {
        List<T> events = batch.events();
        Optional<String> bookmark = batch.bookmark().map(Bookmark::xml);
        if (!batches) {
            return new AbstractList<>() {
                @Override
                public EventMessage get(int index) {
                    Map<String, Object> headers = new HashMap<>(feed.headers(events.get(index)));
                    addTo(headers, bookmark, index == 0 ? gap : null);
                    return new EventMessage(feed.body(events.get(index)), headers, index, events.size());
                }

                @Override
                public int size() {
                    return events.size();
                }
            };
        }
        if (events.isEmpty()) {
            return List.of();
        }
        Map<String, Object> headers = new HashMap<>();
        headers.put(WsmanConstants.EVENT_COUNT, events.size());
        addTo(headers, bookmark, gap);
        return List.of(new EventMessage(events.stream().map(feed::body).toList(), headers, 0, 1));
    }

    private static void addTo(Map<String, Object> headers, Optional<String> bookmark, @Nullable String gap) {
        bookmark.ifPresent(xml -> headers.put(WsmanConstants.EVENT_BOOKMARK, xml));
        if (gap != null) {
            headers.put(WsmanConstants.EVENT_GAP, gap);
        }
    }
}
