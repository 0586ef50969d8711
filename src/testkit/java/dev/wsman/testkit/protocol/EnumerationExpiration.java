package dev.wsman.testkit.protocol;

import java.time.Instant;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * When an enumeration ends, as it was asked for.
 *
 * @param text the duration or the point in time, as it was asked for; empty where it was not
 * @param end the point in time; null for none
 */
record EnumerationExpiration(String text, Instant end) {
    static final EnumerationExpiration NONE = new EnumerationExpiration("", null);

    /** Reads {@code wsen:Expires}: an xs:duration or an xs:dateTime, which has to be in the future. */
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

    boolean isOver(Instant now) {
        return end != null && !end.isAfter(now);
    }

    void write(XmlTextWriter xml) {
        if (!text.isEmpty()) {
            xml.element(ServiceNamespaces.ENUMERATION, "Expires", text);
        }
    }
}
