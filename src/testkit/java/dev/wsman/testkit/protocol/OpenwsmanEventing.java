package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.Indication;
import dev.wsman.testkit.event.SourceEvent;
import dev.wsman.testkit.event.UnknownIndicationException;
import dev.wsman.testkit.event.delivery.DeliverySettings;
import dev.wsman.testkit.event.delivery.EventPush;
import dev.wsman.testkit.wql.WqlException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import javax.xml.namespace.QName;

/**
 * Subscriptions of openwsman to indications. Numbers in comments are those of captures/openwsman/eventing, whose README
 * describes the behavior. Bookmarks, EndTo, options and ContentEncoding are accepted and ignored.
 */
final class OpenwsmanEventing implements EventingService {
    private static final Set<String> DIALECTS = Set.of(ServiceNamespaces.WQL_DIALECT, ServiceNamespaces.CQL_DIALECT);

    private final ServiceSettings service;
    private final EventSubscriptions subscriptions;
    private final ExecutorService threads;
    private final Set<String> modes;

    private OpenwsmanEventing(ServiceSettings service, ExecutorService threads, Set<String> modes) {
        this.service = service;
        this.threads = threads;
        this.modes = modes;
        this.subscriptions = service.subscriptions();
    }

    static OpenwsmanEventing allModes(ServiceSettings service, ExecutorService threads) {
        return new OpenwsmanEventing(
                service,
                threads,
                Set.of(
                        SubscribeRequest.PULL,
                        SubscribeRequest.PUSH,
                        SubscribeRequest.PUSH_WITH_ACK,
                        SubscribeRequest.EVENTS));
    }

    static OpenwsmanEventing pushOnly(ServiceSettings service, ExecutorService threads) {
        return new OpenwsmanEventing(service, threads, Set.of(SubscribeRequest.PUSH));
    }

    @Override
    public void subscribe(ServiceRequest request, ReplyBuilder reply) {
        SubscribeRequest subscribe = new SubscribeRequest(request);
        check(subscribe);
        Optional<Instant> end = subscribe.expires().map(this::end);
        String id = "uuid:" + UUID.randomUUID();
        EventSubscription subscription = new EventSubscription(
                id,
                subscribe.pulls() ? id : "",
                subscribe,
                feed(subscribe),
                Optional.empty(),
                service.clock().instant());
        subscription.endsAt(end);
        subscriptions.add(subscription);
        write(reply.body(), subscribe, id);
        if (!subscribe.pulls()) {
            push(subscription);
        }
    }

    private void push(EventSubscription subscription) {
        TargetResource resource =
                IndicationXml.resource(service, subscription.request().request());
        EventPush push = EventPush.openwsman(
                DeliverySettings.read(subscription.request().request().envelope()),
                subscription.feed(),
                service.clock(),
                service.events().sinkTls(),
                event -> IndicationXml.text(((Indication) event).instance(), service, resource));
        subscription.push(push);
        push.start(threads, false, subscription.id(), () -> subscriptions.end(subscription));
    }

    private void check(SubscribeRequest subscribe) {
        if (!IndicationXml.isKnown(service, subscribe.request().resourceUri())) {
            throw unreachable();
        }
        if (!modes.contains(subscribe.mode())) {
            throw EventFaults.unknownMode();
        }
        if (!subscribe.pulls() && subscribe.notifyTo().isEmpty()) {
            throw FaultKind.INVALID_SUBSCRIBE_MESSAGE.fault().exception();
        }
        checkContent(subscribe);
    }

    /** Two filters and the address of a sink without http are not recorded: EVENTING.md 3.2. */
    private static void checkContent(SubscribeRequest subscribe) {
        if (!subscribe.pulls() && !subscribe.sinkAddress().startsWith("http")) {
            throw unusable();
        }
        if (subscribe.hasBothFilters()) {
            throw FaultKind.INVALID_SUBSCRIBE_MESSAGE.fault().exception();
        }
        if (subscribe.connectionRetry().isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE.fault("DeliveryRetries").exception();
        }
        if (subscribe.filter().isEmpty() || !DIALECTS.contains(subscribe.dialect())) {
            throw FaultKind.EVENT_FILTERING_NOT_SUPPORTED.fault().exception();
        }
    }

    /** The subcode is misspelled and in another namespace than that of the standard (PROTOCOL.md 8). */
    private static ServiceFaultException unusable() {
        return ServiceFault.of(
                        new QName(ServiceNamespaces.SOAP, "Receiver"),
                        new QName(ServiceNamespaces.CIM_BINDING, "DevliveryToUnusable"))
                .reason("The event source cannot process the subscription request.")
                .exception();
    }

    /** 41, 53. */
    private static ServiceFaultException unreachable() {
        return FaultKind.DESTINATION_UNREACHABLE
                .fault("InvalidResourceURI")
                .reason("No route can be determined to reach the destination role defined by the WS-Addressing To.")
                .exception();
    }

    /** Only durations are accepted (30 to 32). The subcode is the one of WS-Enumeration. */
    private Instant end(String expires) {
        try {
            Duration duration = ServiceRequest.duration(expires);
            return service.clock().instant().plus(duration);
        } catch (IllegalArgumentException other) {
            throw ServiceFault.of(
                            new QName(ServiceNamespaces.SOAP, "Receiver"),
                            new QName(ServiceNamespaces.ENUMERATION, "UnsupportedExpirationType"))
                    .reason("The specified expiration type is not supported.")
                    .exception();
        }
    }

    /** 26, 27. */
    private EventFeed feed(SubscribeRequest subscribe) {
        try {
            return service.events()
                    .indications()
                    .open(DomElements.text(subscribe.filter().orElseThrow()));
        } catch (WqlException bad) {
            throw FaultKind.ENUMERATION_CANNOT_PROCESS_FILTER
                    .fault()
                    .reason("Query parse error")
                    .exception();
        } catch (UnknownIndicationException unknown) {
            throw FaultKind.ACTION_NOT_SUPPORTED
                    .fault()
                    .reason("No supported indication classes in filter query or no provider found")
                    .exception();
        }
    }

    private void write(XmlTextWriter xml, SubscribeRequest subscribe, String id) {
        xml.open(ServiceNamespaces.EVENTING, "SubscribeResponse")
                .open(ServiceNamespaces.EVENTING, "SubscriptionManager")
                .element(ServiceNamespaces.ADDRESSING, "Address", service.address())
                .open(ServiceNamespaces.ADDRESSING, "ReferenceParameters")
                .element(ServiceNamespaces.EVENTING, "Identifier", id)
                .close()
                .close();
        subscribe.expires().ifPresent(expires -> xml.element(ServiceNamespaces.EVENTING, "Expires", expires));
        if (subscribe.pulls()) {
            xml.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", id);
        }
        xml.close();
    }

    /**
     * Returns one event, without Items, in a reply whose Action is the URI of the class (12). Without an event the
     * fault is TimedOut at once (11).
     */
    @Override
    public ReplyBuilder pull(ServiceRequest request, Optional<String> relatesTo) {
        EventSubscription subscription = SubscriptionContexts.take(subscriptions, request);
        try {
            List<SourceEvent> events =
                    new SubscriptionReader(service, request).read(subscription.feed(), Duration.ZERO, 1);
            if (events.isEmpty()) {
                throw FaultKind.TIMED_OUT.fault().exception();
            }
            TargetResource resource =
                    IndicationXml.resource(service, subscription.request().request());
            Indication indication = (Indication) events.get(0);
            String uri = service.registry().uriOf(indication.instance().className(), resource);
            ReplyBuilder reply = ReplyBuilder.withoutTo(request, service.quirks(), uri, relatesTo);
            XmlTextWriter xml = reply.body()
                    .open(ServiceNamespaces.ENUMERATION, "PullResponse")
                    .element(ServiceNamespaces.ENUMERATION, "EnumerationContext", subscription.context())
                    .open(uri, indication.instance().className());
            IndicationXml.writeProperties(xml, indication.instance(), uri);
            xml.close().close();
            return reply;
        } finally {
            subscription.giveBack(service.clock().instant());
        }
    }

    /** The time is the requested one (02, 15). A Renew without Expires is not recorded; it removes the limit. */
    @Override
    public void renew(ServiceRequest request, ReplyBuilder reply) {
        Optional<String> expires = DomElements.child(
                        request.content(ServiceNamespaces.EVENTING, "Renew"), ServiceNamespaces.EVENTING, "Expires")
                .map(DomElements::text);
        EventSubscription subscription = find(request).orElseThrow(OpenwsmanEventing::unreachable);
        subscription.endsAt(expires.map(this::end));
        XmlTextWriter xml = reply.body().open(ServiceNamespaces.EVENTING, "RenewResponse");
        expires.ifPresent(text -> xml.element(ServiceNamespaces.EVENTING, "Expires", text));
        xml.close();
    }

    private Optional<EventSubscription> find(ServiceRequest request) {
        return subscriptions.find(SubscriptionContexts.identifier(request));
    }

    @Override
    public void status(ServiceRequest request, ReplyBuilder reply) {
        throw FaultKind.ACTION_NOT_SUPPORTED.fault().exception();
    }

    @Override
    public void unsubscribe(ServiceRequest request) {
        subscriptions.end(find(request)
                .orElseThrow(() -> FaultKind.INVALID_PARAMETER.fault().exception()));
    }

    /** 59. */
    @Override
    public void release(ServiceRequest request) {
        throw EventFaults.unknownContext();
    }
}
