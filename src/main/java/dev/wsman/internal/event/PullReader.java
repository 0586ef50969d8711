package dev.wsman.internal.event;

import static dev.wsman.internal.xml.Namespaces.ENUMERATION;
import static dev.wsman.internal.xml.Namespaces.WSMAN;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.FaultKinds;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.ReplyHead;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.xml.Elements;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reply to a Pull of a subscription. The events are in {@code wsen:Items}, or, from openwsman, directly in
 * the response. Neither the action of the reply nor the order of the elements matters.
 *
 * <p>An indication that cannot be read into the type of the subscription does not fail the others. The events of
 * Windows are read without a check, because their reader accepts everything.
 */
final class PullReader<T> implements ReplyReader<PulledBatch<T>> {
    private static final String RESPONSE = "PullResponse";

    private final ElementReader.Factory<T> elements;
    private final boolean checked;

    private PullReader(ElementReader.Factory<T> elements, boolean checked) {
        this.elements = elements;
        this.checked = checked;
    }

    /** Returns a reader of the event log of Windows, which accepts events that are not well-formed. */
    static <T> ReplyReader<PulledBatch<T>> ofEventLog(ElementReader.Factory<T> events) {
        return EventReaders.lenient(new PullReader<>(events, false));
    }

    /** Returns a reader of indications. */
    static <T> ReplyReader<PulledBatch<T>> ofIndications(ElementReader.Factory<T> indications) {
        return new PullReader<>(indications, true);
    }

    @Override
    public PulledBatch<T> read(XMLStreamReader body, ReplyHead head) throws XMLStreamException {
        boolean empty = body.getEventType() != START_ELEMENT;
        if (empty || !body.getLocalName().equals(RESPONSE)) {
            String arrived = empty ? "an empty Body" : "<" + body.getLocalName() + ">";
            throw ExchangeException.protocol("a " + RESPONSE, arrived, head.status(), null);
        }
        Response<T> response = checked
                ? new Response<>(body, (event, batch) -> batch.addChecked(elements, TreeReader.read(event)))
                : new Response<>(body, added(elements.on(body, head)));
        return response.read(bookmark(head));
    }

    private static <T> Each<T> added(ElementReader<T> reader) {
        return (event, response) -> response.events.add(reader.read(event));
    }

    /**
     * Silence is not a failure: nothing has happened within {@code wsman:OperationTimeout}. openwsman sends this fault
     * at once.
     */
    @Override
    public PulledBatch<T> readFault(ServerFault fault, ReplyHead head) {
        return FaultKinds.of(fault, head.status()).filter("TIMED_OUT"::equals).isPresent()
                ? PulledBatch.silence()
                : ReplyReader.super.readFault(fault, head);
    }

    /**
     * Returns the position after the events; null if there is none. OMI sends "everything that is retained" for
     * providers without bookmarks, which is not a position.
     */
    private static @Nullable BookmarkContent bookmark(ReplyHead head) {
        for (Tree header : head.headers()) {
            if (header.is(WSMAN, "Bookmark")) {
                BookmarkContent content = BookmarkContent.of(header);
                return content == null || content.isEarliest() ? null : content;
            }
        }
        return null;
    }

    /** Reads the event at a reader into a response. */
    @FunctionalInterface
    private interface Each<T> {
        void read(XMLStreamReader event, Response<T> response) throws XMLStreamException;
    }

    private static final class Response<T> {
        private final XMLStreamReader body;
        private final Each<T> each;
        private final List<T> events = new ArrayList<>();
        private final List<UnreadableEvent> unreadable = new ArrayList<>(0);
        private @Nullable List<Object> context;
        private boolean ended;
        private long dropped;

        Response(XMLStreamReader body, Each<T> each) {
            this.body = body;
            this.each = each;
        }

        PulledBatch<T> read(@Nullable BookmarkContent bookmark) throws XMLStreamException {
            while (Elements.next(body)) {
                child();
            }
            return new PulledBatch<>(events, unreadable, context, bookmark, dropped, ended);
        }

        private void child() throws XMLStreamException {
            String namespace = body.getNamespaceURI();
            if (!ENUMERATION.equals(namespace) && !WSMAN.equals(namespace)) {
                event();
                return;
            }
            switch (body.getLocalName()) {
                case "EnumerationContext" -> context = EventReplies.context(TreeReader.read(body));
                case "Items" -> {
                    while (Elements.next(body)) {
                        event();
                    }
                }
                case "EndOfSequence" -> {
                    ended = true;
                    Elements.skip(body);
                }
                default -> event();
            }
        }

        private void event() throws XMLStreamException {
            if (DroppedEvents.isNotice(body.getNamespaceURI(), body.getLocalName())) {
                dropped += DroppedEvents.count(TreeReader.read(body));
            } else {
                each.read(body, this);
            }
        }

        void addChecked(ElementReader.Factory<T> elements, Tree event) {
            try {
                events.add(EventReaders.read(elements, event));
            } catch (XMLStreamException | RuntimeException e) { // the type does not fit; the next event may
                unreadable.add(new UnreadableEvent(event.toXml(), Objects.toString(e.getMessage(), e.toString())));
            }
        }
    }
}
