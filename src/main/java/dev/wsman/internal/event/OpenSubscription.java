package dev.wsman.internal.event;

import dev.wsman.internal.protocol.EndpointReference;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to Subscribe.
 *
 * @param manager the subscription manager; requests about the subscription have its reference parameters as headers
 * @param expires the granted time; null if the reply has none, or it is zero, which means that it does not end
 * @param context the {@code wsen:EnumerationContext} for the first Pull, as opaque nodes; null if there is none
 */
public record OpenSubscription(
        EndpointReference manager,
        @Nullable Duration expires,
        @Nullable List<Object> context) {
    OpenSubscription withManager(EndpointReference named) {
        return new OpenSubscription(named, expires, context);
    }
}
