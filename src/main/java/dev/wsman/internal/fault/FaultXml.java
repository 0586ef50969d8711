package dev.wsman.internal.fault;

import dev.wsman.internal.xml.Tree;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An element of a fault as XML. The text is written when it is first needed: the fault that answers a Pull without
 * events is never shown, and writing its XML was a fifth of the processor time of such a Pull. Immutable, thread-safe and
 * serializable; two are equal if their texts are equal.
 */
final class FaultXml implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Tree element;
    /** Null until it is needed; two threads may write equal ones. */
    private @Nullable String text;

    private FaultXml(@Nullable Tree element, @Nullable String text) {
        this.element = element;
        this.text = text;
    }

    static @Nullable FaultXml of(@Nullable Tree element) {
        return element == null ? null : new FaultXml(element, null);
    }

    static @Nullable FaultXml of(@Nullable String text) {
        return text == null ? null : new FaultXml(null, text);
    }

    /** Returns the element as a document of its own. */
    String text() {
        String known = text;
        if (known == null) {
            known = Objects.requireNonNull(element).toXml();
            text = known;
        }
        return known;
    }

    /** Serializes the text alone. */
    private Object writeReplace() {
        return new FaultXml(null, text());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FaultXml xml && text().equals(xml.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
