package dev.wsman.event;

import java.util.Objects;

/** An event of the event log of Windows. Immutable and thread-safe. */
public final class WindowsEvent {
    private final String xml;

    private WindowsEvent(String xml) {
        this.xml = xml;
    }

    /** Returns the event of this XML. */
    public static WindowsEvent parse(String xml) {
        return new WindowsEvent(Objects.requireNonNull(xml, "xml"));
    }

    /** Returns the event as XML text. */
    public String xml() {
        return xml;
    }
}
