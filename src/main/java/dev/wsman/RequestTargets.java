package dev.wsman;

import dev.wsman.internal.protocol.CimNamespace;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.RequestTarget;
import org.jspecify.annotations.Nullable;

/** Converts locators to the targets of requests. */
final class RequestTargets {
    private RequestTargets() {}

    /**
     * Returns the target of an enumeration. If the filter names its class itself and the resource URI is one of
     * Windows, the target is all classes of the WMI namespace: Windows rejects a query at the URI of a class
     * (2150859003). Other servers accept a query at the URI of a class, so that other URIs are sent unchanged.
     */
    static RequestTarget of(ResourceLocator resource, @Nullable Filter filter) {
        return reference(resource, filter).toTarget();
    }

    /** Returns the target of {@link #of(ResourceLocator, Filter)} as a reference. */
    static EndpointReference reference(ResourceLocator resource, @Nullable Filter filter) {
        String uri = Arguments.present(resource, "resource").resourceUri();
        return CimNamespace.isInUri(uri) && filter != null && filter.namesItsClass()
                ? reference(resource.withResourceUri(uri.substring(0, uri.lastIndexOf('/') + 1) + "*"))
                : reference(resource);
    }

    /**
     * Returns the target of all other operations.
     *
     * @throws IllegalArgumentException if the locator has no resource URI
     */
    static RequestTarget of(ResourceLocator resource) {
        return checked(resource).toTarget();
    }

    private static EndpointReference reference(ResourceLocator resource) {
        return checked(resource).toReference();
    }

    private static ResourceLocator checked(ResourceLocator resource) {
        if (Arguments.present(resource, "resource").resourceUri().isEmpty()) {
            throw new IllegalArgumentException("resource: the locator has no resource URI");
        }
        return resource;
    }
}
