package dev.wsman.event;

import dev.wsman.internal.event.BookmarkContent;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A position in the events of a source ({@code wsman:Bookmark}, DSP0226 clause 10.2.6). A program keeps its XML, and
 * passes it to a later subscription with the same query to the same source. That subscription continues with the event
 * after the position: the bookmark of a batch covers its last event.
 *
 * <p>The content belongs to the source and is sent back unchanged. Windows sends a {@code BookmarkList} with the last
 * record number of each channel:
 *
 * <pre>{@code
 *  <BookmarkList>
 *    <Bookmark Channel="Setup" RecordId="3847" IsCurrent="true"/>     positions()        {Setup=3847, System=912}
 *    <Bookmark Channel="System" RecordId="912"/>                      currentChannel()   Optional[Setup]
 *  </BookmarkList>
 * }</pre>
 *
 * <p>OMI sends a text. openwsman, iDRAC and Intel AMT have no bookmarks.
 *
 * <p>Immutable and thread-safe. Two bookmarks are equal if their contents are equal apart from prefixes and white space
 * between elements.
 */
public final class Bookmark {
    private final BookmarkContent content;

    private Bookmark(BookmarkContent content) {
        this.content = content;
    }

    static Bookmark of(BookmarkContent content) {
        return new Bookmark(content);
    }

    /**
     * Returns the bookmark with this content.
     *
     * @param xml what {@link #xml} returned: elements, text, or both
     * @throws IllegalArgumentException if the text is null, blank or not well-formed
     */
    public static Bookmark parse(String xml) {
        EventArguments.text(xml, "xml");
        try {
            return new Bookmark(BookmarkContent.parse(xml));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("xml is not the content of a bookmark: " + e.getMessage(), e);
        }
    }

    /** Returns the content of the {@code wsman:Bookmark} element, to be kept as it is. */
    public String xml() {
        return content.xml();
    }

    /**
     * Returns the number of the last record by channel, in the order of the bookmark. A channel whose log had no events
     * has no position. Numbers are unsigned, see {@link WindowsEvent#recordId}. The result is empty if the bookmark is
     * not one of Windows.
     */
    public Map<String, Long> positions() {
        return content.positions();
    }

    /** Returns the channel of the last event of the batch, if the bookmark is one of Windows and names it. */
    public Optional<String> currentChannel() {
        return Optional.ofNullable(content.currentChannel());
    }

    /**
     * Returns whether this is a bookmark of Windows for reading from the newest event to the oldest. A subscription
     * that continues after such a bookmark loses events.
     */
    public boolean isBackward() {
        return content.isBackward();
    }

    /** Returns the content for messages. */
    BookmarkContent content() {
        return content;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bookmark bookmark && content.equals(bookmark.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    /** Returns the content. */
    @Override
    public String toString() {
        return xml();
    }
}
