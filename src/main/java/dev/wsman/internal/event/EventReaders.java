package dev.wsman.internal.event;

import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.xml.TreeReader;
import java.util.function.Function;

/** Creates readers of the events of Windows. */
public final class EventReaders {
    private EventReaders() {}

    /**
     * Returns what reads the items of a PullResponse, or the {@code wsman:Event} elements of a delivery. It accepts an
     * event as an element or as text, and does not fail if an event cannot be read.
     *
     * @param make makes the object that callers see
     */
    public static <T> ElementReader.Factory<T> events(Function<ReceivedEvent, T> make) {
        return (body, head) -> {
            TreeReader trees = new TreeReader(body);
            return at -> make.apply(ReceivedEvent.of(trees.read()));
        };
    }
}
