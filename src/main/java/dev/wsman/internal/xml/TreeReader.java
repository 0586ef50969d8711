package dev.wsman.internal.xml;

import java.util.Arrays;
import java.util.Objects;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads elements off a StAX reader into {@link Tree}s: one reader of trees for all items of a batch, so that names,
 * declarations and buffers are shared by them. Not for several threads at once. It does not recurse, and refuses an element
 * nested deeper than {@value #MAX_DEPTH}.
 */
public final class TreeReader {
    /** The deepest nesting that is read; what CIM needs is below 20. */
    public static final int MAX_DEPTH = 200;

    /** Powers of two. */
    private static final int NAMES = 256;

    private static final int FEW_NAMES = 16;

    private static final int MOST_LAYOUTS = 20;

    private final XMLStreamReader reader;
    private final Scope inherited;
    private final QName[] names;

    private Object[] pending = new Object[64];
    private int size;
    private QName[] openNames = new QName[8];
    private Object[][] openAttributes = new Object[8][];
    private Scope[] openScopes = new Scope[8];
    private int[] openStarts = new int[8];
    private int depth;
    private Scope lastScope = Scope.EMPTY;
    private Object[] lastAttributes = Tree.NONE;
    private @Nullable Layout lastLayout;
    private int layouts;

    /**
     * A reader of the elements below the one that {@code reader} is on (the Items element, or the SOAP Body), whose
     * declarations and its ancestors' the trees inherit.
     */
    public TreeReader(XMLStreamReader reader) {
        this(reader, Scope.at(reader));
    }

    /** The same where the declarations in force around the trees are known. */
    public TreeReader(XMLStreamReader reader, Scope inherited) {
        this(reader, inherited, NAMES);
    }

    private TreeReader(XMLStreamReader reader, Scope inherited, int names) {
        this.reader = reader;
        this.inherited = inherited;
        this.names = new QName[names];
    }

    /** A reader of few elements, whose names hardly come again. */
    public static TreeReader ofFew(XMLStreamReader reader) {
        return new TreeReader(reader, Scope.at(reader), FEW_NAMES);
    }

    /** Reads the one element that {@code reader} is on; leaves the reader on its end tag. */
    public static Tree read(XMLStreamReader reader) throws XMLStreamException {
        return new TreeReader(reader).read();
    }

    /**
     * Reads the element whose start tag the reader is on and leaves the reader on its end tag.
     *
     * @throws XMLStreamException where the XML is broken, nested too deeply, or uses an entity
     */
    public Tree read() throws XMLStreamException {
        reader.require(XMLStreamConstants.START_ELEMENT, null, null);
        size = 0;
        depth = 0;
        open();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> open();
                case XMLStreamConstants.END_ELEMENT -> {
                    Tree closed = close();
                    if (depth == 0) {
                        return closed;
                    }
                    push(closed);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                case XMLStreamConstants.COMMENT -> node(new Tree.Comment(reader.getText()));
                case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    node(new Tree.Instruction(
                            reader.getPITarget(), Objects.requireNonNullElse(reader.getPIData(), "")));
                default ->
                    throw new XMLStreamException(
                            "an entity reference or another event that an element cannot hold: "
                                    + reader.getEventType(),
                            reader.getLocation());
            }
        }
    }

    private void open() throws XMLStreamException {
        if (depth == MAX_DEPTH) {
            throw new XMLStreamException("elements nested deeper than " + MAX_DEPTH, reader.getLocation());
        }
        endText();
        if (depth == openNames.length) {
            growFrames();
        }
        Scope outer = depth == 0 ? inherited : openScopes[depth - 1];
        openNames[depth] = name(reader.getPrefix(), reader.getNamespaceURI(), reader.getLocalName());
        openAttributes[depth] = attributes();
        openScopes[depth] = reader.getNamespaceCount() == 0 ? outer : declared(outer);
        openStarts[depth++] = size;
    }

    private void growFrames() {
        int length = depth * 2;
        openNames = Arrays.copyOf(openNames, length);
        openAttributes = Arrays.copyOf(openAttributes, length);
        openScopes = Arrays.copyOf(openScopes, length);
        openStarts = Arrays.copyOf(openStarts, length);
    }

    private Tree close() {
        endText();
        int frame = --depth;
        Scope outer = frame == 0 ? inherited : openScopes[frame - 1];
        Scope scope = openScopes[frame];
        Object content = content(openStarts[frame]);
        Layout layout = content instanceof Object[] nodes && nodes.length >= Layout.LEAST ? layout(nodes) : null;
        Tree tree = layout == null
                ? new Tree(openNames[frame], openAttributes[frame], content, scope, scope != outer)
                : new LaidOut(
                        openNames[frame], openAttributes[frame], (Object[]) content, scope, scope != outer, layout);
        size = openStarts[frame];
        return tree;
    }

    /** None where elements hardly ever have that of the one before: it would only cost. */
    private @Nullable Layout layout(Object[] nodes) {
        if (lastLayout != null && lastLayout.isOf(nodes)) {
            layouts = 0;
            return lastLayout;
        }
        if (++layouts > MOST_LAYOUTS) {
            return null;
        }
        lastLayout = Layout.of(nodes);
        return lastLayout;
    }

    private Object content(int start) {
        if (size == start) {
            return Tree.NONE;
        }
        return size == start + 1 && pending[start] instanceof String text
                ? text
                : Arrays.copyOfRange(pending, start, size);
    }

    private void node(Object node) {
        endText();
        push(node);
    }

    private void push(Object node) {
        if (size == pending.length) {
            pending = Arrays.copyOf(pending, size * 2);
        }
        pending[size++] = node;
    }

    private void text() {
        String text = reader.getText();
        if (text.isEmpty()) {
            return;
        }
        Object before = size == openStarts[depth - 1] ? null : pending[size - 1];
        if (before instanceof StringBuilder builder) {
            builder.append(text);
        } else if (before instanceof String first) {
            pending[size - 1] = new StringBuilder(first).append(text);
        } else {
            push(text);
        }
    }

    private void endText() {
        if (size > 0 && pending[size - 1] instanceof StringBuilder builder) {
            pending[size - 1] = builder.toString();
        }
    }

    private Scope declared(Scope outer) {
        if (lastScope.parent() != outer || !sameDeclarations(lastScope)) {
            lastScope = outer.declare(Scope.declarationsAt(reader));
        }
        return lastScope;
    }

    private boolean sameDeclarations(Scope scope) {
        int count = reader.getNamespaceCount();
        if (count != scope.size()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!scope.prefix(i).equals(Objects.requireNonNullElse(reader.getNamespacePrefix(i), ""))
                    || !scope.uri(i).equals(Objects.requireNonNullElse(reader.getNamespaceURI(i), ""))) {
                return false;
            }
        }
        return true;
    }

    private Object[] attributes() throws XMLStreamException {
        int count = reader.getAttributeCount();
        if (count == 0) {
            return Tree.NONE;
        }
        Object[] attributes = new Object[count * 2];
        for (int i = 0; i < count; i++) {
            attributes[2 * i] = name(
                    reader.getAttributePrefix(i), reader.getAttributeNamespace(i), reader.getAttributeLocalName(i));
            attributes[2 * i + 1] = reader.getAttributeValue(i);
        }
        // The same xsi:nil="true" again and again.
        if (!Arrays.equals(attributes, lastAttributes) || !samePrefixes(attributes)) {
            lastAttributes = attributes;
        }
        return lastAttributes;
    }

    private boolean samePrefixes(Object[] attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            if (!((QName) attributes[i]).getPrefix().equals(((QName) lastAttributes[i]).getPrefix())) {
                return false;
            }
        }
        return true;
    }

    private QName name(@Nullable String prefix, @Nullable String namespace, String local) throws XMLStreamException {
        String uri = namespace == null ? "" : namespace;
        String qualifier = prefix == null ? "" : prefix;
        int slot = (local.hashCode() * 31 + qualifier.hashCode()) & (names.length - 1);
        QName known = names[slot];
        if (known != null
                && known.getLocalPart().equals(local)
                && known.getNamespaceURI().equals(uri)
                && known.getPrefix().equals(qualifier)) {
            return known;
        }
        // Aalto lets a name end in its colon.
        if (local.isEmpty()) {
            throw new XMLStreamException("a name without a local part: " + qualifier + ":", reader.getLocation());
        }
        QName name = new QName(uri, local, qualifier);
        names[slot] = name;
        return name;
    }
}
