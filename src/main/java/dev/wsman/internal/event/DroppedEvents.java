package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import org.jspecify.annotations.Nullable;

/** The notice in place of events that a source dropped, for example because they are too large. */
final class DroppedEvents {
    static final String NAME = "DroppedEvents";

    private DroppedEvents() {}

    static boolean isNotice(@Nullable String namespace, String localName) {
        return localName.equals(NAME) && Namespaces.WSMAN.equals(namespace);
    }

    /** Returns the number of events; 1 if the notice has none: it reports one event at least. */
    static long count(Tree notice) {
        String text = notice.text().strip();
        return text.matches("\\d{1,18}") ? Math.max(1, Long.parseLong(text)) : 1;
    }
}
