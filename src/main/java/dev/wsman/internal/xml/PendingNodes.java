package dev.wsman.internal.xml;

import java.util.Arrays;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of the elements that a {@link TreeReader} has begun to read: a stack, in which the nodes of an element
 * follow those of its parent. Not thread-safe.
 *
 * <p>A text with a name is an element with only this text. It becomes a {@link Tree} only if its parent is not a
 * {@link RecordElement}.
 */
final class PendingNodes {
    /** A {@link String}, a {@link StringBuilder}, another node, or null for a text in {@link #texts}. */
    private @Nullable Object[] nodes = new Object[64];
    /** The names of the nodes that are elements. */
    private @Nullable QName[] names = new QName[64];

    private final PackedTexts.Stack texts = new PackedTexts.Stack();
    private final SimpleText simpleText = new SimpleText();
    private int size;

    int size() {
        return size;
    }

    int capacity() {
        return nodes.length;
    }

    /** Removes the nodes from an index on. */
    void removeFrom(int start) {
        Arrays.fill(nodes, start, size, null); // nothing of a tree is kept
        Arrays.fill(names, start, size, null);
        size = start;
        texts.removeFrom(start);
    }

    /** Adds a node; the name is null unless it is an element. */
    void push(Object node, @Nullable QName name) {
        texts.push(0);
        add(node, name);
    }

    /**
     * Adds the current text of a reader, if it is short and not white space. White space stays a string, because
     * indentation is not the text of a simple element, and Aalto shares the strings of it.
     *
     * @return false if the text was not added
     */
    boolean pushPacked(XMLStreamReader reader) throws XMLStreamException {
        char[] space = texts.space();
        if (space == null) {
            return false;
        }
        int offset = texts.offset();
        // Aalto copies nothing if the text is indentation.
        int length = reader.getTextCharacters(0, space, offset, PackedTexts.Stack.LONGEST + 1);
        if (length <= 0 || length > PackedTexts.Stack.LONGEST || space[offset] <= ' ') {
            return false;
        }
        texts.push(length);
        add(null, null);
        return true;
    }

    /**
     * Reads a text for {@link #pushRead}.
     *
     * @return the index of the tag after it, or {@link SimpleText#OTHER}
     */
    int read(byte[] bytes, int from, int end) {
        char[] space = texts.space();
        return space == null ? SimpleText.OTHER : simpleText.read(bytes, from, end, space, texts.offset());
    }

    /** Adds an element with the text that was read. */
    void pushRead(QName name) {
        texts.push(simpleText.length());
        add(null, name);
    }

    private void add(@Nullable Object node, @Nullable QName name) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
            names = Arrays.copyOf(names, size * 2);
        }
        names[size] = name;
        nodes[size++] = node;
    }

    /** Adds a text, or appends it to the last node if that is a text of the same element, which begins at an index. */
    void pushText(String text, int start) {
        if (size == start || !isText(size - 1)) {
            push(text, null);
        } else if (nodes[size - 1] instanceof StringBuilder builder) {
            builder.append(text);
        } else {
            nodes[size - 1] = new StringBuilder(text(size - 1)).append(text);
            texts.clearLast();
        }
    }

    /** Completes the last node if it is a text, before a node that is not one. */
    void endText() {
        if (size > 0 && nodes[size - 1] instanceof StringBuilder builder) {
            nodes[size - 1] = builder.toString();
        }
    }

    /** Returns whether a node is a complete text and not an element. */
    private boolean isText(int index) {
        Object node = nodes[index];
        return names[index] == null && (node == null || node instanceof CharSequence);
    }

    /** Returns whether the only node from an index on is a text. */
    boolean isOnlyText(int start) {
        return size == start + 1 && isText(start);
    }

    /** Makes the last node, a text, an element with only this text. */
    void nameLast(QName name) {
        names[size - 1] = name;
    }

    /** Returns the text at an index, which is complete. */
    String text(int index) {
        return nodes[index] == null ? texts.get(index) : nodes[index].toString();
    }

    /**
     * Returns the layout of the nodes from an index on; null if they have none.
     *
     * @param element the name of their parent
     */
    @Nullable
    ChildLayout layout(RecentLayouts layouts, QName element, int start) {
        return size - start < ChildLayout.MIN_CHILDREN ? null : layouts.of(element, names, start, size, nodes[start]);
    }

    /** Returns the nodes from an index on, with null for each text that is in {@link #packedTexts}. */
    @Nullable
    Object[] withoutPackedTexts(int start) {
        return Arrays.copyOfRange(nodes, start, size);
    }

    PackedTexts packedTexts(int start) {
        return texts.from(start);
    }

    /**
     * Returns the nodes from an index on as the content of an element.
     *
     * @param scope the declarations in force at the element
     */
    Object[] content(int start, NamespaceScope scope) {
        if (size == start) {
            return Tree.NONE;
        }
        Object[] content = new Object[size - start];
        for (int i = start; i < size; i++) {
            Object node = nodes[i];
            QName name = names[i];
            if (node != null && !(node instanceof String)) {
                content[i - start] = node;
            } else {
                content[i - start] = name == null ? text(i) : new Tree(name, Tree.NONE, text(i), scope, false);
            }
        }
        return content;
    }
}
