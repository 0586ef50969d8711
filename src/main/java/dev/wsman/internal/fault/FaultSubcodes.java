package dev.wsman.internal.fault;

import static dev.wsman.internal.xml.Namespaces.ADDRESSING;
import static dev.wsman.internal.xml.Namespaces.ADDRESSING_2005;
import static dev.wsman.internal.xml.Namespaces.CIM_BINDING;
import static dev.wsman.internal.xml.Namespaces.ENUMERATION;
import static dev.wsman.internal.xml.Namespaces.EVENTING;
import static dev.wsman.internal.xml.Namespaces.SOAP;
import static dev.wsman.internal.xml.Namespaces.SOAP_1_1;
import static dev.wsman.internal.xml.Namespaces.TRANSFER;
import static dev.wsman.internal.xml.Namespaces.WSMAN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** The fault subcodes of DSP0226, DSP0227 and the three specifications below them, and how servers misspell them. */
public final class FaultSubcodes {

    /** What each prefix means by custom: for faults that use one without declaring it. */
    private static final Map<String, String> CUSTOMARY = Map.ofEntries(
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

    private static final Map<String, String> MISSPELT = Map.of(
            "EndpointUnavilable", "EndpointUnavailable", // OMI
            "DevliveryToUnusable", "EventDeliverToUnusable", // openwsman
            "DeliveryToUnusable", "EventDeliverToUnusable",
            "EventDeliveryToUnusable", "EventDeliverToUnusable");

    private static final Map<String, List<String>> NAMESPACES_BY_NAME = namespacesByName();
    private static final Set<String> NAMESPACES = Set.of(
            "",
            // An unprefixed name below a default namespace that is SOAP's.
            SOAP,
            SOAP_1_1,
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

    private FaultSubcodes() {}

    /** All that are known. */
    public static List<QName> known() {
        return NAMESPACES_BY_NAME.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(namespace -> new QName(namespace, entry.getKey())))
                .toList();
    }

    /** The namespace that {@code prefix} stands for by custom, null where there is no custom. */
    static @Nullable String customary(String prefix) {
        return CUSTOMARY.get(prefix);
    }

    /**
     * The known subcode that {@code sent} is or means: spelling put right, and the namespace too where the name is in
     * another of the protocol's namespaces. Null where it is not known; a vendor's own namespace never is.
     */
    public static @Nullable QName canonical(QName sent) {
        if (!NAMESPACES.contains(sent.getNamespaceURI())) {
            return null;
        }
        String name = MISSPELT.getOrDefault(sent.getLocalPart(), sent.getLocalPart());
        List<String> namespaces = NAMESPACES_BY_NAME.get(name);
        if (namespaces == null) {
            return null;
        }
        String namespace = namespaces.contains(sent.getNamespaceURI()) ? sent.getNamespaceURI() : namespaces.get(0);
        return new QName(namespace, name, sent.getPrefix());
    }

    private static Map<String, List<String>> namespacesByName() {
        Map<String, List<String>> table = new HashMap<>();
        add(table, "AccessDenied AlreadyExists Concurrency DeliveryRefused EncodingLimit", WSMAN);
        add(table, "EventDeliverToUnusable FragmentDialectNotSupported InternalError InvalidBookmark", WSMAN);
        add(table, "InvalidOptions InvalidParameter InvalidSelectors NoAck QuotaLimit", WSMAN);
        add(table, "SchemaValidationError UnsupportedFeature", WSMAN);
        // Withdrawn before 1.0, still in Windows' list of codes.
        add(table, "FailedAuthentication IncompatibleEPR InvalidSystem MetadataRedirect RenameFailure", WSMAN);
        add(table, "CannotProcessFilter TimedOut", WSMAN, ENUMERATION);
        add(table, "ActionNotSupported DestinationUnreachable EndpointUnavailable", ADDRESSING);
        add(table, "InvalidMessageInformationHeader MessageInformationHeaderRequired", ADDRESSING);
        add(table, "InvalidRepresentation", TRANSFER);
        add(table, "FilterDialectRequestedUnavailable InvalidEnumerationContext", ENUMERATION);
        add(table, "FilteringNotSupported InvalidExpirationTime", ENUMERATION, EVENTING);
        add(table, "UnableToRenew UnsupportedExpirationType", ENUMERATION, EVENTING);
        add(table, "DeliveryModeRequestedUnavailable EventSourceUnableToProcess", EVENTING);
        add(table, "FilteringRequestedUnavailable InvalidMessage", EVENTING);
        add(table, "CIMException PolymorphismModeNotSupported", CIM_BINDING);
        return Map.copyOf(table);
    }

    private static void add(Map<String, List<String>> table, String names, String... namespaces) {
        for (String name : names.split(" ")) {
            table.put(name, List.of(namespaces));
        }
    }
}
