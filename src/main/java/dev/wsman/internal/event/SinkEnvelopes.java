package dev.wsman.internal.event;

import static dev.wsman.internal.xml.Namespaces.ADDRESSING;
import static dev.wsman.internal.xml.Namespaces.MS_WSMAN;
import static dev.wsman.internal.xml.Namespaces.SOAP;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlFactories;
import java.io.StringWriter;
import java.util.Locale;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the replies of a sink as Windows collectors do: with new identifiers in capitals, and those of the request.
 */
final class SinkEnvelopes {
    /** Writes a part of an envelope. */
    @FunctionalInterface
    interface Part {
        void write(XMLStreamWriter writer) throws XMLStreamException;
    }

    private SinkEnvelopes() {}

    static String acknowledgement(DeliveredMessage message, String action) {
        return reply(message, action, writer -> {});
    }

    /** Returns a reply to a message. */
    static String reply(DeliveredMessage message, String action, Part body) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            writer.writeStartElement("s", "Envelope", SOAP);
            writer.writeNamespace("s", SOAP);
            writer.writeNamespace("a", ADDRESSING);
            writer.writeNamespace("n", Namespaces.ENUMERATION);
            writer.writeNamespace("w", Namespaces.WSMAN);
            writer.writeNamespace("p", MS_WSMAN);
            writer.writeAttribute(XMLConstants.XML_NS_PREFIX, XMLConstants.XML_NS_URI, "lang", "en-US");
            writer.writeStartElement("s", "Header", SOAP);
            headers(message, action, writer);
            writer.writeEndElement();
            writer.writeStartElement("s", "Body", SOAP);
            body.write(writer);
            writer.writeEndElement();
            writer.writeEndElement();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a reply to " + message + " cannot be written: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private static void headers(DeliveredMessage message, String action, XMLStreamWriter writer)
            throws XMLStreamException {
        element("a", "Action", ADDRESSING, action, writer);
        element("a", "MessageID", ADDRESSING, newMessageId(), writer);
        optional("OperationID", message.operationId(), writer);
        optional("SequenceId", message.sequenceId(), writer);
        element("a", "To", ADDRESSING, Namespaces.ANONYMOUS, writer);
        if (message.messageId() != null) {
            element("a", "RelatesTo", ADDRESSING, message.messageId(), writer);
        }
    }

    private static void optional(String name, @Nullable String text, XMLStreamWriter writer) throws XMLStreamException {
        if (text != null) {
            writer.writeStartElement("p", name, MS_WSMAN);
            writer.writeAttribute("s", SOAP, "mustUnderstand", "false");
            writer.writeCharacters(text);
            writer.writeEndElement();
        }
    }

    static void element(String prefix, String name, String namespace, String text, XMLStreamWriter writer)
            throws XMLStreamException {
        writer.writeStartElement(prefix, name, namespace);
        writer.writeCharacters(text);
        writer.writeEndElement();
    }

    static String newMessageId() {
        return "uuid:" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }
}
