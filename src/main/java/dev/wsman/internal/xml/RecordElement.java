package dev.wsman.internal.xml;

import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An element with many children and nothing else, which shares what is known of their names. Of a child that is text alone, without
 * attributes or declarations, only the text is kept: it becomes a {@link Tree} when somebody asks for one.
 */
final class RecordElement extends Tree {
    private final ChildLayout layout;
    /** A text or a {@link Tree} for each child. A text is replaced by its tree once; threads that meet there make equal ones. */
    private final Object[] children;

    RecordElement(
            QName name,
            Object[] attributes,
            Object[] children,
            NamespaceScope scope,
            boolean declares,
            ChildLayout layout) {
        super(name, attributes, children, scope, declares);
        this.layout = layout;
        this.children = children;
    }

    @Override
    public Object node(int index) {
        return child(index);
    }

    private Tree child(int index) {
        Object child = children[index];
        if (child instanceof Tree tree) {
            return tree;
        }
        Tree made = new Tree(layout.name(index), NONE, child, scope(), false);
        children[index] = made;
        return made;
    }

    @Override
    public @Nullable Tree firstChild(String namespace, String localName) {
        int place = layout.first(namespace, localName);
        if (place == ChildLayout.UNSURE) {
            return searched(namespace, localName);
        }
        return place < 0 ? null : child(place);
    }

    private @Nullable Tree searched(String namespace, String localName) {
        for (Tree child : elements()) {
            if (child.is(namespace, localName)) {
                return child;
            }
        }
        return null;
    }

    @Override
    public @Nullable String leaf(String namespace, String localName) {
        int place = layout.first(namespace, localName);
        return place >= 0 && children[place] instanceof String text ? text : null;
    }

    @Override
    public String text() {
        return "";
    }
}
