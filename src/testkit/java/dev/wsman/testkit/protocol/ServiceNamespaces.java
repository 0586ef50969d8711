package dev.wsman.testkit.protocol;

/** The namespaces, URIs and dialects of WS-Management 1.x that the service uses. */
public final class ServiceNamespaces {
    public static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
    public static final String ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    public static final String TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
    public static final String ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
    public static final String EVENTING = "http://schemas.xmlsoap.org/ws/2004/08/eventing";
    public static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
    public static final String IDENTITY = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";
    public static final String CIM_BINDING = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd";
    public static final String CIM = "http://schemas.dmtf.org/wbem/wscim/1/common";
    public static final String MICROSOFT = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd";
    public static final String WSMAN_FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";
    /** The remote shell, also the resource URI of all shells. */
    public static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";

    public static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    public static final String XML = "http://www.w3.org/XML/1998/namespace";

    public static final String ANONYMOUS = ADDRESSING + "/role/anonymous";
    public static final String FAULT_DETAIL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/";

    public static final String DMTF_CLASSES = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
    public static final String DMTF_ALL_CLASSES = "http://schemas.dmtf.org/wbem/wscim/1/*";
    public static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/";
    /** Class declarations in the form of DSP0201: Windows, OMI. */
    public static final String CLASS_DECLARATIONS = "http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*";
    /** Class declarations in openwsman's own form. */
    public static final String INTRINSIC = "http://schemas.openwsman.org/wbem/wscim/1/intrinsic";

    /** The resource URI of the shells of cmd.exe. */
    public static final String CMD_SHELL = SHELL + "/cmd";

    public static final String CONFIG = "http://schemas.microsoft.com/wbem/wsman/1/config/";

    public static final String XPATH_DIALECT = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    public static final String WQL_DIALECT = "http://schemas.microsoft.com/wbem/wsman/1/WQL";
    public static final String CQL_DIALECT = "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf";
    public static final String SELECTOR_DIALECT = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter";
    public static final String ASSOCIATION_DIALECT =
            "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter";

    private ServiceNamespaces() {}
}
