package dev.wsman.internal.xml;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link Tree} together in code. Whatever XML cannot hold (a name with a space, a control character, a prefix used for
 * two namespaces) is an IllegalArgumentException where it is added. Not for several threads at once.
 */
public final class TreeBuilder {
    private final QName name;
    private final NamespaceScope context;
    /** The scope of the tree this is a copy of, to be shared as long as no declaration is added. */
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
                        "the prefix of " + name.getPrefix() + ":" + name.getLocalPart() + " stands for no namespace");
            }
        }
        XmlCharacters.requireText(name.getNamespaceURI());
        return name;
    }

    /** Declares a namespace on the element, the default one for the empty prefix; saying it twice is no error. */
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
            throw new IllegalArgumentException("the prefix \"" + prefix + "\" is declared as " + declared + " already");
        }
        return this;
    }

    /** Whether {@link #declare} of this would be no error. */
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
                    "the prefix \"" + prefix + "\" stands for another namespace than " + uri + " already");
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

    /** Sets an attribute in no namespace. */
    public TreeBuilder attribute(String localName, String value) {
        return attribute("", localName, "", value);
    }

    /** Sets an attribute in place of one of the same name; one in a namespace needs a prefix. */
    public TreeBuilder attribute(String namespace, String localName, String prefix, String value) {
        if (!namespace.isEmpty() && prefix.isEmpty()) {
            throw new IllegalArgumentException("the attribute " + localName + " in " + namespace + " needs a prefix");
        }
        QName attribute = checked(new QName(namespace, localName, prefix));
        if (!prefix.isEmpty()) {
            requireFree(prefix, namespace);
            String declared = declared(prefix);
            if (declared != null && !declared.equals(namespace)) {
                throw new IllegalArgumentException(
                        "the prefix \"" + prefix + "\" is declared as " + declared + " already");
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
        XmlCharacters.requireText(text);
        int last = nodes.size() - 1;
        if (text.isEmpty()) {
            return this;
        }
        if (last >= 0 && nodes.get(last) instanceof String before) {
            nodes.set(last, before + text);
        } else {
            nodes.add(text);
        }
        return this;
    }

    /** Builds the element with a {@code char16} as its only content, in place of {@link #build}. */
    public Tree character(char character) {
        nodes.clear();
        return new CharacterElement(text(String.valueOf(character)).build());
    }

    public TreeBuilder child(Tree child) {
        nodes.add(child);
        return this;
    }

    /** Adds a child element that holds this text. */
    public TreeBuilder child(String namespace, String localName, String prefix, String text) {
        return child(Tree.builder(namespace, localName, prefix).text(text).build());
    }

    public TreeBuilder comment(String text) {
        XmlCharacters.requireText(text);
        if (text.contains("--") || text.endsWith("-")) {
            throw new IllegalArgumentException("a comment cannot hold two hyphens in a row, nor end in one");
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

    /** The nodes so far, to look at and to change: what {@link Tree#node} gives, and nothing else. */
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
        List<Object> merged = new ArrayList<>(nodes.size());
        for (Object node : nodes) {
            int last = merged.size() - 1;
            if (node instanceof String text && last >= 0 && merged.get(last) instanceof String before) {
                merged.set(last, before + text);
            } else {
                merged.add(node);
            }
        }
        return merged.size() == 1 && merged.get(0) instanceof String text
                ? text
                : merged.isEmpty() ? Tree.NONE : merged.toArray();
    }
}
