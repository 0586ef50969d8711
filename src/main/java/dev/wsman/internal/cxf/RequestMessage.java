package dev.wsman.internal.cxf;

import org.apache.cxf.Bus;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.message.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A request in CXF's chain. Looks properties up in the maps in which they are set. CXF would copy the maps of message,
 * exchange, endpoint, service and bus into one map for each request, although only one or two entries are read.
 */
final class RequestMessage extends SoapMessage {
    /** CXF's property for the namespaces that the envelope declares. */
    static final String NAMESPACES = "soap.env.ns.map";

    private static final long serialVersionUID = 1;

    RequestMessage() {
        super(Soap12.getInstance());
    }

    @Override
    public @Nullable Object getContextualProperty(String key) {
        Object own = get(key);
        Exchange exchange = getExchange();
        if (own != null || exchange == null) {
            return own;
        }
        Object shared = exchange.get(key);
        return shared != null ? shared : configured(key, exchange.getEndpoint(), exchange.getBus());
    }

    private static @Nullable Object configured(String key, Endpoint endpoint, Bus bus) {
        Object value = endpoint.get(key);
        if (value == null) {
            value = endpoint.getEndpointInfo().getProperty(key);
        }
        if (value == null) {
            value = endpoint.getEndpointInfo().getBinding().getProperty(key);
        }
        if (value == null) {
            value = endpoint.getService().get(key);
        }
        return value != null ? value : bus.getProperty(key);
    }
}
