package dev.wsman.internal.fault;

import static dev.wsman.internal.xml.Namespaces.ADDRESSING;
import static dev.wsman.internal.xml.Namespaces.ADDRESSING_2005;
import static dev.wsman.internal.xml.Namespaces.CIM_BINDING;
import static dev.wsman.internal.xml.Namespaces.ENUMERATION;
import static dev.wsman.internal.xml.Namespaces.EVENTING;
import static dev.wsman.internal.xml.Namespaces.SOAP;
import static dev.wsman.internal.xml.Namespaces.SOAP_11;
import static dev.wsman.internal.xml.Namespaces.TRANSFER;
import static dev.wsman.internal.xml.Namespaces.WSMAN;

import dev.wsman.internal.fault.ErrorTable.Row;
import dev.wsman.internal.fault.ErrorTable.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** The fault subcodes of DSP0226, DSP0227 and the three specifications below them, and how servers misspell them. */
public final class FaultSubcodes {

    /** The usual meaning of prefixes, for faults that use one without declaring it. */
    private static final Map<String, String> USUAL_PREFIXES = Map.ofEntries(
            Map.entry("wsman", WSMAN),
            Map.entry("w", WSMAN),
            Map.entry("wsa", ADDRESSING),
            Map.entry("a", ADDRESSING),
            Map.entry("wxf", TRANSFER),
            Map.entry("wst", TRANSFER),
            Map.entry("wsmt", TRANSFER),
            Map.entry("wsen", ENUMERATION),
            Map.entry("wsmen", ENUMERATION),
            Map.entry("n", ENUMERATION),
            Map.entry("wse", EVENTING),
            Map.entry("wsme", EVENTING),
            Map.entry("e", EVENTING),
            Map.entry("wsmb", CIM_BINDING),
            Map.entry("b", CIM_BINDING),
            Map.entry("s", SOAP),
            Map.entry("env", SOAP),
            Map.entry("SOAP-ENV", SOAP));

    private static final Set<String> NAMESPACES = Set.of(
            "",
            // An unprefixed name below a default namespace that is SOAP's.
            SOAP,
            SOAP_11,
            WSMAN,
            ADDRESSING,
            ADDRESSING_2005,
            TRANSFER,
            ENUMERATION,
            EVENTING,
            CIM_BINDING,
            // OMI writes the year of one specification into the name of another.
            "http://schemas.xmlsoap.org/ws/2004/08/enumeration",
            "http://schemas.xmlsoap.org/ws/2004/08/transfer");

    private static final String[] NO_SYMBOLS = {};

    private FaultSubcodes() {}

    /** Returns all known subcodes, spelt right. */
    public static List<QName> known() {
        return ErrorTable.rows(Section.SUBCODE).stream()
                .flatMap(FaultSubcodes::names)
                .distinct()
                .toList();
    }

    /**
     * Returns the name of the {@code WsmanError.Kind} of {@code subcode}; empty if the subcode is null or not known.
     */
    public static Optional<String> kind(@Nullable QName subcode) {
        return Optional.ofNullable(subcode).flatMap(FaultSubcodes::row).map(Row::kind);
    }

    /** Returns the usual namespace of {@code prefix}; null if it does not have one. */
    static @Nullable String usualNamespace(String prefix) {
        return USUAL_PREFIXES.get(prefix);
    }

    /**
     * Returns the known subcode that {@code sent} means: with its spelling corrected, and with its namespace corrected
     * if it is that of another specification of the protocol. Returns null if the subcode is not known; one in a
     * vendor's own namespace never is.
     *
     * <p>For example {@code wsa:EndpointUnavilable} is {@code wsa:EndpointUnavailable}, and
     * {@code wsman:InvalidEnumerationContext} is {@code wsen:InvalidEnumerationContext}.
     */
    public static @Nullable QName canonical(QName sent) {
        Row row = row(sent).orElse(null);
        QName meant = null;
        for (String symbol :
                row == null || row.symbol() == null ? NO_SYMBOLS : row.symbol().split(" ")) {
            QName name = name(symbol);
            boolean exact = name.getNamespaceURI().equals(sent.getNamespaceURI());
            if (exact || meant == null) {
                meant = new QName(name.getNamespaceURI(), name.getLocalPart(), sent.getPrefix());
            }
            if (exact) {
                break;
            }
        }
        return meant;
    }

    private static Optional<Row> row(QName subcode) {
        return NAMESPACES.contains(subcode.getNamespaceURI())
                ? ErrorTable.row(Section.SUBCODE, subcode.getLocalPart())
                : Optional.empty();
    }

    /** Returns the names in a row's symbol, {@code wsman:TimedOut wsen:TimedOut} for example. */
    private static Stream<QName> names(Row row) {
        return Stream.ofNullable(row.symbol())
                .flatMap(symbol -> Stream.of(symbol.split(" ")))
                .map(FaultSubcodes::name);
    }

    private static QName name(String symbol) {
        int colon = symbol.indexOf(':');
        String prefix = symbol.substring(0, colon);
        return new QName(usualNamespace(prefix), symbol.substring(colon + 1), prefix);
    }
}
