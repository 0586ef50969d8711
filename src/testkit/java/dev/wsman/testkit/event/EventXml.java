package dev.wsman.testkit.event;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Parses the XML of events and queries. */
public final class EventXml {
    private EventXml() {}

    /** Returns the document, or empty if the text is not well-formed XML or has a document type. */
    public static Optional<Document> parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new QuietHandler());
            return Optional.of(builder.parse(new InputSource(new StringReader(xml))));
        } catch (SAXException | IOException notXml) {
            return Optional.empty();
        } catch (ParserConfigurationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static final class QuietHandler extends DefaultHandler {
        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
