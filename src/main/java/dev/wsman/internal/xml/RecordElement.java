package dev.wsman.internal.xml;

import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An element that contains at least {@link ChildLayout#MIN_CHILDREN} nodes. Elements whose nodes have the same names
 * share one {@link ChildLayout}. A child that has a text but no attributes or declarations is stored as its text, and
 * becomes a {@link Tree} on first access. A short text is stored in {@link PackedTexts}, and becomes a string on first
 * access; {@link #shortNumber} needs none.
 */
final class RecordElement extends Tree {
    private final ChildLayout layout;
    /**
     * For each child, a {@link Tree}, a text, or null if its text is in {@link #texts}. An access replaces null by the
     * text, and the text by its tree; concurrent threads may create equal ones. Other nodes are as in {@link Tree}, or
     * null if they are a text in {@link #texts}.
     */
    private final @Nullable Object[] children;

    private final PackedTexts texts;

    RecordElement(
            QName name,
            Object[] attributes,
            @Nullable Object[] children,
            PackedTexts texts,
            NamespaceScope scope,
            boolean declares,
            ChildLayout layout) {
        super(name, attributes, children, scope, declares);
        this.layout = layout;
        this.children = children;
        this.texts = texts;
    }

    @Override
    public Object node(int index) {
        Object node = children[index];
        if (node instanceof Tree) {
            return node;
        }
        Object other = node == null ? texts.get(index) : node;
        QName name = layout.name(index);
        return name == null ? other : child(index, name, other);
    }

    private Tree child(int index, QName name, Object text) {
        Tree made = new Tree(name, NONE, text, scope(), false);
        children[index] = made;
        return made;
    }

    @Override
    public @Nullable Tree firstChild(String namespace, String localName) {
        int position = layout.first(namespace, localName);
        if (position == ChildLayout.AMBIGUOUS) {
            return search(namespace, localName);
        }
        return position < 0 ? null : (Tree) node(position);
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
    @Nullable
    QName leafName(int index) {
        return children[index] instanceof Tree ? super.leafName(index) : layout.name(index);
    }

    @Override
    @Nullable
    String leafText(int index) {
        Object child = children[index];
        if (child == null) {
            return texts.get(index);
        }
        return child instanceof String text ? text : super.leafText(index);
    }

    @Override
    long leafNumber(int index) {
        return children[index] == null ? texts.shortNumber(index) : super.leafNumber(index);
    }

    @Override
    public @Nullable String leaf(String namespace, String localName) {
        int position = layout.first(namespace, localName);
        if (position < 0) {
            return null;
        }
        Object child = children[position];
        if (child == null) {
            String text = texts.get(position);
            children[position] = text;
            return text;
        }
        return child instanceof String text ? text : null;
    }

    @Override
    public long shortNumber(String namespace, String localName) {
        int position = layout.first(namespace, localName);
        if (position < 0) {
            return ShortNumbers.OTHER;
        }
        Object child = children[position];
        if (child == null) {
            return texts.shortNumber(position);
        }
        return child instanceof String text ? ShortNumbers.unsigned(text, 0, text.length()) : ShortNumbers.OTHER;
    }

    @Override
    public String text() {
        return layout.hasOnlyElements() ? "" : super.text();
    }
}
