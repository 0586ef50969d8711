package dev.wsman;

import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.Excerpt;
import dev.wsman.internal.fault.Hints;
import dev.wsman.internal.fault.NativeCodes;
import dev.wsman.internal.fault.ServerFault;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in one operation: what {@code IWSManSession::Error} tells, as fields and as XML. It is the same type for
 * a server's fault and for a failure that never reached one. Immutable, serializable, safe for all threads, and without secrets.
 *
 * <p>A fault is read liberally (DSP0226 §14): found in the Body whatever the HTTP status, its subcode taken from the
 * deepest level that is known, misspellings of known servers put right, the reason in the language that was asked for.
 */
public final class WsmanError implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * What it means, one constant per meaning. The names are those of the subcodes of DSP0226, DSP0227, WS-Addressing,
     * WS-Transfer, WS-Enumeration and WS-Eventing; equal names of two specifications are one kind ({@link #subcode()} tells them
     * apart). From {@link #CLIENT_TIMED_OUT} on they are failures that no server reported.
     */
    public enum Kind {
        /** {@code wsman:AccessDenied}: this user may not do this. */
        ACCESS_DENIED(5, "AccessDenied"),
        /** {@code wsa:ActionNotSupported}: the resource has no such operation or method. */
        ACTION_NOT_SUPPORTED(2150858771L, "ActionNotSupported"),
        /** {@code wsman:AlreadyExists}: what was to be created is there already. */
        ALREADY_EXISTS(2150858803L, "AlreadyExists"),
        /** {@code wsman:CannotProcessFilter}, {@code wsen:CannotProcessFilter}: a filter, query or fragment expression is wrong. */
        CANNOT_PROCESS_FILTER(2150859042L, "CannotProcessFilter"),
        /** {@code wsmb:CIMException}: the CIM server refused; {@link #cimStatus()} tells why. */
        CIM_EXCEPTION(2150858755L, "CIMException"),
        /** {@code wsman:Concurrency}: another operation holds a lock. */
        CONCURRENCY(2150858802L, "Concurrency"),
        /** {@code wse:DeliveryModeRequestedUnavailable}: events are not delivered this way. */
        DELIVERY_MODE_REQUESTED_UNAVAILABLE(2150858782L, "DeliveryModeRequestedUnavailable"),
        /** {@code wsman:DeliveryRefused}: the receiver of events wants no more. */
        DELIVERY_REFUSED(2150858804L, "DeliveryRefused"),
        /** {@code wsa:DestinationUnreachable}: no such resource, class, namespace or instance. */
        DESTINATION_UNREACHABLE(2150858770L, "DestinationUnreachable"),
        /** {@code s:DataEncodingUnknown}: the encoding style of a header or of the body is not known. */
        DATA_ENCODING_UNKNOWN(2150858766L),
        /** {@code wsman:EncodingLimit}: something is larger than a limit, of the server or of the request. */
        ENCODING_LIMIT(2150858805L, "EncodingLimit"),
        /** {@code wsa:EndpointUnavailable}: the resource exists but is offline; see {@link #retryAfter()}. */
        ENDPOINT_UNAVAILABLE(2150858772L, "EndpointUnavailable"),
        /** {@code wsman:EventDeliverToUnusable}: events cannot be sent to the address of the subscription. */
        EVENT_DELIVER_TO_UNUSABLE(2150858914L, "EventDeliverToUnusable"),
        /** {@code wse:EventSourceUnableToProcess}: the subscription cannot be processed. */
        EVENT_SOURCE_UNABLE_TO_PROCESS(2150858787L, "EventSourceUnableToProcess"),
        /** {@code wsen:FilterDialectRequestedUnavailable}, {@code wse:FilteringRequestedUnavailable}: an unknown filter dialect. */
        FILTER_DIALECT_REQUESTED_UNAVAILABLE(
                2150858777L, "FilterDialectRequestedUnavailable", "FilteringRequestedUnavailable"),
        /** {@code wsen:FilteringNotSupported}, {@code wse:FilteringNotSupported}: no filters here. */
        FILTERING_NOT_SUPPORTED(2150858776L, "FilteringNotSupported"),
        /** {@code wsman:FragmentDialectNotSupported}: an unknown fragment dialect. */
        FRAGMENT_DIALECT_NOT_SUPPORTED(2150858896L, "FragmentDialectNotSupported"),
        /** {@code wsman:IncompatibleEPR}, withdrawn before DSP0226 1.0. */
        INCOMPATIBLE_EPR(2150858807L, "IncompatibleEPR"),
        /** {@code wsman:InternalError}: the server failed, and neither a native code nor a CIM status says how. */
        INTERNAL_ERROR(2150858755L, "InternalError"),
        /** {@code wsman:InvalidBookmark}: the bookmark is expired or broken. */
        INVALID_BOOKMARK(2150858808L, "InvalidBookmark"),
        /** {@code wsen:InvalidEnumerationContext}: the enumeration has expired, was released, or the server was restarted. */
        INVALID_ENUMERATION_CONTEXT(2150858779L, "InvalidEnumerationContext"),
        /** {@code wsen:InvalidExpirationTime}, {@code wse:InvalidExpirationTime}. */
        INVALID_EXPIRATION_TIME(2150858774L, "InvalidExpirationTime"),
        /** {@code wse:InvalidMessage}: the eventing request has content that is not known or not valid. */
        INVALID_MESSAGE(2150858789L, "InvalidMessage"),
        /** {@code wsa:InvalidMessageInformationHeader}: an addressing header, or the timeout, is not valid. */
        INVALID_MESSAGE_INFORMATION_HEADER(2150858767L, "InvalidMessageInformationHeader"),
        /** {@code wsman:InvalidOptions}: an option is not known, or its value is not valid. */
        INVALID_OPTIONS(2150858809L, "InvalidOptions"),
        /** {@code wsman:InvalidParameter}: a method's parameter has a wrong name or type. */
        INVALID_PARAMETER(2150858810L, "InvalidParameter"),
        /** {@code wxf:InvalidRepresentation}: the XML to put or create is not what the resource takes. */
        INVALID_REPRESENTATION(2150858773L, "InvalidRepresentation"),
        /** {@code wsman:InvalidSelectors}: missing, unknown, duplicate or wrongly typed selectors. */
        INVALID_SELECTORS(2150858813L, "InvalidSelectors"),
        /** {@code wsman:InvalidSystem}, withdrawn before DSP0226 1.0. */
        INVALID_SYSTEM(2150858812L, "InvalidSystem"),
        /** {@code wsa:MessageInformationHeaderRequired}: the server misses an addressing header. */
        MESSAGE_INFORMATION_HEADER_REQUIRED(2150858769L, "MessageInformationHeaderRequired"),
        /** {@code wsman:MetadataRedirect}, withdrawn before DSP0226 1.0. */
        METADATA_REDIRECT(2150858814L, "MetadataRedirect"),
        /** {@code s:MustUnderstand}: the server does not know a header that it must; {@link #notUnderstood()} may name it. */
        MUST_UNDERSTAND(2150858768L),
        /** {@code wsman:NoAck}: an event was not acknowledged. */
        NO_ACK(2150858800L, "NoAck"),
        /** {@code wsmb:PolymorphismModeNotSupported}: the {@link Hierarchy} that was asked for is not supported. */
        POLYMORPHISM_MODE_NOT_SUPPORTED(2150859063L, "PolymorphismModeNotSupported"),
        /** {@code wsman:QuotaLimit}: the server is busy, or this user has reached a quota. */
        QUOTA_LIMIT(2150858815L, "QuotaLimit"),
        /** {@code wsman:RenameFailure}, withdrawn before DSP0226 1.0. */
        RENAME_FAILURE(2150858816L, "RenameFailure"),
        /** {@code wsman:SchemaValidationError}: the request is not valid by its schema. */
        SCHEMA_VALIDATION_ERROR(2150858817L, "SchemaValidationError"),
        /** {@code wsman:TimedOut}, {@code wsen:TimedOut}: the server ran out of the time it was given. */
        TIMED_OUT(2150858793L, "TimedOut"),
        /** {@code wsen:UnableToRenew}, {@code wse:UnableToRenew}. */
        UNABLE_TO_RENEW(2150858781L, "UnableToRenew"),
        /** {@code wsen:UnsupportedExpirationType}, {@code wse:UnsupportedExpirationType}: a duration for a date, or vice versa. */
        UNSUPPORTED_EXPIRATION_TYPE(2150859036L, "UnsupportedExpirationType"),
        /** {@code wsman:UnsupportedFeature}: an optional feature that this server lacks; {@link #detail()} names it. */
        UNSUPPORTED_FEATURE(2150858818L, "UnsupportedFeature"),
        /** {@code s:VersionMismatch}: the server speaks another version of SOAP. */
        VERSION_MISMATCH(2150858765L),

        /** No answer came in the time that the session gives. */
        CLIENT_TIMED_OUT(2150859046L),
        /** No connection to the server, or it broke. */
        CONNECTION(12030),
        /** The TLS handshake failed, or the certificate is not trusted. */
        TLS(12175),
        /** Who we are is not accepted (HTTP 401, 407, {@code wsman:FailedAuthentication}, a native logon failure). */
        AUTHENTICATION(1326, "FailedAuthentication"),
        /** An HTTP error without SOAP; {@link #httpStatus()} tells which. */
        HTTP(2150859023L),
        /** A reply that is not what was asked. */
        PROTOCOL(12152),
        /** The session is closed. */
        CLOSED(2150858904L),
        /** The thread was interrupted while it waited. */
        INTERRUPTED(995),
        /** A fault with a subcode that is not known, or with none: see {@link #subcode()} and {@link #nativeCode()}. */
        OTHER(2150858755L);

        private final long nativeCode;
        private final String[] subcodes;

        Kind(long nativeCode, String... subcodes) {
            this.nativeCode = nativeCode;
            this.subcodes = subcodes;
        }

        long nativeCode() {
            return nativeCode;
        }

        boolean hasSubcode(String name) {
            for (String subcode : subcodes) {
                if (subcode.equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final int LONGEST_MESSAGE = 1200;
    private static final int LONGEST_PART = 300;
    private static final int LONGEST_USUAL = 300;

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
        return new WsmanError(Kinds.of(fault, httpStatus), fault, httpStatus, operation, resource, null);
    }

    static WsmanError local(
            Kind kind,
            long nativeCode,
            String reason,
            int httpStatus,
            @Nullable String operation,
            @Nullable String resource) {
        return new WsmanError(kind, ServerFault.local(reason, nativeCode), httpStatus, operation, resource, null);
    }

    /** The same error with this hint; with the hint of its codes if it is null. */
    WsmanError advising(@Nullable Advice better) {
        return better == null ? this : new WsmanError(kind, fault, httpStatus, operation, resource, better);
    }

    /** What it means. Never null; what is not known is {@link Kind#OTHER}. */
    public Kind kind() {
        return kind;
    }

    /** The SOAP code, {@code s:Sender} or {@code s:Receiver} mostly; empty where no fault came. */
    public Optional<QName> code() {
        return Optional.ofNullable(fault.code());
    }

    /** The subcode, {@code wsa:DestinationUnreachable} for example, with servers' misspellings put right; an unknown one as sent. */
    public Optional<QName> subcode() {
        return Optional.ofNullable(fault.subcode());
    }

    /** What the server says in {@code s:Reason}, in the session's locale where it can; may be empty. For local failures, what failed. */
    public String reason() {
        return fault.reason();
    }

    /**
     * The {@code wsman:FaultDetail}, for example
     * {@code http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/InvalidResourceURI}: abbreviated forms expanded, misspellings
     * put right; empty where the fault has none, or none that is a URI ({@link #detailXml()} has it as it came).
     */
    public Optional<URI> detail() {
        return Optional.ofNullable(fault.faultDetail()).flatMap(WsmanError::uri);
    }

    /**
     * The {@code Code} of the {@code f:WSManFault}, unsigned 32 bits: a Win32 code (5), an HRESULT of WS-Management
     * (2150858752 = 0x80338000) or of WMI. For local failures the code that Windows has for it. Empty where the server sent none.
     */
    public OptionalLong nativeCode() {
        return optional(fault.nativeCode());
    }

    /** The name of {@link #nativeCode()}, {@code ERROR_WSMAN_RESOURCE_NOT_FOUND} for example; empty where it is not known. */
    public Optional<String> symbol() {
        return Optional.ofNullable(fault.nativeCode()).flatMap(NativeCodes::symbol);
    }

    /** The code of the provider below: of the innermost {@code f:WSManFault}, or of a WMI error; empty where there is none. */
    public OptionalLong providerCode() {
        return optional(fault.providerCode());
    }

    /** The {@code CIMStatusCode} of the CIM error in the detail (DSP0223: 1 failed, 2 access denied, 6 not found, …). */
    public OptionalInt cimStatus() {
        Integer status = fault.cimStatus();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** The machine that reports the failure, where the {@code f:WSManFault} names it. */
    public Optional<String> machine() {
        return Optional.ofNullable(fault.machine());
    }

    /** The deepest message of the detail: of the provider, WMI or the CIM server; mostly more precise than {@link #reason()}. */
    public Optional<String> providerMessage() {
        return Optional.ofNullable(fault.providerMessage());
    }

    /** The HTTP status of the reply, 0 where none came. */
    public int httpStatus() {
        return httpStatus;
    }

    /** How long the server asks to wait before another attempt ({@code wsa:RetryAfter}). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(fault.retryAfter());
    }

    /** The header that the server does not understand, where it names it ({@code s:NotUnderstood}, SOAP 1.2 §5.4.8). */
    public Optional<QName> notUnderstood() {
        return Optional.ofNullable(fault.notUnderstood());
    }

    /** The operation that failed, {@code "Get"} or {@code "Invoke StopService"} for example; empty where there was none. */
    public Optional<String> operation() {
        return Optional.ofNullable(operation);
    }

    /** The resource it was for, as text. */
    public Optional<String> resource() {
        return Optional.ofNullable(resource);
    }

    /** What to do about it, in a sentence; empty where nothing useful is known. */
    public Optional<String> hint() {
        return Hints.of(advice, fault, kind.name(), httpStatus);
    }

    /**
     * A well-formed {@code f:WSManFault}, always: the server's own where it sent one, else one made of these fields. For a
     * failure that no server reported too.
     */
    public String xml() {
        String own = fault.wsmanFaultXml();
        return own != null ? own : WsmanFaultXml.of(this);
    }

    /** The fault's {@code s:Detail} as it came, with a vendor's own elements; empty where it has none. */
    public Optional<String> detailXml() {
        return Optional.ofNullable(fault.detailXml());
    }

    /**
     * Returns the message of the exception, one line: the reason first, in the server's words if it gave one; then
     * operation, resource and codes in parentheses; then what to do about it. A message of more than 300 characters
     * shows the resource URI by its alias, {@code wmicimv2/Win32_Service} for example, and of a native code its name
     * only; {@link #resource()} and {@link #nativeCode()} have them in full.
     */
    @Override
    public String toString() {
        String line = line(resource, NativeCodes::describe);
        if (line.length() > LONGEST_USUAL && resource != null) {
            line = line(LocatorText.aliased(resource), NativeCodes::describe);
        }
        if (line.length() > LONGEST_USUAL) {
            line = line(resource == null ? null : LocatorText.aliased(resource), WsmanError::named);
        }
        return Excerpt.cut(line, LONGEST_MESSAGE);
    }

    private static String named(long code) {
        return NativeCodes.symbol(code).orElseGet(() -> NativeCodes.describe(code));
    }

    private String line(@Nullable String shownResource, LongFunction<String> codes) {
        StringBuilder line = new StringBuilder(Excerpt.cut(said(), LONGEST_MESSAGE / 2));
        line.append(" (");
        if (operation != null) {
            line.append(Excerpt.cut(operation, LONGEST_PART));
        }
        if (shownResource != null) {
            line.append(operation == null ? "" : " ").append(Excerpt.cut(shownResource, LONGEST_PART));
        }
        line.append(operation == null && shownResource == null ? "" : "; ");
        line.append(facts(codes)).append(')');
        hint().ifPresent(hint -> line.append(" - ").append(hint));
        return line.toString();
    }

    private String said() {
        String reason = fault.reason().strip();
        String deepest = providerMessage().orElse("").strip();
        if (deepest.isEmpty()) {
            return reason.isEmpty() ? "the server gives no reason" : reason;
        }
        return reason.isEmpty() || same(reason, deepest) ? deepest : deepest + " [" + Excerpt.cut(reason, 150) + "]";
    }

    // WinRM repeats the reason as the message, and OMI puts a prefix before it.
    private static boolean same(String reason, String deepest) {
        return deepest.contains(reason) || reason.contains(deepest);
    }

    private String facts(LongFunction<String> codes) {
        StringBuilder facts = new StringBuilder(kind.name());
        if (kind == Kind.OTHER && fault.subcode() != null) {
            facts.append(", subcode ").append(fault.subcode().getLocalPart());
        }
        if (fault.faultDetailName() != null) {
            facts.append(", ").append(fault.faultDetailName());
        }
        nativeCode().ifPresent(code -> facts.append(", ").append(codes.apply(code)));
        providerCode().ifPresent(code -> facts.append(", provider ").append(codes.apply(code)));
        cimStatus().ifPresent(status -> facts.append(", CIM status ").append(NativeCodes.describeCim(status)));
        if (fault.notUnderstood() != null) {
            facts.append(", header ").append(fault.notUnderstood());
        }
        if (httpStatus != 0) {
            facts.append(", HTTP ").append(httpStatus);
        }
        return facts.toString();
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
