package dev.wsman.internal.event;

import static dev.wsman.internal.xml.Namespaces.EVENTING;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.EndpointReferenceReader;
import dev.wsman.internal.protocol.ReplyHead;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import dev.wsman.internal.xml.XmlDurations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the replies to Subscribe, Renew and GetStatus. Accepts what servers omit: OMI sends neither Address nor
 * Expires, openwsman no Expires if none was requested.
 */
final class EventReplies {
    private EventReplies() {}

    static ReplyReader<OpenSubscription> subscribed() {
        return (body, head) -> {
            Tree response = element(body, head, "SubscribeResponse");
            return new OpenSubscription(
                    manager(response, head),
                    expires(response, head),
                    context(response.firstChild(Namespaces.ENUMERATION, "EnumerationContext")));
        };
    }

    /** Reads RenewResponse or GetStatusResponse into the time that is left; null if it does not end. */
    static ReplyReader<@Nullable Duration> expiring(String response) {
        return (body, head) -> expires(element(body, head, response), head);
    }

    private static Tree element(XMLStreamReader body, ReplyHead head, String name) throws XMLStreamException {
        boolean empty = body.getEventType() != START_ELEMENT;
        if (empty || !body.getLocalName().equals(name)) {
            String arrived = empty ? "an empty Body" : "<" + body.getLocalName() + ">";
            throw ExchangeException.protocol("a " + name, arrived, head.status(), null);
        }
        return TreeReader.read(body);
    }

    private static EndpointReference manager(Tree response, ReplyHead head) {
        Tree manager = response.firstChild(EVENTING, "SubscriptionManager");
        if (manager == null) {
            throw ExchangeException.protocol(
                    "a SubscriptionManager", "a SubscribeResponse without one", head.status(), null);
        }
        try {
            return EndpointReferenceReader.read(manager);
        } catch (IllegalArgumentException e) {
            throw ExchangeException.protocol("an endpoint reference", manager.toXml(), head.status(), e);
        }
    }

    /**
     * Returns the granted time. Zero means that the subscription does not end: Windows grants it to all. A point in
     * time becomes the time until then.
     */
    private static @Nullable Duration expires(Tree response, ReplyHead head) {
        Tree expires = response.firstChild(EVENTING, "Expires");
        String text = expires == null ? "" : expires.text().strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            Duration granted = text.contains("P") ? XmlDurations.parse(text) : until(text);
            if (granted.isNegative()) {
                throw new IllegalArgumentException("the time is negative");
            }
            return granted.isZero() ? null : granted;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw ExchangeException.protocol(
                    "a duration or a point in time as Expires", "'" + text + "'", head.status(), e);
        }
    }

    /** Returns the time until {@code xs:dateTime}; a past one leaves no time. */
    private static Duration until(String text) {
        Duration left = Duration.between(Instant.now(), OffsetDateTime.parse(text));
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    static @Nullable List<Object> context(@Nullable Tree element) {
        if (element == null) {
            return null;
        }
        List<Object> nodes = new ArrayList<>(element.nodeCount());
        for (int i = 0; i < element.nodeCount(); i++) {
            if (element.node(i) instanceof Tree || element.node(i) instanceof String) {
                nodes.add(element.node(i));
            }
        }
        boolean blank = nodes.stream().allMatch(node -> node instanceof String text && text.isBlank());
        return blank ? null : nodes;
    }
}
