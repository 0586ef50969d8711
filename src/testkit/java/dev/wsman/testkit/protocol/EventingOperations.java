package dev.wsman.testkit.protocol;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** WS-Eventing: Subscribe, Renew, GetStatus, Unsubscribe, and Pull and Release of a subscription. */
final class EventingOperations {
    private static final Set<ServiceOperation> EVENTING = Set.of(
            ServiceOperation.SUBSCRIBE,
            ServiceOperation.RENEW_SUBSCRIPTION,
            ServiceOperation.SUBSCRIPTION_STATUS,
            ServiceOperation.UNSUBSCRIBE);

    private final ServiceSettings service;
    private final EventingService eventing;

    EventingOperations(ServiceSettings service, ExecutorService threads) {
        this.service = service;
        this.eventing = eventing(service, threads);
    }

    /** The subscriptions of iDRAC are not recorded. They are those of openwsman, by Push only (EVENTING.md 3.4). */
    private static EventingService eventing(ServiceSettings service, ExecutorService threads) {
        return switch (service.quirks().name()) {
            case "winrm", "standard" -> new WindowsEventing(service, threads);
            case "omi" -> new OmiEventing(service);
            case "amt" -> new AmtEventing(service, threads);
            case "idrac" -> OpenwsmanEventing.pushOnly(service, threads);
            default -> OpenwsmanEventing.allModes(service, threads);
        };
    }

    /**
     * Whether a request is about subscriptions. A Pull or Release is if its context is or was one of a subscription,
     * or if only subscriptions have its resource.
     */
    boolean serves(ServiceRequest request) {
        boolean onContext =
                request.operation() == ServiceOperation.PULL || request.operation() == ServiceOperation.RELEASE;
        return EVENTING.contains(request.operation())
                || onContext
                        && (request.resourceUri().equals(WindowsEventing.EVENT_LOG)
                                || isIndication(request.resourceUri())
                                || service.subscriptions().knows(SubscriptionContexts.id(request)));
    }

    private boolean isIndication(String uri) {
        return service.registry().resolve(uri).isEmpty() && IndicationXml.isKnown(service, uri);
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
