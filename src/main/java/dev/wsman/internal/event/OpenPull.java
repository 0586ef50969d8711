package dev.wsman.internal.event;

import dev.wsman.internal.protocol.EndpointReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A subscription that a server has opened in Pull mode. Immutable. */
public final class OpenPull {
    private final EndpointReference resource;
    private final OpenSubscription subscription;

    OpenPull(EndpointReference resource, OpenSubscription subscription) {
        this.resource = resource;
        this.subscription = subscription;
    }

    /** Returns the resource of Pull requests, with the options of Subscribe. */
    EndpointReference resource() {
        return resource;
    }

    EndpointReference manager() {
        return subscription.manager();
    }

    /** Returns the granted time; null if the subscription does not end. */
    public @Nullable Duration expires() {
        return subscription.expires();
    }

    /** Returns the context of the first Pull, as opaque nodes. */
    public List<Object> context() {
        return Objects.requireNonNull(subscription.context());
    }
}
