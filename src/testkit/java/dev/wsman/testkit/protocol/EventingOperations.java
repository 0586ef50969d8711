package dev.wsman.testkit.protocol;

import java.util.Optional;
import java.util.Set;

/** WS-Eventing: Subscribe, Renew, GetStatus, Unsubscribe, and Pull and Release of a subscription. */
final class EventingOperations {
    private static final Set<ServiceOperation> EVENTING = Set.of(
            ServiceOperation.SUBSCRIBE,
            ServiceOperation.RENEW_SUBSCRIPTION,
            ServiceOperation.SUBSCRIPTION_STATUS,
            ServiceOperation.UNSUBSCRIBE);

    private final ServiceSettings service;
    private final EventingService eventing;

    EventingOperations(ServiceSettings service) {
        this.service = service;
        this.eventing = new WindowsEventing(service);
    }

    /** Whether a request is about subscriptions. A Pull or Release is if its context is or was one of a subscription. */
    boolean serves(ServiceRequest request) {
        boolean onContext =
                request.operation() == ServiceOperation.PULL || request.operation() == ServiceOperation.RELEASE;
        return EVENTING.contains(request.operation())
                || onContext
                        && (request.resourceUri().equals(WindowsEventing.EVENT_LOG)
                                || service.subscriptions().knows(SubscriptionContexts.id(request)));
    }

    /** Performs the operation and returns the reply. */
    ReplyBuilder reply(ServiceRequest request, Optional<String> relatesTo) {
        if (request.operation() == ServiceOperation.PULL) {
            return eventing.pull(request, relatesTo);
        }
        ReplyBuilder reply = ReplyBuilder.to(request, service.quirks(), request.action() + "Response", relatesTo);
        switch (request.operation()) {
            case SUBSCRIBE -> eventing.subscribe(request, reply);
            case RENEW_SUBSCRIPTION -> eventing.renew(request, reply);
            case SUBSCRIPTION_STATUS -> eventing.status(request, reply);
            case UNSUBSCRIBE -> eventing.unsubscribe(request);
            default -> eventing.release(request);
        }
        return reply;
    }
}
