package dev.wsman.internal.binding;

import dev.wsman.internal.xml.XmlCharacters;
import java.util.Objects;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** An element that a class expects as a child: its name as JAXB wants to see it, and what may stand in it. */
final class ExpectedElement {
    /** The position among the properties of the shape, subclasses after their superclass. */
    final int index;
    /** The namespace, empty for none; interned, because JAXB compares names by identity. */
    final String uri;
    /** The local name; interned. */
    final String local;

    final boolean collection;
    final boolean primitive;
    /** The kind of text; null where the content is a bean's ({@link #shape}) or anything ({@link #isRaw}). */
    final @Nullable LeafKind leaf;
    /** The words an enumeration has; null where the property is none. */
    final @Nullable Set<String> words;

    /** How to set the property past JAXB's unmarshaller; null where it is JAXB's to do. */
    final @Nullable DirectProperty direct;

    /** What to say of a text that JAXB cannot convert; null if the converter's own message is to be used. */
    final @Nullable String mismatch;

    /** The content's shape; set once, while the shapes are built, since classes may contain themselves. */
    @Nullable
    ClassShape shape;

    /** An element whose content is a bean's, to be told, or anything. */
    static ExpectedElement ofContent(int index, QName name) {
        return new ExpectedElement(index, name, false, false, null, null, null, null);
    }

    ExpectedElement(
            int index,
            QName name,
            boolean collection,
            boolean primitive,
            @Nullable LeafKind leaf,
            @Nullable Set<String> words,
            @Nullable DirectProperty direct,
            @Nullable String mismatch) {
        this.index = index;
        this.uri = name.getNamespaceURI().intern();
        this.local = name.getLocalPart().intern();
        this.collection = collection;
        this.primitive = primitive;
        this.leaf = leaf;
        this.words = words;
        this.direct = direct;
        this.mismatch = mismatch;
    }

    /** Whether JAXB is given the content as it was sent: {@code Object}, DOM and map properties, QNames. */
    boolean isRaw() {
        return leaf == null && shape == null;
    }

    /** The content's shape, where the content is a bean's. */
    ClassShape shape() {
        return Objects.requireNonNull(shape, local);
    }

    /**
     * The lexical form of a text, or null for no value.
     *
     * @throws RuntimeException if the text is no such value, with the reason alone
     */
    @Nullable
    String lexical(String text) {
        if (words == null) {
            return leaf == null ? text : leaf.lexical(leaf.isScalar() ? XmlCharacters.requireShort(text.trim()) : text);
        }
        String word = text.trim();
        if (word.isEmpty() || words.contains(word)) {
            return word.isEmpty() ? null : word;
        }
        throw new IllegalArgumentException("not one of " + words);
    }
}
