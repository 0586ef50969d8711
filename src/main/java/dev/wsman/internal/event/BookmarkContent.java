package dev.wsman.internal.event;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import dev.wsman.internal.xml.XmlCharacters;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of a {@code wsman:Bookmark}: elements and text. Immutable and thread-safe. */
public final class BookmarkContent {
    /** The position before everything that the source retains. */
    static final BookmarkContent EARLIEST = parse(EventUris.EARLIEST);

    private final Tree bookmark;
    /** The content as text; null until it is requested. Each thread makes the same. */
    private @Nullable String xml;

    private BookmarkContent(Tree bookmark, @Nullable String xml) {
        this.bookmark = bookmark;
        this.xml = xml;
    }

    /**
     * Returns the content of a bookmark.
     *
     * @throws IllegalArgumentException if the text is not well-formed
     */
    public static BookmarkContent parse(String xml) {
        return new BookmarkContent(XmlFactories.parse("<Bookmark>" + xml + "</Bookmark>"), xml);
    }

    /**
     * Returns the content of a header; null if it is empty. Its elements are shared and neither written nor parsed:
     * most bookmarks are replaced by that of the next message before a program keeps them.
     */
    public static @Nullable BookmarkContent of(Tree header) {
        TreeBuilder content = Tree.builder("", "Bookmark", "");
        boolean elements = header.hasElements();
        for (int i = 0; i < header.nodeCount(); i++) {
            Object node = header.node(i);
            if (node instanceof Tree || node instanceof String text && !(elements && text.isBlank())) {
                content.nodes().add(node);
            }
        }
        Tree bookmark = elements ? content.build() : withoutBlanks(content.build());
        return bookmark.nodeCount() == 0 ? null : new BookmarkContent(bookmark, null);
    }

    private static Tree withoutBlanks(Tree content) {
        TreeBuilder stripped = Tree.builder("", "Bookmark", "");
        TreeBuilder.appendText(stripped.nodes(), content.text().strip());
        return stripped.build();
    }

    /**
     * Returns the content as it was parsed, or as text that stands alone if it was a header.
     *
     * @throws IllegalArgumentException if it was a header with characters that XML 1.0 does not allow
     */
    public String xml() {
        String text = xml;
        if (text == null) {
            text = written();
            xml = text;
        }
        return text;
    }

    private String written() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bookmark.nodeCount(); i++) {
            text.append(
                    bookmark.node(i) instanceof Tree element ? element.toXml() : escaped((String) bookmark.node(i)));
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return XmlCharacters.requireText(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }

    /** Returns the content as the nodes of an element. */
    public List<Object> nodes() {
        List<Object> nodes = new ArrayList<>(bookmark.nodeCount());
        boolean elements = bookmark.hasElements();
        for (int i = 0; i < bookmark.nodeCount(); i++) {
            Object node = bookmark.node(i);
            if (node instanceof Tree || node instanceof String text && !(elements && text.isBlank())) {
                nodes.add(node);
            }
        }
        return List.copyOf(nodes);
    }

    /**
     * Returns the nodes for a subscription that continues with newer events. A direction of Windows is left out: with
     * {@code backward}, events would be lost.
     */
    List<Object> forwardNodes() {
        List<Object> nodes = new ArrayList<>(nodes());
        if (isBackward()) {
            nodes.replaceAll(node -> node instanceof Tree element
                            && element.localName().equals("BookmarkList")
                    ? element.toBuilder().removeAttribute("", "Direction").build()
                    : node);
        }
        return nodes;
    }

    /** Returns whether this is the position before everything that the source retains. */
    boolean isEarliest() {
        return !bookmark.hasElements() && bookmark.text().strip().equals(EventUris.EARLIEST);
    }

    /** Returns the record numbers of Windows by channel, in their order; empty if the bookmark is another one. */
    public Map<String, Long> positions() {
        Map<String, Long> positions = new LinkedHashMap<>();
        for (Tree position : list()) {
            String channel = position.attribute("", "Channel");
            String record = position.attribute("", "RecordId");
            if (channel != null && record != null) {
                try {
                    positions.put(channel, Long.parseUnsignedLong(record.strip()));
                } catch (NumberFormatException notANumber) {
                    positions.remove(channel);
                }
            }
        }
        return Collections.unmodifiableMap(positions);
    }

    /** Returns the channel of the last event; null if the bookmark does not name it. */
    public @Nullable String currentChannel() {
        for (Tree position : list()) {
            String current = position.attribute("", "IsCurrent");
            if (current != null && current.strip().equalsIgnoreCase("true")) {
                return position.attribute("", "Channel");
            }
        }
        return null;
    }

    /** Returns whether the positions are those of a query that reads backward. */
    public boolean isBackward() {
        Tree list = bookmark.firstChild("BookmarkList");
        String direction = list == null ? null : list.attribute("", "Direction");
        return direction != null && direction.strip().equalsIgnoreCase("backward");
    }

    private List<Tree> list() {
        Tree list = bookmark.firstChild("BookmarkList");
        List<Tree> positions = new ArrayList<>();
        if (list != null) {
            list.elements().forEach(positions::add);
        }
        return positions;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BookmarkContent content && bookmark.equals(content.bookmark);
    }

    @Override
    public int hashCode() {
        return bookmark.hashCode();
    }
}
