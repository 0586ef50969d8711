package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeBuilder;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a delivery as it arrived: an event, or {@code wsman:Event} with an event as an element or as text.
 * Immutable.
 */
final class DeliveredItem {
    private static final String EVENT = "Event";

    private final Tree item;

    private DeliveredItem(Tree item) {
        this.item = item;
    }

    /**
     * Returns the item of an element. openwsman puts the properties of an event directly into {@code wsman:Event}, and
     * gives its {@code Action} a namespace; these properties get an element of their class.
     */
    static DeliveredItem of(Tree element) {
        String classUri = element.is(Namespaces.WSMAN, EVENT) ? element.attribute(Namespaces.WSMAN, "Action") : null;
        return classUri == null
                ? new DeliveredItem(element)
                : new DeliveredItem(OpenwsmanEvent.of(classUri, children(element)));
    }

    private static List<Tree> children(Tree element) {
        List<Tree> children = new ArrayList<>(element.nodeCount());
        element.elements().forEach(children::add);
        return children;
    }

    /** Returns the item of a text that is not well-formed. */
    static DeliveredItem unreadable(String text) {
        TreeBuilder event = Tree.builder(Namespaces.WSMAN, EVENT, "w");
        return new DeliveredItem(event.text(text).build());
    }

    /** Returns whether this is the form of openwsman. */
    static boolean isOpenwsman(Tree element) {
        return element.attribute(Namespaces.WSMAN, "Action") != null;
    }

    /** Returns the number of events that the source dropped, if the item reports that; otherwise 0. */
    long dropped() {
        Tree notice = item.localName().equals(DroppedEvents.NAME)
                ? item
                : item.firstChild(Namespaces.WSMAN, DroppedEvents.NAME);
        return notice != null && DroppedEvents.isNotice(notice.namespace(), notice.localName())
                ? DroppedEvents.count(notice)
                : 0;
    }

    /**
     * Returns the event of Windows.
     *
     * @param parser parses the texts of the message
     */
    ReceivedEvent received(EventParser parser) {
        return ReceivedEvent.of(item, parser);
    }

    /**
     * Returns the event as an element.
     *
     * @throws IllegalArgumentException if it is a text that is not well-formed
     */
    Tree element() {
        if (!item.is(Namespaces.WSMAN, EVENT)) {
            return item;
        }
        @Nullable Tree event = item.firstElement();
        return event == null ? XmlFactories.parse(item.text().strip()) : event;
    }

    /** Returns the XML of the event as it arrived. */
    String xml() {
        Tree event = item.is(Namespaces.WSMAN, EVENT) ? item.firstElement() : item;
        return event == null ? item.text() : event.toXml();
    }
}
