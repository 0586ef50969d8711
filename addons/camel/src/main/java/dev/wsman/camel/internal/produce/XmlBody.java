package dev.wsman.camel.internal.produce;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads bodies that are files, bytes or streams with XML. The encoding is that of the byte order mark or the XML
 * declaration, else the charset of the exchange, else UTF-8.
 */
final class XmlBody {
    private static final int DECLARATION_BYTES = 200;
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private XmlBody() {}

    /** Returns the body in a form that a session accepts; null if there is none, or if a stream is empty. */
    static @Nullable Object of(Message message) {
        Object body = message.getBody();
        if (body instanceof Document document) {
            return document.getDocumentElement();
        }
        if (body instanceof Reader) {
            String text = message.getBody(String.class);
            return text.isBlank() ? null : text;
        }
        return isBinary(body) ? element(bytes(message), message.getExchange()) : body;
    }

    private static boolean isBinary(@Nullable Object body) {
        return body instanceof InputStream
                || body instanceof byte[]
                || body instanceof StreamCache
                || body instanceof WrappedFile<?>
                || body instanceof File
                || body instanceof Path;
    }

    private static byte[] bytes(Message message) {
        if (message.getBody() instanceof byte[] bytes) {
            return bytes;
        }
        InputStream stream = message.getBody(InputStream.class);
        if (stream == null) {
            throw new IllegalArgumentException(
                    "body: a " + message.getBody().getClass().getName() + " cannot be read as XML");
        }
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException("body: cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable Element element(byte[] bytes, Exchange exchange) {
        String head = new String(bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
        if (head.isBlank()) {
            return null;
        }
        InputSource source = new InputSource(new ByteArrayInputStream(bytes));
        String charset = exchange.getProperty(Exchange.CHARSET_NAME, String.class);
        if (charset != null && head.startsWith("<") && !head.contains("encoding=")) {
            source.setEncoding(charset);
        }
        try {
            return parser().parse(source).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("body: is not well-formed XML: " + e.getMessage(), e);
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler());
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the XML parser does not support secure processing", e);
        }
    }
}
