package dev.wsman.testkit.protocol;

/** One thing that a server does in its own way. {@link ServerQuirks} says which server has which. */
public enum ServerQuirk {
    // HTTP
    /** Every answer carries {@code Connection: close}. */
    CONNECTION_CLOSE,
    /** Only {@code application/soap+xml;charset=UTF-8} is taken; another parameter gives 200 with an empty body. */
    STRICT_CONTENT_TYPE,
    /** A chunked request is refused: 411. */
    CHUNKS_REFUSED,
    /** One request at a time, however many connections there are. */
    ONE_AT_A_TIME,
    /** A request without credentials gets no answer at all. */
    SILENT_WITHOUT_CREDENTIALS,
    /** After its 401 the server closes the connection on the next request, without an answer. */
    RESET_AFTER_401,
    /** The 401 carries {@code Connection: close}. */
    CLOSE_AFTER_401,

    // envelope
    /**
     * A request without MaxEnvelopeSize gets 32,767 bytes at most: a larger answer, an enumeration's too, is
     * EncodingLimit. As openwsman 2.8.1 did when it was probed, for 400 items of 300 bytes and for a class declaration
     * of 55 kB.
     */
    SMALL_ENVELOPE_UNLESS_ASKED,
    /** The envelope has an {@code xml:lang}. */
    LANGUAGE_ON_ENVELOPE,
    /** All namespaces of the protocol are declared on the envelope, used or not. */
    ALL_NAMESPACES_DECLARED,
    /** The Address of an endpoint reference is the anonymous URI. */
    ANONYMOUS_ADDRESS,
    /** An endpoint reference has a selector {@code __cimnamespace}. */
    CIM_NAMESPACE_SELECTOR,
    /** As {@link #CIM_NAMESPACE_SELECTOR}, on resource URIs of the DMTF only. */
    CIM_NAMESPACE_SELECTOR_FOR_DMTF,
    /**
     * The references that Create and EnumerateObjectAndEPR answer have no selector {@code __cimnamespace}, as OMI 1.9
     * did it when it was probed (SERVERS.md).
     */
    NO_NAMESPACE_IN_NEW_REFERENCES,
    /**
     * A request without the selector {@code __cimnamespace} finds no class: it goes to OMI's default namespace,
     * interop.
     */
    NAMESPACE_REQUIRED,
    /**
     * A property that is a reference has an empty selector {@code __cimnamespace}; a request that holds one is refused
     * with "invalid imethodcall XML" and status 500, as openwsman 2.8.1 did it when it was probed (SERVERS.md).
     */
    EMPTY_NAMESPACE_IN_PROPERTIES,
    /** {@code IdentifyResponse} is in the namespace of SOAP. */
    IDENTIFY_IN_SOAP_NAMESPACE,
    /** Options never fail, MustComply or not. */
    OPTIONS_IGNORED,

    // transfer
    /** Put answers an empty body. */
    PUT_RETURNS_NOTHING,
    /** Put makes null of what the content leaves out. */
    PUT_NULLS_OMITTED,
    /** ResourceCreated holds a {@code wsa:EndpointReference}, as in the first edition of WS-Transfer. */
    WRAPPED_RESOURCE_CREATED,
    /** The content of an XmlFragment is in no namespace. */
    FRAGMENTS_WITHOUT_NAMESPACE,
    /** A fragment that selects nothing is an empty XmlFragment and no fault. */
    EMPTY_FRAGMENT_FOR_UNKNOWN,

    // enumeration
    /** Items come before the context, against the schema. */
    ITEMS_BEFORE_CONTEXT,
    /** A finished optimized enumeration has an empty context. */
    EMPTY_CONTEXT_AT_END,
    /** A finished enumeration repeats its context, which is no longer valid. */
    CONTEXT_AT_END,
    /** An Enumerate that is not optimized is answered with an empty {@code wsman:Items}. */
    EMPTY_ITEMS_WHEN_PLAIN,
    /** A request without MaxElements gets one item. */
    ONE_ITEM_BY_DEFAULT,
    /** The answer to an optimized Enumerate holds one item, however many were asked for. */
    ONE_ITEM_FIRST,
    /**
     * A page of items ends by the characters that two bytes of UTF-16 each would make: half of what the client asks
     * for, and half of the server's own limit.
     */
    PAGES_IN_UTF16,
    /** Each Pull makes a new context, and only the latest is valid. */
    NEW_CONTEXT_EACH_PULL,
    /** A Pull answers as many items as it likes. */
    PULL_IGNORES_MAX_ELEMENTS,
    /** Renew and GetStatus are not supported. */
    NO_RENEWAL,
    /** RequestTotalItemsCountEstimate is ignored. */
    NO_TOTAL_ESTIMATE,
    /** Every PolymorphismMode gives all instances with all properties. */
    POLYMORPHISM_IGNORED,
    /** A selector filter is ignored: all instances come. */
    SELECTOR_FILTER_IGNORED,
    /** An XPath filter is refused. */
    NO_XPATH_FILTER,
    /** An association filter with fewer than four children is ignored. */
    SHORT_ASSOCIATION_FILTER_IGNORED,
    /** An association filter with an empty element, other than IncludeResultProperty, is refused. */
    EMPTY_ASSOCIATION_PARTS_REFUSED,
    /**
     * WQL wants the resource URI of all classes, and no selectors: 2150859003 otherwise (SERVERS.md, WinRM; MS-WSMV
     * 3.1.4.1.13).
     */
    WQL_ON_ALL_CLASSES_ONLY,
    /** The items of a projection are XmlFragments in alphabetical order; what is inside them is in no namespace. */
    PROJECTION_AS_FRAGMENT,

    // instances
    /**
     * A class is known under the resource URI prefix of its schema only: {@code CIM_} under that of the DMTF, {@code
     * Win32_} under that of WMI, any other under one that the service was given. openwsman answers InvalidResourceURI
     * otherwise (SERVERS.md). Not one of {@link ServerQuirks#OPENWSMAN}, whose service has all schemas in its configuration.
     */
    PREFIX_OF_SCHEMA,
    /**
     * The CIM namespace comes from the selector {@code __cimnamespace} only: without it classes are looked for in
     * {@code interop}, whatever a resource URI of WMI says (SERVERS.md, Microsoft OMI). Not one of {@link ServerQuirks#OMI},
     * whose service has its classes in {@code interop} too.
     */
    NAMESPACE_BY_SELECTOR_ONLY,
    /** Whatever the prefix of the request, classes are answered with that of the DMTF. */
    DMTF_PREFIX_ONLY,
    /** The root of an instance has {@code xsi:type="p:Class_Type"}. */
    TYPED_ROOT,
    /** An instance ends with a {@code cim:Location}, its own endpoint reference, unless a query found it. */
    LOCATION,
    /** Properties and parameters are in alphabetical order. */
    SORTED,
    /** Alphabetical order is without regard to case. */
    ORDER_IGNORES_CASE,
    /** Booleans are {@code TRUE} and {@code FALSE}. */
    UPPER_CASE_BOOLEANS,
    /** A null property is left out. */
    NULLS_OMITTED,
    /** An array that is null is left out, other nulls are not. */
    NULL_ARRAYS_OMITTED,
    /** Arrays of octets are one element of base64 text. */
    UINT8_ARRAYS_IN_BASE64,
    /** A char16 is its decimal number, in what is sent and in what is accepted (SERVERS.md, "Microsoft OMI"). */
    CHARACTERS_AS_NUMBERS,
    /** White space at the ends of a text is lost, and so are ampersands. */
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
    /** The output element has the method's name, in a namespace of its own. */
    OUTPUT_NAMED_AS_METHOD,
    /** ReturnValue comes before the out parameters. */
    RETURN_VALUE_FIRST,
    /** The Action of the answer to a method call is that of the request. */
    ACTION_REPEATED,

    // faults
    /** Faults carry a {@code wsman:FaultDetail} where the specification has one. */
    FAULT_DETAIL,
    /** What is not found is so without a FaultDetail, but for the class of an enumeration. */
    NO_DETAIL_OF_NOT_FOUND,
    /** A header that is not valid is so without a FaultDetail. */
    NO_DETAIL_OF_HEADERS,
    /** Faults carry a {@code f:WSManFault} with a native code. */
    WSMAN_FAULT,
    /** Faults carry the CIM error as {@code OMI_Error}. */
    CIM_ERROR,
    /** The fault Actions of WS-Transfer and WS-Enumeration have the wrong year, 2004/08. */
    WRONG_YEAR_IN_FAULT_ACTIONS,
    /** An unknown enumeration context is {@code wsa:DestinationUnreachable}. */
    UNREACHABLE_CONTEXT,
    /** What cannot be processed in a filter is a fault of WS-Enumeration, whichever the filter's namespace. */
    FILTER_FAULT_OF_ENUMERATION,
    /** A query that cannot be processed is repeated in an {@code f:ExtendedError}. */
    EXTENDED_ERROR,
    /** The Reason says in general what kind of fault it is; what happened stands in the {@code f:WSManFault} alone. */
    GENERAL_REASON,
    /** Bad queries, selectors and methods are all {@code wsman:InternalError}. */
    GENERAL_ERRORS,
    /** A failed method call has an empty Reason. */
    EMPTY_REASON,
    /** A MustUnderstand fault comes with HTTP status 200. */
    MUST_UNDERSTAND_WITH_200
}
