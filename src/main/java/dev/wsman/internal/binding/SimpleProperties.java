package dev.wsman.internal.binding;

import dev.wsman.internal.value.ByteArrays;
import dev.wsman.internal.value.ServerForm;
import javax.xml.stream.XMLStreamReader;
import org.glassfish.jaxb.runtime.api.AccessorException;
import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.XmlVisitor;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Sets the simple properties of objects: by JAXB's accessor, or by events for its unmarshaller where that does more than
 * set a value. For one thread at a time.
 */
final class SimpleProperties {
    private static final AttributesImpl NO_ATTRIBUTES = new AttributesImpl();
    private static final AttributesImpl NIL = XsiAttributes.attribute("nil", "true");

    private final ConversionFailures failures;
    private final JaxbTag tag;

    /** Uses a tag that no other reader uses. */
    SimpleProperties(ConversionFailures failures, JaxbTag tag) {
        this.failures = failures;
        this.tag = tag;
    }

    /**
     * Sets a property to a text in the form that JAXB expects, or adds it to a collection.
     *
     * @param first whether the object has no value of the property yet
     * @param lexical null if there is no value
     * @param sent the text as it was sent, for errors
     */
    void set(
            XmlVisitor visitor,
            ObjectFrame frame,
            ExpectedElement leaf,
            boolean first,
            @Nullable String lexical,
            String sent)
            throws SAXException {
        if (leaf.direct != null) {
            set(leaf.direct, frame, leaf, lexical, sent);
        } else if (lexical == null) {
            noValue(visitor, frame, leaf, first);
        } else {
            releaseHeld(visitor, frame, leaf);
            emit(visitor, leaf, lexical, sent);
        }
    }

    private void set(
            DirectProperty direct, ObjectFrame frame, ExpectedElement leaf, @Nullable String lexical, String sent) {
        if (lexical == null && leaf.primitive) {
            return;
        }
        try {
            direct.set(frame.target, lexical);
        } catch (SAXException | AccessorException | RuntimeException e) {
            throw failures.unsettable(leaf, sent, e);
        }
    }

    /** Sets a property to a number; false if it is out of the range of the property's type. */
    boolean set(DirectProperty direct, ObjectFrame frame, ExpectedElement leaf, long number) {
        try {
            return direct.setNumber(frame.target, number);
        } catch (AccessorException | RuntimeException e) {
            throw failures.unsettable(leaf, Long.toString(number), e);
        }
    }

    /** OMI sends a {@code uint8[]} as one text in base64. */
    void bytes(XmlVisitor visitor, ObjectFrame frame, ExpectedElement leaf, String sent, String type)
            throws SAXException {
        byte[] bytes = decoded(leaf, sent, type);
        releaseHeld(visitor, frame, leaf);
        for (byte each : bytes) {
            String number = Integer.toString(Byte.toUnsignedInt(each));
            requireFits(leaf, number);
            emit(visitor, leaf, number, number);
        }
    }

    /** JAXB reads a {@code byte[]} from base64 alone. */
    String base64(ExpectedElement leaf, String sent, String type) {
        return ByteArrays.isHexadecimal(type) ? ByteArrays.print(decoded(leaf, sent, type)) : sent;
    }

    private byte[] decoded(ExpectedElement leaf, String sent, String type) {
        try {
            return ByteArrays.decode(sent, type);
        } catch (IllegalArgumentException e) {
            throw failures.unconvertible(leaf, sent, e);
        }
    }

    /** Converts a text for JAXB; the reader is at the end of the value's element. */
    @Nullable
    String lexical(XMLStreamReader reader, ExpectedElement leaf, String sent) {
        try {
            return leaf.leafKind == LeafKind.CHARACTER
                    ? LeafKind.character(sent, ServerForm.of(reader))
                    : leaf.lexical(sent);
        } catch (RuntimeException e) {
            throw failures.unconvertible(leaf, sent, e);
        }
    }

    private void requireFits(ExpectedElement leaf, String number) {
        try {
            leaf.lexical(number);
        } catch (RuntimeException e) {
            throw failures.unconvertible(leaf, number, e);
        }
    }

    /**
     * Sets a property to null if it has no value. A primitive keeps its default. An array whose only element is nil is
     * not set, because Windows sends a null array in this form: the first nil is held until another element follows.
     */
    void noValue(XmlVisitor visitor, ObjectFrame frame, ExpectedElement empty, boolean first) throws SAXException {
        if (empty.primitive) {
            return;
        }
        if (empty.collection && first) {
            frame.held.set(empty.index);
            return;
        }
        releaseHeld(visitor, frame, empty);
        nil(visitor, empty);
    }

    /** Passes the nil that was held, before another element of the array follows. */
    void releaseHeld(XmlVisitor visitor, ObjectFrame frame, ExpectedElement next) throws SAXException {
        if (next.collection && frame.held.get(next.index)) {
            frame.held.clear(next.index);
            nil(visitor, next);
        }
    }

    private void nil(XmlVisitor visitor, ExpectedElement empty) throws SAXException {
        tag.start(empty.uri, empty.local, NIL);
        visitor.startElement(tag);
        tag.end(empty.uri, empty.local);
        visitor.endElement(tag);
    }

    private void emit(XmlVisitor visitor, ExpectedElement leaf, String lexical, String sent) throws SAXException {
        failures.converting(leaf, sent);
        tag.start(leaf.uri, leaf.local, NO_ATTRIBUTES);
        visitor.startElement(tag);
        visitor.text(lexical);
        tag.end(leaf.uri, leaf.local);
        visitor.endElement(tag);
        failures.converted();
    }
}
