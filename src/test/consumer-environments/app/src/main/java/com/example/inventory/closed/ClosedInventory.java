package com.example.inventory.closed;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import jakarta.xml.bind.annotation.XmlElement;

/** Uses classes of a package that is neither open nor exported. Prints the reason why this fails on the module path. */
public final class ClosedInventory {
    /** A class for JAXB. */
    public static class ServiceInfo {
        @XmlElement(name = "Name")
        public String name;
    }

    /** A record. */
    public record ServiceRow(String name) {}

    private ClosedInventory() {}

    /** The argument is the endpoint. */
    public static void main(String[] arguments) {
        try (Session session = Session.open(arguments[0])) {
            report(() -> session.enumerate(ResourceLocator.of("wmicimv2/Win32_Service"), ServiceInfo.class)
                    .first());
            report(() -> session.enumerate(Win32Service.class).first());
            report(() -> session.query("select Name from Win32_Service", ServiceRow.class)
                    .first());
        }
    }

    private static void report(Runnable use) {
        try {
            use.run();
            System.out.println("works");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
