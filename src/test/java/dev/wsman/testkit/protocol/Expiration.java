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
record Expiration(String text, Instant end) {
    static final Expiration NONE = new Expiration("", null);

    /** Reads {@code wsen:Expires}: an xs:duration or an xs:dateTime, which has to be in the future. */
    static Expiration of(Element parent, Instant now) {
        Optional<String> text =
                Elements.child(parent, ServiceNamespaces.ENUMERATION, "Expires").map(Elements::text);
        if (text.isEmpty()) {
            return NONE;
        }
        try {
            Instant end = end(text.get(), now);
            if (end.isAfter(now)) {
                return new Expiration(text.get(), end);
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

    void write(XmlText xml) {
        if (!text.isEmpty()) {
            xml.element(ServiceNamespaces.ENUMERATION, "Expires", text);
        }
    }
}
