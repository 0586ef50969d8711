package dev.wsman.internal.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Converts {@link Tree}s to and from DOM elements, including those of DOM level 1, which have no namespaces. */
public final class Dom {
    private Dom() {}

    /**
     * Returns the root element of a new document with the content of the tree and all namespace declarations that it
     * needs.
     */
    public static Element toElement(Tree tree) {
        try {
            Document document = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .newDocument();
            Element root = element(tree, null, NamespaceScope.EMPTY, document);
            document.appendChild(root);
            return root;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JDK's own DOM cannot be used", e);
        }
    }

    private static Element element(
            Tree tree, @Nullable NamespaceScope around, NamespaceScope written, Document document) {
        Element element = document.createElementNS(uriOrNull(tree.namespace()), qualified(tree.name()));
        NamespaceScope scope = NamespaceDeclarations.on(tree, around, written);
        for (int i = 0; scope != written && i < scope.size(); i++) {
            String prefix = scope.prefix(i);
            String name = prefix.isEmpty() ? XMLConstants.XMLNS_ATTRIBUTE : XMLConstants.XMLNS_ATTRIBUTE + ":" + prefix;
            element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, name, scope.uri(i));
        }
        for (int i = 0; i < tree.attributeCount(); i++) {
            QName name = tree.attributeName(i);
            element.setAttributeNS(uriOrNull(name.getNamespaceURI()), qualified(name), tree.attributeValue(i));
        }
        for (int i = 0; i < tree.nodeCount(); i++) {
            element.appendChild(node(tree.node(i), tree.scope(), scope, document));
        }
        return element;
    }

    private static Node node(Object node, NamespaceScope around, NamespaceScope written, Document document) {
        if (node instanceof Tree child) {
            return element(child, around, written, document);
        }
        if (node instanceof Tree.Comment comment) {
            return document.createComment(comment.text());
        }
        if (node instanceof Tree.Instruction instruction) {
            return document.createProcessingInstruction(instruction.target(), instruction.data());
        }
        return document.createTextNode((String) node);
    }

    private static @Nullable String uriOrNull(String uri) {
        return uri.isEmpty() ? null : uri;
    }

    private static String qualified(QName name) {
        return name.getPrefix().isEmpty() ? name.getLocalPart() : name.getPrefix() + ":" + name.getLocalPart();
    }

    /**
     * Returns the tree of a DOM element. The tree knows the namespace declarations of the element's ancestors.
     *
     * @throws IllegalArgumentException if the element contains characters that XML does not allow, or an undeclared
     *     prefix
     */
    public static Tree fromElement(Element element) {
        return tree(element, inherited(element.getParentNode()));
    }

    private static NamespaceScope inherited(@Nullable Node ancestor) {
        return ancestor instanceof Element element
                ? inherited(element.getParentNode()).declare(declarations(element))
                : NamespaceScope.EMPTY;
    }

    private static String[] declarations(Element element) {
        List<String> pairs = new ArrayList<>();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            String name = attribute.getName();
            if (isDeclaration(name)) {
                pairs.add(name.length() == 5 ? "" : name.substring(6));
                pairs.add(attribute.getValue());
            }
        }
        return pairs.toArray(new String[0]);
    }

    private static boolean isDeclaration(String name) {
        return name.equals("xmlns") || name.startsWith("xmlns:");
    }

    private static Tree tree(Element element, NamespaceScope outer) {
        NamespaceScope scope = outer.declare(declarations(element));
        List<Object> nodes = new ArrayList<>();
        addNodes(element, scope, nodes);
        Object content = nodes.size() == 1 && nodes.get(0) instanceof String text ? text : nodes.toArray();
        return new Tree(name(element, scope), attributes(element, scope), content, scope, scope != outer);
    }

    private static Object[] attributes(Element element, NamespaceScope scope) {
        List<Object> attributes = new ArrayList<>();
        NamedNodeMap all = element.getAttributes();
        for (int i = 0; i < all.getLength(); i++) {
            Attr attribute = (Attr) all.item(i);
            if (!isDeclaration(attribute.getName())) {
                attributes.add(name(attribute, scope));
                attributes.add(XmlCharacters.requireText(attribute.getValue()));
            }
        }
        return attributes.toArray();
    }

    private static QName name(Node node, NamespaceScope scope) {
        String qualified = node.getNodeName();
        int colon = qualified.indexOf(':');
        String prefix = colon < 0 ? "" : qualified.substring(0, colon);
        String local = XmlCharacters.requireName(qualified.substring(colon + 1));
        if (node.getLocalName() != null) {
            String uri = Objects.requireNonNullElse(node.getNamespaceURI(), "");
            return new QName(uri, local, prefix.isEmpty() && node instanceof Attr ? prefixFor(uri, scope) : prefix);
        }
        String uri = colon < 0 && node instanceof Attr ? "" : scope.uri(prefix);
        if (uri == null) {
            throw new IllegalArgumentException("the prefix of " + qualified + " is not declared");
        }
        return new QName(uri, local, prefix);
    }

    /**
     * Returns a prefix for an attribute in a namespace. DOM allows such an attribute without a prefix; XML text does
     * not.
     */
    private static String prefixFor(String uri, NamespaceScope scope) {
        if (uri.isEmpty()) {
            return "";
        }
        var prefixes = scope.getPrefixes(uri);
        while (prefixes.hasNext()) {
            String prefix = prefixes.next();
            if (!prefix.isEmpty()) {
                return prefix;
            }
        }
        return "a" + Integer.toHexString(uri.hashCode());
    }

    private static void addNodes(Node parent, NamespaceScope scope, List<Object> nodes) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            switch (node.getNodeType()) {
                case Node.ELEMENT_NODE -> nodes.add(tree((Element) node, scope));
                case Node.TEXT_NODE, Node.CDATA_SECTION_NODE ->
                    TreeBuilder.appendText(nodes, XmlCharacters.requireText(node.getNodeValue()));
                case Node.COMMENT_NODE -> nodes.add(new Tree.Comment(node.getNodeValue()));
                case Node.PROCESSING_INSTRUCTION_NODE ->
                    nodes.add(new Tree.Instruction(node.getNodeName(), node.getNodeValue()));
                default -> addNodes(node, scope, nodes);
            }
        }
    }
}
