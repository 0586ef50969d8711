package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code wse:SubscriptionEnd}. Its SubscriptionManager is not read: in the messages of Windows it names
 * another subscription than the headers.
 *
 * @param status the last part of the Status URI, such as {@code SourceCancelling}; empty if there is none
 * @param reason the source's reason and the message of its fault, in one line; empty if there is none
 * @param code the code of the {@code WSManFault} of Windows; null if there is none
 */
public record SubscriptionEnd(
        String status, String reason, @Nullable Long code) {
    private static final String FAULT = "WSManFault";

    static SubscriptionEnd of(List<Tree> body) {
        for (Tree element : body) {
            if (element.localName().equals("SubscriptionEnd")) {
                return of(element);
            }
        }
        return new SubscriptionEnd("", "", null);
    }

    private static SubscriptionEnd of(Tree element) {
        Tree status = element.firstChild("Status");
        String uri = status == null ? "" : status.text().strip();
        StringBuilder reason = new StringBuilder();
        for (Tree child : element.elements()) {
            if (child.localName().equals("Reason") || child.is(Namespaces.MS_FAULT, FAULT)) {
                collect(child, reason);
            }
        }
        String line = reason.toString().replaceAll("\\s+", " ").strip();
        return new SubscriptionEnd(uri.substring(uri.lastIndexOf('/') + 1), line, code(element));
    }

    private static void collect(Tree element, StringBuilder text) {
        text.append(element.text()).append(' ');
        element.elements().forEach(child -> collect(child, text));
    }

    private static @Nullable Long code(Tree element) {
        Tree fault = element.firstChild(Namespaces.MS_FAULT, FAULT);
        String code = fault == null ? null : fault.attribute("", "Code");
        try {
            return code == null ? null : Long.valueOf(code.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns status, code and reason in one line. */
    @Override
    public String toString() {
        String named = status.isEmpty() ? "the source ended the subscription" : status;
        String numbered = code == null ? named : named + " (" + code + ")";
        return reason.isEmpty() ? numbered : numbered + ": " + reason;
    }
}
