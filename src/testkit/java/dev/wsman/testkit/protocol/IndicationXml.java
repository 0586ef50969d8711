package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.delivery.IndicationText;
import dev.wsman.testkit.model.CimDateTime;
import dev.wsman.testkit.model.CimInstance;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/** The resources and the XML of indications. */
final class IndicationXml {
    private IndicationXml() {}

    /** Returns the resource whose prefix the class of an indication has, from the URI of the request. */
    static TargetResource resource(ServiceSettings service, ServiceRequest request) {
        String uri = request.resourceUri();
        boolean dmtf = uri.equals(ServiceNamespaces.DMTF_ALL_CLASSES)
                || service.quirks().has(ServerQuirk.DMTF_PREFIX_ONLY);
        // all classes: an indication has no Location
        return new TargetResource(uri, dmtf ? ServiceNamespaces.DMTF_CLASSES : prefix(uri), null, true);
    }

    private static String prefix(String uri) {
        return uri.substring(0, uri.lastIndexOf('/') + 1);
    }

    /** Whether a URI names all classes, a class, or an indication class under the prefix of classes. */
    static boolean isKnown(ServiceSettings service, String uri) {
        String name = uri.substring(prefix(uri).length());
        return service.registry().resolve(uri).isPresent()
                || service.events().indications().isDeclared(name)
                        && service.registry().resolve(prefix(uri) + "*").isPresent();
    }

    /** Writes an instance in its own element, with the properties in the order in which they were emitted. */
    static void write(XmlTextWriter xml, CimInstance instance, ServiceSettings service, TargetResource resource) {
        ServiceSettings unsorted = service.with(service.quirks().without(ServerQuirk.SORTED));
        new RepresentationWriter(unsorted, resource).write(xml, instance);
    }

    /** Returns an instance in its own element, which declares all namespaces that it uses. */
    static String standalone(CimInstance instance, ServiceSettings service, TargetResource resource) {
        NamespacePrefixes prefixes = new NamespacePrefixes(service.quirks());
        XmlTextWriter xml = new XmlTextWriter(prefixes);
        write(xml, instance, service, resource);
        String text = xml.toString();
        int end = text.split("[ />]", 2)[0].length();
        return text.substring(0, end) + prefixes.declarations() + text.substring(end);
    }

    /** Returns the properties as openwsman sends them, each of which declares its namespace. */
    static IndicationText text(CimInstance instance, ServiceSettings service, TargetResource resource) {
        String uri = service.registry().uriOf(instance.className(), resource);
        XmlTextWriter xml = new XmlTextWriter(new NamespacePrefixes(ServerQuirks.WINRM));
        writeProperties(xml, instance, uri);
        return new IndicationText(uri, xml.toString());
    }

    /**
     * Writes the properties as openwsman does (captures/openwsman/eventing/sink/007): a value between line feeds, also
     * one that is NULL, and an empty element for a text with an ampersand. The values of an array are not between line
     * feeds.
     */
    static void writeProperties(XmlTextWriter xml, CimInstance instance, String namespace) {
        instance.properties().forEach((name, value) -> {
            if (value instanceof List<?> values) {
                values.forEach(each -> xml.element(namespace, name, text(each)));
            } else {
                String text = text(value);
                boolean lost = text.contains("&");
                xml.element(namespace, name, lost ? "" : text.isEmpty() ? "\n" : "\n" + text + "\n");
            }
        });
    }

    private static String text(Object value) {
        if (value instanceof OffsetDateTime time) {
            return CimDateTime.format(time);
        }
        return value instanceof Duration interval
                ? CimDateTime.format(interval)
                : value == null ? "" : value.toString();
    }
}
