package dev.wsman.camel;

import dev.wsman.camel.internal.health.ServerHealthChecks;
import dev.wsman.camel.internal.option.InheritedConnection;
import dev.wsman.camel.internal.session.SharedSessions;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/**
 * The component {@code wsman}. It owns the sessions of its endpoints: those with equal connections share one, which is
 * closed with the last producer or consumer that uses it.
 */
@Component("wsman")
public class WsmanComponent extends HealthCheckComponent implements SSLContextParametersAware {
    private final SharedSessions sessions = new SharedSessions();
    private final ServerHealthChecks healthChecks = new ServerHealthChecks();

    @Metadata(label = "common")
    private WsmanConfiguration configuration = new WsmanConfiguration();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    /** Creates a component, which Camel adds to a context. */
    public WsmanComponent() {}

    /** Creates a component of a context. */
    public WsmanComponent(@Nullable CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        WsmanEndpoint endpoint = new WsmanEndpoint(uri, this, configuration.copy());
        endpoint.setNamedOptions(parameters.keySet());
        InheritedConnection.adjust(endpoint.getConfiguration(), endpoint.namedOptions(), parameters.get("authScheme"));
        endpoint.setOperation(operation(remaining));
        endpoint.getRequest().getSelectors().putAll(PropertiesHelper.extractProperties(parameters, "selector."));
        endpoint.getRequest().getOptions().putAll(PropertiesHelper.extractProperties(parameters, "option."));
        endpoint.getShell().getEnvironment().putAll(PropertiesHelper.extractProperties(parameters, "environment."));
        setProperties(endpoint, parameters);
        WsmanConfiguration connection = endpoint.getConfiguration();
        if (connection.getSslContextParameters() == null) {
            connection.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    private static WsmanOperation operation(String name) {
        return Arrays.stream(WsmanOperation.values())
                .filter(operation -> operation.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: \"" + name + "\" is not one of get, put,"
                        + " create, delete, invoke, enumerate, query, identify, run, subscribe. The URI is"
                        + " wsman:operation?host=..."));
    }

    /** Returns the sessions that the endpoints of this component share. Not for applications. */
    public SharedSessions sessions() {
        return sessions;
    }

    /** Returns the health checks of the sessions of producers. Not for applications. */
    public ServerHealthChecks healthChecks() {
        return healthChecks;
    }

    @Override
    protected void doStop() throws Exception {
        healthChecks.close();
        sessions.close();
        super.doStop();
    }

    public WsmanConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * Sets the connection that endpoints start with.
     */
    public void setConfiguration(WsmanConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /**
     * Sets whether the context's global SSL context parameters are used for https.
     */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
