package dev.wsman.internal.event;

import dev.wsman.internal.xml.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An element of an event. Children are found by their local names, whatever their namespace. Immutable. */
public final class EventElement {
    private final Tree tree;

    EventElement(Tree tree) {
        this.tree = tree;
    }

    /** Returns the local name. */
    public String name() {
        return tree.localName();
    }

    /** Returns the first child with this name; null if there is none. */
    public @Nullable EventElement child(String name) {
        Tree own = tree.firstChild(tree.namespace(), name);
        Tree child = own != null ? own : tree.firstChild(name);
        return child == null ? null : new EventElement(child);
    }

    /** Returns the text of the first child with this name and this value of an attribute; null if there is none. */
    public @Nullable String textWhere(String name, String attribute, String value) {
        for (int i = 0; i < tree.nodeCount(); i++) {
            if (tree.node(i) instanceof Tree child
                    && child.localName().equals(name)
                    && value.equals(child.attribute("", attribute))) {
                return child.text();
            }
        }
        return null;
    }

    /** Returns the child elements in order. */
    public List<EventElement> children() {
        List<EventElement> children = new ArrayList<>(tree.nodeCount());
        for (Tree child : tree.elements()) {
            children.add(new EventElement(child));
        }
        return children;
    }

    /** Returns the text of the first child with this name; null if there is none. */
    public @Nullable String text(String name) {
        String leaf = tree.leaf(tree.namespace(), name);
        if (leaf != null) {
            return leaf;
        }
        EventElement child = child(name);
        return child == null ? null : child.text();
    }

    /** Returns the unchanged text of this element; empty if there is none. */
    public String text() {
        return tree.text();
    }

    /** Returns an attribute without a namespace; null if it is absent. */
    public @Nullable String attribute(String name) {
        return tree.attribute("", name);
    }

    /** Returns the attributes by local name, in their order. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < tree.attributeCount(); i++) {
            attributes.put(tree.attributeName(i).getLocalPart(), tree.attributeValue(i));
        }
        return Collections.unmodifiableMap(attributes);
    }

    /** Returns an attribute of the first child with this name; null if either is absent. */
    public @Nullable String attribute(String child, String name) {
        EventElement found = child(child);
        return found == null ? null : found.attribute(name);
    }

    /** Returns the element as XML, with all namespace declarations that it needs. */
    public String xml() {
        return tree.toXml();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventElement element && tree.equals(element.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return tree.toString();
    }
}
