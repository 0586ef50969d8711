package dev.wsman.internal.cxf;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.Exchange;
import dev.wsman.internal.protocol.OutgoingRequest;
import dev.wsman.internal.protocol.RequestPrefixes;
import dev.wsman.internal.xml.XmlFactories;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.Binding;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.phase.PhaseChainCache;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.phase.PhaseManager;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.ws.addressing.AddressingProperties;
import org.apache.cxf.ws.addressing.AttributedURIType;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.cxf.ws.addressing.JAXWSAConstants;
import org.apache.cxf.ws.addressing.VersionTransformer.Names200408;
import org.jspecify.annotations.Nullable;

/**
 * The stub of one generated port type: writes requests with CXF's outbound chain, and nothing more. CXF's own client
 * would keep contexts by thread, take a lock of the whole JVM to make its bus the thread's, and wait for a reply that
 * has already been read. Shared by all threads and sessions; keeps nothing of a request.
 */
final class StubClient {
    final Endpoint endpoint;
    private final Bus bus;
    private final Map<String, BindingOperationInfo> operations = new HashMap<>();
    private final SortedSet<Phase> phases;
    private final PhaseChainCache chains = new PhaseChainCache();

    StubClient(Endpoint endpoint, Bus bus) {
        this.endpoint = endpoint;
        this.bus = bus;
        this.phases = bus.getExtension(PhaseManager.class).getOutPhases();
        for (BindingOperationInfo operation :
                endpoint.getBinding().getBindingInfo().getOperations()) {
            operations.put(operation.getName().getLocalPart(), operation);
        }
    }

    /**
     * Writes the request's envelope.
     *
     * @throws IllegalArgumentException if the body cannot be written, as the body reported it
     */
    RequestBuffer write(OutgoingRequest<?> request) {
        RequestBuffer envelope = new RequestBuffer();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(envelope, "UTF-8");
            write(request, writer);
            writer.close();
            return envelope;
        } catch (XMLStreamException e) {
            throw ExchangeException.protocol("a request that can be written as XML", e.getMessage(), 0, e);
        }
    }

    private void write(OutgoingRequest<?> request, XMLStreamWriter writer) {
        Message message = message(request);
        message.setContent(XMLStreamWriter.class, writer);
        PhaseInterceptorChain chain = chains.get(phases, endpoint.getBinding().getOutInterceptors());
        message.setInterceptorChain(chain);
        chain.doIntercept(message);
        Exception failure = message.getContent(Exception.class);
        if (failure != null) {
            throw unwrapped(failure);
        }
    }

    /** Returns what the body threw while it was written, without CXF's wrappers. */
    private static RuntimeException unwrapped(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException argument) {
                return argument;
            }
        }
        return new IllegalStateException("CXF could not write the request", failure);
    }

    private Message message(OutgoingRequest<?> request) {
        Exchange<?> exchange = request.exchange();
        BindingOperationInfo operation = operations.get(exchange.operation().title());
        Message message = new RequestMessage();
        message.setContent(OutgoingRequest.class, request);
        message.setContent(List.class, parameters(exchange.body()));
        message.put(RequestMessage.NAMESPACES, RequestPrefixes.declaredBy(exchange.operation()));
        if (exchange.action() != null) {
            message.put(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES, addressing(request, exchange.action()));
        }
        message.put(Message.REQUESTOR_ROLE, Boolean.TRUE);
        message.setExchange(exchange(operation, message));
        return message;
    }

    private static MessageContentsList parameters(@Nullable BodyContent body) {
        return body == null ? new MessageContentsList() : new MessageContentsList(body);
    }

    private org.apache.cxf.message.Exchange exchange(BindingOperationInfo operation, Message message) {
        org.apache.cxf.message.Exchange exchange = new ExchangeImpl();
        exchange.setSynchronous(true);
        exchange.setOneWay(operation.getOutput() == null);
        exchange.setOutMessage(message);
        exchange.put(Bus.class, bus);
        exchange.put(Endpoint.class, endpoint);
        exchange.put(Service.class, endpoint.getService());
        exchange.put(Binding.class, endpoint.getBinding());
        exchange.put(BindingOperationInfo.class, operation);
        return exchange;
    }

    /** Creates new properties for each request: reused ones would repeat the last action. */
    private static AddressingProperties addressing(OutgoingRequest<?> request, String action) {
        AddressingProperties properties = new AddressingProperties(Names200408.WSA_NAMESPACE_NAME);
        properties.setAction(uri(action));
        properties.setMessageID(uri(request.messageId()));
        EndpointReferenceType to = new EndpointReferenceType();
        to.setAddress(uri(request.defaults().endpoint()));
        properties.setTo(to);
        return properties;
    }

    private static AttributedURIType uri(String text) {
        AttributedURIType uri = new AttributedURIType();
        uri.setValue(text);
        return uri;
    }
}
