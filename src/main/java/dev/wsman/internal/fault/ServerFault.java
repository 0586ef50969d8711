package dev.wsman.internal.fault;

import dev.wsman.internal.xml.XmlFactories;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The content of a SOAP fault (DSP0226 §14; [MS-WSMV] 2.2.4.43). Immutable and serializable, so that an exception can
 * hold it. Absent parts are null.
 *
 * @param code the SOAP code: {@code s:Sender}, {@code s:Receiver}, …
 * @param subcode the deepest known subcode, with its spelling corrected; else the deepest one as sent
 * @param subcodeAsSent the text of that subcode on the wire
 * @param reason the reason in the requested language or the nearest to it; may be empty
 * @param faultDetail the {@code wsman:FaultDetail} as a full URI, with its spelling corrected
 * @param faultDetailAsSent the {@code wsman:FaultDetail} as sent
 * @param nativeCode the {@code Code} of the outermost {@code f:WSManFault} that has one (unsigned 32 bits)
 * @param providerCode the innermost code: of a nested {@code f:WSManFault}, or the {@code error_Code} of a WMI error
 * @param machine the {@code Machine} of the {@code f:WSManFault}
 * @param providerMessage the deepest message of the detail that is not blank
 * @param cimStatus the {@code CIMStatusCode} of an {@code OMI_Error} or {@code CIM_Error} (DSP0223)
 * @param retryAfter the {@code wsa:RetryAfter}
 * @param notUnderstood the header named by an {@code s:NotUnderstood} block
 * @param wsmanFault the {@code f:WSManFault} as a document of its own
 * @param detail the whole {@code s:Detail} as a document of its own
 */
public record ServerFault(
        @Nullable QName code,
        @Nullable QName subcode,
        @Nullable String subcodeAsSent,
        String reason,
        @Nullable String faultDetail,
        @Nullable String faultDetailAsSent,
        @Nullable Long nativeCode,
        @Nullable Long providerCode,
        @Nullable String machine,
        @Nullable String providerMessage,
        @Nullable Integer cimStatus,
        @Nullable Duration retryAfter,
        @Nullable QName notUnderstood,
        @Nullable FaultXml wsmanFault,
        @Nullable FaultXml detail)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Describes a failure that no server reported: a reason, and the native code of Windows for it. */
    public static ServerFault local(String reason, @Nullable Long nativeCode) {
        return new ServerFault(
                null, null, null, reason, null, null, nativeCode, null, null, null, null, null, null, null, null);
    }

    /**
     * Returns the same fault with secrets masked. XML that would no longer be well-formed is left out.
     *
     * @param masking returns a text with its secrets masked, or the same text if it does not contain any
     */
    ServerFault withoutSecrets(UnaryOperator<String> masking) {
        return new ServerFault(
                masked(code, masking),
                masked(subcode, masking),
                masked(subcodeAsSent, masking),
                masking.apply(reason),
                masked(faultDetail, masking),
                masked(faultDetailAsSent, masking),
                nativeCode,
                providerCode,
                masked(machine, masking),
                masked(providerMessage, masking),
                cimStatus,
                retryAfter,
                masked(notUnderstood, masking),
                FaultXml.of(maskedXml(wsmanFaultXml(), masking)),
                FaultXml.of(maskedXml(detailXml(), masking)));
    }

    private static @Nullable String masked(@Nullable String text, UnaryOperator<String> masking) {
        return text == null ? null : masking.apply(text);
    }

    private static @Nullable QName masked(@Nullable QName name, UnaryOperator<String> masking) {
        return name == null
                ? null
                : new QName(
                        masking.apply(name.getNamespaceURI()), masking.apply(name.getLocalPart()), name.getPrefix());
    }

    private static @Nullable String maskedXml(@Nullable String xml, UnaryOperator<String> masking) {
        String masked = masked(xml, masking);
        if (masked == null || masked.equals(xml)) {
            return masked;
        }
        try {
            XmlFactories.parse(masked);
            return masked;
        } catch (IllegalArgumentException notXml) {
            return null;
        }
    }

    /** Returns the {@code f:WSManFault} as a document of its own. */
    public @Nullable String wsmanFaultXml() {
        return wsmanFault == null ? null : wsmanFault.text();
    }

    /** Returns the whole {@code s:Detail} as a document of its own. */
    public @Nullable String detailXml() {
        return detail == null ? null : detail.text();
    }

    /** Returns the last segment of the FaultDetail, {@code InvalidResourceURI} for example; null if it is absent. */
    public @Nullable String faultDetailName() {
        return faultDetail == null ? null : faultDetail.substring(faultDetail.lastIndexOf('/') + 1);
    }
}
