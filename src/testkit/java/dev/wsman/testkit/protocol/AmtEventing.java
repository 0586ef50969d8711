package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.Indication;
import dev.wsman.testkit.event.SourceEvent;
import dev.wsman.testkit.event.delivery.DeliverySettings;
import dev.wsman.testkit.event.delivery.EventPush;
import dev.wsman.testkit.event.delivery.IndicationText;
import dev.wsman.testkit.model.CimReference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * Subscriptions of Intel AMT to alerts (EVENTING.md 1.4 and 3.5): by Push and PushWithAck, to one of the collections of
 * filters that AMT has, without a filter of the client. A subscription does not end by itself.
 *
 * <p>The faults and the SubscribeResponse of AMT are not recorded. The subscription manager in the response is the
 * resource at which AMT expects Unsubscribe: the association CIM_FilterCollectionSubscription, with references as
 * selectors. Expires, EndTo, Heartbeats and bookmarks are accepted and ignored.
 */
final class AmtEventing implements EventingService {
    private static final String COLLECTION = "CIM_FilterCollection";
    private static final String SUBSCRIPTION = "CIM_FilterCollectionSubscription";
    private static final String HANDLER = "CIM_ListenerDestinationWSManagement";
    private static final Set<String> COLLECTIONS =
            Set.of("Intel(r) AMT:All", "Intel(r) AMT:Features", "Intel(r) AMT:Platform");
    private static final Set<String> MODES = Set.of(SubscribeRequest.PUSH, SubscribeRequest.PUSH_WITH_ACK);
    private static final int LONGEST_ADDRESS = 253;

    private final ServiceSettings service;
    private final EventSubscriptions subscriptions;
    private final ExecutorService threads;

    AmtEventing(ServiceSettings service, ExecutorService threads) {
        this.service = service;
        this.threads = threads;
        this.subscriptions = service.subscriptions();
    }

    @Override
    public void subscribe(ServiceRequest request, ReplyBuilder reply) {
        SubscribeRequest subscribe = new SubscribeRequest(request);
        check(subscribe);
        String id = UUID.randomUUID().toString();
        EventSubscription subscription = new EventSubscription(
                id,
                "",
                subscribe,
                service.events().indications().open("SELECT * FROM CIM_AlertIndication"),
                Optional.empty(),
                service.clock().instant());
        subscriptions.add(subscription);
        write(reply.body(), id, collection(request));
        push(subscription);
    }

    private static String collection(ServiceRequest request) {
        return request.selectors().keys().getOrDefault("InstanceID", "");
    }

    private static void check(SubscribeRequest subscribe) {
        ServiceRequest request = subscribe.request();
        if (!request.resourceUri().equals(ServiceNamespaces.DMTF_CLASSES + COLLECTION)
                || !COLLECTIONS.contains(collection(request))) {
            throw FaultKind.DESTINATION_UNREACHABLE.fault("InvalidResourceURI").exception();
        }
        if (!MODES.contains(subscribe.mode())) {
            throw EventFaults.unknownMode();
        }
        if (subscribe.filter().isPresent()) {
            throw FaultKind.EVENT_FILTERING_NOT_SUPPORTED.fault().exception();
        }
        if (subscribe.sinkAddress().isEmpty()) {
            throw FaultKind.INVALID_SUBSCRIBE_MESSAGE.fault().exception();
        }
        if (subscribe.sinkAddress().length() > LONGEST_ADDRESS) {
            throw FaultKind.EVENT_DELIVER_TO_UNUSABLE.fault("UnusableAddress").exception();
        }
    }

    private void push(EventSubscription subscription) {
        EventPush push = EventPush.amt(
                DeliverySettings.read(subscription.request().request().envelope()),
                subscription.feed(),
                service.clock(),
                service.events().sinkTls(),
                this::alert);
        subscription.push(push);
        push.start(threads, false, subscription.id(), () -> subscriptions.end(subscription));
    }

    private IndicationText alert(SourceEvent event) {
        TargetResource resource =
                new TargetResource(ServiceNamespaces.DMTF_ALL_CLASSES, ServiceNamespaces.DMTF_CLASSES, null, true);
        String name = ((Indication) event).instance().className();
        return new IndicationText(
                service.registry().uriOf(name, resource),
                IndicationXml.standalone(((Indication) event).instance(), service, resource));
    }

    private void write(XmlTextWriter xml, String id, String collection) {
        xml.open(ServiceNamespaces.EVENTING, "SubscribeResponse")
                .open(ServiceNamespaces.EVENTING, "SubscriptionManager")
                .element(ServiceNamespaces.ADDRESSING, "Address", ServiceNamespaces.ANONYMOUS)
                .open(ServiceNamespaces.ADDRESSING, "ReferenceParameters")
                .element(ServiceNamespaces.WSMAN, "ResourceURI", ServiceNamespaces.DMTF_CLASSES + SUBSCRIPTION)
                .open(ServiceNamespaces.WSMAN, "SelectorSet");
        selector(xml, "Filter", new CimReference(COLLECTION, Map.of("InstanceID", collection)));
        selector(xml, "Handler", new CimReference(HANDLER, Map.of("Name", id)));
        xml.close().close().close().close();
    }

    private static void selector(XmlTextWriter xml, String name, CimReference reference) {
        xml.open(ServiceNamespaces.WSMAN, "Selector")
                .attribute("", "Name", name)
                .open(ServiceNamespaces.ADDRESSING, "EndpointReference")
                .element(ServiceNamespaces.ADDRESSING, "Address", ServiceNamespaces.ANONYMOUS)
                .open(ServiceNamespaces.ADDRESSING, "ReferenceParameters")
                .element(ServiceNamespaces.WSMAN, "ResourceURI", ServiceNamespaces.DMTF_CLASSES + reference.className())
                .open(ServiceNamespaces.WSMAN, "SelectorSet");
        reference.keys().forEach((key, value) -> xml.open(ServiceNamespaces.WSMAN, "Selector")
                .attribute("", "Name", key)
                .text(value)
                .close());
        xml.close().close().close().close();
    }

    /** Finds the subscription by its Handler. */
    @Override
    public void unsubscribe(ServiceRequest request) {
        Map<String, String> keys = request.selectors().keys();
        boolean isSubscription = request.resourceUri().equals(ServiceNamespaces.DMTF_CLASSES + SUBSCRIPTION);
        if (!isSubscription || !keys.containsKey("Filter") || !keys.containsKey("Handler")) {
            throw FaultKind.DESTINATION_UNREACHABLE.fault("InvalidResourceURI").exception();
        }
        subscriptions.end(Optional.of(CimReference.parse(keys.get("Handler")))
                .flatMap(handler -> subscriptions.find(handler.keys().getOrDefault("Name", "")))
                .orElseThrow(() -> FaultKind.INVALID_SELECTORS.fault().exception()));
    }

    @Override
    public ReplyBuilder pull(ServiceRequest request, Optional<String> relatesTo) {
        throw EventFaults.unknownContext();
    }

    @Override
    public void release(ServiceRequest request) {
        throw EventFaults.unknownContext();
    }

    /** Is not documented. */
    @Override
    public void renew(ServiceRequest request, ReplyBuilder reply) {
        throw FaultKind.ACTION_NOT_SUPPORTED.fault().exception();
    }

    /** Is not documented. */
    @Override
    public void status(ServiceRequest request, ReplyBuilder reply) {
        throw FaultKind.ACTION_NOT_SUPPORTED.fault().exception();
    }
}
