package dev.wsman.testkit.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.w3c.dom.Element;

/** A Subscribe: its body and the headers that the subscription keeps (EVENTING.md 1.1). */
final class SubscribeRequest {
    static final String PULL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull";
    static final String PUSH = ServiceNamespaces.EVENTING + "/DeliveryModes/Push";
    static final String PUSH_WITH_ACK = "http://schemas.dmtf.org/wbem/wsman/1/wsman/PushWithAck";
    static final String EVENTS = "http://schemas.dmtf.org/wbem/wsman/1/wsman/Events";

    private static final String EVENTING = ServiceNamespaces.EVENTING;
    private static final String WSMAN = ServiceNamespaces.WSMAN;

    private final ServiceRequest request;
    private final Element content;
    private final Element delivery;

    SubscribeRequest(ServiceRequest request) {
        this.request = request;
        this.content = request.content(EVENTING, "Subscribe");
        this.delivery = DomElements.child(content, EVENTING, "Delivery")
                .orElseThrow(() -> EventFaults.invalidMessage("The Subscribe has no wse:Delivery."));
    }

    ServiceRequest request() {
        return request;
    }

    List<Element> children() {
        return DomElements.children(content);
    }

    /** The delivery mode. Without one it is Push (WS-Eventing 3.1). */
    String mode() {
        return delivery.hasAttributeNS(null, "Mode") ? delivery.getAttributeNS(null, "Mode") : PUSH;
    }

    boolean pulls() {
        return mode().equals(PULL);
    }

    Optional<Element> notifyTo() {
        return DomElements.child(delivery, EVENTING, "NotifyTo");
    }

    /** The address of the sink; empty if there is no NotifyTo. */
    String sinkAddress() {
        return notifyTo()
                .flatMap(each -> DomElements.child(each, ServiceNamespaces.ADDRESSING, "Address"))
                .map(DomElements::text)
                .orElse("");
    }

    Optional<Element> endTo() {
        return DomElements.child(content, EVENTING, "EndTo");
    }

    Optional<Duration> heartbeats() {
        return ofDelivery("Heartbeats").map(ServiceRequest::timeout);
    }

    Optional<Element> connectionRetry() {
        return DomElements.child(delivery, WSMAN, "ConnectionRetry");
    }

    OptionalInt maxElements() {
        return ofDelivery("MaxElements")
                .map(text -> OptionalInt.of((int) ServiceRequest.positive(text, "MaxElements")))
                .orElse(OptionalInt.empty());
    }

    Optional<Duration> maxTime() {
        return ofDelivery("MaxTime").map(ServiceRequest::timeout);
    }

    Optional<Element> maxEnvelopeSize() {
        return DomElements.child(delivery, WSMAN, "MaxEnvelopeSize");
    }

    String contentEncoding() {
        return ofDelivery("ContentEncoding").orElse("UTF-8");
    }

    private Optional<String> ofDelivery(String name) {
        return DomElements.child(delivery, WSMAN, name).map(DomElements::text);
    }

    Optional<String> expires() {
        return DomElements.child(content, EVENTING, "Expires").map(DomElements::text);
    }

    /** The Filter of WS-Management or of WS-Eventing (captures/openwsman/eventing 25). */
    Optional<Element> filter() {
        return DomElements.child(content, WSMAN, "Filter").or(() -> DomElements.child(content, EVENTING, "Filter"));
    }

    /** Whether there is a Filter of WS-Management and one of WS-Eventing. */
    boolean hasBothFilters() {
        return DomElements.child(content, WSMAN, "Filter").isPresent()
                && DomElements.child(content, EVENTING, "Filter").isPresent();
    }

    /** The dialect of the filter, which is XPath if the filter does not name one. */
    String dialect() {
        String named =
                filter().map(each -> each.getAttributeNS(null, "Dialect")).orElse("");
        return named.isEmpty() ? ServiceNamespaces.XPATH_DIALECT : named;
    }

    Optional<Element> bookmark() {
        return DomElements.child(content, WSMAN, "Bookmark");
    }

    boolean sendsBookmarks() {
        return DomElements.child(content, WSMAN, "SendBookmarks").isPresent();
    }

    /** Whether an option is present, with or without a value. */
    boolean hasOption(String name) {
        return request.option(name).isPresent();
    }

    boolean rendered() {
        return request.option("ContentFormat").orElse("").equalsIgnoreCase("RenderedText");
    }
}
