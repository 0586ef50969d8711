package dev.wsman.testkit.protocol;

import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/** The faults of WS-Management and what it stands on: subcode, SOAP code, Windows' native code, the reason in English. */
public enum FaultKind {
    ACCESS_DENIED(Namespaces.WSMAN, "AccessDenied", true, 5, "The sender was not authorized to access the resource."),
    ACTION_NOT_SUPPORTED(
            Namespaces.ADDRESSING,
            "ActionNotSupported",
            true,
            2150858771L,
            "The action is not supported by the service."),
    ALREADY_EXISTS(
            Namespaces.WSMAN,
            "AlreadyExists",
            true,
            2150858803L,
            "The sender attempted to create a resource which already exists."),
    CANNOT_PROCESS_FILTER(
            Namespaces.WSMAN, "CannotProcessFilter", true, 2150859042L, "The requested filter could not be processed."),
    ENUMERATION_CANNOT_PROCESS_FILTER(
            Namespaces.ENUMERATION,
            "CannotProcessFilter",
            true,
            2150858778L,
            "The requested filter could not be processed."),
    CONCURRENCY(
            Namespaces.WSMAN,
            "Concurrency",
            true,
            2150858802L,
            "The action could not be completed due to concurrency or locking problems."),
    DESTINATION_UNREACHABLE(
            Namespaces.ADDRESSING,
            "DestinationUnreachable",
            true,
            2150858752L,
            "The service cannot find the resource identified by the resource URI and selectors."),
    ENCODING_LIMIT(
            Namespaces.WSMAN,
            "EncodingLimit",
            true,
            2150858805L,
            "An internal encoding limit was exceeded in a request or would be violated if the message were processed."),
    ENDPOINT_UNAVAILABLE(
            Namespaces.ADDRESSING,
            "EndpointUnavailable",
            false,
            2150858772L,
            "The specified endpoint is currently unavailable."),
    FILTER_DIALECT_UNAVAILABLE(
            Namespaces.ENUMERATION,
            "FilterDialectRequestedUnavailable",
            true,
            2150858777L,
            "The requested filtering dialect is not supported."),
    FILTERING_NOT_SUPPORTED(
            Namespaces.ENUMERATION,
            "FilteringNotSupported",
            true,
            2150858776L,
            "Filtered enumeration is not supported."),
    FRAGMENT_DIALECT_NOT_SUPPORTED(
            Namespaces.WSMAN,
            "FragmentDialectNotSupported",
            false,
            2150858896L,
            "The requested fragment filtering dialect or language is not supported."),
    INTERNAL_ERROR(
            Namespaces.WSMAN,
            "InternalError",
            false,
            32768,
            "The service cannot comply with the request due to internal processing errors."),
    INVALID_ENUMERATION_CONTEXT(
            Namespaces.ENUMERATION,
            "InvalidEnumerationContext",
            false,
            2150858779L,
            "The supplied enumeration context is invalid."),
    INVALID_EXPIRATION_TIME(
            Namespaces.ENUMERATION, "InvalidExpirationTime", true, 2150858774L, "The expiration time is not valid."),
    INVALID_MESSAGE_INFORMATION_HEADER(
            Namespaces.ADDRESSING,
            "InvalidMessageInformationHeader",
            true,
            2150858767L,
            "A message information header is not valid and the message cannot be processed."),
    INVALID_OPTIONS(Namespaces.WSMAN, "InvalidOptions", true, 2150858809L, "One or more options are not valid."),
    INVALID_PARAMETER(Namespaces.WSMAN, "InvalidParameter", true, 2150858810L, "An operation parameter was not valid."),
    INVALID_REPRESENTATION(
            Namespaces.TRANSFER, "InvalidRepresentation", true, 2150858773L, "The XML content is not valid."),
    INVALID_SELECTORS(
            Namespaces.WSMAN, "InvalidSelectors", true, 2150858813L, "The selectors for the resource are not valid."),
    MESSAGE_INFORMATION_HEADER_REQUIRED(
            Namespaces.ADDRESSING,
            "MessageInformationHeaderRequired",
            true,
            2150858769L,
            "A required header is missing."),
    QUOTA_LIMIT(Namespaces.WSMAN, "QuotaLimit", true, 2150858815L, "The service is busy servicing other requests."),
    SCHEMA_VALIDATION_ERROR(
            Namespaces.WSMAN,
            "SchemaValidationError",
            true,
            2150858817L,
            "The supplied SOAP violates the corresponding XML schema definition."),
    TIMED_OUT(Namespaces.WSMAN, "TimedOut", false, 2150858793L, "The operation has timed out."),
    ENUMERATION_TIMED_OUT(Namespaces.ENUMERATION, "TimedOut", false, 2150858793L, "The enumerator has timed out."),
    UNABLE_TO_RENEW(
            Namespaces.ENUMERATION, "UnableToRenew", false, 2150858781L, "The enumeration could not be renewed."),
    UNSUPPORTED_EXPIRATION_TYPE(
            Namespaces.ENUMERATION,
            "UnsupportedExpirationType",
            true,
            2150858775L,
            "The specified expiration type is not supported."),
    UNSUPPORTED_FEATURE(
            Namespaces.WSMAN, "UnsupportedFeature", true, 2150858818L, "The specified feature is not supported."),
    POLYMORPHISM_MODE_NOT_SUPPORTED(
            Namespaces.CIM_BINDING,
            "PolymorphismModeNotSupported",
            true,
            2150859063L,
            "The requested polymorphism mode is not supported."),
    CIM_EXCEPTION(Namespaces.CIM_BINDING, "CIMException", false, 32768, "The CIM server reports an error."),
    /** Has no subcode. */
    MUST_UNDERSTAND(
            "",
            "MustUnderstand",
            true,
            2150858768L,
            "A SOAP header that is marked as mustUnderstand is not understood by the service."),
    /** Has no subcode. */
    VERSION_MISMATCH("", "VersionMismatch", true, 2150858765L, "The SOAP version of the request is not supported.");

    private final String namespace;
    private final String localName;
    private final boolean sender;
    private final long nativeCode;
    private final String reason;

    FaultKind(String namespace, String localName, boolean sender, long nativeCode, String reason) {
        this.namespace = namespace;
        this.localName = localName;
        this.sender = sender;
        this.nativeCode = nativeCode;
        this.reason = reason;
    }

    /** The usual reason for faults with the code and subcode of another; empty if no kind has them. */
    static Optional<String> reasonOf(Fault fault) {
        return Stream.of(values()).filter(fault::is).map(kind -> kind.reason).findFirst();
    }

    /** The fault with its usual reason and native code, and no detail. */
    public Fault fault() {
        QName code = new QName(Namespaces.SOAP, namespace.isEmpty() ? localName : sender ? "Sender" : "Receiver");
        QName subcode = namespace.isEmpty() ? null : new QName(namespace, localName);
        return Fault.of(code, subcode).reason(reason).nativeCode(nativeCode);
    }

    /** The fault with a detail, one of the names of DSP8015 such as {@code InvalidResourceURI}. */
    public Fault fault(String detail) {
        return fault().detail(detail);
    }
}
