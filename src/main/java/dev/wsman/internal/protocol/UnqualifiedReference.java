package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.Map;

/** Reads the endpoint references in items of WQL projections, whose elements Windows writes without a namespace. */
public final class UnqualifiedReference {
    private static final Map<String, String> NAMESPACES = Map.of(
            "EndpointReference", Namespaces.ADDRESSING,
            "Address", Namespaces.ADDRESSING,
            "ReferenceParameters", Namespaces.ADDRESSING,
            "ResourceURI", Namespaces.WSMAN,
            "SelectorSet", Namespaces.WSMAN,
            "Selector", Namespaces.WSMAN);

    private UnqualifiedReference() {}

    /** Returns the reference with its elements in their namespaces; returns other content unchanged. */
    public static Tree qualified(Tree content) {
        Tree nested = content.firstChild("", "EndpointReference");
        boolean unqualified = content.firstChild("", "ReferenceParameters") != null
                || nested != null && nested.firstChild("", "ReferenceParameters") != null;
        return unqualified ? withQualifiedChildren(content.toBuilder()) : content;
    }

    private static Tree withQualifiedChildren(TreeBuilder element) {
        element.nodes().replaceAll(node -> node instanceof Tree child ? qualifiedChild(child) : node);
        return element.build();
    }

    private static Tree qualifiedChild(Tree child) {
        String namespace = child.namespace().isEmpty() ? NAMESPACES.get(child.localName()) : null;
        if (namespace == null) {
            return child;
        }
        TreeBuilder qualified = Tree.builder(namespace, child.localName(), "q");
        for (int i = 0; i < child.attributeCount(); i++) {
            qualified.attribute(
                    child.attributeName(i).getNamespaceURI(),
                    child.attributeName(i).getLocalPart(),
                    child.attributeName(i).getPrefix(),
                    child.attributeValue(i));
        }
        for (int i = 0; i < child.nodeCount(); i++) {
            qualified.nodes().add(child.node(i));
        }
        return withQualifiedChildren(qualified);
    }
}
