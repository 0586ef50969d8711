package dev.wsman.internal.xml;

/**
 * An element that contains a {@code char16} as its character. The class marks it, because OMI expects the decimal
 * number instead, and the resource URI that is known at creation does not always identify the server.
 */
public final class CharacterElement extends Tree {
    CharacterElement(Tree element) {
        super(element.name(), attributes(element), element.text(), element.scope(), element.declares());
    }

    private static Object[] attributes(Tree element) {
        Object[] attributes = new Object[2 * element.attributeCount()];
        for (int i = 0; i < element.attributeCount(); i++) {
            attributes[2 * i] = element.attributeName(i);
            attributes[2 * i + 1] = element.attributeValue(i);
        }
        return attributes;
    }

    /** Returns whether the tree is such an element or contains one. */
    public static boolean isWithin(Tree tree) {
        if (tree instanceof CharacterElement) {
            return true;
        }
        for (Tree child : tree.elements()) {
            if (isWithin(child)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a copy of the tree in which each such element contains the decimal number of its character. */
    public static Tree numbered(Tree tree) {
        if (!isWithin(tree)) {
            return tree;
        }
        TreeBuilder copy = tree.toBuilder();
        if (tree instanceof CharacterElement) {
            copy.nodes().clear();
            return copy.text(Integer.toString(tree.text().charAt(0))).build();
        }
        copy.nodes().replaceAll(node -> node instanceof Tree child ? numbered(child) : node);
        return copy.build();
    }
}
