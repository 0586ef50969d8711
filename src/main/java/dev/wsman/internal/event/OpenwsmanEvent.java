package dev.wsman.internal.event;

import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import java.util.List;

/**
 * An event as openwsman 2.8 pushes it: properties without the element of their class, and with a line feed before and
 * after each value. A property without a value contains only white space.
 */
final class OpenwsmanEvent {
    private static final String PREFIX = "p";

    private OpenwsmanEvent() {}

    /**
     * Returns the event as an element of its class.
     *
     * @param classUri the action of the event, which is the URI of its class
     */
    static Tree of(String classUri, List<Tree> properties) {
        String uri = classUri.strip();
        TreeBuilder event = Tree.builder(uri, name(uri), PREFIX);
        properties.forEach(property -> event.child(value(property)));
        return event.build();
    }

    /** Returns the name of the class; {@code Event} if the URI does not end with a name. */
    private static String name(String uri) {
        String name = uri.substring(uri.lastIndexOf('/') + 1);
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "Event";
    }

    private static Tree value(Tree property) {
        if (property.hasElements() || property.nodeCount() == 0) {
            return property;
        }
        String text = property.text();
        TreeBuilder value = Tree.builder(property.namespace(), property.localName(), property.prefix());
        if (!text.startsWith("\n")) {
            return property;
        }
        int end = text.endsWith("\n") && text.length() > 1 ? text.length() - 1 : text.length();
        return text.isBlank()
                ? value.nil().build()
                : value.text(text.substring(1, end)).build();
    }
}
