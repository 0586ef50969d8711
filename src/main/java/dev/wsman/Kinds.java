package dev.wsman;

import static java.util.Map.entry;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.FaultSubcodes;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.xml.Namespaces;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** From a fault to its kind: the subcode decides; a native code or a CIM status where the subcode says no more than "error". */
final class Kinds {

    private static final Map<Long, Kind> BY_NATIVE_CODE = Map.ofEntries(
            entry(2L, Kind.DESTINATION_UNREACHABLE), // ERROR_FILE_NOT_FOUND
            entry(5L, Kind.ACCESS_DENIED),
            entry(50L, Kind.UNSUPPORTED_FEATURE),
            entry(87L, Kind.INVALID_PARAMETER),
            entry(1168L, Kind.DESTINATION_UNREACHABLE), // ERROR_NOT_FOUND
            entry(1314L, Kind.ACCESS_DENIED),
            entry(1326L, Kind.AUTHENTICATION),
            entry(1330L, Kind.AUTHENTICATION),
            entry(1331L, Kind.AUTHENTICATION),
            entry(1385L, Kind.AUTHENTICATION),
            entry(1460L, Kind.TIMED_OUT),
            entry(1907L, Kind.AUTHENTICATION),
            entry(1909L, Kind.AUTHENTICATION),
            entry(2147942402L, Kind.DESTINATION_UNREACHABLE), // HRESULT of 2
            entry(2147942405L, Kind.ACCESS_DENIED), // HRESULT of 5
            entry(2147749890L, Kind.DESTINATION_UNREACHABLE), // WBEM_E_NOT_FOUND
            entry(2147749891L, Kind.ACCESS_DENIED),
            entry(2147749896L, Kind.INVALID_PARAMETER),
            entry(2147749900L, Kind.UNSUPPORTED_FEATURE),
            entry(2147749902L, Kind.DESTINATION_UNREACHABLE), // WBEM_E_INVALID_NAMESPACE
            entry(2147749904L, Kind.DESTINATION_UNREACHABLE), // WBEM_E_INVALID_CLASS
            entry(2147749911L, Kind.CANNOT_PROCESS_FILTER),
            entry(2147749912L, Kind.FILTER_DIALECT_REQUESTED_UNAVAILABLE),
            entry(2147749913L, Kind.ALREADY_EXISTS),
            entry(2147749924L, Kind.UNSUPPORTED_FEATURE),
            entry(2147749934L, Kind.ACTION_NOT_SUPPORTED),
            entry(2147749935L, Kind.INVALID_PARAMETER),
            entry(2147749996L, Kind.QUOTA_LIMIT),
            entry(2150858752L, Kind.DESTINATION_UNREACHABLE), // ERROR_WSMAN_RESOURCE_NOT_FOUND
            entry(2150858753L, Kind.ACTION_NOT_SUPPORTED),
            entry(2150858754L, Kind.DESTINATION_UNREACHABLE), // ERROR_WSMAN_INVALID_URI
            entry(2150858778L, Kind.CANNOT_PROCESS_FILTER),
            entry(2150858780L, Kind.TIMED_OUT),
            entry(2150858783L, Kind.INVALID_EXPIRATION_TIME),
            entry(2150858784L, Kind.UNSUPPORTED_EXPIRATION_TYPE),
            entry(2150858785L, Kind.FILTERING_NOT_SUPPORTED),
            entry(2150858786L, Kind.FILTER_DIALECT_REQUESTED_UNAVAILABLE),
            entry(2150858788L, Kind.UNABLE_TO_RENEW),
            entry(2150858790L, Kind.ENCODING_LIMIT),
            entry(2150858801L, Kind.ACTION_NOT_SUPPORTED),
            entry(2150858806L, Kind.AUTHENTICATION),
            entry(2150858811L, Kind.DESTINATION_UNREACHABLE), // ERROR_WSMAN_INVALID_RESOURCE_URI
            entry(2150858819L, Kind.INVALID_REPRESENTATION),
            entry(2150858822L, Kind.DESTINATION_UNREACHABLE),
            entry(2150858823L, Kind.ENCODING_LIMIT),
            entry(2150858824L, Kind.ENCODING_LIMIT),
            entry(2150858825L, Kind.ENCODING_LIMIT),
            entry(2150858826L, Kind.ENCODING_LIMIT),
            entry(2150858827L, Kind.ENCODING_LIMIT),
            entry(2150858828L, Kind.ENCODING_LIMIT),
            entry(2150858832L, Kind.INVALID_BOOKMARK),
            entry(2150858833L, Kind.INVALID_OPTIONS),
            entry(2150858834L, Kind.INVALID_OPTIONS),
            entry(2150858835L, Kind.INVALID_OPTIONS),
            entry(2150858836L, Kind.INVALID_PARAMETER),
            entry(2150858837L, Kind.INVALID_PARAMETER),
            entry(2150858838L, Kind.INVALID_REPRESENTATION),
            entry(2150858839L, Kind.INVALID_REPRESENTATION),
            entry(2150858840L, Kind.INVALID_REPRESENTATION),
            entry(2150858841L, Kind.INVALID_REPRESENTATION),
            entry(2150858842L, Kind.INVALID_SELECTORS),
            entry(2150858843L, Kind.INVALID_SELECTORS),
            entry(2150858844L, Kind.INVALID_SELECTORS),
            entry(2150858845L, Kind.INVALID_SELECTORS),
            entry(2150858846L, Kind.INVALID_SELECTORS),
            entry(2150858847L, Kind.INVALID_SELECTORS),
            entry(2150858851L, Kind.ALREADY_EXISTS),
            entry(2150858878L, Kind.ENCODING_LIMIT),
            entry(2150858881L, Kind.INVALID_MESSAGE_INFORMATION_HEADER),
            entry(2150859002L, Kind.INVALID_SELECTORS), // ERROR_WSMAN_INVALID_URI_WMI_SINGLETON
            entry(2150859010L, Kind.UNSUPPORTED_FEATURE),
            entry(2150859012L, Kind.ACCESS_DENIED),
            entry(2150859013L, Kind.ACCESS_DENIED),
            entry(2150859014L, Kind.ACCESS_DENIED),
            entry(2150859015L, Kind.CANNOT_PROCESS_FILTER),
            entry(2150859032L, Kind.INVALID_SELECTORS),
            entry(2150859038L, Kind.INVALID_PARAMETER),
            entry(2150859173L, Kind.QUOTA_LIMIT),
            entry(2150859174L, Kind.QUOTA_LIMIT),
            entry(2150859175L, Kind.QUOTA_LIMIT),
            entry(2150859176L, Kind.QUOTA_LIMIT),
            entry(2150859179L, Kind.QUOTA_LIMIT));

    /** DSP0223's status codes that have a kind of their own. */
    private static final Map<Integer, Kind> BY_CIM_STATUS = Map.of(
            2, Kind.ACCESS_DENIED,
            3, Kind.DESTINATION_UNREACHABLE, // no such namespace
            4, Kind.INVALID_PARAMETER,
            5, Kind.DESTINATION_UNREACHABLE, // no such class
            6, Kind.DESTINATION_UNREACHABLE, // no such instance
            11, Kind.ALREADY_EXISTS,
            14, Kind.FILTER_DIALECT_REQUESTED_UNAVAILABLE,
            15, Kind.CANNOT_PROCESS_FILTER,
            16, Kind.ACTION_NOT_SUPPORTED,
            17, Kind.ACTION_NOT_SUPPORTED);

    private Kinds() {}

    static Kind of(ServerFault fault, int httpStatus) {
        Kind bySubcode = bySubcode(fault.subcode());
        if (bySubcode != Kind.OTHER && bySubcode != Kind.INTERNAL_ERROR) {
            return bySubcode;
        }
        return byNumbers(fault).or(() -> byCode(fault, httpStatus)).orElse(bySubcode);
    }

    static Kind bySubcode(@Nullable QName subcode) {
        QName known = subcode == null ? null : FaultSubcodes.canonical(subcode);
        if (known != null) {
            for (Kind kind : Kind.values()) {
                if (kind.hasSubcode(known.getLocalPart())) {
                    return kind;
                }
            }
        }
        return Kind.OTHER;
    }

    private static Optional<Kind> byNumbers(ServerFault fault) {
        return byNativeCode(fault.nativeCode())
                .or(() -> byNativeCode(fault.providerCode()))
                .or(() -> Optional.ofNullable(fault.cimStatus()).map(BY_CIM_STATUS::get));
    }

    private static Optional<Kind> byNativeCode(@Nullable Long code) {
        if (code == null) {
            return Optional.empty();
        }
        Kind refined = BY_NATIVE_CODE.get(code);
        return refined != null ? Optional.of(refined) : bySubcodeCode(code);
    }

    /** Windows has a code for most subcodes; "provider failure" says nothing. */
    private static Optional<Kind> bySubcodeCode(long code) {
        for (Kind kind : Kind.values()) {
            if (kind.nativeCode() == code
                    && code != Kind.OTHER.nativeCode()
                    && kind.compareTo(Kind.CLIENT_TIMED_OUT) < 0) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static Optional<Kind> byCode(ServerFault fault, int httpStatus) {
        QName code = fault.code();
        if (fault.subcode() != null) {
            return Optional.empty();
        }
        if (code != null
                && (code.getNamespaceURI().equals(Namespaces.SOAP)
                        || code.getNamespaceURI().equals(Namespaces.SOAP_1_1))) {
            switch (code.getLocalPart()) {
                case "MustUnderstand":
                    return Optional.of(Kind.MUST_UNDERSTAND);
                case "VersionMismatch":
                    return Optional.of(Kind.VERSION_MISMATCH);
                case "DataEncodingUnknown":
                    return Optional.of(Kind.DATA_ENCODING_UNKNOWN);
                default:
            }
        }
        return httpStatus == 401 || httpStatus == 407 ? Optional.of(Kind.AUTHENTICATION) : Optional.empty();
    }
}
