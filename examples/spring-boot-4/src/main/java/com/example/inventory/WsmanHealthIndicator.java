package com.example.inventory;

import dev.wsman.Identity;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The component {@code wsman} of the application's health: the server replies to Identify. */
@Component
class WsmanHealthIndicator implements HealthIndicator {
    private final Session session;

    WsmanHealthIndicator(Session session) {
        this.session = session;
    }

    @Override
    public Health health() {
        try {
            Identity identity = session.identify();
            return Health.up()
                    .withDetail("vendor", identity.productVendor().orElse("unknown"))
                    .withDetail("version", identity.productVersion().orElse("unknown"))
                    .build();
        } catch (WsmanException e) {
            return Health.down()
                    .withDetail("kind", e.error().kind())
                    .withDetail("message", e.getMessage())
                    .build();
        }
    }
}
