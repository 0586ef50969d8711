package dev.wsman.internal.xml;

import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link Tree}s unchanged: names, prefixes, declarations, attributes, text, comments and processing
 * instructions.
 */
public final class TreeWriter {
    private static final String INDENTATION = "  ";

    private final XMLStreamWriter writer;
    private final boolean indented;
    private int depth;

    private TreeWriter(XMLStreamWriter writer, boolean indented) {
        this.writer = writer;
        this.indented = indented;
    }

    /**
     * Writes the element with all declarations that it needs, regardless of those that the writer has written before.
     */
    public static void write(Tree tree, XMLStreamWriter writer) throws XMLStreamException {
        write(tree, writer, NamespaceScope.EMPTY);
    }

    /** Writes the element without repeating the given declarations, which are in force on the writer. */
    public static void write(Tree tree, XMLStreamWriter writer, NamespaceScope written) throws XMLStreamException {
        new TreeWriter(writer, false).element(tree, null, written);
    }

    /**
     * Returns the unchanged element as text, without an XML declaration.
     *
     * @throws IllegalArgumentException if the element contains characters that XML does not allow
     */
    public static String toXml(Tree tree) {
        return text(tree, false);
    }

    /**
     * Returns the element as text in which each element begins a line, indented by two spaces a level. White space
     * between elements is replaced, and nothing is added to an element that contains a text of other characters or has
     * {@code xml:space="preserve"}.
     *
     * @throws IllegalArgumentException if the element contains characters that XML does not allow
     */
    public static String toIndentedXml(Tree tree) {
        return text(tree, true);
    }

    private static String text(Tree tree, boolean indented) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            new TreeWriter(writer, indented).element(tree, null, NamespaceScope.EMPTY);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(tree.name() + " cannot be written as XML: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private void element(Tree tree, @Nullable NamespaceScope around, NamespaceScope written) throws XMLStreamException {
        NamespaceScope scope = NamespaceDeclarations.on(tree, around, written);
        if (tree.nodeCount() == 0) {
            writer.writeEmptyElement(tree.prefix(), tree.localName(), tree.namespace());
            startTag(tree, scope, written);
            return;
        }
        writer.writeStartElement(tree.prefix(), tree.localName(), tree.namespace());
        startTag(tree, scope, written);
        if (indented && tree.hasElementContent() && !isPreserved(tree)) {
            lines(tree, scope);
        } else {
            TreeWriter inner = indented ? new TreeWriter(writer, false) : this;
            for (int i = 0; i < tree.nodeCount(); i++) {
                inner.node(tree.node(i), tree.scope(), scope);
            }
        }
        writer.writeEndElement();
    }

    private static boolean isPreserved(Tree tree) {
        return "preserve".equals(tree.attribute(XMLConstants.XML_NS_URI, "space"));
    }

    /** Writes each node except white space on a line of its own. */
    private void lines(Tree tree, NamespaceScope scope) throws XMLStreamException {
        depth++;
        for (int i = 0; i < tree.nodeCount(); i++) {
            if (!(tree.node(i) instanceof String)) {
                newLine();
                node(tree.node(i), tree.scope(), scope);
            }
        }
        depth--;
        newLine();
    }

    private void newLine() throws XMLStreamException {
        writer.writeCharacters("\n" + INDENTATION.repeat(depth));
    }

    private void startTag(Tree tree, NamespaceScope scope, NamespaceScope written) throws XMLStreamException {
        if (scope != written) {
            declare(scope);
        }
        for (int i = 0; i < tree.attributeCount(); i++) {
            attribute(tree.attributeName(i), tree.attributeValue(i));
        }
    }

    private void declare(NamespaceScope scope) throws XMLStreamException {
        for (int i = 0; i < scope.size(); i++) {
            if (scope.prefix(i).isEmpty()) {
                writer.writeDefaultNamespace(scope.uri(i));
            } else if (!scope.prefix(i).equals(XMLConstants.XML_NS_PREFIX)) {
                writer.writeNamespace(scope.prefix(i), scope.uri(i));
            }
        }
    }

    private void attribute(QName name, String value) throws XMLStreamException {
        if (name.getNamespaceURI().isEmpty()) {
            writer.writeAttribute(name.getLocalPart(), value);
        } else {
            writer.writeAttribute(name.getPrefix(), name.getNamespaceURI(), name.getLocalPart(), value);
        }
    }

    private void node(Object node, NamespaceScope around, NamespaceScope written) throws XMLStreamException {
        if (node instanceof Tree child) {
            element(child, around, written);
        } else if (node instanceof String text) {
            writer.writeCharacters(text);
        } else if (node instanceof Tree.Comment comment) {
            writer.writeComment(comment.text());
        } else if (node instanceof Tree.Instruction instruction
                && instruction.data().isEmpty()) {
            writer.writeProcessingInstruction(instruction.target());
        } else if (node instanceof Tree.Instruction instruction) {
            writer.writeProcessingInstruction(instruction.target(), instruction.data());
        }
    }
}
