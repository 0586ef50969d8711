package dev.wsman.internal.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The children that an element probably has: those of the latest element with its name. Simple children are read by
 * comparing the bytes of the document with those of the expected tags, without the parser. Not thread-safe.
 *
 * <p>All instances of a class have the same properties in the same order. For each of them, the parser would find the
 * name of the start tag, bind its prefix, and compare the end tag, which was more than half of the time of an item.
 *
 * <p>This is not a second parser. It accepts only children of the following forms, after the same white space as in the
 * latest element. The name is the expected one, and the text is one that {@link SimpleText} accepts.
 *
 * <pre>{@code
 *  <p:Name>text</p:Name>   <p:Name></p:Name>   <p:Name/>   <p:Name xsi:nil="true"/>   <p:Name xsi:nil="true" />
 * }</pre>
 *
 * <p>A child that differs by a byte, or that does not end within the parser's buffer, is left to the parser, which also
 * reports all errors. The parser is between two tags of the same parent, so that it does not notice complete elements
 * and white space that are skipped. The expected names have the namespaces that their prefixes have at the parent, which
 * {@link #of} checks.
 */
final class ExpectedChildren {
    private static final byte[] NIL = " xsi:nil=\"true\"".getBytes(StandardCharsets.US_ASCII);
    private static final Object[] NIL_ATTRIBUTE = {SharedNames.of(Namespaces.XSI, "nil", "xsi"), "true"};
    /** Returned instead of an index if a child is left to the parser. */
    private static final int OTHER = SimpleText.OTHER;

    private final ChildLayout layout;
    private final NamespaceScope scope;
    /** Null if all children are left to the parser. */
    private final @Nullable ScannerInput input;
    /** Whether the prefix xsi has its usual namespace. */
    private final boolean nil;

    private ExpectedChildren(ChildLayout layout, NamespaceScope scope, @Nullable ScannerInput input, boolean nil) {
        this.layout = layout;
        this.scope = scope;
        this.input = input;
        this.nil = nil;
    }

    /**
     * Returns the expected children of the current element.
     *
     * @param layout the children of the latest element with this name
     * @param scope the declarations in force at the element
     * @param reader at the start tag of the element; null if another parser reads the document, to which all children
     *     are left
     */
    static ExpectedChildren of(ChildLayout layout, NamespaceScope scope, @Nullable Utf8Reader reader)
            throws XMLStreamException {
        if (reader == null
                || !layout.isRepeated()
                || reader.isEmptyElement()
                || !layout.tags().areBoundIn(reader)) {
            return new ExpectedChildren(layout, scope, null, false);
        }
        return new ExpectedChildren(
                layout, scope, reader.input(), Namespaces.XSI.equals(reader.getNamespaceURI("xsi")));
    }

    /** Returns the expected name of the node at a position; null if no element is expected there. */
    @Nullable
    QName name(int position) {
        return layout.name(position);
    }

    /**
     * Reads as many of the next children as have an expected form.
     *
     * @param nodes receives the children
     * @param start where the nodes of the element begin
     */
    void read(PendingNodes nodes, int start) {
        if (input == null) {
            return;
        }
        byte[] bytes = input.bytes();
        int end = input.end();
        int at = input.position();
        for (int i = nodes.size() - start; i < layout.size(); i++) {
            QName name = layout.name(i);
            int next = name == null
                    ? indentation(input, at, nodes)
                    : child(name, layout.tags().get(i), bytes, at, end, nodes);
            if (next == OTHER) {
                break;
            }
            at = next;
        }
        input.skipTo(at);
    }

    /** Reads the white space before a child. Returns the index after it, or {@link #OTHER}. */
    private int indentation(ScannerInput input, int from, PendingNodes nodes) {
        String indentation = layout.indentation();
        int after = from + layout.tags().indentation().length;
        if (indentation == null
                || after >= input.end()
                || input.bytes()[after] != '<'
                || !startsWith(layout.tags().indentation(), input.bytes(), from, after)) {
            return OTHER;
        }
        nodes.push(indentation, null);
        input.beginLine(from + 1);
        return after;
    }

    /** Reads a child. Returns the index after it, or {@link #OTHER}. */
    private int child(QName name, byte[] tag, byte[] bytes, int from, int end, PendingNodes nodes) {
        int after = from + tag.length;
        if (after >= end || bytes[from] != '<' || !Arrays.equals(bytes, from + 1, after, tag, 0, tag.length - 1)) {
            return OTHER;
        }
        if (bytes[after] != '>') {
            return emptyTag(name, bytes, after, end, nodes);
        }
        int text = after + 1;
        int at = nodes.read(bytes, text, end);
        if (at == OTHER || !isEndTag(tag, bytes, at, end)) {
            return OTHER;
        }
        if (at == text) {
            nodes.push(new Tree(name, Tree.NONE, Tree.NONE, scope, false), name);
        } else {
            nodes.pushRead(name);
        }
        return at + 2 + tag.length;
    }

    private static boolean isEndTag(byte[] tag, byte[] bytes, int at, int end) {
        int after = at + 2 + tag.length;
        return after <= end && bytes[at + 1] == '/' && Arrays.equals(bytes, at + 2, after, tag, 0, tag.length);
    }

    /** Reads a child without content after its name. */
    private int emptyTag(QName name, byte[] bytes, int from, int end, PendingNodes nodes) {
        boolean isNil = nil && startsWith(NIL, bytes, from, end);
        int at = isNil ? from + NIL.length : from;
        at += at < end && bytes[at] == ' ' ? 1 : 0;
        if (at + 2 > end || bytes[at] != '/' || bytes[at + 1] != '>') {
            return OTHER;
        }
        nodes.push(new Tree(name, isNil ? NIL_ATTRIBUTE : Tree.NONE, Tree.NONE, scope, false), name);
        return at + 2;
    }

    private static boolean startsWith(byte[] expected, byte[] bytes, int from, int end) {
        int to = from + expected.length;
        return to <= end && Arrays.equals(bytes, from, to, expected, 0, expected.length);
    }
}
