package dev.wsman.camel.internal.produce;

import dev.wsman.ResourceLocator;
import dev.wsman.camel.WsmanEndpoint;

/** The resource of an endpoint, for consumers. */
public final class EndpointResource {
    private EndpointResource() {}

    /**
     * Returns the resource with the selectors and options of the endpoint.
     *
     * @throws IllegalArgumentException if the resource is missing or not valid
     */
    public static ResourceLocator of(WsmanEndpoint endpoint) {
        return new RequestOfMessage(endpoint, endpoint.createExchange().getMessage()).resource();
    }
}
