package dev.wsman.internal.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.StringReader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLOutputFactory2;

/**
 * The XML factories of this library, created once. They are Woodstox's, regardless of other parsers on the class path.
 * They support neither document types nor external entities. Thread-safe.
 */
public final class XmlFactories {
    /** In characters. The longest attributes are namespaces and xsi:types. */
    private static final int LONGEST_ATTRIBUTE = 256 * 1024;
    /** In characters. The transport limits the length of a document, but not that of each text in it. */
    static final int LONGEST_TEXT = 64 * 1024 * 1024;

    static final int DEEPEST = 2 * TreeReader.MAX_DEPTH;
    /** The maximum number of names of elements, attributes and prefixes in a document; a class has a few dozen. */
    static final int MOST_NAMES = 40_000;

    static final int MOST_ATTRIBUTES = 500;

    private static final WstxInputFactory INPUT = hardenedInput();
    private static final WstxOutputFactory OUTPUT = strictOutput();

    private XmlFactories() {}

    private static WstxInputFactory hardenedInput() {
        WstxInputFactory factory = new LimitedInputFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, LONGEST_TEXT);
        // With lazy parsing, broken text would cause an exception that is not an XMLStreamException.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        return factory;
    }

    private static WstxOutputFactory strictOutput() {
        WstxOutputFactory factory = new WstxOutputFactory();
        factory.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, false);
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_CONTENT, true);
        factory.setProperty(WstxOutputProperties.P_OUTPUT_FIX_CONTENT, false);
        factory.setProperty(WstxOutputProperties.P_COPY_DEFAULT_ATTRS, false);
        // Otherwise the buffer of a closed writer is not reused.
        factory.setProperty(XMLOutputFactory2.P_AUTO_CLOSE_OUTPUT, true);
        return factory;
    }

    /** Returns the shared, hardened factory of readers, which must not be changed. */
    public static XMLInputFactory inputFactory() {
        return INPUT;
    }

    /** Returns the shared factory of writers, which declare no namespaces themselves. It must not be changed. */
    public static XMLOutputFactory outputFactory() {
        return OUTPUT;
    }

    /**
     * Parses a document.
     *
     * @throws IllegalArgumentException with line and column, if the text is not well-formed, has a document type, or
     *     is nested too deeply
     */
    public static Tree parse(String xml) {
        try {
            XMLStreamReader reader = INPUT.createXMLStreamReader(new StringReader(xml));
            try {
                return new DocumentReader().read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("not well-formed XML" + position(e.getLocation()) + ": " + reason(e), e);
        }
    }

    private static String position(Location location) {
        return location == null
                ? ""
                : " (line " + location.getLineNumber() + ", column " + location.getColumnNumber() + ")";
    }

    /**
     * Returns the parser's message without its "at [row,col…]" lines, because {@link #position} returns the same
     * information.
     */
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("ParseError at") && message.contains("Message: ")) {
            message = message.substring(message.indexOf("Message: ") + "Message: ".length());
        }
        int end = message.indexOf("\n at [");
        return end < 0 ? message : message.substring(0, end);
    }
}
