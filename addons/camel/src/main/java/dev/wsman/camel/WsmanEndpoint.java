package dev.wsman.camel;

import dev.wsman.camel.internal.event.SubscriptionConsumers;
import dev.wsman.camel.internal.option.UnusedOptions;
import dev.wsman.camel.internal.poll.ItemConsumer;
import dev.wsman.camel.internal.produce.WsmanProducer;
import dev.wsman.camel.internal.session.SessionLease;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Manage Windows hosts, server controllers and CIM brokers over WS-Management (WinRM): instances, methods, queries,
 * remote shells and events.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "wsman",
        title = "WS-Management",
        syntax = "wsman:operation",
        category = {Category.MONITORING, Category.MANAGEMENT},
        headersClass = WsmanConstants.class)
public final class WsmanEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {
    private static final long DEFAULT_DELAY = 60_000;

    @UriPath(
            description =
                    "The operation. A header of the message may replace it in a producer. Consumers are subscribe, query,"
                            + " enumerate and get.")
    @Metadata(required = true)
    private WsmanOperation operation = WsmanOperation.GET;

    @UriParam
    private WsmanConfiguration configuration;

    @UriParam
    private final WsmanRequestConfiguration request = new WsmanRequestConfiguration();

    @UriParam
    private final WsmanShellConfiguration shell = new WsmanShellConfiguration();

    @UriParam
    private final WsmanEventConfiguration events = new WsmanEventConfiguration();

    @UriParam
    private final WsmanConsumerConfiguration consumer = new WsmanConsumerConfiguration();

    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "The pause between two polls, in milliseconds.")
    private long delay = DEFAULT_DELAY;

    private Set<String> namedOptions = Set.of();

    /** Creates an endpoint; applications get it from the context. */
    public WsmanEndpoint(String uri, WsmanComponent component, WsmanConfiguration configuration) {
        super(uri, component);
        super.setDelay(DEFAULT_DELAY);
        this.configuration = configuration;
    }

    /**
     * Returns the names of the options in the URI, without regard to case; those with a prefix as the prefix, such as
     * {@code selector.}. Not for applications.
     */
    public Set<String> namedOptions() {
        return namedOptions;
    }

    void setNamedOptions(Set<String> names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.forEach(name -> all.add(name.contains(".") ? name.substring(0, name.indexOf('.') + 1) : name));
        namedOptions = Collections.unmodifiableSet(all);
    }

    /** Returns a producer, which performs one operation for each message and blocks its thread until the reply. */
    @Override
    public Producer createProducer() {
        if (operation == WsmanOperation.SUBSCRIBE) {
            throw new IllegalArgumentException("operation: SUBSCRIBE is for consumers; use it in from()");
        }
        return new WsmanProducer(this);
    }

    /**
     * Returns a consumer: of events for {@code subscribe}, which has a thread of its own, and of polled items for {@code
     * get}, {@code enumerate} and {@code query}.
     *
     * @throws IllegalArgumentException if an option is missing or not valid; the message names it
     */
    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        UnusedOptions.rejectInConsumer(this);
        Consumer created =
                switch (operation) {
                    case SUBSCRIBE -> SubscriptionConsumers.create(this, processor);
                    case GET, ENUMERATE, QUERY -> new ItemConsumer(this, processor);
                    default ->
                        throw new IllegalArgumentException("operation: " + operation
                                + " is for producers; a consumer has subscribe, query, enumerate or get");
                };
        configureConsumer(created);
        return created;
    }

    /**
     * Returns the use of this endpoint's session. Close it when its owner stops. Sends nothing. Not for applications.
     *
     * @throws IllegalArgumentException if an option of the connection is not valid; the message names it
     */
    public SessionLease acquireSession() {
        return getComponent().sessions().acquire(configuration, getCamelContext());
    }

    @Override
    public WsmanComponent getComponent() {
        return (WsmanComponent) super.getComponent();
    }

    @Override
    public @Nullable String getServiceUrl() {
        return configuration.getHost();
    }

    @Override
    public String getServiceProtocol() {
        return "wsman";
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    public WsmanOperation getOperation() {
        return operation;
    }

    public void setOperation(WsmanOperation operation) {
        this.operation = operation;
    }

    /** Returns the connection. */
    public WsmanConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(WsmanConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Returns the resource and the form of results. */
    public WsmanRequestConfiguration getRequest() {
        return request;
    }

    /** Returns the command and the shell of {@code run}. */
    public WsmanShellConfiguration getShell() {
        return shell;
    }

    /** Returns the events of a subscription. */
    public WsmanEventConfiguration getEvents() {
        return events;
    }

    /** Returns the messages of consumers. */
    public WsmanConsumerConfiguration getConsumer() {
        return consumer;
    }
}
