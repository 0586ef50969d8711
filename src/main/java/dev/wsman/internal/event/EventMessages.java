package dev.wsman.internal.event;

import static dev.wsman.internal.xml.Namespaces.EVENTING;
import static dev.wsman.internal.xml.Namespaces.MS_WSMAN;
import static dev.wsman.internal.xml.Namespaces.SOAP;
import static dev.wsman.internal.xml.Namespaces.WSMAN;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.RequestPrefixes;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeWriter;
import dev.wsman.internal.xml.XmlDurations;
import java.time.Duration;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of the requests of a subscriber. The children are in the order that the strictest server, OMI, reads:
 * EndTo, Delivery, Expires, Filter, Bookmark, SendBookmarks.
 */
final class EventMessages {
    private static final String PREFIX = "e";

    private EventMessages() {}

    static BodyContent subscribe(NewSubscription subscription) {
        return writer -> {
            start("Subscribe", writer);
            tree(subscription.endTo(), writer);
            delivery(subscription.delivery(), writer);
            expires(subscription.expires(), writer);
            tree(subscription.filter(), writer);
            if (subscription.bookmark() != null) {
                bookmark(subscription.bookmark(), writer);
            }
            if (subscription.sendBookmarks()) {
                writer.writeEmptyElement(RequestPrefixes.WSMAN, "SendBookmarks", WSMAN);
            }
            writer.writeEndElement();
        };
    }

    private static void delivery(NewSubscription.Delivery delivery, XMLStreamWriter writer) throws XMLStreamException {
        DeliveryTerms terms = delivery.terms();
        writer.writeStartElement(PREFIX, "Delivery", EVENTING);
        writer.writeAttribute("Mode", delivery.mode());
        element("Heartbeats", duration(terms.heartbeat()), writer);
        tree(delivery.notifyTo(), writer);
        retry(terms, writer);
        element("MaxElements", terms.maxElements(), writer);
        element("MaxTime", duration(terms.maxTime()), writer);
        if (terms.maxEnvelopeSize() != null) {
            writer.writeStartElement(RequestPrefixes.WSMAN, "MaxEnvelopeSize", WSMAN);
            writer.writeAttribute("Policy", "Notify");
            writer.writeCharacters(terms.maxEnvelopeSize().toString());
            writer.writeEndElement();
        }
        locale(terms.locale(), writer);
        element("ContentEncoding", terms.encoding(), writer);
        tree(delivery.auth(), writer);
        writer.writeEndElement();
    }

    /** Windows faults a Locale that must be understood (MS-WSMV 3.1.4.1.8). */
    static void locale(@Nullable String locale, XMLStreamWriter writer) throws XMLStreamException {
        if (locale != null) {
            language(RequestPrefixes.WSMAN, "Locale", WSMAN, locale, writer);
            language("p", "DataLocale", MS_WSMAN, locale, writer);
        }
    }

    private static void language(String prefix, String name, String namespace, String locale, XMLStreamWriter writer)
            throws XMLStreamException {
        writer.writeEmptyElement(prefix, name, namespace);
        if (!prefix.equals(RequestPrefixes.WSMAN)) {
            writer.writeNamespace(prefix, namespace);
        }
        writer.writeAttribute(XMLConstants.XML_NS_PREFIX, XMLConstants.XML_NS_URI, "lang", locale);
        writer.writeAttribute(RequestPrefixes.SOAP, SOAP, "mustUnderstand", "false");
    }

    private static void retry(DeliveryTerms terms, XMLStreamWriter writer) throws XMLStreamException {
        if (terms.retries() != null && terms.retryPause() != null) {
            writer.writeStartElement(RequestPrefixes.WSMAN, "ConnectionRetry", WSMAN);
            writer.writeAttribute("Total", terms.retries().toString());
            writer.writeCharacters(XmlDurations.print(terms.retryPause()));
            writer.writeEndElement();
        }
    }

    static BodyContent renew(@Nullable Duration expires) {
        return writer -> {
            start("Renew", writer);
            expires(expires, writer);
            writer.writeEndElement();
        };
    }

    static BodyContent getStatus() {
        return empty("GetStatus");
    }

    static BodyContent unsubscribe() {
        return empty("Unsubscribe");
    }

    private static BodyContent empty(String name) {
        return writer -> {
            start(name, writer);
            writer.writeEndElement();
        };
    }

    private static void bookmark(List<Object> nodes, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(RequestPrefixes.WSMAN, "Bookmark", WSMAN);
        for (Object node : nodes) {
            if (node instanceof Tree element) {
                TreeWriter.write(element, writer);
            } else {
                writer.writeCharacters(node.toString());
            }
        }
        writer.writeEndElement();
    }

    private static void start(String name, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(PREFIX, name, EVENTING);
        writer.writeNamespace(PREFIX, EVENTING);
    }

    private static void expires(@Nullable Duration expires, XMLStreamWriter writer) throws XMLStreamException {
        if (expires != null) {
            writer.writeStartElement(PREFIX, "Expires", EVENTING);
            writer.writeCharacters(XmlDurations.print(expires));
            writer.writeEndElement();
        }
    }

    private static void tree(@Nullable Tree element, XMLStreamWriter writer) throws XMLStreamException {
        if (element != null) {
            TreeWriter.write(element, writer);
        }
    }

    private static @Nullable String duration(@Nullable Duration duration) {
        return duration == null ? null : XmlDurations.print(duration);
    }

    private static void element(String name, @Nullable Object value, XMLStreamWriter writer) throws XMLStreamException {
        if (value != null) {
            writer.writeStartElement(RequestPrefixes.WSMAN, name, WSMAN);
            writer.writeCharacters(value.toString());
            writer.writeEndElement();
        }
    }
}
