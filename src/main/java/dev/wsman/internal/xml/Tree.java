package dev.wsman.internal.xml;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An immutable XML element with its attributes, declarations, and nodes in order. A node is a {@link String} (text;
 * never empty and never next to another text), a {@link Tree}, a {@link Comment} or an {@link Instruction}.
 * Thread-safe. A simple element is one object of 32 bytes and its text; names and scopes are shared. Only this package
 * extends it.
 *
 * <p>Two trees are equal if their names, attributes (in any order) and nodes are equal. Prefixes, declarations and
 * white space between elements are not compared. The value of {@code xsi:type} is compared as the name that it
 * represents.
 */
public class Tree {
    /** A comment. */
    public record Comment(String text) {}

    /** A processing instruction; the data may be empty. */
    public record Instruction(String target, String data) {}

    static final Object[] NONE = {};

    private final QName name;
    /** Pairs of name and value: QName, String, QName, String. */
    private final Object[] attributes;
    /** A text if it is the only node, or else an array of nodes. */
    private final Object content;

    private final NamespaceScope scope;
    private final boolean declares;

    Tree(QName name, Object[] attributes, Object content, NamespaceScope scope, boolean declares) {
        this.name = name;
        this.attributes = attributes;
        this.content = content;
        this.scope = scope;
        this.declares = declares;
    }

    /** Returns a builder of an element. */
    public static TreeBuilder builder(String namespace, String localName, String prefix) {
        return new TreeBuilder(new QName(namespace, localName, prefix));
    }

    /** Returns a builder that starts with a copy of this element. */
    public TreeBuilder toBuilder() {
        return new TreeBuilder(this);
    }

    public QName name() {
        return name;
    }

    public String namespace() {
        return name.getNamespaceURI();
    }

    public String localName() {
        return name.getLocalPart();
    }

    public String prefix() {
        return name.getPrefix();
    }

    public boolean is(String namespace, String localName) {
        return name.getLocalPart().equals(localName) && name.getNamespaceURI().equals(namespace);
    }

    public int attributeCount() {
        return attributes.length / 2;
    }

    public QName attributeName(int index) {
        return (QName) attributes[2 * index];
    }

    public String attributeValue(int index) {
        return (String) attributes[2 * index + 1];
    }

    /**
     * Returns the value of an attribute; null if it is absent. The namespace is empty for an attribute without one.
     */
    public @Nullable String attribute(String namespace, String localName) {
        for (int i = 0; i < attributes.length; i += 2) {
            QName attribute = (QName) attributes[i];
            if (attribute.getLocalPart().equals(localName)
                    && attribute.getNamespaceURI().equals(namespace)) {
                return (String) attributes[i + 1];
            }
        }
        return null;
    }

    /** Returns whether {@code xsi:nil} is true, so that the element has no value. */
    public boolean isNil() {
        String nil = attributes.length == 0 ? null : attribute(Namespaces.XSI, "nil");
        return nil != null
                && (nil.strip().equalsIgnoreCase("true") || nil.strip().equals("1"));
    }

    /** Returns the number of nodes of any kind. */
    public int nodeCount() {
        return content instanceof Object[] nodes ? nodes.length : 1;
    }

    /** Returns a {@link String}, {@link Tree}, {@link Comment} or {@link Instruction}. */
    public Object node(int index) {
        if (content instanceof Object[] nodes) {
            return nodes[index];
        }
        Objects.checkIndex(index, 1);
        return content;
    }

    /**
     * Returns the name of a node if it is a child that contains at most one text, and has no declarations and no
     * attributes, except that an empty child may have {@code xsi:nil}; null otherwise.
     */
    @Nullable
    QName leafName(int index) {
        return node(index) instanceof Tree child && child.isLeaf() ? child.name : null;
    }

    private boolean isLeaf() {
        if (declares || content instanceof Object[] nodes && nodes.length > 0) {
            return false;
        }
        return attributes.length == 0 || attributes.length == 2 && !(content instanceof String) && isNil();
    }

    /** Returns the text of a node that has a {@link #leafName}; null if it is {@code xsi:nil}. */
    @Nullable
    String leafText(int index) {
        Tree child = (Tree) node(index);
        return child.attributes.length == 0 ? child.text() : null;
    }

    /** Returns the {@link #leafText} as {@link ShortNumbers#unsigned} reads it. */
    long leafNumber(int index) {
        String text = leafText(index);
        return text == null ? ShortNumbers.OTHER : ShortNumbers.unsigned(text, 0, text.length());
    }

    /** Returns the child elements in order, without copying them. */
    public Iterable<Tree> elements() {
        return () -> new Elements(this);
    }

    public boolean hasElements() {
        return elements().iterator().hasNext();
    }

    public @Nullable Tree firstChild(String namespace, String localName) {
        if (content instanceof Object[] nodes) {
            for (Object node : nodes) {
                if (node instanceof Tree child && child.is(namespace, localName)) {
                    return child;
                }
            }
        }
        return null;
    }

    /**
     * Returns the text of the first child with that name, if the child is known to have only text and no attributes;
     * null otherwise.
     */
    public @Nullable String leaf(String namespace, String localName) {
        return null;
    }

    /**
     * Returns the {@link #leaf} with that name as {@link ShortNumbers#unsigned} reads it; {@link ShortNumbers#OTHER} if
     * there is none, or its text has another form.
     */
    public long shortNumber(String namespace, String localName) {
        return ShortNumbers.OTHER;
    }

    /** Returns the first child element with that local name in any namespace. */
    public @Nullable Tree firstChild(String localName) {
        for (Tree child : elements()) {
            if (child.localName().equals(localName)) {
                return child;
            }
        }
        return null;
    }

    public @Nullable Tree firstElement() {
        Iterator<Tree> elements = elements().iterator();
        return elements.hasNext() ? elements.next() : null;
    }

    /** Returns the unchanged text of the element without that of its children; empty if there is none. */
    public String text() {
        String only = "";
        StringBuilder all = null;
        for (int i = 0; i < nodeCount(); i++) {
            if (node(i) instanceof String text) {
                if (all == null && only.isEmpty()) {
                    only = text;
                } else {
                    all = (all == null ? new StringBuilder(only) : all).append(text);
                }
            }
        }
        return all == null ? only : all.toString();
    }

    /**
     * Returns the namespace of a prefix at this element, including declarations of ancestors outside of the tree; null
     * if it is not declared.
     */
    public @Nullable String namespaceOf(String prefix) {
        return scope.uri(prefix);
    }

    /**
     * Returns the name for text of the form {@code prefix:local} at this element; without a namespace if the prefix is
     * not declared.
     */
    public QName resolve(String text) {
        String stripped = text.strip();
        int colon = stripped.indexOf(':');
        String prefix = colon < 0 ? XMLConstants.DEFAULT_NS_PREFIX : stripped.substring(0, colon);
        String uri = scope.uri(prefix);
        return uri == null ? new QName(stripped) : new QName(uri, stripped.substring(colon + 1), prefix);
    }

    /** Returns all declarations in force at this element. */
    public NamespaceScope scope() {
        return scope;
    }

    /** Returns the declarations in force around this element, without its own. */
    NamespaceScope context() {
        NamespaceScope parent = scope.parent();
        return declares && parent != null ? parent : scope;
    }

    /** Returns whether the innermost link of the scope holds declarations of this element. */
    boolean declares() {
        return declares;
    }

    /**
     * Returns the unchanged element as XML text, with all namespace declarations that it needs and without an XML
     * declaration.
     */
    public String toXml() {
        return TreeWriter.toXml(this);
    }

    /** Returns the element as XML text with each element on a line of its own; see {@link TreeWriter#toIndentedXml}. */
    public String toIndentedXml() {
        return TreeWriter.toIndentedXml(this);
    }

    /**
     * Returns whether the element contains elements and, between them, no text other than white space. Such white space
     * is layout and not content.
     */
    boolean hasElementContent() {
        boolean elements = false;
        for (int i = 0; i < nodeCount(); i++) {
            if (node(i) instanceof String text && !isXmlSpace(text)) {
                return false;
            }
            elements |= node(i) instanceof Tree;
        }
        return elements;
    }

    private static boolean isXmlSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (" \t\n\r".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Tree tree && name.equals(tree.name) && sameAttributes(tree) && sameNodes(tree);
    }

    private boolean sameAttributes(Tree other) {
        if (attributes.length != other.attributes.length) {
            return false;
        }
        for (int i = 0; i < attributeCount(); i++) {
            QName attribute = attributeName(i);
            String theirs = other.attribute(attribute.getNamespaceURI(), attribute.getLocalPart());
            if (theirs == null || !sameValue(attribute, attributeValue(i), other, theirs)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameValue(QName attribute, String ours, Tree other, String theirs) {
        return isXsiType(attribute) ? resolve(ours).equals(other.resolve(theirs)) : ours.equals(theirs);
    }

    static boolean isXsiType(QName attribute) {
        return attribute.getLocalPart().equals("type")
                && attribute.getNamespaceURI().equals(Namespaces.XSI);
    }

    private boolean sameNodes(Tree other) {
        boolean layout = hasElementContent();
        boolean otherLayout = other.hasElementContent();
        int i = contentFrom(0, layout);
        int j = other.contentFrom(0, otherLayout);
        while (i < nodeCount() && j < other.nodeCount()) {
            if (!node(i).equals(other.node(j))) {
                return false;
            }
            i = contentFrom(i + 1, layout);
            j = other.contentFrom(j + 1, otherLayout);
        }
        return i == nodeCount() && j == other.nodeCount();
    }

    /** Returns the index of the next node; if texts are {@code layout}, of the next one that is not a text. */
    private int contentFrom(int index, boolean layout) {
        return layout && index < nodeCount() && node(index) instanceof String ? index + 1 : index;
    }

    @Override
    public int hashCode() {
        boolean layout = hasElementContent();
        int hash = 31 * name.hashCode() + attributes.length;
        for (int i = contentFrom(0, layout); i < nodeCount(); i = contentFrom(i + 1, layout)) {
            hash = 31 * hash + node(i).hashCode();
        }
        return hash;
    }

    /** Returns the name and the number of nodes, but never the content. */
    @Override
    public String toString() {
        return name + "(" + nodeCount() + ")";
    }

    private static final class Elements implements Iterator<Tree> {
        private final Tree parent;
        private @Nullable Tree upcoming;
        private int next;

        Elements(Tree parent) {
            this.parent = parent;
            advance();
        }

        private void advance() {
            upcoming = null;
            while (upcoming == null && next < parent.nodeCount()) {
                upcoming = parent.node(next++) instanceof Tree element ? element : null;
            }
        }

        @Override
        public boolean hasNext() {
            return upcoming != null;
        }

        @Override
        public Tree next() {
            Tree element = upcoming;
            if (element == null) {
                throw new NoSuchElementException();
            }
            advance();
            return element;
        }
    }
}
