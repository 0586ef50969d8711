package dev.wsman;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ErrorMessage;
import dev.wsman.internal.fault.FaultKinds;
import dev.wsman.internal.fault.Hints;
import dev.wsman.internal.fault.NativeCodes;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.fault.WsmanFaultXml;
import dev.wsman.internal.json.JsonForm;
import dev.wsman.internal.json.JsonFormSerializer;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Describes what went wrong in one operation, as fields and as XML, like {@code IWSManSession::Error}. A server's
 * fault and a failure that never reached a server have the same type. Immutable, serializable and thread-safe. It does
 * not contain secrets.
 *
 * <p>Faults are read leniently (DSP0226 §14). A fault is recognized by the Body, whatever the HTTP status. Its subcode
 * is the deepest one that is known. Known misspellings of servers are corrected. The reason is in the requested
 * language if the server sent it.
 */
public sealed class WsmanError implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The meaning of an error. The constants have the names of the subcodes of DSP0226, DSP0227, WS-Addressing,
     * WS-Transfer, WS-Enumeration and WS-Eventing. Equal names of two specifications are one kind, and
     * {@link #subcode()} distinguishes them. The kinds from {@link #CLIENT_TIMED_OUT} on are for failures that no
     * server reported.
     */
    public enum Kind {
        /** {@code wsman:AccessDenied}: the user does not have the right to do this. */
        ACCESS_DENIED,
        /** {@code wsa:ActionNotSupported}: the resource does not have this operation or method. */
        ACTION_NOT_SUPPORTED,
        /** {@code wsman:AlreadyExists}: the resource to be created exists already. */
        ALREADY_EXISTS,
        /**
         * {@code wsman:CannotProcessFilter}, {@code wsen:CannotProcessFilter}: a filter, query or fragment expression
         * is wrong.
         */
        CANNOT_PROCESS_FILTER,
        /** {@code wsmb:CIMException}: the CIM server rejected the operation; {@link #cimStatus()} gives the reason. */
        CIM_EXCEPTION,
        /** {@code wsman:Concurrency}: another operation holds a lock. */
        CONCURRENCY,
        /** {@code wse:DeliveryModeRequestedUnavailable}: the server does not deliver events in this way. */
        DELIVERY_MODE_REQUESTED_UNAVAILABLE,
        /** {@code wsman:DeliveryRefused}: the receiver of events does not accept more. */
        DELIVERY_REFUSED,
        /** {@code wsa:DestinationUnreachable}: no such resource, class, namespace or instance. */
        DESTINATION_UNREACHABLE,
        /** {@code s:DataEncodingUnknown}: the encoding style of a header or of the body is not known. */
        DATA_ENCODING_UNKNOWN,
        /** {@code wsman:EncodingLimit}: something is larger than a limit of the server or of the request. */
        ENCODING_LIMIT,
        /** {@code wsa:EndpointUnavailable}: the resource exists but is offline; see {@link #retryAfter()}. */
        ENDPOINT_UNAVAILABLE,
        /** {@code wsman:EventDeliverToUnusable}: events cannot be sent to the address of the subscription. */
        EVENT_DELIVER_TO_UNUSABLE,
        /** {@code wse:EventSourceUnableToProcess}: the subscription cannot be processed. */
        EVENT_SOURCE_UNABLE_TO_PROCESS,
        /**
         * {@code wsen:FilterDialectRequestedUnavailable}, {@code wse:FilteringRequestedUnavailable}: an unknown filter
         * dialect.
         */
        FILTER_DIALECT_REQUESTED_UNAVAILABLE,
        /** {@code wsen:FilteringNotSupported}, {@code wse:FilteringNotSupported}: the server does not filter here. */
        FILTERING_NOT_SUPPORTED,
        /** {@code wsman:FragmentDialectNotSupported}: an unknown fragment dialect. */
        FRAGMENT_DIALECT_NOT_SUPPORTED,
        /** {@code wsman:IncompatibleEPR}, withdrawn before DSP0226 1.0. */
        INCOMPATIBLE_EPR,
        /**
         * {@code wsman:InternalError}: the server failed, and neither a native code nor a CIM status gives the reason.
         */
        INTERNAL_ERROR,
        /** {@code wsman:InvalidBookmark}: the bookmark has expired or is damaged. */
        INVALID_BOOKMARK,
        /**
         * {@code wsen:InvalidEnumerationContext}: the enumeration has expired or was released, or the server was
         * restarted.
         */
        INVALID_ENUMERATION_CONTEXT,
        /** {@code wsen:InvalidExpirationTime}, {@code wse:InvalidExpirationTime}. */
        INVALID_EXPIRATION_TIME,
        /** {@code wse:InvalidMessage}: the eventing request has content that is unknown or not valid. */
        INVALID_MESSAGE,
        /** {@code wsa:InvalidMessageInformationHeader}: an addressing header, or the timeout, is not valid. */
        INVALID_MESSAGE_INFORMATION_HEADER,
        /** {@code wsman:InvalidOptions}: an option is unknown, or its value is not valid. */
        INVALID_OPTIONS,
        /** {@code wsman:InvalidParameter}: a method's parameter has a wrong name or type. */
        INVALID_PARAMETER,
        /** {@code wxf:InvalidRepresentation}: the resource does not accept the XML to put or create. */
        INVALID_REPRESENTATION,
        /** {@code wsman:InvalidSelectors}: missing, unknown, duplicate or wrongly typed selectors. */
        INVALID_SELECTORS,
        /** {@code wsman:InvalidSystem}, withdrawn before DSP0226 1.0. */
        INVALID_SYSTEM,
        /** {@code wsa:MessageInformationHeaderRequired}: an addressing header is missing. */
        MESSAGE_INFORMATION_HEADER_REQUIRED,
        /** {@code wsman:MetadataRedirect}, withdrawn before DSP0226 1.0. */
        METADATA_REDIRECT,
        /**
         * {@code s:MustUnderstand}: the server does not know a mandatory header; {@link #notUnderstood()} may name it.
         */
        MUST_UNDERSTAND,
        /** {@code wsman:NoAck}: an event was not acknowledged. */
        NO_ACK,
        /** {@code wsmb:PolymorphismModeNotSupported}: the server does not support the requested {@link Hierarchy}. */
        POLYMORPHISM_MODE_NOT_SUPPORTED,
        /** {@code wsman:QuotaLimit}: the server is busy, or this user has reached a quota. */
        QUOTA_LIMIT,
        /** {@code wsman:RenameFailure}, withdrawn before DSP0226 1.0. */
        RENAME_FAILURE,
        /** {@code wsman:SchemaValidationError}: the request does not conform to its schema. */
        SCHEMA_VALIDATION_ERROR,
        /**
         * {@code wsman:TimedOut}, {@code wsen:TimedOut}: the server did not finish within the timeout of the request.
         */
        TIMED_OUT,
        /** {@code wsen:UnableToRenew}, {@code wse:UnableToRenew}. */
        UNABLE_TO_RENEW,
        /**
         * {@code wsen:UnsupportedExpirationType}, {@code wse:UnsupportedExpirationType}: a duration for a date, or
         * vice versa.
         */
        UNSUPPORTED_EXPIRATION_TYPE,
        /** {@code wsman:UnsupportedFeature}: the server lacks an optional feature; {@link #detail()} names it. */
        UNSUPPORTED_FEATURE,
        /** {@code s:VersionMismatch}: the server speaks another version of SOAP. */
        VERSION_MISMATCH,
        /** A method returned a value that does not mean success: see {@link WsmanReturnValueException}. */
        RETURN_VALUE,

        /** No reply arrived within the session's timeout. */
        CLIENT_TIMED_OUT,
        /** The connection to the server could not be opened, or it broke. */
        CONNECTION,
        /** The TLS handshake failed, or the certificate is not trusted. */
        TLS,
        /**
         * The credentials were not accepted (HTTP 401, 407, {@code wsman:FailedAuthentication}, a native logon
         * failure).
         */
        AUTHENTICATION,
        /** An HTTP error without SOAP; {@link #httpStatus()} has the status. */
        HTTP,
        /** The reply is not a valid reply to this request, or a value in it is not of the requested type. */
        PROTOCOL,
        /** The session is closed. */
        CLOSED,
        /** The thread was interrupted while it waited. */
        INTERRUPTED,
        /** A fault with an unknown subcode or without one: see {@link #subcode()} and {@link #nativeCode()}. */
        OTHER;

        /** Returns the kind of a fault: by its subcode, else by native code, CIM status, SOAP code or HTTP status. */
        static Kind of(ServerFault fault, int httpStatus) {
            return FaultKinds.of(fault, httpStatus).map(Kind::valueOf).orElse(OTHER);
        }

        /** Returns the native code of Windows for a failure of this kind; null if the error table does not have one. */
        @Nullable
        Long nativeCode() {
            return NativeCodes.ofKind(name()).orElse(null);
        }
    }

    private final Kind kind;
    private final ServerFault fault;
    private final int httpStatus;
    private final @Nullable String operation;
    private final @Nullable String resource;
    private final @Nullable Advice advice;

    private WsmanError(
            Kind kind,
            ServerFault fault,
            int httpStatus,
            @Nullable String operation,
            @Nullable String resource,
            @Nullable Advice advice) {
        this.advice = advice;
        this.kind = kind;
        this.fault = fault;
        this.httpStatus = httpStatus;
        this.operation = operation;
        this.resource = resource;
    }

    static WsmanError of(ServerFault fault, int httpStatus, @Nullable String operation, @Nullable String resource) {
        return new JsonError(Kind.of(fault, httpStatus), fault, httpStatus, operation, resource, null);
    }

    /**
     * Describes a failure that no server reported.
     *
     * @param nativeCode the native code; null for the code of the kind
     */
    static WsmanError local(
            Kind kind,
            @Nullable Long nativeCode,
            String reason,
            int httpStatus,
            @Nullable String operation,
            @Nullable String resource) {
        Long code = nativeCode == null ? kind.nativeCode() : nativeCode;
        return new JsonError(kind, ServerFault.local(reason, code), httpStatus, operation, resource, null);
    }

    /** Returns the same error with the hint of {@code better}, or this error if {@code better} is null. */
    WsmanError advising(@Nullable Advice better) {
        return better == null ? this : new JsonError(kind, fault, httpStatus, operation, resource, better);
    }

    /** Returns the meaning of the error; {@link Kind#OTHER} if it is not known, never null. */
    public Kind kind() {
        return kind;
    }

    /** Returns the SOAP code, usually {@code s:Sender} or {@code s:Receiver}; empty if the error is not a fault. */
    public Optional<QName> code() {
        return Optional.ofNullable(fault.code());
    }

    /**
     * Returns the subcode, {@code wsa:DestinationUnreachable} for example. Known misspellings of servers are corrected.
     * An unknown subcode is returned as sent.
     */
    public Optional<QName> subcode() {
        return Optional.ofNullable(fault.subcode());
    }

    /**
     * Returns the text of {@code s:Reason}, in the session's locale if the server sent it; may be empty. For a local
     * failure, returns a description of the failure.
     */
    public String reason() {
        return fault.reason();
    }

    /**
     * Returns the {@code wsman:FaultDetail}, for example
     * {@code http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/InvalidResourceURI}. Abbreviated forms are expanded
     * and misspellings are corrected. Empty if the fault does not have one, or if it is not a URI; {@link #detailXml()}
     * has it as sent.
     */
    public Optional<URI> detail() {
        return Optional.ofNullable(fault.faultDetail()).flatMap(WsmanError::uri);
    }

    /**
     * Returns the {@code Code} of the {@code f:WSManFault}, unsigned 32 bits: a Win32 code (5), an HRESULT of
     * WS-Management (2150858752 = 0x80338000) or of WMI. For a local failure, returns the code that Windows has for it.
     * Empty if the server did not send one.
     */
    public OptionalLong nativeCode() {
        return optional(fault.nativeCode());
    }

    /**
     * Returns the name of {@link #nativeCode()}, {@code ERROR_WSMAN_RESOURCE_NOT_FOUND} for example; empty if it is
     * not known.
     */
    public Optional<String> symbol() {
        return Optional.ofNullable(fault.nativeCode()).flatMap(NativeCodes::symbol);
    }

    /**
     * Returns the code of the provider behind the service: that of the innermost {@code f:WSManFault}, or of a WMI
     * error. Empty if the server did not send one.
     */
    public OptionalLong providerCode() {
        return optional(fault.providerCode());
    }

    /**
     * Returns the {@code CIMStatusCode} of the CIM error in the detail (DSP0223: 1 failed, 2 access denied, 6 not
     * found, …); empty if the server did not send one.
     */
    public OptionalInt cimStatus() {
        Integer status = fault.cimStatus();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Returns the machine that reports the failure; empty if the {@code f:WSManFault} does not name it. */
    public Optional<String> machine() {
        return Optional.ofNullable(fault.machine());
    }

    /**
     * Returns the deepest message of the detail: that of the provider, of WMI or of the CIM server. It is usually more
     * precise than {@link #reason()}. Empty if the server did not send one.
     */
    public Optional<String> providerMessage() {
        return Optional.ofNullable(fault.providerMessage());
    }

    /**
     * Returns the HTTP status of the reply. Returns 0 if it is not known: if no reply arrived, or if the failure was
     * detected in the content of a reply with a success status.
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Returns how long the server asks to wait before another attempt ({@code wsa:RetryAfter}); empty if it does not
     * ask.
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(fault.retryAfter());
    }

    /**
     * Returns the header that the server does not understand; empty if it does not name one ({@code s:NotUnderstood},
     * SOAP 1.2 §5.4.8).
     */
    public Optional<QName> notUnderstood() {
        return Optional.ofNullable(fault.notUnderstood());
    }

    /**
     * Returns the operation that failed, {@code "Get"} or {@code "Invoke StopService"} for example; empty if there was
     * none.
     */
    public Optional<String> operation() {
        return Optional.ofNullable(operation);
    }

    /** Returns the resource of the operation, as text; empty if there was none. */
    public Optional<String> resource() {
        return Optional.ofNullable(resource);
    }

    /** Returns what to do about the failure, in one sentence; empty if that is not known. */
    public Optional<String> hint() {
        return Hints.of(advice, fault, kind.name(), httpStatus);
    }

    /**
     * Returns the parts of the error as a map, for example for a log in JSON: {@code reason}, {@code kind}, {@code
     * operation}, {@code resource}, {@code code} and {@code subcode} (as {@code {namespace}name}), {@code detail},
     * {@code nativeCode}, {@code symbol}, {@code providerCode}, {@code providerMessage}, {@code cimStatus}, {@code
     * machine}, {@code notUnderstood}, {@code httpStatus}, {@code retryAfter} (as {@code PT5S}) and {@code hint}, in
     * this order and with the meaning of the methods of these names. Parts that are absent have no entry, and neither
     * has an unknown HTTP status. Codes are numbers; all other values are Strings.
     *
     * <p>Jackson 2, Jackson 3 and JSON-B write an error as this map, without configuration.
     *
     * @return a map that cannot be changed
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("reason", reason());
        map.put("kind", kind.name());
        add(map, "operation", operation);
        add(map, "resource", resource);
        add(map, "code", fault.code());
        add(map, "subcode", fault.subcode());
        add(map, "detail", detail().orElse(null));
        addNumber(map, "nativeCode", fault.nativeCode());
        add(map, "symbol", symbol().orElse(null));
        addNumber(map, "providerCode", fault.providerCode());
        add(map, "providerMessage", fault.providerMessage());
        addNumber(map, "cimStatus", fault.cimStatus());
        add(map, "machine", fault.machine());
        add(map, "notUnderstood", fault.notUnderstood());
        addNumber(map, "httpStatus", httpStatus == 0 ? null : httpStatus);
        add(map, "retryAfter", fault.retryAfter());
        add(map, "hint", hint().orElse(null));
        return Collections.unmodifiableMap(map);
    }

    private static void add(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value.toString());
        }
    }

    private static void addNumber(Map<String, Object> map, String key, @Nullable Number value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /**
     * Returns a well-formed {@code f:WSManFault}: the server's own if it sent one, else one made from the fields of
     * this error. A failure that no server reported has one too.
     */
    public String xml() {
        String own = fault.wsmanFaultXml();
        return own != null ? own : WsmanFaultXml.of(fault, kind.name());
    }

    /**
     * Returns the fault's {@code s:Detail} as sent, with a vendor's own elements; empty if the fault does not have
     * one.
     */
    public Optional<String> detailXml() {
        return Optional.ofNullable(fault.detailXml());
    }

    /**
     * Returns the message of the exception, in one line: first the reason, in the server's words if it gave one; then
     * operation, resource and codes in parentheses, except for {@link Kind#RETURN_VALUE}, whose reason names them; then
     * what to do about it. For example:
     *
     * <pre>{@code
     * The service cannot find the resource. (Get wmicimv2/Win32_Service?Name=x; DESTINATION_UNREACHABLE,
     * 2150858752 (0x80338000) ERROR_WSMAN_RESOURCE_NOT_FOUND, HTTP 500) - no such resource: check the resource URI, …
     * }</pre>
     *
     * <p>If the line would exceed 300 characters, it shows the resource URI by its alias, for example
     * {@code wmicimv2/Win32_Service}. If that is not enough, it shows native codes by their names only.
     * {@link #resource()} and {@link #nativeCode()} have the full values.
     */
    @Override
    public String toString() {
        String hint = hint().orElse(null);
        return new ErrorMessage(kind.name(), fault, httpStatus, operation, resource, hint).line(LocatorText::aliased);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }

    /** The class of every error at run time, which JSON-B knows how to write. */
    @JsonbTypeSerializer(JsonFormSerializer.class)
    private static final class JsonError extends WsmanError implements JsonForm {
        private static final long serialVersionUID = 1L;

        JsonError(
                Kind kind,
                ServerFault fault,
                int httpStatus,
                @Nullable String operation,
                @Nullable String resource,
                @Nullable Advice advice) {
            super(kind, fault, httpStatus, operation, resource, advice);
        }

        @Override
        public Object toJson() {
            return toMap();
        }
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
