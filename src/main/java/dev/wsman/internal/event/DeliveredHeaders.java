package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message of an event source. Texts are without surrounding white space, which some messages have.
 *
 * @param all the headers in order
 */
record DeliveredHeaders(List<Tree> all) {

    /** Returns the {@code wsa:Action}, or the {@code wsman:Action} that openwsman sends instead; empty if absent. */
    String action() {
        String action = addressing("Action");
        return Objects.requireNonNullElse(action == null ? text(Namespaces.WSMAN, "Action") : action, "");
    }

    /** Returns whether the action is where openwsman writes it for a single event. */
    boolean hasOpenwsmanAction() {
        return addressing("Action") == null && text(Namespaces.WSMAN, "Action") != null;
    }

    @Nullable
    String addressing(String name) {
        for (Tree header : all) {
            if (header.localName().equals(name) && Namespaces.isAddressing(header.namespace())) {
                return header.text().strip();
            }
        }
        return null;
    }

    /** Returns the text of the first header with this name; null if there is none. */
    @Nullable
    String text(String namespace, String name) {
        Tree header = first(namespace, name);
        return header == null ? null : header.text().strip();
    }

    /** Returns the text of the first header with this local name; null if there is none. */
    @Nullable
    String text(String name) {
        return all.stream()
                .filter(header -> header.localName().equals(name))
                .map(header -> header.text().strip())
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Tree first(String namespace, String name) {
        for (Tree header : all) {
            if (header.is(namespace, name)) {
                return header;
            }
        }
        return null;
    }
}
