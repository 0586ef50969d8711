package dev.wsman.internal.event;

import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.ReplyReader;
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

    /**
     * Returns a reader of a reply with events that is not failed by one of them: a reply that is not well-formed is
     * read again after {@link #repair}.
     */
    public static <T> ReplyReader<T> lenient(ReplyReader<T> reader) {
        return ReplyReader.repairing(reader, EventRepair::repair);
    }

    /**
     * Returns the text of a message with events that is not well-formed, changed so that it may be: characters that XML
     * forbids are replaced, and an event that is not well-formed becomes a text.
     */
    public static String repair(String message) {
        return EventRepair.repair(message);
    }
}
