package dev.wsman.internal.value;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import org.jspecify.annotations.Nullable;

/** Reads the element of a property: whether it is null, its text, and the instance embedded in it. */
public final class PropertyElement {
    private PropertyElement() {}

    /** Returns whether the property is null: {@code xsi:nil}, on it or its time, or {@code IsNullArray} of Windows. */
    public static boolean isNull(Tree element) {
        if (element.attributeCount() > 0
                && (element.isNil() || "true".equals(element.attribute(Namespaces.MS_WSMAN, "IsNullArray")))) {
            return true;
        }
        Tree time = TimeElement.in(element);
        return time != null && time.isNil();
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
