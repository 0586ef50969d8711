package dev.wsman.testkit.interop;

import static dev.wsman.testkit.fixture.XmlElements.child;
import static dev.wsman.testkit.fixture.XmlElements.children;

import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.util.Set;
import java.util.TreeSet;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/**
 * Describes envelopes and elements as text, so that two of them can be compared. Prefixes and namespace declarations
 * are left out. For {@code <w:a xsi:type="p:T"><w:b>1</w:b></w:a>} with texts:
 *
 * <pre>
 * {namespace of w}a [{namespace of xsi}type={namespace of p}T]
 *   {namespace of w}b = 1
 * </pre>
 */
final class EnvelopeOutline {
    private EnvelopeOutline() {}

    /** Describes an element and its content: namespaces, names and attributes with values, and texts if requested. */
    static String outline(Element element, boolean texts) {
        StringBuilder outline = new StringBuilder(name(element)).append(attributes(element));
        if (children(element).isEmpty() && texts) {
            outline.append(" = ").append(element.getTextContent());
        }
        children(element).forEach(child -> outline.append("\n")
                .append(outline(child, texts).indent(2).stripTrailing()));
        return outline.toString();
    }

    /**
     * Describes everything around the items: names and attributes of all elements from the envelope down, with header
     * blocks in any order.
     */
    static String frame(Element envelope) {
        Set<String> headers = new TreeSet<>();
        children(child(envelope, "Header")).forEach(block -> headers.add(outline(block, false)));
        StringBuilder frame = new StringBuilder(attributes(envelope)).append(headers);
        Element content = content(envelope);
        frame.append(name(content));
        for (Element child : children(content)) {
            boolean items = child.getLocalName().equals("Items");
            boolean empty = child.getTextContent().isEmpty();
            frame.append("\n  ")
                    .append(items ? name(child) : outline(child, false))
                    .append(empty ? " (empty)" : "");
        }
        return frame.toString();
    }

    /**
     * Describes the elements and attributes of a fault, including codes, without values that depend on the machine or
     * on the failed operation.
     */
    static String fault(Element envelope) {
        Element fault = content(envelope);
        return outline(fault, false).replaceAll("(Code|Machine|path|provider)=[^,\\]]*", "$1")
                + text(child(fault, "Code"), "Value")
                + text(child(child(fault, "Code"), "Subcode"), "Value");
    }

    static String text(Element parent, String name) {
        return child(parent, name).getTextContent();
    }

    /** Returns the element in the Body. */
    static Element content(Element envelope) {
        return children(child(envelope, "Body")).get(0);
    }

    private static String name(Element element) {
        return "{" + (element.getNamespaceURI() == null ? "" : element.getNamespaceURI()) + "}"
                + element.getLocalName();
    }

    static String attributes(Element element) {
        Set<String> found = new TreeSet<>();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (!"http://www.w3.org/2000/xmlns/".equals(attribute.getNamespaceURI())) {
                found.add("{" + attribute.getNamespaceURI() + "}" + attribute.getLocalName() + "="
                        + resolved(element, attribute));
            }
        }
        return found.isEmpty() ? "" : " " + found;
    }

    /** Returns the value of an attribute. In xsi:type, the namespace replaces the prefix. */
    private static String resolved(Element element, Attr attribute) {
        String value = attribute.getValue();
        int colon = value.indexOf(':');
        return ServiceNamespaces.XSI.equals(attribute.getNamespaceURI()) && colon > 0
                ? "{" + element.lookupNamespaceURI(value.substring(0, colon)) + "}" + value.substring(colon + 1)
                : value;
    }
}
