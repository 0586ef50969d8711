package dev.wsman.testkit.protocol;

/**
 * One behavior in which servers differ from the specification or from each other. {@link ServerQuirks} lists the
 * quirks of each server and their sources. A constant names its source if that is one particular file or clause.
 */
public enum ServerQuirk {
    // HTTP
    /** Every reply has the header {@code Connection: close}. */
    CONNECTION_CLOSE,
    /**
     * Only {@code application/soap+xml;charset=UTF-8}, or the same with UTF-16, is accepted. If there is another
     * parameter, the reply is 200 with an empty body.
     */
    STRICT_CONTENT_TYPE,
    /**
     * A Content-Type with the parameter {@code action} is rejected with 415. Windows Server 2008 rejects it
     * (SERVERS.md, WinRM); the status is not recorded. Windows 7 and Server 2012 accept it (captures/windows/shell), so
     * that it is not in {@link ServerQuirks#WINRM}.
     */
    ACTION_PARAMETER_REFUSED,
    /** A chunked request is rejected with 411. */
    CHUNKS_REFUSED,
    /** Requests are handled one at a time, even on several connections. */
    ONE_AT_A_TIME,
    /** There is no reply to a request without credentials. */
    SILENT_WITHOUT_CREDENTIALS,
    /** After its 401 the server closes the connection on the next request, without a reply. */
    RESET_AFTER_401,
    /** The 401 has the header {@code Connection: close}. */
    CLOSE_AFTER_401,

    // envelope
    /**
     * Without MaxEnvelopeSize in the request, a reply has at most 32,767 bytes. A larger one, also in an enumeration,
     * is EncodingLimit. openwsman 2.8.1 did so when it was probed, for 400 items of 300 bytes and for a class
     * declaration of 55 kB.
     */
    SMALL_ENVELOPE_BY_DEFAULT,
    /** The envelope has an {@code xml:lang}. */
    LANGUAGE_ON_ENVELOPE,
    /** The envelope declares all namespaces of the protocol, even those that it does not use. */
    ALL_NAMESPACES_DECLARED,
    /** The Address of an endpoint reference is the anonymous URI. */
    ANONYMOUS_ADDRESS,
    /** An endpoint reference has a selector {@code __cimnamespace}. */
    CIM_NAMESPACE_SELECTOR,
    /** Like {@link #CIM_NAMESPACE_SELECTOR}, but only for resource URIs of the DMTF. */
    CIM_NAMESPACE_SELECTOR_FOR_DMTF,
    /**
     * The references in the replies to Create and EnumerateObjectAndEPR have no selector {@code __cimnamespace}. OMI
     * 1.9 did so when it was probed (SERVERS.md).
     */
    NO_NAMESPACE_IN_NEW_REFERENCES,
    /**
     * A request without the selector {@code __cimnamespace} finds no class, because OMI searches its default
     * namespace, interop.
     */
    NAMESPACE_REQUIRED,
    /**
     * A reference property has an empty selector {@code __cimnamespace}. A request that contains one is rejected with
     * "invalid imethodcall XML" and status 500. openwsman 2.8.1 did so when it was probed (SERVERS.md).
     */
    EMPTY_NAMESPACE_IN_PROPERTIES,
    /** {@code IdentifyResponse} is in the namespace of SOAP. */
    IDENTIFY_IN_SOAP_NAMESPACE,
    /** Options never fail, even with MustComply (for Windows, MS-WSMV 3.1.4.1.10). */
    OPTIONS_IGNORED,

    // transfer
    /**
     * A Put that changes a property that is not writable is rejected. What the providers of WMI do differs, and none is
     * recorded; code that relies on such a change does not work with any of them.
     */
    READ_ONLY_REFUSED,
    /** The reply to Put has an empty body. */
    PUT_RETURNS_NOTHING,
    /** Put sets properties to NULL that the content omits. */
    PUT_NULLS_OMITTED,
    /** ResourceCreated contains a {@code wsa:EndpointReference}, as in the first edition of WS-Transfer. */
    WRAPPED_RESOURCE_CREATED,
    /** The content of an XmlFragment is in no namespace. */
    FRAGMENTS_WITHOUT_NAMESPACE,
    /**
     * For a fragment that selects nothing, the reply is an empty XmlFragment rather than a fault
     * (captures/openwsman/get-frag-badprop).
     */
    EMPTY_FRAGMENT_FOR_UNKNOWN,

    // enumeration
    /** Items come before the context, which the schema does not allow. */
    ITEMS_BEFORE_CONTEXT,
    /** At its end, an optimized enumeration has an empty context. */
    EMPTY_CONTEXT_AT_END,
    /** At its end, an enumeration repeats its context, which is no longer valid. */
    CONTEXT_AT_END,
    /** The reply to an Enumerate that is not optimized has an empty {@code wsman:Items}. */
    EMPTY_ITEMS_WHEN_PLAIN,
    /** Without MaxElements in the request, a batch has one item. */
    ONE_ITEM_BY_DEFAULT,
    /** The reply to an optimized Enumerate has one item, whatever MaxElements is. */
    ONE_ITEM_FIRST,
    /**
     * The size of a batch is counted in characters of two bytes (UTF-16). A batch therefore ends at half of the
     * requested envelope size, or half of the limit of the server.
     */
    PAGES_IN_UTF16,
    /** Each Pull returns a new context, and only the latest is valid. */
    NEW_CONTEXT_EACH_PULL,
    /** A Pull may return more items than MaxElements. */
    PULL_IGNORES_MAX_ELEMENTS,
    /** Renew and GetStatus are not supported. */
    NO_RENEWAL,
    /** RequestTotalItemsCountEstimate is ignored (MS-WSMV 3.1.4.1.15). */
    NO_TOTAL_ESTIMATE,
    /** Every PolymorphismMode returns all instances with all properties (MS-WSMV 3.1.4.1.27). */
    POLYMORPHISM_IGNORED,
    /** A selector filter is ignored, so that all instances are returned. */
    SELECTOR_FILTER_IGNORED,
    /**
     * A selector filter is rejected if it names an array, a datetime, a reference or an embedded instance, or if a
     * value contains a quotation mark (MS-WSMV 3.1.4.1.13).
     */
    SIMPLE_SELECTOR_FILTERS_ONLY,
    /** CQL is not one of the dialects of filters (MS-WSMV 3.1.4.1.13). */
    NO_CQL_FILTER,
    /** An XPath filter is rejected. */
    NO_XPATH_FILTER,
    /** An association filter with fewer than four children is ignored. */
    SHORT_ASSOCIATION_FILTER_IGNORED,
    /**
     * An association filter with an empty element, other than IncludeResultProperty, is rejected (microsoft/omi,
     * Unix/wsman/wsmanparser.c, _ParseAssociationFilter).
     */
    EMPTY_ASSOCIATION_PARTS_REFUSED,
    /**
     * WQL requires the resource URI of all classes, without selectors. Otherwise the fault is 2150859003 (SERVERS.md,
     * WinRM; MS-WSMV 3.1.4.1.13).
     */
    WQL_ON_ALL_CLASSES_ONLY,
    /**
     * The items of a projection are XmlFragments in alphabetical order, and the elements inside are in no namespace.
     */
    PROJECTION_AS_FRAGMENT,

    // instances
    /**
     * A class is available only under the resource URI prefix of its schema: {@code CIM_} under the prefix of the DMTF,
     * {@code Win32_} and {@code CIM_} under the prefix of WMI, other schemas under a prefix that was added. Otherwise
     * openwsman replies InvalidResourceURI (SERVERS.md). Not in {@link ServerQuirks#OPENWSMAN}, which imitates a server
     * with all schemas in its configuration.
     */
    PREFIX_OF_SCHEMA,
    /**
     * Only the selector {@code __cimnamespace} gives the CIM namespace. Without it, classes are searched in {@code
     * interop}, even if a resource URI of WMI names another namespace (SERVERS.md, Microsoft OMI). Not in {@link
     * ServerQuirks#OMI}, which imitates a server with its classes in {@code interop} too.
     */
    NAMESPACE_BY_SELECTOR_ONLY,
    /**
     * Under the prefix of the DMTF there are only classes of the DMTF, {@code CIM_}. For any other the fault has the
     * code 2150859065, ERROR_WSMAN_URI_NON_DMTF_CLASS (MS-WSMV 3.1.4.1.1).
     */
    DMTF_CLASSES_UNDER_DMTF_PREFIX,
    /** Replies have the class prefix of the DMTF, whatever prefix the request has. */
    DMTF_PREFIX_ONLY,
    /** The root element of an instance has {@code xsi:type="p:Class_Type"}. */
    TYPED_ROOT,
    /**
     * An instance ends with a {@code cim:Location}, its own endpoint reference, unless it is the result of a query.
     */
    LOCATION,
    /** Properties and parameters are in alphabetical order. */
    SORTED,
    /** Alphabetical order ignores case. */
    ORDER_IGNORES_CASE,
    /** Booleans are {@code TRUE} and {@code FALSE}. */
    UPPER_CASE_BOOLEANS,
    /** NULL properties are omitted. */
    NULLS_OMITTED,
    /** NULL arrays are omitted; other NULL properties are not. */
    NULL_ARRAYS_OMITTED,
    /** A uint8 array is a single element with base64 text. */
    UINT8_ARRAYS_IN_BASE64,
    /** A char16 is its decimal number, in replies and in requests (SERVERS.md, "Microsoft OMI"). */
    CHARACTERS_AS_NUMBERS,
    /** Texts lose leading and trailing white space and all ampersands. */
    TEXT_DAMAGED,
    /** A reference is wrapped in {@code wsa:EndpointReference}. */
    WRAPPED_REFERENCES,

    // class declarations
    /** Class declarations are served as CIM-XML. */
    CIM_XML_DECLARATIONS,
    /** Class declarations cannot be listed: an enumeration of them has no items. */
    CLASSES_NOT_LISTED,
    /** Class declarations are served by GetClass and EnumerateClassNames, in openwsman's own form. */
    INTRINSIC_DECLARATIONS,

    // methods
    /** The output element has the name of the method, in a namespace of its own. */
    OUTPUT_NAMED_AS_METHOD,
    /** ReturnValue comes before the out parameters. */
    RETURN_VALUE_FIRST,
    /** The reply to a method call has the Action of the request. */
    ACTION_REPEATED,

    // faults
    /** Faults have a {@code wsman:FaultDetail} if the specification defines one. */
    FAULT_DETAIL,
    /**
     * A fault for something that is not found has no FaultDetail (captures/openwsman/get-notfound), except for the
     * class of an enumeration (enum-empty).
     */
    NO_DETAIL_OF_NOT_FOUND,
    /**
     * A fault for a header that is not valid has no FaultDetail (captures/windows/psrp,
     * test_psrp_is_alive_other_wsman_error).
     */
    NO_DETAIL_OF_HEADERS,
    /** Faults have an {@code f:WSManFault} with a native code. */
    WSMAN_FAULT,
    /** Faults have the CIM error as {@code OMI_Error}. */
    CIM_ERROR,
    /** The fault Actions of WS-Transfer and WS-Enumeration have the wrong year, 2004/08. */
    WRONG_YEAR_IN_FAULT_ACTIONS,
    /** For an unknown enumeration context the fault is {@code wsa:DestinationUnreachable}. */
    UNREACHABLE_CONTEXT,
    /**
     * For a filter that cannot be processed the fault is the one of WS-Enumeration, whatever the namespace of the
     * filter is (captures/windows/faults/soap_fault_v2.xml).
     */
    FILTER_FAULT_OF_ENUMERATION,
    /**
     * The fault for a query that cannot be processed repeats the query in an {@code f:ExtendedError}
     * (captures/windows/faults/soap_fault_v2.xml).
     */
    EXTENDED_ERROR,
    /** The Reason only gives the kind of fault. The specific message is in the {@code f:WSManFault}. */
    GENERAL_REASON,
    /** For invalid queries, selectors and methods the fault is {@code wsman:InternalError}. */
    GENERAL_ERRORS,
    /** A failed method call has an empty Reason (captures/openwsman/invoke-fail). */
    EMPTY_REASON,
    /**
     * A Subscribe to an unknown resource and the Renew of an unknown subscription are rejected with status 503
     * (captures/openwsman/eventing 41 and 53).
     */
    UNREACHABLE_EVENTS_WITH_503,
    /** A MustUnderstand fault comes with HTTP status 200. */
    MUST_UNDERSTAND_WITH_200
}
