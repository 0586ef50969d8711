package dev.wsman.internal.stub;

import java.util.HashMap;
import java.util.Map;
import org.apache.cxf.Bus;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.ClientImpl;
import org.apache.cxf.endpoint.ConduitSelector;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.ws.addressing.AddressingProperties;
import org.apache.cxf.ws.addressing.AttributedURIType;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.cxf.ws.addressing.EndpointReferenceUtils;
import org.apache.cxf.ws.addressing.JAXWSAConstants;
import org.apache.cxf.ws.addressing.MAPAggregator;
import org.apache.cxf.ws.addressing.VersionTransformer.Names200408;

/**
 * A CXF client that any number of threads and sessions share: what a call needs comes from the {@link Call} of the
 * thread, and nothing of it stays behind. (CXF keeps request and response contexts in maps by thread otherwise.)
 */
@SuppressWarnings("try") // close() of CXF's client may throw anything; nobody closes a stub before its bus goes
final class StubClient extends ClientImpl {

    StubClient(Bus bus, Endpoint endpoint, ConduitSelector selector) {
        super(bus, endpoint, selector);
    }

    @Override
    public Object[] invoke(BindingOperationInfo operation, Object... parameters) throws Exception {
        Call call = Call.current();
        if (call == null) {
            throw new IllegalStateException("a stub is called through RemoteService only");
        }
        Map<String, Object> request = new HashMap<>(8);
        request.put(Call.class.getName(), call);
        if (call.action == null) {
            request.put(MAPAggregator.ADDRESSING_DISABLED, Boolean.TRUE);
            request.put("soap.env.ns.map", Names.IDENTIFY_ENVELOPE);
        } else {
            request.put(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES, addressing(call, call.action));
            request.put("soap.env.ns.map", Names.ENVELOPE);
        }
        Map<String, Object> context = new HashMap<>(4);
        context.put(Client.REQUEST_CONTEXT, request);
        context.put(Client.RESPONSE_CONTEXT, new HashMap<String, Object>(4));
        return invoke(operation, parameters, context, (Exchange) null);
    }

    /** Made anew for each call: properties that are used again would repeat the last action. */
    private static AddressingProperties addressing(Call call, String action) {
        AddressingProperties properties = new AddressingProperties(Names200408.WSA_NAMESPACE_NAME);
        properties.setAction(uri(action));
        properties.setMessageID(uri(call.messageId));
        EndpointReferenceType to = EndpointReferenceUtils.getEndpointReference(uri(call.to));
        properties.setTo(to);
        return properties;
    }

    private static AttributedURIType uri(String text) {
        AttributedURIType uri = new AttributedURIType();
        uri.setValue(text);
        return uri;
    }

    @Override
    protected void setContext(Map<String, Object> context, Message message) {
        super.setContext(context, message);
        message.setContent(Call.class, (Call) context.get(Call.class.getName()));
    }

    @Override
    public Map<String, Object> getResponseContext() {
        return new HashMap<>(4);
    }

    @Override
    protected Map<String, Object> setResponseContext(Map<String, Object> context) {
        return context;
    }
}
