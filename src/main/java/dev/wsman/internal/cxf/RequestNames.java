package dev.wsman.internal.cxf;

import dev.wsman.internal.xml.Namespaces;
import java.util.Map;

/** The prefixes that requests use, declared once on the envelope, and the action URIs. */
final class RequestNames {
    static final String SOAP_PREFIX = "s";
    static final String ADDRESSING_PREFIX = "a";
    static final String WSMAN_PREFIX = "w";
    static final String ENUMERATION_PREFIX = "n";
    static final String CIM_BINDING_PREFIX = "b";

    /** What the envelope of a WS-Management request declares. */
    static final Map<String, String> ENVELOPE = Map.of(
            SOAP_PREFIX, Namespaces.SOAP,
            ADDRESSING_PREFIX, Namespaces.ADDRESSING,
            WSMAN_PREFIX, Namespaces.WSMAN);

    /** What the envelope of Identify declares. */
    static final Map<String, String> IDENTIFY_ENVELOPE =
            Map.of(SOAP_PREFIX, Namespaces.SOAP, WSMAN_PREFIX, Namespaces.WSMAN);

    static final String GET = Namespaces.TRANSFER + "/Get";
    static final String PUT = Namespaces.TRANSFER + "/Put";
    static final String CREATE = Namespaces.TRANSFER + "/Create";
    static final String DELETE = Namespaces.TRANSFER + "/Delete";
    static final String ENUMERATE = Namespaces.ENUMERATION + "/Enumerate";
    static final String PULL = Namespaces.ENUMERATION + "/Pull";
    static final String RELEASE = Namespaces.ENUMERATION + "/Release";

    private RequestNames() {}
}
