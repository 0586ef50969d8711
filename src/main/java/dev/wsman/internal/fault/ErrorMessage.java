package dev.wsman.internal.fault;

import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one-line message of an error: {@code reason (operation resource; codes) - hint}.
 *
 * @param kind the name of the failure's {@code WsmanError.Kind}
 * @param fault the fault of the server, or the description of a local failure
 * @param httpStatus 0 if it is not known
 * @param operation the operation that failed; null if there was none
 * @param resource its resource as text; null if there was none
 * @param hint what to do about the failure; null if that is not known
 */
public record ErrorMessage(
        String kind,
        ServerFault fault,
        int httpStatus,
        @Nullable String operation,
        @Nullable String resource,
        @Nullable String hint) {

    /** The kind whose reason names method, resource and value already. */
    private static final String RETURN_VALUE = "RETURN_VALUE";

    private static final int LONGEST_MESSAGE = 1200;
    private static final int LONGEST_REASON = LONGEST_MESSAGE / 2;
    private static final int LONGEST_PART = 300;
    private static final int LONGEST_GENERAL_REASON = 150;

    /** A longer message is abbreviated. */
    private static final int LONGEST_USUAL = 300;

    /**
     * Returns the line.
     *
     * @param abbreviation returns a resource in a shorter form, for a line that would be too long
     */
    public String line(UnaryOperator<String> abbreviation) {
        String line = line(UnaryOperator.identity(), NativeCodes::describe);
        if (line.length() > LONGEST_USUAL) {
            line = line(abbreviation, NativeCodes::describe);
        }
        if (line.length() > LONGEST_USUAL) {
            line = line(abbreviation, ErrorMessage::symbolOnly);
        }
        return Excerpt.cut(line, LONGEST_MESSAGE);
    }

    private static String symbolOnly(long code) {
        return NativeCodes.symbol(code).orElseGet(() -> NativeCodes.describe(code));
    }

    private String line(UnaryOperator<String> abbreviation, LongFunction<String> codes) {
        String context = kind.equals(RETURN_VALUE) ? "" : " (" + context(abbreviation, codes) + ")";
        return Excerpt.cut(reason(), LONGEST_REASON) + context + (hint == null ? "" : " - " + hint);
    }

    private String context(UnaryOperator<String> abbreviation, LongFunction<String> codes) {
        String subject = subject(abbreviation);
        return subject + (subject.isEmpty() ? "" : "; ") + facts(codes);
    }

    private String subject(UnaryOperator<String> abbreviation) {
        String shown = resource == null ? "" : abbreviation.apply(resource);
        return (Excerpt.cut(Objects.requireNonNullElse(operation, ""), LONGEST_PART) + " "
                        + Excerpt.cut(shown, LONGEST_PART))
                .strip();
    }

    private String reason() {
        String reason = fault.reason().strip();
        String deepest = Objects.requireNonNullElse(fault.providerMessage(), "").strip();
        if (deepest.isEmpty()) {
            return reason.isEmpty() ? "the server gives no reason" : reason;
        }
        return reason.isEmpty() || isSame(reason, deepest)
                ? deepest
                : deepest + " [" + Excerpt.cut(reason, LONGEST_GENERAL_REASON) + "]";
    }

    // WinRM repeats the reason as the message, and OMI puts a prefix before it.
    private static boolean isSame(String reason, String deepest) {
        return deepest.contains(reason) || reason.contains(deepest);
    }

    private String facts(LongFunction<String> codes) {
        StringBuilder facts = new StringBuilder(kind);
        if (kind.equals("OTHER") && fault.subcode() != null) {
            facts.append(", subcode ").append(fault.subcode().getLocalPart());
        }
        if (fault.faultDetailName() != null) {
            facts.append(", ").append(fault.faultDetailName());
        }
        if (fault.nativeCode() != null) {
            facts.append(", ").append(codes.apply(fault.nativeCode()));
        }
        if (fault.providerCode() != null) {
            facts.append(", provider ").append(codes.apply(fault.providerCode()));
        }
        if (fault.cimStatus() != null) {
            facts.append(", CIM status ").append(NativeCodes.describeCim(fault.cimStatus()));
        }
        if (fault.notUnderstood() != null) {
            facts.append(", header ").append(fault.notUnderstood());
        }
        if (httpStatus != 0) {
            facts.append(", HTTP ").append(httpStatus);
        }
        return facts.toString();
    }
}
