package dev.wsman.tour;

import jakarta.xml.bind.annotation.XmlElement;
import java.time.OffsetDateTime;

/** Some properties of Win32_Process in a plain JAXB class, without a namespace. */
public class ProcessInfo {
    @XmlElement(name = "ProcessId")
    long id;

    @XmlElement(name = "Name")
    String name;

    @XmlElement(name = "ThreadCount")
    Long threads;

    @XmlElement(name = "WorkingSetSize")
    long workingSet;

    @XmlElement(name = "CreationDate")
    OffsetDateTime created;

    long workingSet() {
        return workingSet;
    }
}
