package dev.wsman.internal.cxf;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.OutgoingRequest;
import dev.wsman.internal.protocol.RequestHeaders;
import dev.wsman.internal.protocol.RequestPrefixes;
import dev.wsman.internal.xml.Namespaces;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.headers.Header;
import org.apache.cxf.message.MessageUtils;
import org.apache.cxf.ws.addressing.AddressingProperties;
import org.apache.cxf.ws.addressing.JAXWSAConstants;
import org.apache.cxf.ws.addressing.soap.MAPCodec;

/**
 * Adds the headers of WS-Addressing and WS-Management to CXF's header list, as one entry that writes them in the order
 * in which Windows sends them. CXF's codec would marshal each header with a JAXB context of its own, and remember every
 * request until its reply arrives.
 */
final class AddressingCodec extends MAPCodec {
    private static final QName HEADERS = new QName(Namespaces.ADDRESSING, "Action");

    @Override
    public void handleMessage(SoapMessage message) {
        if (!MessageUtils.isOutbound(message)) {
            return;
        }
        OutgoingRequest<?> request = message.getContent(OutgoingRequest.class);
        Object properties = message.get(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES);
        BodyContent headers = writer -> {
            if (properties instanceof AddressingProperties addressing) {
                write(addressing, writer);
            }
            RequestHeaders.write(request, writer);
        };
        message.getHeaders().add(new Header(HEADERS, headers, StreamingBinding.INSTANCE));
    }

    @Override
    public void handleFault(SoapMessage message) {}

    private static void write(AddressingProperties properties, XMLStreamWriter writer) throws XMLStreamException {
        element("To", properties.getTo().getValue(), false, writer);
        element("Action", properties.getAction().getValue(), true, writer);
        element("MessageID", properties.getMessageID().getValue(), false, writer);
        writer.writeStartElement(RequestPrefixes.ADDRESSING, "ReplyTo", Namespaces.ADDRESSING);
        element("Address", Namespaces.ANONYMOUS, true, writer);
        writer.writeEndElement();
    }

    private static void element(String name, String text, boolean mustUnderstand, XMLStreamWriter writer)
            throws XMLStreamException {
        writer.writeStartElement(RequestPrefixes.ADDRESSING, name, Namespaces.ADDRESSING);
        if (mustUnderstand) {
            writer.writeAttribute(RequestPrefixes.SOAP, Namespaces.SOAP, "mustUnderstand", "true");
        }
        writer.writeCharacters(text);
        writer.writeEndElement();
    }
}
