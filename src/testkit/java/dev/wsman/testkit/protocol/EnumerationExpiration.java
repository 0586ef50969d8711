package dev.wsman.testkit.protocol;

import java.time.Instant;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * When an enumeration expires, as the client requested it.
 *
 * @param text the duration or point in time as the request has it; empty if it has none
 * @param end the point in time; null for never
 */
record EnumerationExpiration(String text, Instant end) {
    static final EnumerationExpiration NONE = new EnumerationExpiration("", null);

    /** Reads {@code wsen:Expires}: an xs:duration or an xs:dateTime, which must be in the future. */
    static EnumerationExpiration of(Element parent, Instant now) {
        Optional<String> text = DomElements.child(parent, ServiceNamespaces.ENUMERATION, "Expires")
                .map(DomElements::text);
        if (text.isEmpty()) {
            return NONE;
        }
        try {
            Instant end = end(text.get(), now);
            if (end.isAfter(now)) {
                return new EnumerationExpiration(text.get(), end);
            }
        } catch (IllegalArgumentException bad) {
            throw FaultKind.INVALID_EXPIRATION_TIME.fault().exception();
        }
        throw FaultKind.INVALID_EXPIRATION_TIME.fault().exception();
    }

    private static Instant end(String text, Instant now) {
        boolean duration = text.startsWith("P") || text.startsWith("-P");
        return duration
                ? now.plus(ServiceRequest.duration(text))
                : ServiceRequest.xmlTypes()
                        .newXMLGregorianCalendar(text)
                        .toGregorianCalendar()
                        .toInstant();
    }

    boolean isExpired(Instant now) {
        return end != null && !end.isAfter(now);
    }

    void write(XmlTextWriter xml) {
        if (!text.isEmpty()) {
            xml.element(ServiceNamespaces.ENUMERATION, "Expires", text);
        }
    }
}
