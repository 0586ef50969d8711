package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimReference;
import org.w3c.dom.Element;

/** Reads and writes endpoint references of WS-Addressing 2004/08 with the reference parameters of WS-Management. */
final class ReferenceXml {
    private ReferenceXml() {}

    /** Reads a {@code wsa:EndpointReference}, or an element that holds its content directly. */
    static CimReference read(Element element) {
        Element content = DomElements.child(element, ServiceNamespaces.ADDRESSING, "EndpointReference")
                .orElse(element);
        Element parameters = DomElements.child(content, ServiceNamespaces.ADDRESSING, "ReferenceParameters")
                .or(() -> DomElements.child(content, ServiceNamespaces.ADDRESSING, "ReferenceProperties"))
                .orElseThrow(() -> FaultKind.SCHEMA_VALIDATION_ERROR
                        .fault()
                        .reason("An endpoint reference has no reference parameters.")
                        .exception());
        String uri = DomElements.child(parameters, ServiceNamespaces.WSMAN, "ResourceURI")
                .map(DomElements::text)
                .orElse("");
        SelectorSet selectors = DomElements.child(parameters, ServiceNamespaces.WSMAN, "SelectorSet")
                .map(SelectorSet::read)
                .orElse(SelectorSet.none());
        return new CimReference(uri.substring(uri.lastIndexOf('/') + 1), selectors.keys());
    }

    /** Whether an element holds an endpoint reference, wrapped or not. */
    static boolean isReference(Element element) {
        return DomElements.child(element, ServiceNamespaces.ADDRESSING, "EndpointReference")
                        .isPresent()
                || DomElements.child(element, ServiceNamespaces.ADDRESSING, "ReferenceParameters")
                        .isPresent();
    }

    /**
     * The position of a reference in a message. Some servers write the selector {@code __cimnamespace} only in some
     * of them.
     */
    enum ReferencePosition {
        /** An item of an enumeration. */
        ITEM,
        /** The reply to Create, or beside an object. */
        NEW,
        /** A property of an instance. */
        PROPERTY
    }

    /** Writes {@code wsa:EndpointReference}. */
    static void write(
            XmlTextWriter xml,
            ServiceSettings service,
            TargetResource resource,
            CimReference reference,
            ReferencePosition place) {
        xml.open(ServiceNamespaces.ADDRESSING, "EndpointReference");
        writeContent(xml, service, resource, reference, place);
        xml.close();
    }

    /**
     * Writes the Address and the reference parameters without the element around them. The resource gives the form of
     * the URI.
     */
    static void writeContent(
            XmlTextWriter xml,
            ServiceSettings service,
            TargetResource resource,
            CimReference reference,
            ReferencePosition place) {
        ServerQuirks quirks = service.quirks();
        String uri = service.registry().uriOf(reference.className(), resource);
        boolean namespace = hasNamespaceSelector(quirks, uri, place);
        xml.element(
                ServiceNamespaces.ADDRESSING,
                "Address",
                quirks.has(ServerQuirk.ANONYMOUS_ADDRESS) ? ServiceNamespaces.ANONYMOUS : service.address());
        xml.open(ServiceNamespaces.ADDRESSING, "ReferenceParameters");
        xml.element(ServiceNamespaces.WSMAN, "ResourceURI", uri);
        boolean empty = place == ReferencePosition.PROPERTY && quirks.has(ServerQuirk.EMPTY_NAMESPACE_IN_PROPERTIES);
        if (namespace || !reference.keys().isEmpty()) {
            xml.open(ServiceNamespaces.WSMAN, "SelectorSet");
            if (namespace) {
                String name = empty ? "" : service.cimNamespace();
                selector(xml, service, resource, SelectorSet.CIM_NAMESPACE, name);
            }
            service.registry()
                    .inDeclaredOrder(reference)
                    .forEach((name, value) -> selector(xml, service, resource, name, value));
            xml.close();
        }
        xml.close();
    }

    private static boolean hasNamespaceSelector(ServerQuirks quirks, String uri, ReferencePosition place) {
        boolean usual = quirks.has(ServerQuirk.CIM_NAMESPACE_SELECTOR)
                || quirks.has(ServerQuirk.CIM_NAMESPACE_SELECTOR_FOR_DMTF)
                        && uri.startsWith(ServiceNamespaces.DMTF_CLASSES);
        boolean omitted = place == ReferencePosition.NEW && quirks.has(ServerQuirk.NO_NAMESPACE_IN_NEW_REFERENCES);
        return usual && !omitted;
    }

    private static void selector(
            XmlTextWriter xml, ServiceSettings service, TargetResource resource, String name, String value) {
        xml.open(ServiceNamespaces.WSMAN, "Selector").attribute("", "Name", name);
        CimReference nested = service.registry().referenceIn(value);
        if (nested == null) {
            xml.text(value);
        } else {
            write(xml, service, resource, nested, ReferencePosition.PROPERTY);
        }
        xml.close();
    }
}
