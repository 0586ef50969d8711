package dev.wsman.testkit.protocol;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.DatatypeFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A received envelope: the headers that the operations use, and the body. */
final class ServiceRequest {
    private static final int MIN_ENVELOPE_SIZE = 8192;

    private final Element envelope;
    private final ServiceOperation operation;
    private final List<Element> headers;
    private SelectorSet selectors;

    ServiceRequest(Element envelope) {
        this.envelope = envelope;
        this.operation = ServiceOperation.of(envelope);
        this.headers = DomElements.child(envelope, ServiceNamespaces.SOAP, "Header")
                .map(DomElements::children)
                .orElse(List.of());
    }

    Element envelope() {
        return envelope;
    }

    ServiceOperation operation() {
        return operation;
    }

    List<Element> headers() {
        return headers;
    }

    Optional<Element> header(String namespace, String name) {
        return headers.stream()
                .filter(header -> DomElements.is(header, namespace, name))
                .findFirst();
    }

    Optional<String> headerText(String namespace, String name) {
        return header(namespace, name).map(DomElements::text);
    }

    String action() {
        return headerText(ServiceNamespaces.ADDRESSING, "Action").orElse("");
    }

    Optional<String> messageId() {
        return headerText(ServiceNamespaces.ADDRESSING, "MessageID").filter(id -> !id.isEmpty());
    }

    String resourceUri() {
        return headerText(ServiceNamespaces.WSMAN, "ResourceURI").orElse("");
    }

    SelectorSet selectors() {
        if (selectors == null) {
            selectors = header(ServiceNamespaces.WSMAN, "SelectorSet")
                    .map(SelectorSet::read)
                    .orElse(SelectorSet.none());
        }
        return selectors;
    }

    /** Returns the value of an option. Its name is compared without regard to case. */
    Optional<String> option(String name) {
        return header(ServiceNamespaces.WSMAN, "OptionSet").stream()
                .flatMap(set -> DomElements.children(set, ServiceNamespaces.WSMAN, "Option").stream())
                .filter(option -> option.getAttributeNS(null, "Name").equalsIgnoreCase(name))
                .map(DomElements::text)
                .findFirst();
    }

    /** Whether the message contains an empty selector {@code __cimnamespace}, also inside a reference. */
    boolean hasEmptyNamespace() {
        NodeList selectors = envelope.getElementsByTagNameNS(ServiceNamespaces.WSMAN, "Selector");
        for (int i = 0; i < selectors.getLength(); i++) {
            Element selector = (Element) selectors.item(i);
            if (selector.getAttributeNS(null, "Name").equals(SelectorSet.CIM_NAMESPACE)
                    && selector.getTextContent().isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the single element of the body, or empty if the body is empty. */
    Optional<Element> content() {
        return DomElements.child(envelope, ServiceNamespaces.SOAP, "Body")
                .flatMap(body -> DomElements.children(body).stream().findFirst());
    }

    /** Returns the element of the body, which must have this name. */
    Element content(String namespace, String name) {
        return content()
                .filter(element -> DomElements.is(element, namespace, name))
                .orElseThrow(() -> schema("The body is not " + name));
    }

    boolean hasMaxEnvelopeSize() {
        return header(ServiceNamespaces.WSMAN, "MaxEnvelopeSize").isPresent();
    }

    int maxEnvelopeSize(int limit) {
        return headerText(ServiceNamespaces.WSMAN, "MaxEnvelopeSize")
                .map(ServiceRequest::envelopeSize)
                .map(size -> (int) Math.min(size, limit))
                .orElse(limit);
    }

    private static long envelopeSize(String text) {
        long size = positive(text, "MaxEnvelopeSize");
        if (size < MIN_ENVELOPE_SIZE) {
            throw FaultKind.ENCODING_LIMIT
                    .fault("MinimumEnvelopeLimit")
                    .nativeCode(2150858878L)
                    .exception();
        }
        return size;
    }

    /** The time that the operation may take: OperationTimeout, but not more than the limit of the service. */
    Duration timeout(Duration limit) {
        return headerText(ServiceNamespaces.WSMAN, "OperationTimeout")
                .map(ServiceRequest::timeout)
                .map(requested -> requested.compareTo(limit) < 0 ? requested : limit)
                .orElse(limit);
    }

    /** Reads an xs:duration, which must be positive. */
    static Duration timeout(String text) {
        Duration duration;
        try {
            duration = duration(text);
        } catch (IllegalArgumentException bad) {
            throw invalidTimeout(text);
        }
        if (duration.isZero() || duration.isNegative()) {
            throw invalidTimeout(text);
        }
        return duration;
    }

    private static ServiceFaultException invalidTimeout(String text) {
        return FaultKind.INVALID_MESSAGE_INFORMATION_HEADER
                .fault("InvalidTimeout")
                .reason("The timeout is not a positive duration: " + text)
                .exception();
    }

    /** Reads an xs:duration. A month counts as 30 days and a year as 365. */
    static Duration duration(String text) {
        javax.xml.datatype.Duration xml = xmlTypes().newDuration(text.strip());
        long days = 365L * xml.getYears() + 30L * xml.getMonths() + xml.getDays();
        Object fraction = xml.getField(DatatypeConstants.SECONDS);
        BigDecimal seconds = fraction instanceof BigDecimal decimal ? decimal : BigDecimal.ZERO;
        Duration total = Duration.ofDays(days)
                .plusHours(xml.getHours())
                .plusMinutes(xml.getMinutes())
                .plusNanos(seconds.movePointRight(9).longValue());
        return xml.getSign() < 0 ? total.negated() : total;
    }

    static DatatypeFactory xmlTypes() {
        try {
            return DatatypeFactory.newInstance();
        } catch (DatatypeConfigurationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Reads a positive integer. */
    static long positive(String text, String name) {
        try {
            long number = Long.parseLong(text.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException bad) {
            // reported below
        }
        throw schema(name + " is not a positive integer: " + text);
    }

    static ServiceFaultException schema(String reason) {
        return FaultKind.SCHEMA_VALIDATION_ERROR.fault().reason(reason + ".").exception();
    }
}
