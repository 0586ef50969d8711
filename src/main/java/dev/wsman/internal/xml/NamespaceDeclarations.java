package dev.wsman.internal.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Determines the namespaces to declare on an element that is written:
 *
 * <ul>
 * <li>those that the element declares
 * <li>if it was taken from another document, those that it inherited there and uses, in names or in text of the form
 *     {@code prefix:name}
 * <li>those that its name and its attributes need in addition.
 * </ul>
 *
 * <p>For example, {@code <I>t:X</I>} inside of {@code <E xmlns:t="urn:t" xmlns:u="urn:u">} is written alone as
 * {@code <I xmlns:t="urn:t">t:X</I>}.
 */
final class NamespaceDeclarations {
    private static final int MOST_SETTLED = 10_000;

    private final Tree tree;
    private final NamespaceScope written;
    private final List<String> pairs = new ArrayList<>(4);
    /**
     * Prefixes that are known to need no inherited declaration. Avoids repeated look-ups, because a text may contain a
     * prefix a million times.
     */
    private final Set<String> settled = new HashSet<>();

    private NamespaceDeclarations(Tree tree, NamespaceScope written) {
        this.tree = tree;
        this.written = written;
    }

    /**
     * Returns the scope in which {@code tree} is written: {@code written} itself if there is nothing to declare, or
     * else a scope with one more link.
     *
     * @param around the scope of the parent of {@code tree}; null if {@code tree} is the first element to be written
     */
    static NamespaceScope on(Tree tree, @Nullable NamespaceScope around, NamespaceScope written) {
        boolean grafted = tree.context() != around && tree.context() != NamespaceScope.EMPTY;
        if (!grafted && !tree.declares() && bound(tree.name(), written) && !hasQualifiedAttribute(tree)) {
            return written;
        }
        return new NamespaceDeclarations(tree, written).all(grafted);
    }

    private static boolean hasQualifiedAttribute(Tree tree) {
        for (int i = 0; i < tree.attributeCount(); i++) {
            if (!tree.attributeName(i).getNamespaceURI().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean bound(QName name, NamespaceScope scope) {
        return name.getNamespaceURI().equals(scope.uri(name.getPrefix()));
    }

    private NamespaceScope all(boolean grafted) {
        if (tree.declares()) {
            for (int i = 0; i < tree.scope().size(); i++) {
                add(tree.scope().prefix(i), tree.scope().uri(i));
            }
        }
        if (grafted) {
            inherit(tree, tree.context());
        }
        need(tree.name());
        for (int i = 0; i < tree.attributeCount(); i++) {
            if (!tree.attributeName(i).getNamespaceURI().isEmpty()) {
                need(tree.attributeName(i));
            }
        }
        return written.declare(pairs.toArray(new String[0]));
    }

    private void add(String prefix, String uri) {
        pairs.add(prefix);
        pairs.add(uri);
    }

    private @Nullable String declared(String prefix) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(prefix)) {
                return pairs.get(i + 1);
            }
        }
        return null;
    }

    private void need(QName name) {
        String prefix = name.getPrefix();
        String uri = Objects.requireNonNullElse(declared(prefix), Objects.requireNonNullElse(written.uri(prefix), "?"));
        if (!uri.equals(name.getNamespaceURI()) && !prefix.equals(XMLConstants.XML_NS_PREFIX)) {
            if (declared(prefix) != null) {
                throw new IllegalArgumentException(
                        "the prefix \"" + prefix + "\" would stand for two namespaces on " + tree.name());
            }
            add(prefix, name.getNamespaceURI());
        }
    }

    private void inherit(Tree node, NamespaceScope context) {
        inheritPrefix(node, node.prefix(), context);
        for (int i = 0; i < node.attributeCount(); i++) {
            QName attribute = node.attributeName(i);
            if (!attribute.getPrefix().isEmpty()) {
                inheritPrefix(node, attribute.getPrefix(), context);
            }
            inheritText(node, node.attributeValue(i), context);
            if (Tree.isXsiType(attribute) && node.attributeValue(i).indexOf(':') < 0) {
                inheritPrefix(node, XMLConstants.DEFAULT_NS_PREFIX, context);
            }
        }
        for (int i = 0; i < node.nodeCount(); i++) {
            if (node.node(i) instanceof String text) {
                inheritText(node, text, context);
            } else if (node.node(i) instanceof Tree child && child.context() == node.scope()) {
                inherit(child, context);
            }
        }
    }

    private void inheritText(Tree node, String text, NamespaceScope context) {
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            int start = colon;
            while (start > 0 && isNameCharacter(text.charAt(start - 1))) {
                start--;
            }
            if (start < colon) {
                inheritPrefix(node, text.substring(start, colon), context);
            }
        }
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private void inheritPrefix(Tree node, String prefix, NamespaceScope context) {
        if (settled.contains(prefix)) {
            return;
        }
        String uri = context.uri(prefix);
        if (uri == null || uri.equals(written.uri(prefix)) || declared(prefix) != null) {
            settle(prefix);
        } else if (!declaredInside(node.scope(), prefix, context)) {
            add(prefix, uri);
        }
    }

    private void settle(String prefix) {
        if (settled.size() < MOST_SETTLED) {
            settled.add(prefix);
        }
    }

    private static boolean declaredInside(NamespaceScope scope, String prefix, NamespaceScope context) {
        for (NamespaceScope link = scope; link != null && link != context; link = link.parent()) {
            if (link.declaresItself(prefix)) {
                return true;
            }
        }
        return false;
    }
}
