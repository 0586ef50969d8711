package dev.wsman.testkit.protocol;

import org.w3c.dom.Element;

/** Finds the subscription that a request addresses. */
final class SubscriptionContexts {
    private SubscriptionContexts() {}

    /** The enumeration context of a Pull or Release; empty if there is none. */
    static String id(ServiceRequest request) {
        return request.content()
                .flatMap(content -> DomElements.child(content, ServiceNamespaces.ENUMERATION, "EnumerationContext"))
                .map(DomElements::text)
                .orElse("");
    }

    /** The Identifier that a request has as a header; empty if it has none. */
    static String identifier(ServiceRequest request) {
        return request.headerText(ServiceNamespaces.EVENTING, "Identifier").orElse("");
    }

    /** Returns the subscription of a Pull, and blocks other Pulls of it. */
    static EventSubscription take(EventSubscriptions subscriptions, ServiceRequest request) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Pull");
        if (DomElements.child(content, ServiceNamespaces.ENUMERATION, "EnumerationContext")
                .isEmpty()) {
            throw ServiceRequest.schema("There is no wsen:EnumerationContext");
        }
        EventSubscription found = subscriptions.ofContext(id(request)).orElseThrow(EventFaults::unknownContext);
        if (!found.take()) {
            throw FaultKind.CONCURRENCY.fault().exception();
        }
        return found;
    }
}
