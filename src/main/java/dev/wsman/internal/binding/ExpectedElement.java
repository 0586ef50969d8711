package dev.wsman.internal.binding;

import dev.wsman.internal.xml.XmlCharacters;
import java.util.Objects;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** An element that a class expects as a child: its name as JAXB knows it, and its kind of content. */
final class ExpectedElement {
    /** The position among the properties of the shape; those of a superclass come first. */
    final int index;
    /** The namespace, empty for none; interned, because JAXB compares names by identity. */
    final String uri;
    /** The local name; interned. */
    final String local;

    final boolean collection;
    final boolean primitive;
    /** The kind of text; null if the content is a bean ({@link #shape}) or any XML ({@link #isRaw}). */
    final @Nullable LeafKind leafKind;
    /** The texts of an enumeration's constants; null if the property is not an enumeration. */
    final @Nullable Set<String> words;

    /** Sets the property without JAXB's unmarshaller; null if only JAXB can set it. */
    final @Nullable DirectProperty direct;

    /** The reason for a text that JAXB cannot convert; null for the message of the converter. */
    final @Nullable String mismatch;

    /** The shape of the content. Set once while the shapes are built, because classes may contain themselves. */
    @Nullable
    ClassShape shape;

    /** Returns an element whose content is a bean or any XML. The shape of a bean is set later. */
    static ExpectedElement ofContent(int index, QName name) {
        return new ExpectedElement(index, name, false, false, null, null, null, null);
    }

    ExpectedElement(
            int index,
            QName name,
            boolean collection,
            boolean primitive,
            @Nullable LeafKind leafKind,
            @Nullable Set<String> words,
            @Nullable DirectProperty direct,
            @Nullable String mismatch) {
        this.index = index;
        this.uri = name.getNamespaceURI().intern();
        this.local = name.getLocalPart().intern();
        this.collection = collection;
        this.primitive = primitive;
        this.leafKind = leafKind;
        this.words = words;
        this.direct = direct;
        this.mismatch = mismatch;
    }

    /** Returns whether JAXB gets the content unchanged: {@code Object}, DOM and map properties, QNames. */
    boolean isRaw() {
        return leafKind == null && shape == null;
    }

    /** Returns the shape of the content, which must be a bean. */
    ClassShape shape() {
        return Objects.requireNonNull(shape, local);
    }

    /**
     * Returns the lexical form of a text for JAXB, or null for no value.
     *
     * @throws RuntimeException if the text is not a value of the property; the message contains only the reason
     */
    @Nullable
    String lexical(String text) {
        if (words == null) {
            return leafKind == null
                    ? text
                    : leafKind.lexical(leafKind.isScalar() ? XmlCharacters.requireShort(text.trim()) : text);
        }
        String word = text.trim();
        if (word.isEmpty() || words.contains(word)) {
            return word.isEmpty() ? null : word;
        }
        throw new IllegalArgumentException("not one of " + words);
    }
}
