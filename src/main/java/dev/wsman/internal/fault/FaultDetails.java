package dev.wsman.internal.fault;

import dev.wsman.internal.value.XmlNumbers;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Detail of a fault, at any depth: {@code wsman:FaultDetail}, {@code f:WSManFault} with the faults nested in
 * it, the error objects of WMI and OMI, {@code cim:CIM_Error}, {@code wsa:RetryAfter}.
 */
final class FaultDetails {

    // A ProviderFault has mixed content: the provider's message may be directly in it.
    private static final Set<String> MESSAGES = Set.of("Message", "ProviderFault");
    private static final long UNSIGNED_32 = 0xFFFFFFFFL;
    private static final int LONGEST_NUMBER = 18;

    private @Nullable String faultDetailAsSent;
    private @Nullable Long nativeCode;
    private @Nullable Long providerCode;
    private @Nullable String machine;
    private @Nullable String message;
    private int messageDepth = -1;
    private @Nullable Integer cimStatus;
    private @Nullable Duration retryAfter;
    private @Nullable Tree wsmanFault;

    private FaultDetails() {}

    static FaultDetails of(@Nullable Tree detail) {
        FaultDetails details = new FaultDetails();
        if (detail != null) {
            details.look(detail, 0);
            details.plainText(detail);
        }
        return details;
    }

    private void look(Tree element, int depth) {
        switch (element.localName()) {
            case "FaultDetail" -> faultDetailAsSent = first(faultDetailAsSent, text(element));
            case "WSManFault" -> wsmanFault(element);
            case "error_Code" -> innerCode(unsigned(text(element)));
            case "CIMStatusCode" -> cimStatus = cimStatus != null ? cimStatus : status(text(element));
            // In milliseconds (WS-Addressing 2004/08). Some implementations call it ReplyAfter.
            case "RetryAfter", "ReplyAfter" -> retryAfter = retryAfter != null ? retryAfter : millis(text(element));
            default -> {}
        }
        if (MESSAGES.contains(element.localName())) {
            considerMessage(text(element), depth);
        }
        for (Tree child : element.elements()) {
            look(child, depth + 1);
        }
    }

    private void wsmanFault(Tree fault) {
        Long code = unsigned(fault.attribute("", "Code"));
        if (wsmanFault == null) {
            wsmanFault = fault;
        }
        machine = first(machine, blankToNull(fault.attribute("", "Machine")));
        if (nativeCode == null) {
            nativeCode = code;
        } else {
            innerCode(code);
        }
    }

    private void innerCode(@Nullable Long code) {
        if (code != null) {
            providerCode = code;
        }
    }

    private void considerMessage(@Nullable String text, int depth) {
        // At the same depth the later message is used: WMI's error object follows the fault that wraps it.
        if (text != null && depth >= messageDepth) {
            message = text;
            messageDepth = depth;
        }
    }

    private void plainText(Tree detail) {
        if (message == null && !detail.hasElements()) {
            message = text(detail);
        }
    }

    private static @Nullable String text(Tree element) {
        return blankToNull(element.text());
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static @Nullable String first(@Nullable String before, @Nullable String now) {
        return before != null ? before : now;
    }

    /**
     * Reads an unsigned number of 32 bits: decimal, negative if the sender took it for signed, or hexadecimal with 0x.
     * For example 2150858752, -2144108544 and 0x80338000 are the same. Returns null if the text is not such a number.
     */
    static @Nullable Long unsigned(@Nullable String text) {
        Long value = number(text);
        if (value == null || value > UNSIGNED_32 || value < Integer.MIN_VALUE) {
            return null;
        }
        return value & UNSIGNED_32;
    }

    private static @Nullable Integer status(@Nullable String text) {
        Long value = number(text);
        return value == null || value < 0 || value > Integer.MAX_VALUE ? null : Integer.valueOf(value.intValue());
    }

    private static @Nullable Duration millis(@Nullable String text) {
        Long value = number(text);
        return value == null || value < 0 ? null : Duration.ofMillis(value);
    }

    private static @Nullable Long number(@Nullable String text) {
        String digits = text == null ? "" : text.strip();
        if (digits.isEmpty() || digits.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            String ascii = XmlNumbers.requireAscii(digits);
            return Long.decode(ascii.matches("[+-]?0+[0-9]+") ? ascii.replaceFirst("0+(?=[0-9])", "") : ascii);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    @Nullable
    String faultDetail() {
        return faultDetailAsSent == null ? null : FaultDetailUris.canonical(faultDetailAsSent);
    }

    @Nullable
    String faultDetailAsSent() {
        return faultDetailAsSent;
    }

    @Nullable
    Long nativeCode() {
        return nativeCode;
    }

    @Nullable
    Long providerCode() {
        return providerCode;
    }

    @Nullable
    String machine() {
        return machine;
    }

    @Nullable
    String message() {
        return message;
    }

    @Nullable
    Integer cimStatus() {
        return cimStatus;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    @Nullable
    Tree wsmanFault() {
        return wsmanFault;
    }
}
