package dev.wsman.codegen.xml;

import dev.wsman.codegen.model.DeclarationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a declaration with its attributes, children and text. Namespaces are omitted: CIM-XML has none, and in
 * openwsman's form the namespace is the class.
 */
final class XmlNode {
    private static final int MAX_DEPTH = 64;

    final String name;
    final Map<String, String> attributes = new LinkedHashMap<>();
    final List<XmlNode> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private XmlNode(String name) {
        this.name = name;
    }

    /** Reads the element whose start tag is the current event, up to its end tag. */
    static XmlNode read(XMLStreamReader reader, String source) throws XMLStreamException {
        return read(reader, source, 0);
    }

    private static XmlNode read(XMLStreamReader reader, String source, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new DeclarationException(
                    source,
                    reader.getLocation().getLineNumber(),
                    reader.getLocation().getColumnNumber(),
                    "elements are nested deeper than " + MAX_DEPTH);
        }
        XmlNode node = new XmlNode(reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            node.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                node.children.add(read(reader, source, depth + 1));
            } else if (reader.isCharacters()) {
                node.text.append(reader.getText());
            }
        }
        return node;
    }

    String text() {
        return text.toString();
    }

    Optional<String> attribute(String wanted) {
        return Optional.ofNullable(attributes.get(wanted)).filter(value -> !value.isBlank());
    }

    boolean flag(String attribute, boolean fallback) {
        return attribute(attribute).map(Boolean::parseBoolean).orElse(fallback);
    }

    Stream<XmlNode> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    Optional<XmlNode> child(String childName) {
        return all(childName).findFirst();
    }
}
