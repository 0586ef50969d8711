package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Namespaces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.XmlVisitor;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/** Passes elements to JAXB unchanged: content for DOM, a map, a QName, or an element with its own JAXB class. */
final class RawContent {
    private final XMLStreamReader reader;
    private final XmlVisitor visitor;
    private final StringBuilder text = new StringBuilder();
    private final JaxbTag tag = new JaxbTag();
    private final List<String> declared = new ArrayList<>();
    private final Deque<Integer> scopes = new ArrayDeque<>();

    private RawContent(XMLStreamReader reader, XmlVisitor visitor) {
        this.reader = reader;
        this.visitor = visitor;
    }

    /** Passes the element at which the reader is, with the given interned name, and leaves the reader at its end. */
    static void element(XMLStreamReader reader, XmlVisitor visitor, String uri, String local)
            throws XMLStreamException, SAXException {
        RawContent raw = new RawContent(reader, visitor);
        raw.start(uri, local);
        raw.content();
        raw.end(uri, local);
    }

    /** Passes the content of the element at which the reader is, without its end, and leaves the reader at the end. */
    static void copy(XMLStreamReader reader, XmlVisitor visitor) throws XMLStreamException, SAXException {
        RawContent raw = new RawContent(reader, visitor);
        raw.content();
        raw.flush(false);
    }

    private void content() throws XMLStreamException, SAXException {
        for (int open = 0; ; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open++;
                    start(interned(reader.getNamespaceURI()), interned(reader.getLocalName()));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (open-- == 0) {
                        return;
                    }
                    end(interned(reader.getNamespaceURI()), interned(reader.getLocalName()));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_DOCUMENT ->
                    throw new XMLStreamException("the document ends within an item", reader.getLocation());
                default -> {
                    // ignore comments and processing instructions
                }
            }
        }
    }

    private void start(String uri, String local) throws SAXException {
        flush(true);
        declarePrefixes();
        AttributesImpl attributes = new AttributesImpl();
        XsiAttributes.copyAll(reader, attributes);
        tag.start(uri, local, attributes, reader.getPrefix());
        visitor.startElement(tag);
    }

    private void end(String uri, String local) throws SAXException {
        flush(false);
        tag.end(uri, local);
        visitor.endElement(tag);
        for (int outer = scopes.pop(); declared.size() > outer; ) {
            visitor.endPrefixMapping(declared.remove(declared.size() - 1));
        }
    }

    /**
     * Declares the prefixes of the element, and those of its ancestors that it uses: openwsman, iDRAC and AMT declare
     * all prefixes on the envelope.
     */
    private void declarePrefixes() throws SAXException {
        scopes.push(declared.size());
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            declare(interned(reader.getNamespacePrefix(i)), reader.getNamespaceURI(i));
        }
        inherit(interned(reader.getPrefix()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            inherit(interned(reader.getAttributePrefix(i)));
        }
        String type = reader.getAttributeValue(Namespaces.XSI, "type");
        if (type != null && type.indexOf(':') > 0) {
            inherit(interned(type.substring(0, type.indexOf(':')).strip()));
        }
    }

    private void inherit(String prefix) throws SAXException {
        String uri = reader.getNamespaceURI(prefix);
        if (uri != null && !uri.isEmpty() && !prefix.equals("xml") && !declared.contains(prefix)) {
            declare(prefix, uri);
        }
    }

    private void declare(String prefix, @Nullable String uri) throws SAXException {
        visitor.startPrefixMapping(prefix, interned(uri));
        declared.add(prefix);
    }

    /** Passes the collected text. White space before a child is content only in mixed content. */
    @SuppressWarnings("deprecation") // JAXB's own drivers use it
    private void flush(boolean beforeChild) throws SAXException {
        if (visitor.getPredictor().expectText()
                && (!beforeChild
                        || !text.toString().isBlank()
                        || visitor.getContext().getCurrentState().isMixed())) {
            visitor.text(text.toString());
        }
        text.setLength(0);
    }

    private static String interned(@Nullable String name) {
        return name == null ? "" : name.intern();
    }
}
