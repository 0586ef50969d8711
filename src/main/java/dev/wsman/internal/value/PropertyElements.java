package dev.wsman.internal.value;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;

/** What the element of a property holds: null, text, a date-time, XML, or an embedded instance. */
public final class PropertyElements {
    private PropertyElements() {}

    /**
     * Returns whether a child of an instance describes the representation and is not a property, as {@code
     * cim:Location} does.
     */
    public static boolean describesRepresentation(Tree child) {
        return child.namespace().equals(Namespaces.CIM_COMMON);
    }

    /** Returns whether the property is null: it has {@code xsi:nil}, or {@code IsNullArray} of Windows. */
    public static boolean isNull(Tree element) {
        if (element.attributeCount() > 0
                && (element.isNil() || "true".equals(element.attribute(Namespaces.MS_WSMAN, "IsNullArray")))) {
            return true;
        }
        Tree time = TimeElement.in(element);
        return time != null && time.isNil();
    }

    /** Returns whether the property has neither elements nor text. */
    public static boolean isEmpty(Tree element) {
        return !element.hasElements() && element.text().isBlank();
    }

    /** Returns whether the property contains elements other than that of a date-time. */
    public static boolean holdsXml(Tree element) {
        return element.hasElements() && TimeElement.in(element) == null;
    }

    /** Returns the text of the property's element, or of the element inside it that holds a date-time. */
    public static String text(Tree element) {
        String text = element.text();
        if (text.isBlank()) {
            Tree holder = TimeElement.in(element);
            return holder == null ? text : holder.text();
        }
        return text;
    }

    /**
     * Returns the embedded instance of a property that contains elements: the only child if it is an instance itself,
     * otherwise the element of the property.
     *
     * @param first the first child element
     */
    public static Tree embedded(Tree element, Tree first) {
        return isWholeInstance(element, first) ? first : element;
    }

    /**
     * Returns whether the only child is an instance itself: its namespace ends with its name, as the namespace of a
     * class does.
     */
    private static boolean isWholeInstance(Tree element, Tree first) {
        int elements = 0;
        for (Tree child : element.elements()) {
            elements += child == first || elements > 0 ? 1 : 0;
        }
        return elements == 1
                && element.attribute(Namespaces.XSI, "type") == null
                && first.namespace().endsWith("/" + first.localName());
    }
}
