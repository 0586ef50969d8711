package dev.wsman.camel.internal.produce;

import dev.wsman.Session;
import dev.wsman.camel.WsmanEndpoint;
import dev.wsman.camel.internal.session.SessionLease;
import dev.wsman.camel.internal.value.InstanceForm;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Performs one operation for each message, on the message's thread. Thread-safe: the session is shared by all messages.
 */
public final class WsmanProducer extends DefaultProducer {
    private final WsmanEndpoint endpoint;
    private final ShellRunner shell;
    private volatile @Nullable SessionLease lease;
    private volatile @Nullable InstanceForm<?> form;

    /** Creates a producer of the endpoint. Its session exists from the producer's start to its stop. */
    public WsmanProducer(WsmanEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.shell = new ShellRunner(endpoint.getShell());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        form = InstanceForm.of(endpoint.getRequest(), endpoint.getCamelContext());
        lease = endpoint.acquireSession();
    }

    @Override
    protected void doStop() throws Exception {
        shell.close();
        SessionLease held = lease;
        lease = null;
        if (held != null) {
            held.close();
        }
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) {
        SessionLease held = lease;
        if (held == null) {
            throw new IllegalStateException("wsman: the producer is not started");
        }
        perform(held.session(), new RequestOfMessage(endpoint, exchange.getMessage()), exchange);
    }

    private void perform(Session session, RequestOfMessage request, Exchange exchange) {
        InstanceForm<?> present = Objects.requireNonNull(form);
        switch (request.operation()) {
            case RUN -> shell.run(session, request, exchange);
            case ENUMERATE, QUERY -> new EnumerationCalls<>(session, request, present).perform(exchange);
            default -> new InstanceCalls<>(session, request, present).perform();
        }
    }
}
