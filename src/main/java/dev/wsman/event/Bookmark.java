package dev.wsman.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A position in the events of a source ({@code wsman:Bookmark}, DSP0226 clause 10.2.6). A program keeps its XML and
 * passes it to a later subscription, which continues after it. Its content is the source's own. Immutable and
 * thread-safe.
 */
public final class Bookmark {
    private final String xml;

    private Bookmark(String xml) {
        this.xml = xml;
    }

    /**
     * Returns the bookmark with this content.
     *
     * @param xml what {@link #xml} returned: elements, text, or both
     * @throws IllegalArgumentException if the text is blank or is not well-formed
     */
    public static Bookmark parse(String xml) {
        return new Bookmark(Objects.requireNonNull(xml, "xml"));
    }

    /** Returns the content of the {@code wsman:Bookmark} element, to be kept as it is. */
    public String xml() {
        return xml;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bookmark bookmark && xml.equals(bookmark.xml);
    }

    @Override
    public int hashCode() {
        return xml.hashCode();
    }

    @Override
    public String toString() {
        return xml;
    }
}
