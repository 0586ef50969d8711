package dev.wsman.camel.internal.health;

import dev.wsman.Identity;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Sends Identify to a server, with the session and the credentials of an endpoint. It decides about readiness and not
 * about liveness, because restarting this program does not repair a server.
 */
public final class ServerHealthCheck extends AbstractHealthCheck {
    private final Session session;
    private final @Nullable String host;

    /**
     * Creates a check.
     *
     * @param id distinguishes it from other checks
     * @param host the server as the endpoint names it, for the details of the result; null if only the session knows
     */
    public ServerHealthCheck(String id, Session session, @Nullable String host) {
        super("camel", id);
        this.session = session;
        this.host = host;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("host", host == null ? session.toString() : host);
        try {
            Identity identity = session.identify();
            identity.productVendor().ifPresent(vendor -> builder.detail("product.vendor", vendor));
            identity.productVersion().ifPresent(version -> builder.detail("product.version", version));
            builder.up();
        } catch (WsmanException e) {
            WsmanError error = e.error();
            builder.detail("error.kind", error.kind().name());
            builder.message(error.toString());
            builder.error(e);
            builder.down();
        }
    }
}
