package dev.wsman.event;

import java.util.Objects;

/** Selects events of the event log of Windows. Immutable and thread-safe. */
public final class EventQuery {
    private final String xml;

    private EventQuery(String xml) {
        this.xml = xml;
    }

    /** Returns a query with this {@code QueryList}. */
    public static EventQuery queryList(String xml) {
        return new EventQuery(Objects.requireNonNull(xml, "xml"));
    }

    /** Returns the query as a {@code QueryList} element. */
    public String xml() {
        return xml;
    }
}
