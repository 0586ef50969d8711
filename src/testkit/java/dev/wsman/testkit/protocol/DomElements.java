package dev.wsman.testkit.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads DOM elements by qualified name. */
final class DomElements {
    private DomElements() {}

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    static List<Element> children(Element parent, String namespace, String name) {
        return children(parent).stream()
                .filter(child -> is(child, namespace, name))
                .toList();
    }

    static Optional<Element> child(Element parent, String namespace, String name) {
        return children(parent).stream()
                .filter(child -> is(child, namespace, name))
                .findFirst();
    }

    static boolean is(Element element, String namespace, String name) {
        return name.equals(element.getLocalName()) && namespace.equals(element.getNamespaceURI());
    }

    /** Returns the text of an element without leading and trailing white space. */
    static String text(Element element) {
        return element.getTextContent().strip();
    }

    static boolean isNil(Element element) {
        String nil = element.getAttributeNS(ServiceNamespaces.XSI, "nil").strip();
        return nil.equals("true") || nil.equals("1");
    }
}
