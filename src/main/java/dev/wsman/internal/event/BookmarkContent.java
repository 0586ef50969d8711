package dev.wsman.internal.event;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code wsman:Bookmark}. It is the source's own, and is sent back as it is; only a {@code BookmarkList}
 * of Windows (MS-EVEN6 2.2.14) is looked into.
 */
public final class BookmarkContent {
    private static final String LIST = "BookmarkList";
    private static final String DIRECTION = "Direction";

    private BookmarkContent() {}

    /**
     * Returns the content of a bookmark of a server as XML text. Returns null if it is not a position: if it is blank,
     * or says "everything that is retained", which OMI sends for providers without bookmarks.
     */
    public static @Nullable String of(Tree bookmark) {
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < bookmark.nodeCount(); i++) {
            if (bookmark.node(i) instanceof Tree element) {
                xml.append(element.toXml());
            } else if (bookmark.node(i) instanceof String text) {
                xml.append(escaped(text));
            }
        }
        String content = xml.toString().strip();
        return content.isEmpty() || content.equals(EventUris.EARLIEST) ? null : content;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * Returns the nodes of a bookmark, to be sent. A {@code BookmarkList} that was made while reading backward is sent
     * without its direction: with it, Windows would continue with older events, and newer ones would be lost.
     *
     * @throws IllegalArgumentException if the text is not well-formed
     */
    static List<Object> nodes(String xml) {
        Tree parsed = parse(xml);
        List<Object> nodes = new ArrayList<>(parsed.nodeCount());
        for (int i = 0; i < parsed.nodeCount(); i++) {
            Object node = parsed.node(i);
            if (node instanceof Tree element) {
                nodes.add(isBackward(element) ? forward(element) : element);
            } else if (node instanceof String) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    private static Tree forward(Tree list) {
        return list.toBuilder().removeAttribute("", DIRECTION).build();
    }

    private static boolean isBackward(Tree element) {
        return element.localName().equals(LIST) && "backward".equalsIgnoreCase(element.attribute("", DIRECTION));
    }

    /** Returns whether a bookmark of Windows was made while reading backward. */
    public static boolean isBackward(String xml) {
        Tree list = parse(xml).firstChild(LIST);
        return list != null && isBackward(list);
    }

    /**
     * Returns the number of the last record by channel, whatever the case of its name; null if the bookmark is not a
     * {@code BookmarkList}.
     */
    public static @Nullable Map<String, Long> positions(String xml) {
        Tree list = parse(xml).firstChild(LIST);
        if (list == null) {
            return null;
        }
        Map<String, Long> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Tree bookmark : list.elements()) {
            String channel = bookmark.attribute("", "Channel");
            String record = bookmark.attribute("", "RecordId");
            if (channel != null && record != null && record.strip().matches("\\d{1,18}")) {
                positions.put(channel.strip(), Long.valueOf(record.strip()));
            }
        }
        return positions;
    }

    private static Tree parse(String xml) {
        return XmlFactories.parse("<Bookmark>" + xml + "</Bookmark>");
    }
}
