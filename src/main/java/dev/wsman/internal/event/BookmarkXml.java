package dev.wsman.internal.event;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.List;

/** The content of {@code wsman:Bookmark} as text and as nodes. */
public final class BookmarkXml {
    private BookmarkXml() {}

    /** Returns the content of an element as XML; its elements have all namespace declarations that they need. */
    static String of(Tree element) {
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < element.nodeCount(); i++) {
            if (element.node(i) instanceof Tree child) {
                xml.append(child.toXml());
            } else if (element.node(i) instanceof String text) {
                xml.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            }
        }
        return xml.toString().strip();
    }

    /**
     * Returns the nodes of a content: {@link Tree}s and texts.
     *
     * @throws IllegalArgumentException if the text is not well-formed
     */
    static List<Object> nodes(String xml) {
        Tree parent = XmlFactories.parse("<b>" + xml + "</b>");
        List<Object> nodes = new ArrayList<>(parent.nodeCount());
        for (int i = 0; i < parent.nodeCount(); i++) {
            if (parent.node(i) instanceof Tree || parent.node(i) instanceof String) {
                nodes.add(parent.node(i));
            }
        }
        return nodes;
    }
}
