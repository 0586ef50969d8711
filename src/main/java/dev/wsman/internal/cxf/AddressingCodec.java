package dev.wsman.internal.cxf;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.OutgoingRequest;
import dev.wsman.internal.protocol.RequestHeaders;
import dev.wsman.internal.xml.Namespaces;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.headers.Header;
import org.apache.cxf.message.MessageUtils;
import org.apache.cxf.ws.addressing.soap.MAPCodec;

/**
 * Adds the headers of WS-Addressing and WS-Management to CXF's header list, as one entry that writes them in the order
 * in which Windows sends them. CXF's codec would marshal each header with a JAXB context of its own, and remember every
 * request until its reply arrives. The values come from the request itself: CXF's addressing properties would hold
 * copies of them, each in an object with a map of its own.
 */
final class AddressingCodec extends MAPCodec {
    private static final QName HEADERS = new QName(Namespaces.ADDRESSING, "Action");

    @Override
    public void handleMessage(SoapMessage message) {
        if (!MessageUtils.isOutbound(message)) {
            return;
        }
        OutgoingRequest<?> request = message.getContent(OutgoingRequest.class);
        BodyContent headers = writer -> RequestHeaders.write(request, writer);
        message.getHeaders().add(new Header(HEADERS, headers, StreamingBinding.INSTANCE));
    }

    @Override
    public void handleFault(SoapMessage message) {}
}
