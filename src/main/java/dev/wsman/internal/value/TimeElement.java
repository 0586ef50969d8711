package dev.wsman.internal.value;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The element that holds the text of a date-time property: one of the choices of {@code cim:cimDateTime} (DSP0230,
 * common.xsd). Windows writes it in the CIM namespace, except within the items of a WQL projection, where it is in no
 * namespace; OMI's own client writes {@code CIM_DateTime} without a namespace too.
 *
 * <pre>{@code
 * <p:InstallDate><cim:Datetime>2013-03-09T03:06:25Z</cim:Datetime></p:InstallDate>     select *
 * <InstallDate><Datetime>2013-03-09T03:06:25Z</Datetime></InstallDate>                 select InstallDate
 * }</pre>
 */
public final class TimeElement {
    /** The form of CIM itself, {@code 20130309030625.000000+000}. */
    public static final String CIM_DATE_TIME = "CIM_DateTime";
    /** An {@code xs:dateTime}. */
    public static final String DATE_TIME = "Datetime";
    /** An {@code xs:duration}. */
    public static final String INTERVAL = "Interval";
    /** An {@code xs:date}. */
    public static final String DATE = "Date";
    /** An {@code xs:time}. */
    public static final String TIME = "Time";

    private static final Set<String> NAMES = Set.of(CIM_DATE_TIME, DATE_TIME, INTERVAL, DATE, TIME);

    /** The suffix that Windows appends to the name of a class in {@code xsi:type}. */
    private static final String CLASS_TYPE = "_Type";

    private TimeElement() {}

    /**
     * Returns whether an element of this name holds the text of a date-time. Null and the empty string mean no
     * namespace.
     */
    public static boolean isName(@Nullable String namespace, String localName) {
        return (namespace == null || namespace.isEmpty() || namespace.equals(Namespaces.CIM_COMMON))
                && NAMES.contains(localName);
    }

    /**
     * Finds the element that holds the date-time of a property.
     *
     * @return the property's only child, if it has the right name and contains only text; null otherwise, and for an
     *     embedded instance, whose {@code xsi:type} names its class
     */
    public static @Nullable Tree in(Tree property) {
        Tree only = null;
        for (int i = 0; i < property.nodeCount(); i++) {
            Object node = property.node(i);
            if (node instanceof Tree child) {
                if (only != null || !isHolder(child)) {
                    return null;
                }
                only = child;
            } else if (node instanceof String text && !text.isBlank()) {
                return null;
            }
        }
        return only == null || isClass(property.attribute(Namespaces.XSI, "type")) ? null : only;
    }

    /** Returns whether an element has the right name and contains only text. */
    public static boolean isHolder(Tree element) {
        return isName(element.namespace(), element.localName()) && !element.hasElements();
    }

    /** Returns whether an {@code xsi:type} names a class, as that of an embedded instance does. */
    public static boolean isClass(@Nullable String xsiType) {
        return xsiType != null && xsiType.strip().endsWith(CLASS_TYPE);
    }
}
