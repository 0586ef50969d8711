package dev.wsman.internal.xml;

import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An element that has only elements as content, many of them, and shares the layout of their names. For a child with
 * only text, without attributes or declarations, only the text is stored; it becomes a {@link Tree} on first access.
 */
final class RecordElement extends Tree {
    private final ChildLayout layout;
    /**
     * A text or a {@link Tree} for each child. A text is replaced by its tree once; concurrent threads create equal
     * trees.
     */
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
        int position = layout.first(namespace, localName);
        if (position == ChildLayout.AMBIGUOUS) {
            return search(namespace, localName);
        }
        return position < 0 ? null : child(position);
    }

    private @Nullable Tree search(String namespace, String localName) {
        for (Tree child : elements()) {
            if (child.is(namespace, localName)) {
                return child;
            }
        }
        return null;
    }

    @Override
    public @Nullable String leaf(String namespace, String localName) {
        int position = layout.first(namespace, localName);
        return position >= 0 && children[position] instanceof String text ? text : null;
    }

    @Override
    public String text() {
        return "";
    }
}
