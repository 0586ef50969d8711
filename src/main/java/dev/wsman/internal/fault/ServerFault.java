package dev.wsman.internal.fault;

import dev.wsman.internal.xml.XmlFactories;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * What one SOAP fault says, read into fields (DSP0226 §14; [MS-WSMV] 2.2.4.43). Immutable and free of trees, so that
 * an exception can carry it.
 *
 * @param code the SOAP code: {@code s:Sender}, {@code s:Receiver}, …; null where the fault has none
 * @param subcode the deepest subcode that is known, misspellings put right; else the deepest as sent; null where absent
 * @param subcodeAsSent the text of that subcode on the wire
 * @param reason the reason in the asked language, or the nearest to it; empty where the server says nothing
 * @param faultDetail the {@code wsman:FaultDetail} as a full URI, misspellings put right; null where absent
 * @param faultDetailAsSent the same as it came
 * @param nativeCode the {@code Code} of the outermost {@code f:WSManFault} that has one (unsigned 32 bits)
 * @param providerCode the innermost code: of a nested {@code f:WSManFault}, or the {@code error_Code} of a WMI error
 * @param machine the {@code Machine} of the {@code f:WSManFault}
 * @param providerMessage the deepest text that is not blank among the messages of the detail
 * @param cimStatus the {@code CIMStatusCode} of an {@code OMI_Error} or {@code CIM_Error} (DSP0223)
 * @param retryAfter {@code wsa:RetryAfter}, which counts milliseconds
 * @param notUnderstood the header that a {@code s:NotUnderstood} block names
 * @param wsmanFaultXml the {@code f:WSManFault} as a document of its own
 * @param detailXml the whole {@code s:Detail} as a document of its own
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
        @Nullable String wsmanFaultXml,
        @Nullable String detailXml)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A failure that no server reported: a reason, and the native code that Windows has for it. */
    public static ServerFault local(String reason, long nativeCode) {
        return new ServerFault(
                null, null, null, reason, null, null, nativeCode, null, null, null, null, null, null, null, null);
    }

    /**
     * The same fault with its secrets masked. What is no longer well-formed XML then is left out.
     *
     * @param masking gives a text with its secrets masked, or the text itself if there are none in it
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
                maskedXml(wsmanFaultXml, masking),
                maskedXml(detailXml, masking));
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

    /** The last segment of the FaultDetail, {@code InvalidResourceURI} for example; null where there is none. */
    public @Nullable String faultDetailName() {
        return faultDetail == null ? null : faultDetail.substring(faultDetail.lastIndexOf('/') + 1);
    }
}
