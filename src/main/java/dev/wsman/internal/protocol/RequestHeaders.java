package dev.wsman.internal.protocol;

import static dev.wsman.internal.xml.Namespaces.SOAP;
import static dev.wsman.internal.xml.Namespaces.WSMAN;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeWriter;
import dev.wsman.internal.xml.XmlDurations;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the headers that WS-Management adds to those of WS-Addressing (DSP0226), with the {@code mustUnderstand}
 * attributes that servers require. Identify has only the time limit: Windows 2008 rejects an envelope without a header.
 */
public final class RequestHeaders {
    private final OutgoingRequest<?> request;
    private final XMLStreamWriter writer;

    private RequestHeaders(OutgoingRequest<?> request, XMLStreamWriter writer) {
        this.request = request;
        this.writer = writer;
    }

    /** Writes the headers inside {@code s:Header}. */
    public static void write(OutgoingRequest<?> request, XMLStreamWriter writer) throws XMLStreamException {
        RequestHeaders headers = new RequestHeaders(request, writer);
        RequestTarget target = request.exchange().target();
        if (target == null) {
            headers.operationTimeout();
        } else {
            headers.write(target);
        }
    }

    private void write(RequestTarget target) throws XMLStreamException {
        element("ResourceURI", target.resourceUri(), true);
        for (Tree header : target.headers()) {
            TreeWriter.write(header, writer, RequestPrefixes.IN_ENVELOPE);
        }
        if (request.defaults().maxEnvelopeSize() > 0) {
            element("MaxEnvelopeSize", Long.toString(request.defaults().maxEnvelopeSize()), true);
        }
        operationTimeout();
        locale();
        for (Tree parameter : target.parameters()) {
            TreeWriter.write(parameter, writer);
        }
        if (request.exchange().estimateTotal()) {
            writer.writeEmptyElement(RequestPrefixes.WSMAN, "RequestTotalItemsCountEstimate", WSMAN);
        }
    }

    private void operationTimeout() throws XMLStreamException {
        element("OperationTimeout", XmlDurations.print(request.operationTimeout()), false);
    }

    /** Windows faults a Locale that must be understood (MS-WSMV 3.1.4.1.8). */
    private void locale() throws XMLStreamException {
        Locale locale = request.defaults().locale();
        if (locale == null) {
            return;
        }
        writer.writeEmptyElement(RequestPrefixes.WSMAN, "Locale", WSMAN);
        writer.writeAttribute(XMLConstants.XML_NS_PREFIX, XMLConstants.XML_NS_URI, "lang", locale.toLanguageTag());
        writer.writeAttribute(RequestPrefixes.SOAP, SOAP, "mustUnderstand", "false");
    }

    private void element(String name, String text, boolean mustUnderstand) throws XMLStreamException {
        writer.writeStartElement(RequestPrefixes.WSMAN, name, WSMAN);
        if (mustUnderstand) {
            writer.writeAttribute(RequestPrefixes.SOAP, SOAP, "mustUnderstand", "true");
        }
        writer.writeCharacters(text);
        writer.writeEndElement();
    }
}
