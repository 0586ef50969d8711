package dev.wsman.internal.value;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import org.jspecify.annotations.Nullable;

/** Reads the element of a property: null, text, a date-time, XML, or an embedded instance. */
public final class PropertyElement {
    private PropertyElement() {}

    /**
     * Returns whether a child of an instance describes the representation and is not a property, as {@code
     * cim:Location} does.
     */
    public static boolean describesRepresentation(Tree child) {
        return child.namespace().equals(Namespaces.CIM_COMMON);
    }

    /** Returns whether the property is null: {@code xsi:nil}, on it or its time, or {@code IsNullArray} of Windows. */
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
     * Returns the instance embedded in a property, null if the property has no content. It is one of the following: the
     * content of the property, whose {@code xsi:type} names the class; an element inside the property; or XML inside
     * the property, escaped or as CDATA.
     *
     * @throws IllegalArgumentException if the text in the property is not XML
     */
    public static @Nullable Tree embedded(Tree element) {
        Tree first = element.firstElement();
        if (first != null) {
            return isWholeInstance(element, first) ? first : element;
        }
        String text = element.text().strip();
        return text.isEmpty() ? null : XmlFactories.parse(text);
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
