/** An application on the module path. */
module com.example.inventory {
    requires dev.wsman;

    exports com.example.inventory.cim to
            dev.wsman;

    opens com.example.inventory.model to
            org.glassfish.jaxb.runtime;
}
