package dev.wsman.internal.xml;

import java.util.Arrays;
import java.util.Objects;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Tree}s from a StAX reader. One instance reads all items of a batch, so that they share names,
 * declarations and buffers. Not thread-safe. It does not recurse, and rejects elements that are nested deeper than
 * {@value #MAX_DEPTH}.
 */
public final class TreeReader {
    /** The maximum nesting depth. CIM needs less than 20. */
    public static final int MAX_DEPTH = 200;

    private XMLStreamReader reader;
    /** The reader, if it gives access to the bytes of the document. */
    private @Nullable Utf8Reader utf8;

    private final NamespaceScope inherited;
    /** The stacks of the current {@link #read}. */
    private PendingNodes nodes;

    private OpenElements openElements;

    private NamespaceScope lastScope = NamespaceScope.EMPTY;
    /** The attributes of the latest element at each depth that had any. */
    private Object[][] latestAttributes = new Object[8][];

    private final RecentLayouts layouts = new RecentLayouts();

    /**
     * Creates a reader of the elements below the current element of {@code reader} (the Items element or the SOAP
     * Body). The trees inherit the declarations of that element and of its ancestors.
     */
    public TreeReader(XMLStreamReader reader) {
        this(reader, NamespaceScope.at(reader));
    }

    /** Creates a reader for known declarations around the trees. */
    public TreeReader(XMLStreamReader reader, NamespaceScope inherited) {
        this.reader = reader;
        this.utf8 = utf8(reader);
        this.inherited = inherited;
    }

    /** Reads the current element of {@code reader}, which is then at the end tag of that element. */
    public static Tree read(XMLStreamReader reader) throws XMLStreamException {
        return new TreeReader(reader).read();
    }

    /** Reads the current element of another reader, whose declarations around it are the same. */
    Tree readFrom(XMLStreamReader next) throws XMLStreamException {
        reader = next;
        utf8 = utf8(next);
        return read();
    }

    private static @Nullable Utf8Reader utf8(XMLStreamReader reader) {
        return reader instanceof Utf8Reader utf8 ? utf8 : null;
    }

    /**
     * Reads the current element. The reader must be at its start tag, and is then at its end tag.
     *
     * @throws XMLStreamException if the XML is not well-formed, is nested too deeply, or uses an entity
     */
    public Tree read() throws XMLStreamException {
        reader.require(XMLStreamConstants.START_ELEMENT, null, null);
        // After an exception they are not empty, and not kept.
        TreeBuffers buffers = TreeBuffers.take();
        nodes = buffers.nodes;
        openElements = buffers.open;
        Tree tree = readTree();
        buffers.giveBack();
        return tree;
    }

    private Tree readTree() throws XMLStreamException {
        int event = open();
        while (true) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    event = open();
                    continue;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Tree closed = close();
                    if (closed != null && openElements.depth() == 0) {
                        return closed;
                    } else if (closed != null) {
                        nodes.push(closed, closed.name());
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                case XMLStreamConstants.COMMENT -> node(new Tree.Comment(reader.getText()));
                case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    node(new Tree.Instruction(
                            reader.getPITarget(), Objects.requireNonNullElse(reader.getPIData(), "")));
                default ->
                    throw new XMLStreamException(
                            "an entity reference or another event that an element cannot contain: "
                                    + reader.getEventType(),
                            reader.getLocation());
            }
            event = next();
        }
    }

    /** Reads the next children, as far as they are expected, and moves to the event after them. */
    private int next() throws XMLStreamException {
        ExpectedChildren expected = openElements.depth() < MAX_DEPTH ? openElements.expected() : null;
        if (expected != null && (reader.isStartElement() || reader.isEndElement())) {
            expected.read(nodes, openElements.start());
        }
        return reader.next();
    }

    /** Begins an element, or reads it completely if it is simple. Returns the event after that. */
    private int open() throws XMLStreamException {
        boolean root = openElements.depth() == 0;
        if (openElements.depth() == MAX_DEPTH) {
            throw new XMLStreamException("elements nested deeper than " + MAX_DEPTH, reader.getLocation());
        }
        nodes.endText();
        NamespaceScope outer = around();
        QName name = name();
        Object[] attributes = attributes();
        NamespaceScope scope = reader.getNamespaceCount() == 0 ? outer : declared(outer);
        int start = nodes.size();
        ChildLayout layout = layouts.latest(name);
        if (layout != null) {
            openElements.push(name, attributes, scope, ExpectedChildren.of(layout, scope, utf8), start);
            return next();
        }
        int event = reader.next();
        if (event == XMLStreamConstants.CHARACTERS
                && !root
                && attributes == Tree.NONE
                && scope == outer
                && nodes.pushPacked(reader)) {
            event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                nodes.nameLast(name);
                return next();
            }
        }
        openElements.push(name, attributes, scope, null, start);
        return event;
    }

    /**
     * Returns the tree of the element that ends here; null if the element has only text and its parent can store just
     * that text.
     */
    private @Nullable Tree close() {
        nodes.endText();
        QName name = openElements.name();
        Object[] attributes = openElements.attributes();
        NamespaceScope scope = openElements.scope();
        int start = openElements.start();
        openElements.pop();
        boolean declares = scope != around();
        boolean single = nodes.isOnlyText(start);
        if (single && openElements.depth() > 0 && !declares && attributes == Tree.NONE) {
            nodes.nameLast(name);
            return null;
        }
        ChildLayout layout = nodes.layout(layouts, name, start);
        Tree tree = layout == null
                ? new Tree(name, attributes, single ? nodes.text(start) : nodes.content(start, scope), scope, declares)
                : new RecordElement(
                        name,
                        attributes,
                        nodes.withoutPackedTexts(start),
                        nodes.packedTexts(start),
                        scope,
                        declares,
                        layout);
        nodes.removeFrom(start);
        return tree;
    }

    /** Returns the declarations in force in the innermost element, or around the root. */
    private NamespaceScope around() {
        return openElements.depth() == 0 ? inherited : openElements.scope();
    }

    private void node(Object node) {
        nodes.endText();
        nodes.push(node, null);
    }

    private void text() {
        String text = reader.getText();
        if (!text.isEmpty()) {
            nodes.pushText(text, openElements.start());
        }
    }

    private NamespaceScope declared(NamespaceScope outer) {
        if (lastScope.parent() != outer || !sameDeclarations(lastScope)) {
            lastScope = outer.declare(NamespaceScope.declarationsAt(reader));
        }
        return lastScope;
    }

    private boolean sameDeclarations(NamespaceScope scope) {
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
        if (count > XmlFactories.MOST_ATTRIBUTES) {
            throw new XMLStreamException(
                    "more than " + XmlFactories.MOST_ATTRIBUTES + " attributes of an element", reader.getLocation());
        }
        int depth = openElements.depth();
        if (depth >= latestAttributes.length) {
            latestAttributes = Arrays.copyOf(latestAttributes, depth * 2);
        }
        Object[] latest = latestAttributes[depth];
        if (latest != null && hasAttributes(latest, count)) {
            return latest;
        }
        Object[] attributes = new Object[count * 2];
        for (int i = 0; i < count; i++) {
            attributes[2 * i] = name(
                    reader.getAttributePrefix(i), reader.getAttributeNamespace(i), reader.getAttributeLocalName(i));
            attributes[2 * i + 1] = reader.getAttributeValue(i);
        }
        latestAttributes[depth] = attributes;
        return attributes;
    }

    /** Returns whether the current element has these attributes: most are repeated, such as xsi:nil="true". */
    private boolean hasAttributes(Object[] attributes, int count) {
        if (attributes.length != 2 * count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!SharedNames.is(
                            (QName) attributes[2 * i],
                            reader.getAttributePrefix(i),
                            reader.getAttributeNamespace(i),
                            reader.getAttributeLocalName(i))
                    || !attributes[2 * i + 1].equals(reader.getAttributeValue(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the name of the current element. Usually it is the name at the same position in the previous parent of
     * that name.
     */
    private QName name() throws XMLStreamException {
        String local = reader.getLocalName();
        ExpectedChildren children = openElements.expected();
        QName expected = children == null ? null : children.name(nodes.size() - openElements.start());
        return expected != null && SharedNames.is(expected, reader.getPrefix(), reader.getNamespaceURI(), local)
                ? expected
                : name(reader.getPrefix(), reader.getNamespaceURI(), local);
    }

    /** Returns a shared name, because layouts are compared by the identity of their names. */
    private QName name(@Nullable String prefix, @Nullable String namespace, String local) throws XMLStreamException {
        String qualifier = Objects.requireNonNullElse(prefix, "");
        // Aalto accepts names that end with the colon.
        if (local.isEmpty()) {
            throw new XMLStreamException("a name without a local part: " + qualifier + ":", reader.getLocation());
        }
        return SharedNames.of(Objects.requireNonNullElse(namespace, ""), local, qualifier);
    }
}
