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
    private volatile @Nullable Resources resources;

    /** What a started producer holds. */
    private record Resources(SessionLease lease, InstanceForm<?> form, AutoCloseable health) {
        void close() throws Exception {
            health.close();
            lease.close();
        }
    }

    /** Creates a producer of the endpoint. Its session exists from the producer's start to its stop. */
    public WsmanProducer(WsmanEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.shell = new ShellRunner(endpoint.getShell());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        InstanceForm<?> form = InstanceForm.of(endpoint.getRequest(), endpoint.getCamelContext());
        SessionLease lease = endpoint.acquireSession();
        try {
            ProducerOptions.require(endpoint, shell, lease.session());
            shell.start();
            resources = new Resources(lease, form, health(lease.session()));
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private AutoCloseable health(Session session) {
        boolean enabled = endpoint.getComponent().isHealthCheckProducerEnabled();
        return endpoint.getComponent()
                .healthChecks()
                .add(
                        endpoint.getCamelContext(),
                        session,
                        endpoint.getConfiguration().getHost(),
                        enabled);
    }

    @Override
    protected void doStop() throws Exception {
        shell.close();
        Resources held = resources;
        resources = null;
        if (held != null) {
            held.close();
        }
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) {
        Resources held = Objects.requireNonNull(resources, "the producer is not started");
        RequestOfMessage request = new RequestOfMessage(endpoint, exchange.getMessage());
        Session session = held.lease().session();
        switch (request.operation()) {
            case RUN -> shell.run(session, request);
            case ENUMERATE, QUERY -> new EnumerationCalls<>(session, request, held.form()).perform(exchange);
            default -> new InstanceCalls<>(session, request, held.form()).perform();
        }
        request.headers().remove();
    }
}
