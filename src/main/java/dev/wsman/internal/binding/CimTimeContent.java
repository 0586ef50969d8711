package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Namespaces;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** The content of a {@code cim:cimDateTime} property, which has exactly one of these children (DSP0230, common.xsd). */
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(name = "cimDateTime", namespace = Namespaces.CIM_COMMON)
final class CimTimeContent {
    @XmlElement(name = "Interval", namespace = Namespaces.CIM_COMMON)
    @Nullable
    String interval;

    @XmlElement(name = "Date", namespace = Namespaces.CIM_COMMON)
    @Nullable
    String date;

    @XmlElement(name = "Time", namespace = Namespaces.CIM_COMMON)
    @Nullable
    String time;

    @XmlElement(name = "Datetime", namespace = Namespaces.CIM_COMMON)
    @Nullable
    String dateTime;

    static CimTimeContent ofInterval(String lexical) {
        CimTimeContent content = new CimTimeContent();
        content.interval = lexical;
        return content;
    }

    static CimTimeContent ofDate(String lexical) {
        CimTimeContent content = new CimTimeContent();
        content.date = lexical;
        return content;
    }

    static CimTimeContent ofTime(String lexical) {
        CimTimeContent content = new CimTimeContent();
        content.time = lexical;
        return content;
    }

    static CimTimeContent ofDateTime(String lexical) {
        CimTimeContent content = new CimTimeContent();
        content.dateTime = lexical;
        return content;
    }
}
