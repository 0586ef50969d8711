package dev.wsman.camel.internal.event;

import dev.wsman.camel.WsmanConstants;
import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages of a batch: one of each event, or one of all. Each indication that cannot be read has a message of
 * its own, before those of the batch.
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
     * @param unreadable the indications before the batch or in it that cannot be read; may be empty
     * @param gap why events before the batch may be lost; null if none are
     */
    List<EventMessage> of(EventBatch<T> batch, List<UnreadableEvent> unreadable, @Nullable String gap) {
        List<T> events = batch.events();
        int readable = batches ? Math.min(1, events.size()) : events.size();
        int size = unreadable.size() + readable;
        return new AbstractList<>() {
            @Override
            public EventMessage get(int index) {
                Map<String, Object> headers = new HashMap<>();
                Object body = index < unreadable.size()
                        ? unreadable(unreadable.get(index), headers)
                        : readable(events, index - unreadable.size(), headers);
                batch.bookmark().map(Bookmark::xml).ifPresent(xml -> headers.put(WsmanConstants.EVENT_BOOKMARK, xml));
                if (gap != null && index == 0) {
                    headers.put(WsmanConstants.EVENT_GAP, gap);
                }
                return new EventMessage(body, headers, index, size);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /** Adds the headers of an event, or of all, and returns the body. */
    private Object readable(List<T> events, int index, Map<String, Object> headers) {
        if (batches) {
            headers.put(WsmanConstants.EVENT_COUNT, events.size());
            return events.stream().map(feed::body).toList();
        }
        headers.putAll(feed.headers(events.get(index)));
        return feed.body(events.get(index));
    }

    private Object unreadable(UnreadableEvent event, Map<String, Object> headers) {
        headers.put(WsmanConstants.EVENT_READABLE, false);
        headers.put(WsmanConstants.EVENT_PROBLEM, event.reason());
        if (batches) {
            headers.put(WsmanConstants.EVENT_COUNT, 1);
        }
        return batches ? List.of(event.xml()) : event.xml();
    }
}
