package dev.wsman.testkit.event;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
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

    /** Returns the child elements. */
    public static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** Returns the first child element with a local name, in any namespace. */
    public static Optional<Element> child(Element parent, String localName) {
        return children(parent).stream()
                .filter(each -> localName.equals(each.getLocalName()))
                .findFirst();
    }

    /** Returns the first descendant with a local name, in any namespace. */
    public static Optional<Element> descendant(Element parent, String localName) {
        return Optional.ofNullable(
                (Element) parent.getElementsByTagNameNS("*", localName).item(0));
    }

    /** Returns the text of a child element without leading and trailing white space; empty if there is none. */
    public static String text(Element parent, String localName) {
        return child(parent, localName)
                .map(each -> each.getTextContent().strip())
                .orElse("");
    }

    /** Returns text as the content of an element or an attribute in quotation marks. */
    public static String escape(String text) {
        return EventBuilder.escaped(text).replace("\"", "&quot;");
    }

    /** Returns an element as text that declares its own namespaces. */
    public static String write(Element element) {
        try {
            StringWriter text = new StringWriter();
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(element), new StreamResult(text));
            return text.toString();
        } catch (TransformerException broken) {
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
