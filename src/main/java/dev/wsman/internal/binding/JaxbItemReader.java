package dev.wsman.internal.binding;

import dev.wsman.internal.value.ByteArrays;
import dev.wsman.internal.xml.ShortNumbers;
import dev.wsman.internal.xml.TreeStreamReader;
import dev.wsman.internal.xml.XmlFactories;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.glassfish.jaxb.runtime.v2.runtime.JAXBContextImpl;
import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.UnmarshallerImpl;
import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.XmlVisitor;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Reads one item after another from StAX and passes it to JAXB's unmarshaller, with the names and in the lexical forms
 * that the class expects. Skips elements that the class does not expect. For one thread at a time. A reader that failed
 * is not used again, because JAXB may have stopped anywhere.
 */
final class JaxbItemReader {
    /** The limit of nested objects, which keeps a class that contains itself from exhausting the stack. */
    private static final int DEEPEST = 200;
    /** The namespace prefix of the {@code xsi:type} with which JAXB gets the type of a known subclass. */
    private static final String TYPE_PREFIX = "jaxb-type";

    private static final AttributesImpl NO_ATTRIBUTES = new AttributesImpl();

    private final JAXBContextImpl context;
    private final Map<Class<?>, ClassShape> shapes;
    private final UnmarshallerImpl unmarshaller;
    private final XsiAttributes xsi = new XsiAttributes();
    private final LeafText leafText = new LeafText();
    private final JaxbTag tag = new JaxbTag();
    private final List<ObjectFrame> frames = new ArrayList<>();
    private final ConversionFailures failures;
    private final SimpleProperties simple;
    private int depth;

    JaxbItemReader(JAXBContextImpl context, Map<Class<?>, ClassShape> shapes, Class<?> type) throws JAXBException {
        this.context = context;
        this.shapes = shapes;
        this.failures = new ConversionFailures(type);
        this.simple = new SimpleProperties(failures, tag);
        this.unmarshaller = context.createUnmarshaller();
        this.unmarshaller.setEventHandler(failures);
    }

    /**
     * Reads the element at which the reader is, as an object of this class regardless of the name of the element, and
     * leaves the reader at its end.
     */
    Object read(XMLStreamReader reader, Class<?> type) throws XMLStreamException {
        depth = 0;
        xsi.read(reader);
        ClassShape declared = shapeOf(type);
        ClassShape known = xsi.type == null ? null : declared.subtype(xsi.type);
        ClassShape root = known == null ? declared : known;
        failures.reading(root.type);
        try {
            return unmarshal(reader, root);
        } catch (SAXException | JAXBException e) {
            throw failures.ofUnmarshaller(e);
        }
    }

    private Object unmarshal(XMLStreamReader reader, ClassShape root)
            throws XMLStreamException, SAXException, JAXBException {
        XmlVisitor visitor = unmarshaller.createUnmarshallerHandler(null, false, context.getBeanInfo(root.type, true));
        visitor.startDocument(null, root.direct ? null : reader.getNamespaceContext());
        bean(reader, visitor, root, "", "item", null);
        visitor.endDocument();
        JAXBElement<?> element = (JAXBElement<?>) visitor.getContext().getResult();
        return element.getValue();
    }

    private void bean(
            XMLStreamReader reader,
            XmlVisitor visitor,
            ClassShape bean,
            String uri,
            String local,
            @Nullable QName namedType)
            throws XMLStreamException, SAXException {
        int declared = bean.direct ? 0 : declare(reader, visitor);
        if (namedType != null) {
            visitor.startPrefixMapping(typePrefix(namedType), namedType.getNamespaceURI());
        }
        tag.start(uri, local, attributes(reader, bean, namedType));
        visitor.startElement(tag);
        if (bean.mixed) {
            RawContent.copy(reader, visitor);
        } else if (bean.value != null) {
            value(reader, visitor, bean, bean.value);
        } else {
            children(
                    reader,
                    visitor,
                    bean,
                    visitor.getContext().getCurrentState().getTarget());
        }
        failures.reading(bean.type);
        tag.end(uri, local);
        visitor.endElement(tag);
        undeclare(visitor, namedType == null ? declared : declared + 1);
    }

    private void children(XMLStreamReader reader, XmlVisitor visitor, ClassShape bean, Object target)
            throws XMLStreamException, SAXException {
        ObjectFrame frame = frame(depth, bean);
        frame.reset(bean, target, XsiAttributes.noNull(reader.getNamespaceURI()));
        content(reader, visitor, frame);
        frame.clear();
    }

    /** Reads everything up to the end of the element in which the reader is. */
    private void content(XMLStreamReader reader, XmlVisitor visitor, ObjectFrame frame)
            throws XMLStreamException, SAXException {
        if (++depth > DEEPEST) {
            throw new BindingException(
                    frame.shape.type, null, null, "nested deeper than " + DEEPEST + " objects", null);
        }
        while (true) {
            if (reader instanceof TreeStreamReader tree) {
                leaves(tree, visitor, frame);
            }
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> child(reader, visitor, frame);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> frame.addText(reader);
                case XMLStreamConstants.END_ELEMENT -> {
                    String stray = frame.takeText();
                    if (!stray.isEmpty()) {
                        embedded(stray, visitor, frame);
                    }
                    depth--;
                    return;
                }
                case XMLStreamConstants.END_DOCUMENT ->
                    throw new XMLStreamException("the document ends within an item", reader.getLocation());
                default -> {
                    // ignore comments and processing instructions
                }
            }
        }
    }

    private void child(XMLStreamReader reader, XmlVisitor visitor, ObjectFrame frame)
            throws XMLStreamException, SAXException {
        String uri = XsiAttributes.noNull(reader.getNamespaceURI());
        String local = reader.getLocalName();
        ExpectedElement found = frame.shape.find(uri, local);
        if (found == null || !found.local.equals(local) && isWrapper(uri, local)) {
            unexpected(reader, visitor, frame, uri, local);
            return;
        }
        byte fit = ClassShape.fit(found, uri, local, frame.uri);
        byte before = frame.fits[found.index];
        if (fit < before) {
            skip(reader);
            return;
        }
        frame.fits[found.index] = fit;
        if (found.isRaw()) {
            RawContent.element(reader, visitor, found.uri, found.local);
        } else if (found.leafKind != null) {
            leaf(reader, visitor, frame, found, before == 0);
        } else {
            nested(reader, visitor, frame, found, before == 0);
        }
    }

    /** Reads the next children as long as they are simple and simple properties expect them, without their events. */
    private void leaves(TreeStreamReader reader, XmlVisitor visitor, ObjectFrame frame) throws SAXException {
        for (QName name = reader.nextLeaf(); name != null; name = reader.nextLeaf()) {
            LeafMatch match = frame.match(reader.position(), name);
            if (match.byEvents()) {
                return;
            }
            if (match.property() != null) {
                leaf(reader, visitor, frame, match.property(), match.fit());
            }
            reader.skipLeaf();
        }
    }

    private void leaf(TreeStreamReader reader, XmlVisitor visitor, ObjectFrame frame, ExpectedElement leaf, byte fit)
            throws SAXException {
        byte before = frame.fits[leaf.index];
        if (fit < before) {
            return;
        }
        frame.fits[leaf.index] = fit;
        failures.reading(frame.shape.type);
        if (leaf.direct != null && leaf.direct.takesNumbers()) {
            long number = reader.leafNumber();
            if (number != ShortNumbers.OTHER && simple.set(leaf.direct, frame, leaf, number)) {
                return;
            }
        }
        String sent = reader.leafText();
        if (sent == null) {
            simple.set(visitor, frame, leaf, before == 0, null, "");
        } else {
            simple.set(visitor, frame, leaf, before == 0, simple.lexical(reader, leaf, sent), sent);
        }
    }

    private void unexpected(XMLStreamReader reader, XmlVisitor visitor, ObjectFrame frame, String uri, String local)
            throws XMLStreamException, SAXException {
        if (frame.shape.wildcard) {
            RawContent.element(reader, visitor, uri.intern(), local.intern());
        } else if (isWrapper(uri, local)) {
            content(reader, visitor, frame);
        } else {
            skip(reader);
        }
    }

    /**
     * Returns whether an element only wraps the content that a class expects. Servers send references with and without
     * {@code wsa:EndpointReference}, and embedded instances with and without the element of their class, whose
     * namespace ends in its name.
     */
    private boolean isWrapper(String uri, String local) {
        return LeafMatch.mayWrap(uri, local) && (depth > 1 || local.equals("EndpointReference"));
    }

    private void leaf(
            XMLStreamReader reader, XmlVisitor visitor, ObjectFrame frame, ExpectedElement leaf, boolean first)
            throws XMLStreamException, SAXException {
        boolean nil = false;
        String type = null;
        if (reader.getAttributeCount() > 0) {
            xsi.read(reader);
            nil = xsi.nil;
            type = xsi.type;
        }
        String sent = leafText.read(reader, type);
        failures.reading(frame.shape.type);
        if (type != null && leaf.leafKind != null && ByteArrays.isOneText(type)) {
            if (leaf.collection && leaf.leafKind.isNumber()) {
                simple.bytes(visitor, frame, leaf, sent, type);
                return;
            }
            sent = leaf.leafKind == LeafKind.BYTES ? simple.base64(leaf, sent, type) : sent;
        }
        simple.set(
                visitor, frame, leaf, first, nil || leafText.isNil() ? null : simple.lexical(reader, leaf, sent), sent);
    }

    private void nested(
            XMLStreamReader reader, XmlVisitor visitor, ObjectFrame frame, ExpectedElement bean, boolean first)
            throws XMLStreamException, SAXException {
        xsi.read(reader);
        if (xsi.nil) {
            skip(reader);
            simple.noValue(visitor, frame, bean, first);
            return;
        }
        simple.releaseHeld(visitor, frame, bean);
        ClassShape declared = bean.shape();
        ClassShape known = xsi.type == null ? null : declared.subtype(xsi.type);
        if (known == null || known.typeName == null) {
            bean(reader, visitor, declared, bean.uri, bean.local, null);
        } else {
            bean(reader, visitor, known, bean.uri, bean.local, known.typeName);
        }
    }

    private void value(XMLStreamReader reader, XmlVisitor visitor, ClassShape bean, ExpectedElement value)
            throws XMLStreamException, SAXException {
        String sent = leafText.read(reader, null);
        failures.reading(bean.type);
        String lexical = simple.lexical(reader, value, sent);
        if (lexical != null) {
            failures.converting(value, sent);
            visitor.text(lexical);
            failures.converted();
        }
    }

    /** Reads an embedded instance from escaped XML or CDATA: its children are the properties. */
    private void embedded(String stray, XmlVisitor visitor, ObjectFrame frame) throws XMLStreamException, SAXException {
        if (stray.charAt(0) != '<') {
            throw new BindingException(
                    frame.shape.type, null, stray, "text where the elements of an object are expected", null);
        }
        try {
            XMLStreamReader inner = open(stray);
            frame.uri = XsiAttributes.noNull(inner.getNamespaceURI());
            content(inner, visitor, frame);
            inner.close();
        } catch (XMLStreamException e) {
            throw new BindingException(frame.shape.type, null, stray, "embedded XML that is not well-formed", e);
        }
    }

    private static XMLStreamReader open(String xml) throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new StringReader(xml));
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            // the prolog
        }
        return reader;
    }

    private AttributesImpl attributes(XMLStreamReader reader, ClassShape bean, @Nullable QName namedType) {
        if (namedType == null && (!bean.attributes || reader.getAttributeCount() == 0)) {
            return NO_ATTRIBUTES;
        }
        AttributesImpl attributes = new AttributesImpl();
        if (bean.attributes) {
            XsiAttributes.copyOthers(reader, attributes);
        }
        if (namedType != null) {
            String prefix = typePrefix(namedType);
            XsiAttributes.add(attributes, "type", prefix + (prefix.isEmpty() ? "" : ":") + namedType.getLocalPart());
        }
        return attributes;
    }

    private static String typePrefix(QName type) {
        return type.getNamespaceURI().isEmpty() ? XMLConstants.DEFAULT_NS_PREFIX : TYPE_PREFIX;
    }

    private static int declare(XMLStreamReader reader, XmlVisitor visitor) throws SAXException {
        int count = reader.getNamespaceCount();
        for (int i = 0; i < count; i++) {
            visitor.startPrefixMapping(
                    XsiAttributes.noNull(reader.getNamespacePrefix(i)),
                    XsiAttributes.noNull(reader.getNamespaceURI(i)));
        }
        return count;
    }

    private static void undeclare(XmlVisitor visitor, int count) throws SAXException {
        for (int i = 0; i < count; i++) {
            visitor.endPrefixMapping(XMLConstants.DEFAULT_NS_PREFIX);
        }
    }

    static void skip(XMLStreamReader reader) throws XMLStreamException {
        for (int open = 1; open > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> open++;
                case XMLStreamConstants.END_ELEMENT -> open--;
                case XMLStreamConstants.END_DOCUMENT ->
                    throw new XMLStreamException("the document ends within an item", reader.getLocation());
                default -> {
                    // content of the skipped element
                }
            }
        }
    }

    private ObjectFrame frame(int index, ClassShape shape) {
        if (index == frames.size()) {
            frames.add(new ObjectFrame(shape));
        }
        return frames.get(index);
    }

    private ClassShape shapeOf(Class<?> type) {
        ClassShape known = shapes.get(type);
        if (known == null) {
            throw new IllegalArgumentException(type.getName() + " is not a class of this context");
        }
        return known;
    }
}
