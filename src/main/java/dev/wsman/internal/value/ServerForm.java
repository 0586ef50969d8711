package dev.wsman.internal.value;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The form of the values whose text differs between servers. All writers of resources use it. */
public enum ServerForm {
    /** XML Schema's date-times and durations, in a {@link TimeElement}; a {@code char16} is its character. */
    WINDOWS,
    /**
     * CIM's own text for date-times and intervals; a {@code char16} is its character (DSP0230). openwsman, iDRAC and
     * AMT expect it.
     */
    CIM,
    /** The same as {@link #CIM}, but a {@code char16} is its decimal number. */
    OMI;

    /** The prefix that OMI declares on every envelope and no other server declares. */
    private static final String OMI_PREFIX = "msftwinrm";

    /** The beginning of the resource URIs of OMI's own classes. */
    private static final String OMI_CLASSES = "http://schemas.microsoft.com/wbem/wscim/1/cim-schema/2/";

    /**
     * Returns the form that a resource URI indicates, ignoring case as Windows does. URIs that do not identify the
     * server, such as those of the DMTF's classes, indicate {@link #CIM}.
     */
    public static ServerForm of(String resourceUri) {
        if (begins(resourceUri, Namespaces.WINDOWS)) {
            return WINDOWS;
        }
        return begins(resourceUri, OMI_CLASSES) ? OMI : CIM;
    }

    private static boolean begins(String uri, String prefix) {
        return uri.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /**
     * Returns the form of the server that sent an element: {@link #OMI} if the reply is OMI's; else the form that the
     * element's namespace indicates.
     */
    public static ServerForm of(Tree element) {
        return isOmi(element.namespaceOf(OMI_PREFIX)) ? OMI : of(element.namespace());
    }

    /**
     * Returns the form of the server whose reply is being read: {@link #OMI} if the prefixes in scope are OMI's,
     * {@link #CIM} otherwise. The reader is at a tag.
     */
    public static ServerForm of(XMLStreamReader reply) {
        return isOmi(reply.getNamespaceURI(OMI_PREFIX)) ? OMI : CIM;
    }

    /** Returns the form that an IdentifyResponse indicates: only OMI puts it into the namespace of SOAP. */
    public static ServerForm ofIdentity(Tree response) {
        return response.is(Namespaces.SOAP, "IdentifyResponse") ? OMI : of(response);
    }

    /** Returns whether a reply in which the prefix {@code msftwinrm} stands for this namespace is OMI's. */
    private static boolean isOmi(@Nullable String namespace) {
        return Namespaces.MS_WSMAN.equals(namespace);
    }

    /** Returns whether a date-time is put into a {@link TimeElement}. */
    public boolean hasTimeElements() {
        return this == WINDOWS;
    }

    /**
     * Writes a point in time.
     *
     * @throws IllegalArgumentException if the form has no text for it
     */
    public String dateTime(OffsetDateTime time) {
        return this == WINDOWS ? CimDateTimes.printSchema(time) : CimDateTimes.print(time);
    }

    /**
     * Writes an interval.
     *
     * @throws IllegalArgumentException if it is negative or longer than 99,999,999 days
     */
    public String interval(Duration interval) {
        return this == WINDOWS ? CimIntervals.printSchema(interval) : CimIntervals.print(interval);
    }

    /** Returns whether a {@code char16} is its decimal number. */
    public boolean hasCharacterNumbers() {
        return this == OMI;
    }
}
