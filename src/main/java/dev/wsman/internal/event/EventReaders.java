package dev.wsman.internal.event;

import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.ReplyHead;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import dev.wsman.internal.xml.TreeStreamReader;
import java.util.List;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;

/** Creates readers of the events of Windows. */
public final class EventReaders {
    private static final int OK = 200;

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
            EventParser texts = new EventParser();
            return at -> make.apply(ReceivedEvent.of(trees.read(), texts));
        };
    }

    /** Reads one event as a session reads the items of its replies. */
    static <T> T read(ElementReader.Factory<T> items, Tree event) throws XMLStreamException {
        TreeStreamReader reader = TreeStreamReader.onStartTag(event);
        return items.on(reader, new ReplyHead(OK, List.of())).read(reader);
    }

    /**
     * Returns a reader of a reply with events that is not failed by one of them: a reply that is not well-formed is
     * read again after {@link EventRepair#repair}.
     */
    public static <T> ReplyReader<T> lenient(ReplyReader<T> reader) {
        return ReplyReader.repairing(reader, EventRepair::repair);
    }
}
