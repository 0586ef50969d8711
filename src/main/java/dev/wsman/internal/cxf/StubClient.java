package dev.wsman.internal.cxf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.Binding;
import org.apache.cxf.endpoint.ClientImpl;
import org.apache.cxf.endpoint.ConduitSelector;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.ws.addressing.AddressingProperties;
import org.apache.cxf.ws.addressing.AttributedURIType;
import org.apache.cxf.ws.addressing.EndpointReferenceUtils;
import org.apache.cxf.ws.addressing.JAXWSAConstants;
import org.apache.cxf.ws.addressing.VersionTransformer.Names200408;

/**
 * A CXF client that any number of threads and sessions share: what a call needs comes from the {@link StubCall} of the
 * thread, and nothing of it stays behind. It runs CXF's outbound chain and no more. CXF's own would keep contexts by thread, make
 * its bus the thread's under a lock of the whole JVM, and wait for a reply that has long been read.
 */
@SuppressWarnings("try") // close() of CXF's client may throw anything; nobody closes a stub before its bus goes
final class StubClient extends ClientImpl {

    StubClient(Bus bus, Endpoint endpoint, ConduitSelector selector) {
        super(bus, endpoint, selector);
    }

    @Override
    public Object[] invoke(BindingOperationInfo operation, Object... parameters) throws Exception {
        StubCall call = StubCall.current();
        if (call == null) {
            throw new IllegalStateException("a stub is called through RemoteService only");
        }
        Message message = message(call, parameters);
        setOutMessageProperties(message, operation);
        message.setExchange(exchange(operation, message));
        PhaseInterceptorChain chain = setupInterceptorChain(getEndpoint());
        message.setInterceptorChain(chain);
        chain.doIntercept(message);
        Exception refused = message.getContent(Exception.class);
        if (refused != null) {
            throw refused;
        }
        return new Object[] {call.answer()};
    }

    private static Message message(StubCall call, Object[] parameters) {
        Message message = new RequestMessage();
        message.setContent(StubCall.class, call);
        message.setContent(List.class, new MessageContentsList(parameters));
        if (call.action == null) {
            message.put(RequestMessage.NAMESPACES, RequestNames.IDENTIFY_ENVELOPE);
        } else {
            message.put(RequestMessage.NAMESPACES, RequestNames.ENVELOPE);
            message.put(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES, addressing(call, call.action));
        }
        return message;
    }

    private Exchange exchange(BindingOperationInfo operation, Message message) {
        Endpoint endpoint = getEndpoint();
        Exchange exchange = new ExchangeImpl();
        exchange.setSynchronous(true);
        exchange.setOneWay(operation.getOutput() == null);
        exchange.setOutMessage(message);
        exchange.put(Bus.class, bus);
        exchange.put(Endpoint.class, endpoint);
        exchange.put(Service.class, endpoint.getService());
        exchange.put(Binding.class, endpoint.getBinding());
        exchange.put(BindingOperationInfo.class, operation);
        exchange.put(ConduitSelector.class, getConduitSelector());
        return exchange;
    }

    /** Made anew for each call: properties that are used again would repeat the last action. */
    private static AddressingProperties addressing(StubCall call, String action) {
        AddressingProperties properties = new AddressingProperties(Names200408.WSA_NAMESPACE_NAME);
        properties.setAction(uri(action));
        properties.setMessageID(uri(call.messageId));
        properties.setTo(EndpointReferenceUtils.getEndpointReference(uri(call.to)));
        return properties;
    }

    private static AttributedURIType uri(String text) {
        AttributedURIType uri = new AttributedURIType();
        uri.setValue(text);
        return uri;
    }

    /** Where CXF's proxy notes what it calls, which nobody reads. */
    @Override
    public Map<String, Object> getRequestContext() {
        return new HashMap<>(4);
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
