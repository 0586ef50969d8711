package dev.wsman.internal.event;

import static dev.wsman.internal.xml.Namespaces.ADDRESSING;
import static dev.wsman.internal.xml.Namespaces.ENUMERATION;
import static dev.wsman.internal.xml.Namespaces.EVENTING;
import static dev.wsman.internal.xml.Namespaces.MS_WSMAN;
import static dev.wsman.internal.xml.Namespaces.SOAP;
import static dev.wsman.internal.xml.Namespaces.WSMAN;
import static dev.wsman.internal.xml.Namespaces.XSI;

import dev.wsman.internal.protocol.EndpointReference.Option;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlFactories;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a collector to a source that requests its subscriptions (MS-WSMV, SubscriptionManager): an Enumerate
 * whose items are Subscribe requests, which the source sends to itself.
 */
public final class CollectorReply {
    private static final String SUBSCRIPTION = Namespaces.WINDOWS + "subscription";
    private static final String SUBSCRIBE = EVENTING + "/Subscribe";
    private static final String PLACEHOLDER = "uuid:00000000-0000-0000-0000-000000000000";

    private final NewSubscription subscription;
    private final String version;

    private CollectorReply(NewSubscription subscription, String version) {
        this.subscription = subscription;
        this.version = version;
    }

    /**
     * Returns an item of the reply. Its version depends on everything that the source reads, except for the bookmark: a
     * source keeps its subscription as long as the version is the same, and subscribes anew after the bookmark when it
     * changes.
     *
     * @param bookmark where the source begins; null for a source that has no position
     */
    public static CollectorReply of(
            EventSource source, PushDelivery delivery, SinkAddress address, @Nullable BookmarkContent bookmark) {
        NewSubscription withoutBookmark = delivery.to(source, address, null);
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
            envelope(withoutBookmark, PLACEHOLDER, PLACEHOLDER, writer);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("the subscription cannot be written as XML: " + e.getMessage(), e);
        }
        String version = NamedUuid.of(text.toString());
        return new CollectorReply(bookmark == null ? withoutBookmark : delivery.to(source, address, bookmark), version);
    }

    /** Returns the reply with these items to an Enumerate; there may be none. */
    public static String envelope(DeliveredMessage enumerate, List<CollectorReply> items) {
        return SinkEnvelopes.reply(enumerate, EventUris.ENUMERATE_RESPONSE, writer -> {
            writer.writeStartElement("n", "EnumerateResponse", ENUMERATION);
            SinkEnvelopes.element("n", "EnumerationContext", ENUMERATION, "", writer);
            writer.writeStartElement("w", "Items", WSMAN);
            for (CollectorReply item : items) {
                item.write(writer);
            }
            writer.writeEndElement();
            writer.writeEmptyElement("w", "EndOfSequence", WSMAN);
            writer.writeEndElement();
        });
    }

    private void write(XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement("m", "Subscription", SUBSCRIPTION);
        writer.writeNamespace("m", SUBSCRIPTION);
        SinkEnvelopes.element("m", "Version", SUBSCRIPTION, "uuid:" + version, writer);
        envelope(subscription, SinkEnvelopes.newMessageId(), SinkEnvelopes.newMessageId(), writer);
        writer.writeEndElement();
    }

    /** Writes the Subscribe request, which declares its namespaces itself: the source cuts it out of the reply. */
    private static void envelope(
            NewSubscription subscription, String messageId, String operationId, XMLStreamWriter writer)
            throws XMLStreamException {
        writer.writeStartElement("s", "Envelope", SOAP);
        writer.writeNamespace("s", SOAP);
        writer.writeNamespace("a", ADDRESSING);
        writer.writeNamespace("e", EVENTING);
        writer.writeNamespace("n", ENUMERATION);
        writer.writeNamespace("w", WSMAN);
        writer.writeNamespace("p", MS_WSMAN);
        headers(subscription, messageId, operationId, writer);
        writer.writeStartElement("s", "Body", SOAP);
        EventMessages.subscribe(subscription).write(writer);
        writer.writeEndElement();
        writer.writeEndElement();
    }

    private static void headers(
            NewSubscription subscription, String messageId, String operationId, XMLStreamWriter writer)
            throws XMLStreamException {
        writer.writeStartElement("s", "Header", SOAP);
        SinkEnvelopes.element("a", "To", ADDRESSING, Namespaces.ANONYMOUS, writer);
        required("w", "ResourceURI", WSMAN, subscription.resource().resourceUri(), writer);
        writer.writeStartElement("a", "ReplyTo", ADDRESSING);
        required("a", "Address", ADDRESSING, Namespaces.ANONYMOUS, writer);
        writer.writeEndElement();
        required("a", "Action", ADDRESSING, SUBSCRIBE, writer);
        required(
                "w",
                "MaxEnvelopeSize",
                WSMAN,
                String.valueOf(subscription.delivery().terms().maxEnvelopeSize()),
                writer);
        SinkEnvelopes.element("a", "MessageID", ADDRESSING, messageId, writer);
        EventMessages.locale(subscription.delivery().terms().locale(), writer);
        flagged("p", "OperationID", MS_WSMAN, "false", operationId, writer);
        flagged("p", "SequenceId", MS_WSMAN, "false", "1", writer);
        options(subscription.resource().options(), writer);
        writer.writeEndElement();
    }

    private static void required(String prefix, String name, String namespace, String text, XMLStreamWriter writer)
            throws XMLStreamException {
        flagged(prefix, name, namespace, "true", text, writer);
    }

    private static void flagged(
            String prefix, String name, String namespace, String mustUnderstand, String text, XMLStreamWriter writer)
            throws XMLStreamException {
        writer.writeStartElement(prefix, name, namespace);
        writer.writeAttribute("s", SOAP, "mustUnderstand", mustUnderstand);
        writer.writeCharacters(text);
        writer.writeEndElement();
    }

    private static void options(List<Option> options, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement("w", "OptionSet", WSMAN);
        writer.writeNamespace("xsi", XSI);
        for (Option option : options) {
            writer.writeStartElement("w", "Option", WSMAN);
            writer.writeAttribute("Name", option.name());
            if (option.value() == null) {
                writer.writeAttribute("xsi", XSI, "nil", "true");
            } else {
                writer.writeCharacters(option.value());
            }
            writer.writeEndElement();
        }
        writer.writeEndElement();
    }
}
