package dev.wsman.testkit.event.delivery;

import dev.wsman.testkit.event.EventXml;
import java.net.URI;
import java.time.Duration;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import org.w3c.dom.Element;

/**
 * How a subscription delivers events, as its Subscribe requires (EVENTING.md 1.1 and 1.2).
 *
 * @param mode the URI of the delivery mode
 * @param notifyTo where the events go
 * @param endTo where the SubscriptionEnd goes; empty for nowhere
 * @param heartbeats the silence after which there is a heartbeat; empty for none
 * @param retryPause the pause between two attempts
 * @param retries the number of further attempts
 * @param maxElements the maximum number of events in a batch
 * @param maxTime the time from the first event of a batch to its delivery
 * @param maxEnvelopeSize the maximum size of a delivery in bytes
 * @param envelopePolicy what happens to an event that is larger: CancelSubscription, Skip or Notify
 * @param utf16 whether deliveries are UTF-16 rather than UTF-8
 * @param compressed whether deliveries are compressed with SLDC
 * @param cdata whether an event is text rather than an element
 * @param rendered whether events have RenderingInfo
 * @param sendsBookmarks whether deliveries have bookmarks
 * @param user the user of the sink; empty if it needs none
 * @param password the password of the user
 */
public record DeliverySettings(
        String mode,
        Target notifyTo,
        Optional<Target> endTo,
        Optional<Duration> heartbeats,
        Duration retryPause,
        int retries,
        int maxElements,
        Duration maxTime,
        int maxEnvelopeSize,
        String envelopePolicy,
        boolean utf16,
        boolean compressed,
        boolean cdata,
        boolean rendered,
        boolean sendsBookmarks,
        String user,
        String password) {
    static final String PUSH = "http://schemas.xmlsoap.org/ws/2004/08/eventing/DeliveryModes/Push";
    static final String EVENTS = "http://schemas.dmtf.org/wbem/wsman/1/wsman/Events";

    /**
     * An endpoint of the sink.
     *
     * @param url its address
     * @param headers its reference properties and parameters, as header blocks
     */
    public record Target(URI url, List<String> headers) {
        static Target read(Element reference) {
            URI url = URI.create(EventXml.text(reference, "Address"));
            List<String> headers = Stream.of("ReferenceProperties", "ReferenceParameters")
                    .flatMap(name -> EventXml.child(reference, name).stream())
                    .flatMap(data -> EventXml.children(data).stream())
                    .map(EventXml::write)
                    .toList();
            return new Target(url, headers);
        }
    }

    /** Reads the settings from the envelope of a Subscribe. */
    public static DeliverySettings read(Element envelope) {
        Element header = EventXml.child(envelope, "Header").orElseThrow();
        Element subscribe = EventXml.child(EventXml.child(envelope, "Body").orElseThrow(), "Subscribe")
                .orElseThrow();
        Element delivery = EventXml.child(subscribe, "Delivery").orElseThrow();
        Optional<Element> retry = EventXml.child(delivery, "ConnectionRetry");
        Optional<Element> size = EventXml.child(delivery, "MaxEnvelopeSize");
        Element token = EventXml.descendant(header, "UsernameToken").orElse(header);
        return new DeliverySettings(
                delivery.hasAttribute("Mode") ? delivery.getAttribute("Mode") : PUSH,
                Target.read(EventXml.child(delivery, "NotifyTo").orElseThrow()),
                EventXml.child(subscribe, "EndTo").map(Target::read),
                EventXml.child(delivery, "Heartbeats").map(DeliverySettings::duration),
                retry.map(DeliverySettings::duration).orElse(Duration.ZERO),
                retry.map(each -> number(each.getAttribute("Total"), 0)).orElse(0),
                number(EventXml.text(delivery, "MaxElements"), Integer.MAX_VALUE),
                EventXml.child(delivery, "MaxTime")
                        .map(DeliverySettings::duration)
                        .orElse(Duration.ZERO),
                size.map(each -> number(each.getTextContent(), 512_000)).orElse(512_000),
                size.map(each -> each.getAttribute("Policy")).orElse(""),
                EventXml.text(delivery, "ContentEncoding").equals("UTF-16"),
                option(header, "Compression").filter("SLDC"::equals).isPresent(),
                option(header, "CDATA").isPresent(),
                option(header, "ContentFormat").filter("RenderedText"::equals).isPresent(),
                EventXml.child(subscribe, "SendBookmarks").isPresent(),
                EventXml.text(token, "Username"),
                EventXml.text(token, "Password"));
    }

    /** Returns the value of an option of the envelope's header. */
    static Optional<String> option(Element header, String name) {
        return EventXml.child(header, "OptionSet").stream()
                .flatMap(set -> EventXml.children(set).stream())
                .filter(option -> option.getAttribute("Name").equalsIgnoreCase(name))
                .map(option -> option.getTextContent().strip())
                .findFirst();
    }

    private static int number(String text, int absent) {
        return text.isBlank() ? absent : Integer.parseInt(text.strip());
    }

    private static Duration duration(Element element) {
        try {
            String text = element.getTextContent().strip();
            return Duration.ofMillis(
                    DatatypeFactory.newInstance().newDuration(text).getTimeInMillis(new GregorianCalendar(2000, 0, 1)));
        } catch (DatatypeConfigurationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public String toString() {
        return mode + " to " + notifyTo.url();
    }
}
