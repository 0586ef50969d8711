package dev.wsman.internal.event;

import dev.wsman.internal.protocol.ElementReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of delivered messages into the objects that callers see. Thread-safe.
 *
 * @param <T> the object
 */
public final class DeliveredEvents<T> {
    /** Reads one event; returns null for one that callers do not see. */
    @FunctionalInterface
    private interface Each<T> {
        @Nullable
        T read(DeliveredItem item, EventParser texts) throws XMLStreamException;
    }

    private final Each<T> each;

    private DeliveredEvents(Each<T> each) {
        this.each = each;
    }

    /**
     * Returns a reader of events of Windows, which includes those that are not well-formed. It omits the event 111 of
     * the forwarder, which is not in a log: it carries the first bookmark.
     */
    public static <T> DeliveredEvents<T> ofWindows(Function<ReceivedEvent, T> make) {
        return new DeliveredEvents<>((item, texts) -> {
            ReceivedEvent event = item.received(texts);
            return event.isSubscriptionStart() ? null : make.apply(event);
        });
    }

    /** Returns a reader of events as a session reads the items of its replies. */
    static <T> DeliveredEvents<T> of(ElementReader.Factory<T> items) {
        return new DeliveredEvents<>((item, texts) -> EventReaders.read(items, item.element()));
    }

    /**
     * Returns a reader of objects of a class.
     *
     * @param locator the {@code ResourceLocator} of the source
     * @throws IllegalArgumentException if the class cannot be bound, or the locator has no resource URI
     */
    public static <T> DeliveredEvents<T> of(EventClient client, Class<T> type, Object locator) {
        return of(client.exchanges().items(type, client.exchanges().resource(locator, null)));
    }

    /**
     * Reads the events of a message.
     *
     * @param unreadable receives the XML of each event that cannot be read, and the reason
     */
    public List<T> read(DeliveredMessage message, BiConsumer<String, String> unreadable) {
        List<T> events = new ArrayList<>(message.items().size());
        EventParser texts = new EventParser();
        for (DeliveredItem item : message.items()) {
            if (item.dropped() == 0) {
                try {
                    T event = each.read(item, texts);
                    if (event != null) {
                        events.add(event);
                    }
                } catch (XMLStreamException | RuntimeException e) { // one bad event must not block its source
                    unreadable.accept(item.xml(), Objects.toString(e.getMessage(), e.toString()));
                }
            }
        }
        return events;
    }
}
