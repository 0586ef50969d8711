package dev.wsman;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.Excerpt;
import dev.wsman.internal.fault.NativeCodes;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import javax.xml.namespace.QName;

/** Writes the one-line message of a {@link WsmanError}: {@code reason (operation resource; codes) - hint}. */
final class WsmanErrorMessage {

    private static final int LONGEST_MESSAGE = 1200;
    private static final int LONGEST_REASON = LONGEST_MESSAGE / 2;
    private static final int LONGEST_PART = 300;
    private static final int LONGEST_GENERAL_REASON = 150;

    /** A longer message is abbreviated. */
    private static final int LONGEST_USUAL = 300;

    private final WsmanError error;

    private WsmanErrorMessage(WsmanError error) {
        this.error = error;
    }

    static String of(WsmanError error) {
        WsmanErrorMessage message = new WsmanErrorMessage(error);
        String line = message.line(UnaryOperator.identity(), NativeCodes::describe);
        if (line.length() > LONGEST_USUAL) {
            line = message.line(LocatorText::aliased, NativeCodes::describe);
        }
        if (line.length() > LONGEST_USUAL) {
            line = message.line(LocatorText::aliased, WsmanErrorMessage::symbolOnly);
        }
        return Excerpt.cut(line, LONGEST_MESSAGE);
    }

    private static String symbolOnly(long code) {
        return NativeCodes.symbol(code).orElseGet(() -> NativeCodes.describe(code));
    }

    private String line(UnaryOperator<String> resources, LongFunction<String> codes) {
        String subject = subject(resources);
        StringBuilder line = new StringBuilder(Excerpt.cut(reason(), LONGEST_REASON)).append(" (");
        line.append(subject)
                .append(subject.isEmpty() ? "" : "; ")
                .append(facts(codes))
                .append(')');
        error.hint().ifPresent(hint -> line.append(" - ").append(hint));
        return line.toString();
    }

    private String subject(UnaryOperator<String> resources) {
        String operation = error.operation().orElse("");
        String resource = error.resource().map(resources).orElse("");
        return (Excerpt.cut(operation, LONGEST_PART) + " " + Excerpt.cut(resource, LONGEST_PART)).strip();
    }

    private String reason() {
        String reason = error.reason().strip();
        String deepest = error.providerMessage().orElse("").strip();
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
        StringBuilder facts = new StringBuilder(error.kind().name());
        if (error.kind() == Kind.OTHER) {
            error.subcode().map(QName::getLocalPart).ifPresent(name -> facts.append(", subcode ")
                    .append(name));
        }
        error.detailName().ifPresent(name -> facts.append(", ").append(name));
        error.nativeCode().ifPresent(code -> facts.append(", ").append(codes.apply(code)));
        error.providerCode().ifPresent(code -> facts.append(", provider ").append(codes.apply(code)));
        error.cimStatus().ifPresent(status -> facts.append(", CIM status ").append(NativeCodes.describeCim(status)));
        error.notUnderstood().ifPresent(name -> facts.append(", header ").append(name));
        if (error.httpStatus() != 0) {
            facts.append(", HTTP ").append(error.httpStatus());
        }
        return facts.toString();
    }
}
