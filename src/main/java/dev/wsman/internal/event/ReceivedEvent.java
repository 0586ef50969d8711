package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event of Windows as it arrived: an element of the message, or a text, which is parsed when it is first needed.
 * Immutable and thread-safe.
 */
public final class ReceivedEvent {
    /** The text of the message; null if the event is an element of it. */
    private final @Nullable String text;

    /** Set when the text is parsed; two threads may set equal ones. */
    private volatile @Nullable Content content;
    /** Parses the text. Null once {@code content} is set, because a parser keeps its buffers. */
    private volatile @Nullable EventParser parser;

    /** Either the event or why there is none. */
    private record Content(@Nullable EventElement event, String problem) {}

    private ReceivedEvent(String text, EventParser parser) {
        this.text = text;
        this.parser = parser;
    }

    private ReceivedEvent(@Nullable String text, Content content) {
        this.text = text;
        this.content = content;
    }

    /** Returns the event with this text, which need not be well-formed. */
    public static ReceivedEvent ofText(String xml) {
        return new ReceivedEvent(xml, new EventParser());
    }

    /**
     * Returns the event in an item of a message: the event itself, or {@code wsman:Event} with it or with its text.
     *
     * @param parser parses the texts of the message
     */
    static ReceivedEvent of(Tree item, EventParser parser) {
        if (item.is(Namespaces.WSMAN, "Event")) {
            Tree event = item.firstElement();
            return event == null ? new ReceivedEvent(item.text(), parser) : of(event, parser);
        }
        return ofElement(item);
    }

    private static ReceivedEvent ofElement(Tree element) {
        try {
            return new ReceivedEvent(null, new Content(new EventElement(EventParser.event(element)), ""));
        } catch (IllegalArgumentException e) {
            return new ReceivedEvent(element.toXml(), new Content(null, Objects.toString(e.getMessage())));
        }
    }

    private Content content() {
        EventParser unused = parser; // read first: it is null only after the content was set
        Content known = content;
        if (known == null) {
            known = parse(Objects.requireNonNull(text), Objects.requireNonNull(unused));
            content = known;
            parser = null;
        }
        return known;
    }

    private static Content parse(String text, EventParser parser) {
        try {
            return new Content(new EventElement(parser.parse(text)), "");
        } catch (IllegalArgumentException e) {
            return new Content(null, Objects.toString(e.getMessage()));
        }
    }

    /** Returns the event; null if it cannot be read. */
    public @Nullable EventElement event() {
        return content().event();
    }

    /** Returns why the event cannot be read; empty if it can. */
    public String problem() {
        return content().problem();
    }

    /** Returns the text as it arrived, or else the element as XML with all namespace declarations that it needs. */
    public String xml() {
        EventElement element = text != null ? null : content().event();
        return element == null ? Objects.requireNonNull(text) : element.xml();
    }

    /** Returns whether the event has this child. A text that does not contain the name is not parsed. */
    public boolean hasChild(String name) {
        if (text != null && !text.contains(name)) {
            return false;
        }
        EventElement event = event();
        return event != null && event.child(name) != null;
    }

    /**
     * Returns whether this is the event 111 of the forwarder, with which Windows begins a subscription that has no
     * bookmark: it is only there to carry the first bookmark. One with a record number is an entry of a log.
     */
    public boolean isSubscriptionStart() {
        if (!hasChild("SubscriptionBookmarkEvent")) {
            return false;
        }
        EventElement event = event();
        EventElement system = event == null ? null : event.child("System");
        return system == null || system.child("EventRecordID") == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedEvent received
                && Objects.equals(event(), received.event())
                && (event() != null || xml().equals(received.xml()));
    }

    @Override
    public int hashCode() {
        EventElement element = event();
        return element == null ? xml().hashCode() : element.hashCode();
    }
}
