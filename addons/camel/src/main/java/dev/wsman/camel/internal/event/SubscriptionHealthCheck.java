package dev.wsman.camel.internal.event;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Reports whether a subscription receives events: DOWN from a failed attempt until the next reply of the server. */
final class SubscriptionHealthCheck implements HealthCheck {
    private final String id;
    private final SubscriptionStatus status;
    private final State initial;
    private volatile boolean enabled;

    SubscriptionHealthCheck(String id, SubscriptionStatus status, State initial, boolean enabled) {
        this.id = id;
        this.status = status;
        this.initial = initial;
        this.enabled = enabled;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (!enabled) {
            return result.message("Disabled")
                    .detail(CHECK_ENABLED, false)
                    .unknown()
                    .build();
        }
        SubscriptionStatus.Snapshot now = status.snapshot();
        result.details(now.details());
        Throwable failure = now.failure();
        if (failure != null) {
            return result.down().message(failure.getMessage()).error(failure).build();
        }
        return now.connected()
                ? result.up().build()
                : result.state(initial)
                        .message("the subscription is not open yet")
                        .build();
    }
}
