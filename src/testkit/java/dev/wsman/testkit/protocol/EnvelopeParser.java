package dev.wsman.testkit.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Parses envelopes. Rejects document types, and prints nothing to the standard error stream. */
public final class EnvelopeParser {
    private EnvelopeParser() {}

    /**
     * Returns the document, or empty if the bytes are not XML. The byte order mark or the XML declaration gives the
     * encoding.
     */
    public static Optional<Document> parse(byte[] bytes) {
        try {
            return Optional.of(builder().parse(new ByteArrayInputStream(bytes)));
        } catch (SAXException | IOException notXml) {
            return Optional.empty();
        }
    }

    static Element empty() {
        return builder().newDocument().createElementNS(ServiceNamespaces.SOAP, "s:Envelope");
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            // all nodes are visited anyway, and tables for those that are not would stay in memory
            factory.setFeature("http://apache.org/xml/features/dom/defer-node-expansion", false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new ThrowingErrorHandler());
            return builder;
        } catch (ParserConfigurationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static final class ThrowingErrorHandler implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // a warning does not stop the parser
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
