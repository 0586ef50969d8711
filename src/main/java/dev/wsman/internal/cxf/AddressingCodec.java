package dev.wsman.internal.cxf;

import static dev.wsman.internal.cxf.RequestNames.ADDRESSING_PREFIX;
import static dev.wsman.internal.cxf.RequestNames.SOAP_PREFIX;
import static dev.wsman.internal.xml.Namespaces.ADDRESSING;
import static dev.wsman.internal.xml.Namespaces.SOAP;

import dev.wsman.internal.protocol.BodyContent;
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
 * Writes CXF's addressing properties and our own headers in the order in which Windows sends them. CXF's codec would
 * marshal each header by a JAXB context of its own, and remember every request until its answer comes.
 */
final class AddressingCodec extends MAPCodec {
    private static final QName HEADERS = new QName(ADDRESSING, "Action");

    @Override
    public void handleMessage(SoapMessage message) {
        if (!MessageUtils.isOutbound(message)) {
            return;
        }
        StubCall call = message.getContent(StubCall.class);
        // Identify has none; but a header there must be, for Windows 2008 refuses an envelope without any.
        Object properties = message.get(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES);
        BodyContent headers = writer -> {
            if (properties instanceof AddressingProperties addressing) {
                write(addressing, writer);
            }
            new RequestHeaders(call, writer).write();
        };
        message.getHeaders().add(new Header(HEADERS, headers, StreamingBinding.INSTANCE));
    }

    @Override
    public void handleFault(SoapMessage message) {}

    private static void write(AddressingProperties properties, XMLStreamWriter writer) throws XMLStreamException {
        element("To", properties.getTo().getValue(), false, writer);
        element("Action", properties.getAction().getValue(), true, writer);
        element("MessageID", properties.getMessageID().getValue(), false, writer);
        writer.writeStartElement(ADDRESSING_PREFIX, "ReplyTo", ADDRESSING);
        element("Address", dev.wsman.internal.xml.Namespaces.ANONYMOUS, true, writer);
        writer.writeEndElement();
    }

    private static void element(String name, String text, boolean mustUnderstand, XMLStreamWriter writer)
            throws XMLStreamException {
        writer.writeStartElement(ADDRESSING_PREFIX, name, ADDRESSING);
        if (mustUnderstand) {
            writer.writeAttribute(SOAP_PREFIX, SOAP, "mustUnderstand", "true");
        }
        writer.writeCharacters(text);
        writer.writeEndElement();
    }
}
