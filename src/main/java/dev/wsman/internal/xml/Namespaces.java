package dev.wsman.internal.xml;

import org.jspecify.annotations.Nullable;

/** The namespaces and well-known URIs of WS-Management messages. */
public final class Namespaces {
    /** SOAP 1.2, the only version that WS-Management uses. */
    public static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";

    /** SOAP 1.1, in which some proxies reply. */
    public static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";

    public static final String ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    public static final String ADDRESSING_2005 = "http://www.w3.org/2005/08/addressing";
    public static final String TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
    public static final String ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
    public static final String EVENTING = "http://schemas.xmlsoap.org/ws/2004/08/eventing";
    public static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
    public static final String IDENTITY = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";
    public static final String CIM_BINDING = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd";
    public static final String CIM_COMMON = "http://schemas.dmtf.org/wbem/wscim/1/common";

    /** Microsoft's header extensions; differs from {@link #WSMAN} in the authority. */
    public static final String MS_WSMAN = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd";

    public static final String MS_FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";
    public static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    public static final String XSD = "http://www.w3.org/2001/XMLSchema";

    /** The address of an endpoint reference that refers to the endpoint from which it was received. */
    public static final String ANONYMOUS = ADDRESSING + "/role/anonymous";

    /** The beginning of the resource URIs of Windows. */
    public static final String WINDOWS = "http://schemas.microsoft.com/wbem/wsman/1/";

    /** The remote shell of Windows: the namespace of its messages, and the resource URI of all shells. */
    public static final String SHELL = WINDOWS + "windows/shell";

    /** The event log of Windows: the resource URI of subscriptions to it. */
    public static final String EVENT_LOG = WINDOWS + "windows/EventLog";

    /** The events of the event log of Windows. */
    public static final String EVENT = "http://schemas.microsoft.com/win/2004/08/events/event";

    private Namespaces() {}

    /** Returns whether this is the namespace of SOAP 1.2 or 1.1. */
    public static boolean isSoap(@Nullable String namespace) {
        return SOAP.equals(namespace) || SOAP_11.equals(namespace);
    }

    /** Returns whether this is the namespace of WS-Addressing 2004/08 or of 2005/08, which is only read. */
    public static boolean isAddressing(@Nullable String namespace) {
        return ADDRESSING.equals(namespace) || ADDRESSING_2005.equals(namespace);
    }
}
