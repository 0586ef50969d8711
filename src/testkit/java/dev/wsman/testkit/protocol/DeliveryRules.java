package dev.wsman.testkit.protocol;

import java.time.Duration;
import java.util.Set;
import org.w3c.dom.Element;

/** What Windows requires of the delivery of a Subscribe (EVENTING.md 1.2 and 1.5). */
final class DeliveryRules {
    private static final Set<String> MODES = Set.of(
            SubscribeRequest.PULL, SubscribeRequest.PUSH, SubscribeRequest.PUSH_WITH_ACK, SubscribeRequest.EVENTS);

    private DeliveryRules() {}

    static void check(SubscribeRequest subscribe) {
        if (!MODES.contains(subscribe.mode())) {
            throw EventFaults.unknownMode();
        }
        if (!subscribe.pulls() && subscribe.notifyTo().isEmpty()) {
            throw EventFaults.withCode(
                    FaultKind.INVALID_SUBSCRIBE_MESSAGE, 2150858912L, "The Subscribe has no wse:NotifyTo.");
        }
        if (subscribe.filter().isEmpty()) {
            throw EventFaults.withCode(FaultKind.INTERNAL_ERROR, 15001, "The specified query is invalid.");
        }
        subscribe.connectionRetry().ifPresent(DeliveryRules::checkRetry);
        if (!Set.of("UTF-8", "UTF-16").contains(subscribe.contentEncoding())) {
            throw EventFaults.withCode(
                    FaultKind.UNSUPPORTED_FEATURE, 2150859255L, "The content encoding is neither UTF-8 nor UTF-16.");
        }
        boolean batches =
                subscribe.maxElements().isPresent() || subscribe.maxTime().isPresent();
        if (batches && !subscribe.mode().equals(SubscribeRequest.EVENTS)) {
            throw EventFaults.withCode(
                    FaultKind.INVALID_SUBSCRIBE_MESSAGE,
                    2150858900L,
                    "The batch settings and the delivery mode are not compatible.");
        }
    }

    /** One of the pause and the number of attempts is zero and the other is not: MS-WSMV's INVALID_CONNECTIONRETRY. */
    private static void checkRetry(Element retry) {
        boolean pause = !ServiceRequest.duration(DomElements.text(retry)).equals(Duration.ZERO);
        String total = retry.getAttributeNS(null, "Total").strip();
        boolean attempts = !total.isEmpty() && !total.equals("0");
        if (pause != attempts) {
            throw EventFaults.withCode(
                    FaultKind.INTERNAL_ERROR, 2150859103L, "The ConnectionRetry has only one of pause and attempts.");
        }
    }
}
