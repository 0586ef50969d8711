package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.Indication;
import dev.wsman.testkit.event.SourceEvent;
import dev.wsman.testkit.event.UnknownIndicationException;
import dev.wsman.testkit.wql.WqlException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.w3c.dom.Element;

/**
 * Subscriptions of OMI to indications, by Pull only. Numbers in comments are those of captures/omi/eventing, whose
 * README describes the behavior. Expires and ContentEncoding are accepted and ignored.
 */
final class OmiEventing implements EventingService {
    private static final String EARLIEST = "http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest";
    private static final Set<String> DIALECTS = Set.of(ServiceNamespaces.WQL_DIALECT, ServiceNamespaces.CQL_DIALECT);
    /** The order in which the children of Subscribe are parsed. */
    private static final List<String> ORDER = List.of("Delivery", "Expires", "Filter", "SendBookmarks", "Bookmark");

    private final ServiceSettings service;
    private final EventSubscriptions subscriptions;

    OmiEventing(ServiceSettings service) {
        this.service = service;
        this.subscriptions = service.subscriptions();
    }

    @Override
    public void subscribe(ServiceRequest request, ReplyBuilder reply) {
        SubscribeRequest subscribe = new SubscribeRequest(request);
        check(subscribe);
        // EVENTING.md 3.3; how long OMI keeps a subscription without Heartbeats is not recorded
        String id = Integer.toString(ThreadLocalRandom.current().nextInt(100_000_000, Integer.MAX_VALUE));
        subscriptions.add(new EventSubscription(
                id,
                id,
                subscribe,
                feed(subscribe),
                Optional.of(
                        subscribe.heartbeats().map(each -> each.multipliedBy(2)).orElse(service.enumerationTimeout())),
                service.clock().instant()));
        reply.body()
                .open(ServiceNamespaces.EVENTING, "SubscribeResponse")
                .open(ServiceNamespaces.EVENTING, "SubscriptionManager")
                .open(ServiceNamespaces.ADDRESSING, "ReferenceProperties")
                .element(ServiceNamespaces.WSMAN, "ResourceURI", ServiceNamespaces.DMTF_ALL_CLASSES)
                .element(ServiceNamespaces.EVENTING, "Identifier", id)
                .close()
                .close()
                .element(ServiceNamespaces.ENUMERATION, "EnumerationContext", id)
                .close();
    }

    private static void check(SubscribeRequest subscribe) {
        if (!subscribe.pulls() || !isOrdered(subscribe.children())) {
            // 20 to 23, 25, 39
            throw new EmptyReplyException();
        }
        if (subscribe.connectionRetry().isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE
                    .fault("DeliveryRetries")
                    .reason("Connection retry is not supported")
                    .exception();
        }
        if (subscribe.filter().isEmpty()) {
            throw FaultKind.INTERNAL_ERROR
                    .fault()
                    .reason("mandatory parameters (className, namesapce) are not provided for subscribe request")
                    .exception();
        }
        if (!DIALECTS.contains(subscribe.dialect())) {
            throw outOfMemory(
                    FaultKind.UNSUPPORTED_FEATURE,
                    "The specified query dialect is not supported. Supported dialects include: WQL, CQL.");
        }
        if (subscribe
                .bookmark()
                .filter(each -> DomElements.text(each).isEmpty())
                .isPresent()) {
            throw FaultKind.INVALID_BOOKMARK.fault().exception();
        }
    }

    private static boolean isOrdered(List<Element> children) {
        int last = -1;
        for (Element child : children) {
            int position = Math.min(ORDER.indexOf(child.getLocalName()), ORDER.indexOf("SendBookmarks"));
            boolean repeated = position == last && position < ORDER.indexOf("SendBookmarks");
            if (position < last || position < 0 || repeated) {
                return false;
            }
            last = position;
        }
        return true;
    }

    /** The Reason of these faults is "Out of memory." (29 to 31, 41, 42). */
    private static ServiceFaultException outOfMemory(FaultKind kind, String message) {
        return kind.fault().reason("Out of memory.").provider(message).exception();
    }

    private EventFeed feed(SubscribeRequest subscribe) {
        if (subscribe.request().selectors().cimNamespace().isEmpty()) {
            throw noClass();
        }
        try {
            return service.events()
                    .indications()
                    .open(DomElements.text(subscribe.filter().orElseThrow()));
        } catch (WqlException bad) {
            throw outOfMemory(
                    FaultKind.INTERNAL_ERROR, "The filter expression is invalid because it contains a syntax error.");
        } catch (UnknownIndicationException unknown) {
            throw noClass();
        }
    }

    private static ServiceFaultException noClass() {
        return outOfMemory(
                FaultKind.DESTINATION_UNREACHABLE,
                "No indication class was found for the specified indication query. Ensure the target class is present"
                        + " in the given namespace.");
    }

    /** Waits for events. After the heartbeat, or else OperationTimeout, the reply has empty Items (51, 56). */
    @Override
    public ReplyBuilder pull(ServiceRequest request, Optional<String> relatesTo) {
        EventSubscription subscription = SubscriptionContexts.take(subscriptions, request);
        try {
            List<SourceEvent> events = new SubscriptionReader(service, request).await(subscription);
            ReplyBuilder reply = ReplyBuilder.to(request, service.quirks(), request.action() + "Response", relatesTo);
            if (subscription.request().sendsBookmarks()) {
                // 61
                reply.headers().element(ServiceNamespaces.WSMAN, "Bookmark", EARLIEST);
            }
            XmlTextWriter xml = reply.body()
                    .open(ServiceNamespaces.ENUMERATION, "PullResponse")
                    .element(ServiceNamespaces.ENUMERATION, "EnumerationContext", subscription.context())
                    .open(ServiceNamespaces.ENUMERATION, "Items");
            TargetResource resource = IndicationXml.resource(service, request);
            events.forEach(event -> IndicationXml.write(xml, ((Indication) event).instance(), service, resource));
            xml.close().close();
            return reply;
        } finally {
            subscription.giveBack(service.clock().instant());
        }
    }

    /** 63. */
    @Override
    public void renew(ServiceRequest request, ReplyBuilder reply) {
        throw unsupported();
    }

    /** 64. */
    @Override
    public void status(ServiceRequest request, ReplyBuilder reply) {
        throw unsupported();
    }

    private static ServiceFaultException unsupported() {
        return FaultKind.ACTION_NOT_SUPPORTED
                .fault()
                .reason("Unsupported action requested.")
                .exception();
    }

    /** Succeeds also for an unknown Identifier (54, 67). */
    @Override
    public void unsubscribe(ServiceRequest request) {
        subscriptions.find(SubscriptionContexts.identifier(request)).ifPresent(subscriptions::end);
    }

    /** 65. */
    @Override
    public void release(ServiceRequest request) {
        subscriptions.end(
                subscriptions.ofContext(SubscriptionContexts.id(request)).orElseThrow(EventFaults::unknownContext));
    }
}
