package dev.wsman.internal.xml;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Tree}. Each method throws an IllegalArgumentException for arguments that XML does not allow, such as
 * a name with a space, a control character, or a prefix of two namespaces. Not thread-safe.
 */
public final class TreeBuilder {
    private final QName name;
    private final NamespaceScope context;
    /** The scope of the tree from which this builder was created; shared as long as no declaration is added. */
    private final @Nullable NamespaceScope copied;

    private final List<String> declarations = new ArrayList<>();
    private final List<Object> attributes = new ArrayList<>();
    private final List<Object> nodes = new ArrayList<>();

    TreeBuilder(QName name) {
        this.name = checked(name);
        this.context = NamespaceScope.EMPTY;
        this.copied = null;
    }

    TreeBuilder(Tree tree) {
        this.name = tree.name();
        this.context = tree.context();
        this.copied = tree.declares() ? tree.scope() : null;
        if (tree.declares()) {
            for (int i = 0; i < tree.scope().size(); i++) {
                declarations.add(tree.scope().prefix(i));
                declarations.add(tree.scope().uri(i));
            }
        }
        for (int i = 0; i < tree.attributeCount(); i++) {
            attributes.add(tree.attributeName(i));
            attributes.add(tree.attributeValue(i));
        }
        for (int i = 0; i < tree.nodeCount(); i++) {
            nodes.add(tree.node(i));
        }
    }

    private static QName checked(QName name) {
        XmlCharacters.requireName(name.getLocalPart());
        if (!name.getPrefix().isEmpty()) {
            XmlCharacters.requireName(name.getPrefix());
            if (name.getNamespaceURI().isEmpty()) {
                throw new IllegalArgumentException(
                        "the prefix of " + name.getPrefix() + ":" + name.getLocalPart() + " has no namespace");
            }
        }
        XmlCharacters.requireText(name.getNamespaceURI());
        return name;
    }

    /**
     * Declares a namespace on the element; the empty prefix means the default namespace. A repeated declaration is
     * allowed.
     */
    public TreeBuilder declare(String prefix, String uri) {
        if (!prefix.isEmpty()) {
            XmlCharacters.requireName(prefix);
        }
        String declared = declared(prefix);
        if (declared == null) {
            requireFree(prefix, uri);
            declarations.add(prefix);
            declarations.add(XmlCharacters.requireText(uri));
        } else if (!declared.equals(uri)) {
            throw new IllegalArgumentException("the prefix \"" + prefix + "\" is already declared as " + declared);
        }
        return this;
    }

    /** Returns whether {@link #declare} accepts these arguments. */
    public boolean mayDeclare(String prefix, String uri) {
        String declared = declared(prefix);
        return declared == null ? isFree(prefix, uri) : declared.equals(uri);
    }

    private @Nullable String declared(String prefix) {
        for (int i = 0; i < declarations.size(); i += 2) {
            if (declarations.get(i).equals(prefix)) {
                return declarations.get(i + 1);
            }
        }
        return null;
    }

    private void requireFree(String prefix, String uri) {
        if (!isFree(prefix, uri)) {
            throw new IllegalArgumentException(
                    "the prefix \"" + prefix + "\" is already used for another namespace than " + uri);
        }
    }

    private boolean isFree(String prefix, String uri) {
        boolean free =
                !name.getPrefix().equals(prefix) || name.getNamespaceURI().equals(uri);
        for (int i = 0; i < attributes.size() && !prefix.isEmpty(); i += 2) {
            QName attribute = (QName) attributes.get(i);
            free &= !attribute.getPrefix().equals(prefix)
                    || attribute.getNamespaceURI().equals(uri);
        }
        return free;
    }

    /** Sets an attribute without a namespace. */
    public TreeBuilder attribute(String localName, String value) {
        return attribute("", localName, "", value);
    }

    /** Sets an attribute, and replaces one with the same name. An attribute in a namespace needs a prefix. */
    public TreeBuilder attribute(String namespace, String localName, String prefix, String value) {
        if (!namespace.isEmpty() && prefix.isEmpty()) {
            throw new IllegalArgumentException("the attribute " + localName + " in " + namespace + " needs a prefix");
        }
        QName attribute = checked(new QName(namespace, localName, prefix));
        if (!prefix.isEmpty()) {
            requireFree(prefix, namespace);
            String declared = declared(prefix);
            if (declared != null && !declared.equals(namespace)) {
                throw new IllegalArgumentException("the prefix \"" + prefix + "\" is already declared as " + declared);
            }
        }
        removeAttribute(namespace, localName);
        attributes.add(attribute);
        attributes.add(XmlCharacters.requireText(value));
        return this;
    }

    public TreeBuilder removeAttribute(String namespace, String localName) {
        QName attribute = new QName(namespace, localName);
        for (int i = 0; i < attributes.size(); i += 2) {
            if (attributes.get(i).equals(attribute)) {
                attributes.subList(i, i + 2).clear();
                return this;
            }
        }
        return this;
    }

    /** Adds {@code xsi:nil="true"}. */
    public TreeBuilder nil() {
        return attribute(Namespaces.XSI, "nil", "xsi", "true");
    }

    public TreeBuilder text(String text) {
        appendText(nodes, XmlCharacters.requireText(text));
        return this;
    }

    /** Adds text to a list of nodes, and joins it with text at the end of the list. */
    public static void appendText(List<Object> nodes, String text) {
        int last = nodes.size() - 1;
        if (last >= 0 && nodes.get(last) instanceof String before) {
            nodes.set(last, before + text);
        } else if (!text.isEmpty()) {
            nodes.add(text);
        }
    }

    /** Returns the element with a {@code char16} as its only content; called instead of {@link #build}. */
    public Tree character(char character) {
        nodes.clear();
        return new CharacterElement(text(String.valueOf(character)).build());
    }

    public TreeBuilder child(Tree child) {
        nodes.add(child);
        return this;
    }

    /** Adds a child element with text. */
    public TreeBuilder child(String namespace, String localName, String prefix, String text) {
        return child(Tree.builder(namespace, localName, prefix).text(text).build());
    }

    public TreeBuilder comment(String text) {
        XmlCharacters.requireText(text);
        if (text.contains("--") || text.endsWith("-")) {
            throw new IllegalArgumentException("a comment cannot contain two adjacent hyphens or end with a hyphen");
        }
        nodes.add(new Tree.Comment(text));
        return this;
    }

    public TreeBuilder instruction(String target, String data) {
        XmlCharacters.requireName(target);
        XmlCharacters.requireText(data);
        if (target.equalsIgnoreCase("xml") || data.contains("?>")) {
            throw new IllegalArgumentException("not a processing instruction: " + target);
        }
        nodes.add(new Tree.Instruction(target, data.stripLeading()));
        return this;
    }

    /** Returns the modifiable list of nodes so far, with elements of the types that {@link Tree#node} returns. */
    public List<Object> nodes() {
        return nodes;
    }

    public Tree build() {
        NamespaceScope scope = copied != null && copied.size() == declarations.size() / 2
                ? copied
                : context.declare(declarations.toArray(new String[0]));
        return new Tree(name, attributes.toArray(), content(), scope, scope != context);
    }

    private Object content() {
        if (nodes.size() == 1 && nodes.get(0) instanceof String only) {
            return only; // even if it is empty: the element then has a start tag and an end tag
        }
        List<Object> merged = new ArrayList<>(nodes.size());
        for (Object node : nodes) {
            if (node instanceof String text) {
                appendText(merged, text);
            } else {
                merged.add(node);
            }
        }
        return merged.size() == 1 && merged.get(0) instanceof String text
                ? text
                : merged.isEmpty() ? Tree.NONE : merged.toArray();
    }
}
