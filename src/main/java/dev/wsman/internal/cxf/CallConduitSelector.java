package dev.wsman.internal.cxf;

import java.util.Objects;
import org.apache.cxf.endpoint.ConduitSelector;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.Conduit;
import org.jspecify.annotations.Nullable;

/** Every call goes through the same conduit, which finds the session's transport by the call. */
final class CallConduitSelector implements ConduitSelector {
    private final CallConduit conduit = new CallConduit();
    private @Nullable Endpoint endpoint;

    @Override
    public void prepare(Message message) {}

    @Override
    public Conduit selectConduit(Message message) {
        return conduit;
    }

    @Override
    public void complete(Exchange exchange) {}

    @Override
    public Endpoint getEndpoint() {
        return Objects.requireNonNull(endpoint);
    }

    @Override
    public void setEndpoint(Endpoint endpoint) {
        this.endpoint = endpoint;
    }
}
