package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.ChannelQuery;
import dev.wsman.testkit.event.EventBookmark;
import dev.wsman.testkit.event.EventFeed;
import dev.wsman.testkit.event.EventXml;
import dev.wsman.testkit.event.Indication;
import dev.wsman.testkit.event.LogFeed;
import dev.wsman.testkit.event.LoggedEvent;
import dev.wsman.testkit.event.SourceEvent;
import dev.wsman.testkit.event.UnknownIndicationException;
import dev.wsman.testkit.event.delivery.DeliverySettings;
import dev.wsman.testkit.event.delivery.EventPush;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Subscriptions of Windows: to event logs, and to indications of WMI. Replies follow captures/windows/eventlog-pull;
 * the rest follows EVENTING.md 1.2, 2 and 3.1.
 */
final class WindowsEventing implements EventingService {
    static final String EVENT_LOG = "http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog";
    private static final String QUERY_DIALECT = "http://schemas.microsoft.com/win/2004/08/events/eventquery";
    private static final String EARLIEST = "http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest";

    private final ServiceSettings service;
    private final EventSubscriptions subscriptions;
    private final ExecutorService threads;

    WindowsEventing(ServiceSettings service, ExecutorService threads) {
        this.service = service;
        this.threads = threads;
        this.subscriptions = service.subscriptions();
    }

    @Override
    public void subscribe(ServiceRequest request, ReplyBuilder reply) {
        SubscribeRequest subscribe = new SubscribeRequest(request);
        DeliveryRules.check(subscribe);
        EventFeed feed = request.resourceUri().equals(EVENT_LOG) ? logFeed(subscribe) : indicationFeed(subscribe);
        EventSubscription subscription = new EventSubscription(
                UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                newContext(),
                subscribe,
                feed,
                subscribe.pulls() ? Optional.of(service.enumerationTimeout()) : Optional.empty(),
                service.clock().instant());
        subscriptions.add(subscription);
        write(reply.body(), subscription);
        if (!subscribe.pulls()) {
            push(subscription);
        }
    }

    /**
     * Without a bookmark, the first delivery only has the position at which the subscription starts (EVENTING.md
     * 2.3).
     */
    private void push(EventSubscription subscription) {
        SubscribeRequest subscribe = subscription.request();
        DeliverySettings settings = DeliverySettings.read(subscribe.request().envelope());
        TargetResource resource = IndicationXml.resource(service, subscribe.request());
        EventPush push = EventPush.windows(
                settings,
                subscription.feed(),
                service.clock(),
                service.machine(),
                service.events().sinkTls(),
                event -> text(event, settings.rendered(), resource));
        subscription.push(push);
        boolean logs = subscribe.request().resourceUri().equals(EVENT_LOG);
        push.start(
                threads,
                logs && subscribe.bookmark().isEmpty(),
                subscription.id(),
                () -> subscriptions.end(subscription));
    }

    private String text(SourceEvent event, boolean rendered, TargetResource resource) {
        if (event instanceof LoggedEvent logged) {
            return rendered ? logged.renderedXml() : logged.xml();
        }
        return IndicationXml.standalone(((Indication) event).instance(), service, resource);
    }

    private static String newContext() {
        return "uuid:" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }

    private void write(XmlTextWriter xml, EventSubscription subscription) {
        xml.open(ServiceNamespaces.EVENTING, "SubscribeResponse")
                .open(ServiceNamespaces.EVENTING, "SubscriptionManager")
                .element(ServiceNamespaces.ADDRESSING, "Address", service.address())
                .open(ServiceNamespaces.ADDRESSING, "ReferenceProperties")
                .element(
                        ServiceNamespaces.WSMAN,
                        "ResourceURI",
                        subscription.request().request().resourceUri())
                .element(ServiceNamespaces.EVENTING, "Identifier", subscription.id())
                .close()
                .close()
                .element(ServiceNamespaces.EVENTING, "Expires", "PT0.000S");
        if (subscription.request().pulls()) {
            xml.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", subscription.context());
        }
        xml.close();
    }

    private EventFeed logFeed(SubscribeRequest subscribe) {
        if (!subscribe.dialect().equals(QUERY_DIALECT)) {
            throw FaultKind.EVENT_FILTER_DIALECT_UNAVAILABLE.fault().exception();
        }
        ChannelQuery query = ChannelQuery.read(queryList(subscribe.filter().orElseThrow()), service.clock());
        boolean earliest = subscribe
                .bookmark()
                .filter(bookmark -> DomElements.text(bookmark).equals(EARLIEST))
                .isPresent();
        Optional<EventBookmark> bookmark =
                earliest ? Optional.empty() : subscribe.bookmark().map(EventBookmark::read);
        return LogFeed.open(
                service.events().logs(),
                query,
                new LogFeed.Start(
                        bookmark,
                        earliest || subscribe.hasOption("ReadExistingEvents"),
                        subscribe.hasOption("IgnoreChannelError"),
                        service.events().stale()));
    }

    /** The query is content of the Filter, as elements or as escaped text (EVENTING.md 2.1). */
    private static Element queryList(Element filter) {
        return DomElements.children(filter).stream()
                .findFirst()
                .or(() -> EventXml.parse(DomElements.text(filter)).map(Document::getDocumentElement))
                .orElseThrow(() -> EventFaults.withCode(
                        FaultKind.INTERNAL_ERROR, 15008, "The specified XML text is not well-formed."));
    }

    /** The fault for an unknown class is not recorded; it is the one of a query that cannot be processed. */
    private EventFeed indicationFeed(SubscribeRequest subscribe) {
        String uri = subscribe.request().resourceUri();
        if (!IndicationXml.isKnown(service, uri)) {
            throw KeySelectors.notFound("Unknown resource URI: " + uri);
        }
        if (!subscribe.dialect().equals(ServiceNamespaces.WQL_DIALECT)) {
            throw FaultKind.EVENT_FILTER_DIALECT_UNAVAILABLE.fault().exception();
        }
        try {
            return service.events()
                    .indications()
                    .open(DomElements.text(subscribe.filter().orElseThrow()));
        } catch (UnknownIndicationException unknown) {
            throw FaultKind.CANNOT_PROCESS_FILTER
                    .fault()
                    .provider("Invalid class")
                    .exception();
        }
    }

    @Override
    public ReplyBuilder pull(ServiceRequest request, Optional<String> relatesTo) {
        EventSubscription subscription = SubscriptionContexts.take(subscriptions, request);
        try {
            List<SourceEvent> events = new SubscriptionReader(service, request).await(subscription);
            if (events.isEmpty() && service.events().faultOnSilence()) {
                throw FaultKind.TIMED_OUT.fault().exception();
            }
            ReplyBuilder reply = ReplyBuilder.to(request, service.quirks(), request.action() + "Response", relatesTo);
            subscriptions.renew(subscription, newContext());
            write(reply, request, subscription, events);
            return reply;
        } finally {
            subscription.giveBack(service.clock().instant());
        }
    }

    private void write(
            ReplyBuilder reply, ServiceRequest request, EventSubscription subscription, List<SourceEvent> events) {
        SubscribeRequest subscribe = subscription.request();
        if (!events.isEmpty() && subscribe.sendsBookmarks()) {
            subscription.feed().bookmark().ifPresent(bookmark -> reply.headers()
                    .open(ServiceNamespaces.WSMAN, "Bookmark")
                    .raw(bookmark)
                    .close());
        }
        XmlTextWriter xml = reply.body()
                .open(ServiceNamespaces.ENUMERATION, "PullResponse")
                .element(ServiceNamespaces.ENUMERATION, "EnumerationContext", subscription.context())
                .open(ServiceNamespaces.ENUMERATION, "Items");
        RepresentationWriter instances = new RepresentationWriter(service, IndicationXml.resource(service, request));
        for (SourceEvent event : events) {
            if (event instanceof LoggedEvent logged) {
                xml.raw(subscribe.rendered() ? logged.renderedXml() : logged.xml());
            } else if (event instanceof Indication indication) {
                instances.write(xml, indication.instance());
            }
        }
        xml.close().close();
    }

    /** Windows always refuses it (MS-WSMV 3.1.4.1.30.4). */
    @Override
    public void renew(ServiceRequest request, ReplyBuilder reply) {
        throw FaultKind.SUBSCRIPTION_UNABLE_TO_RENEW.fault().exception();
    }

    /** Is not recorded. */
    @Override
    public void status(ServiceRequest request, ReplyBuilder reply) {
        throw FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception();
    }

    /** The fault for an unknown Identifier is not recorded. */
    @Override
    public void unsubscribe(ServiceRequest request) {
        request.content(ServiceNamespaces.EVENTING, "Unsubscribe");
        subscriptions.end(subscriptions
                .find(SubscriptionContexts.identifier(request))
                .orElseThrow(() -> EventFaults.invalidMessage("The subscription does not exist.")));
    }

    @Override
    public void release(ServiceRequest request) {
        subscriptions.end(
                subscriptions.ofContext(SubscriptionContexts.id(request)).orElseThrow(EventFaults::unknownContext));
    }
}
