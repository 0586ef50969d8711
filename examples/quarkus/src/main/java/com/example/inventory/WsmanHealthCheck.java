package com.example.inventory;

import dev.wsman.Identity;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready if the server replies to Identify. */
@Readiness
@ApplicationScoped
class WsmanHealthCheck implements HealthCheck {
    @Inject
    Session session;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("wsman");
        try {
            Identity identity = session.identify();
            return response.up()
                    .withData("vendor", identity.productVendor().orElse("unknown"))
                    .withData("version", identity.productVersion().orElse("unknown"))
                    .build();
        } catch (WsmanException e) {
            return response.down()
                    .withData("kind", e.error().kind().name())
                    .withData("message", e.getMessage())
                    .build();
        }
    }
}
