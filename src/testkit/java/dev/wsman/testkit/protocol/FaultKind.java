package dev.wsman.testkit.protocol;

import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/**
 * The faults of WS-Management and the specifications that it uses: subcode, SOAP code, the native code of Windows
 * (wsman-error-codes.txt), and the reason in English.
 */
public enum FaultKind {
    ACCESS_DENIED(
            ServiceNamespaces.WSMAN, "AccessDenied", true, 5, "The sender was not authorized to access the resource."),
    ACTION_NOT_SUPPORTED(
            ServiceNamespaces.ADDRESSING,
            "ActionNotSupported",
            true,
            2150858771L,
            "The action is not supported by the service."),
    ALREADY_EXISTS(
            ServiceNamespaces.WSMAN,
            "AlreadyExists",
            true,
            2150858803L,
            "The sender attempted to create a resource which already exists."),
    CANNOT_PROCESS_FILTER(
            ServiceNamespaces.WSMAN,
            "CannotProcessFilter",
            true,
            2150859042L,
            "The requested filter could not be processed."),
    ENUMERATION_CANNOT_PROCESS_FILTER(
            ServiceNamespaces.ENUMERATION,
            "CannotProcessFilter",
            true,
            2150858778L,
            "The requested filter could not be processed."),
    CONCURRENCY(
            ServiceNamespaces.WSMAN,
            "Concurrency",
            true,
            2150858802L,
            "The action could not be completed due to concurrency or locking problems."),
    DELIVERY_MODE_UNAVAILABLE(
            ServiceNamespaces.EVENTING,
            "DeliveryModeRequestedUnavailable",
            true,
            2150858782L,
            "The requested delivery mode is not supported"),
    DESTINATION_UNREACHABLE(
            ServiceNamespaces.ADDRESSING,
            "DestinationUnreachable",
            true,
            2150858752L,
            "The service cannot find the resource identified by the resource URI and selectors."),
    ENCODING_LIMIT(
            ServiceNamespaces.WSMAN,
            "EncodingLimit",
            true,
            2150858805L,
            "An internal encoding limit was exceeded in a request or would be violated if the message were processed."),
    ENDPOINT_UNAVAILABLE(
            ServiceNamespaces.ADDRESSING,
            "EndpointUnavailable",
            false,
            2150858772L,
            "The specified endpoint is currently unavailable."),
    EVENT_FILTERING_NOT_SUPPORTED(
            ServiceNamespaces.EVENTING,
            "FilteringNotSupported",
            true,
            2150858785L,
            "Filtering over the event source is not supported"),
    EVENT_FILTER_DIALECT_UNAVAILABLE(
            ServiceNamespaces.EVENTING,
            "FilteringRequestedUnavailable",
            true,
            2150858786L,
            "The requested filter dialect is not supported."),
    EVENT_DELIVER_TO_UNUSABLE(
            ServiceNamespaces.WSMAN,
            "EventDeliverToUnusable",
            true,
            2150858914L,
            "The address to which events are to be delivered cannot be used."),
    FILTER_DIALECT_UNAVAILABLE(
            ServiceNamespaces.ENUMERATION,
            "FilterDialectRequestedUnavailable",
            true,
            2150858777L,
            "The requested filtering dialect is not supported."),
    FILTERING_NOT_SUPPORTED(
            ServiceNamespaces.ENUMERATION,
            "FilteringNotSupported",
            true,
            2150858776L,
            "Filtered enumeration is not supported."),
    FRAGMENT_DIALECT_NOT_SUPPORTED(
            ServiceNamespaces.WSMAN,
            "FragmentDialectNotSupported",
            false,
            2150858896L,
            "The requested fragment filtering dialect or language is not supported."),
    INTERNAL_ERROR(
            ServiceNamespaces.WSMAN,
            "InternalError",
            false,
            32768,
            "The service cannot comply with the request due to internal processing errors."),
    INVALID_BOOKMARK(
            ServiceNamespaces.WSMAN, "InvalidBookmark", true, 2150858808L, "The bookmark is expired or not valid."),
    INVALID_ENUMERATION_CONTEXT(
            ServiceNamespaces.ENUMERATION,
            "InvalidEnumerationContext",
            false,
            2150858779L,
            "The supplied enumeration context is invalid."),
    INVALID_EXPIRATION_TIME(
            ServiceNamespaces.ENUMERATION,
            "InvalidExpirationTime",
            true,
            2150858774L,
            "The expiration time is not valid."),
    INVALID_MESSAGE_INFORMATION_HEADER(
            ServiceNamespaces.ADDRESSING,
            "InvalidMessageInformationHeader",
            true,
            2150858767L,
            "A message information header is not valid and the message cannot be processed."),
    INVALID_OPTIONS(ServiceNamespaces.WSMAN, "InvalidOptions", true, 2150858809L, "One or more options are not valid."),
    INVALID_PARAMETER(
            ServiceNamespaces.WSMAN, "InvalidParameter", true, 2150858810L, "An operation parameter was not valid."),
    INVALID_REPRESENTATION(
            ServiceNamespaces.TRANSFER, "InvalidRepresentation", true, 2150858773L, "The XML content is not valid."),
    INVALID_SELECTORS(
            ServiceNamespaces.WSMAN,
            "InvalidSelectors",
            true,
            2150858813L,
            "The selectors for the resource are not valid."),
    INVALID_SUBSCRIBE_MESSAGE(
            ServiceNamespaces.EVENTING,
            "InvalidMessage",
            true,
            2150858789L,
            "The request message has unknown or invalid content and cannot be processed."),
    MESSAGE_INFORMATION_HEADER_REQUIRED(
            ServiceNamespaces.ADDRESSING,
            "MessageInformationHeaderRequired",
            true,
            2150858769L,
            "A required header is missing."),
    QUOTA_LIMIT(
            ServiceNamespaces.WSMAN, "QuotaLimit", true, 2150858815L, "The service is busy servicing other requests."),
    SCHEMA_VALIDATION_ERROR(
            ServiceNamespaces.WSMAN,
            "SchemaValidationError",
            true,
            2150858817L,
            "The supplied SOAP violates the corresponding XML schema definition."),
    TIMED_OUT(ServiceNamespaces.WSMAN, "TimedOut", false, 2150858793L, "The operation has timed out."),
    ENUMERATION_TIMED_OUT(
            ServiceNamespaces.ENUMERATION, "TimedOut", false, 2150858793L, "The enumerator has timed out."),
    UNABLE_TO_RENEW(
            ServiceNamespaces.ENUMERATION,
            "UnableToRenew",
            false,
            2150858781L,
            "The enumeration could not be renewed."),
    SUBSCRIPTION_UNABLE_TO_RENEW(
            ServiceNamespaces.EVENTING, "UnableToRenew", false, 2150858788L, "The subscription could not be renewed."),
    UNSUPPORTED_EXPIRATION_TYPE(
            ServiceNamespaces.ENUMERATION,
            "UnsupportedExpirationType",
            true,
            2150858775L,
            "The specified expiration type is not supported."),
    UNSUPPORTED_FEATURE(
            ServiceNamespaces.WSMAN,
            "UnsupportedFeature",
            true,
            2150858818L,
            "The specified feature is not supported."),
    POLYMORPHISM_MODE_NOT_SUPPORTED(
            ServiceNamespaces.CIM_BINDING,
            "PolymorphismModeNotSupported",
            true,
            2150859063L,
            "The requested polymorphism mode is not supported."),
    CIM_EXCEPTION(ServiceNamespaces.CIM_BINDING, "CIMException", false, 32768, "The CIM server reports an error."),
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

    /** Returns the usual reason of a fault with this code and subcode; empty if no kind has them. */
    static Optional<String> reasonOf(ServiceFault fault) {
        return Stream.of(values()).filter(fault::is).map(kind -> kind.reason).findFirst();
    }

    /** Returns the fault with its usual reason and native code, without a detail. */
    public ServiceFault fault() {
        QName code =
                new QName(ServiceNamespaces.SOAP, namespace.isEmpty() ? localName : sender ? "Sender" : "Receiver");
        QName subcode = namespace.isEmpty() ? null : new QName(namespace, localName);
        return ServiceFault.of(code, subcode).reason(reason).nativeCode(nativeCode);
    }

    /** Returns the fault with a detail: one of the names of DSP8015, such as {@code InvalidResourceURI}. */
    public ServiceFault fault(String detail) {
        return fault().detail(detail);
    }
}
