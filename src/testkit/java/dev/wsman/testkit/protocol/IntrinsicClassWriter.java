package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimFacets;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the replies of openwsman to GetClass and EnumerateClassNames (captures/classdecl/openwsman). They have no
 * superclass, no target of a reference and no methods.
 */
final class IntrinsicClassWriter {
    private final String namespace;
    private final XmlTextWriter xml;

    IntrinsicClassWriter(String namespace, XmlTextWriter xml) {
        this.namespace = namespace;
        this.xml = xml;
    }

    void names(Stream<String> names) {
        xml.open(namespace, "EnumerateClassNames");
        names.forEach(name -> xml.element(namespace, "name", name));
        xml.close();
    }

    void write(ManagedClass type) {
        xml.open(namespace, "GetClass").element(namespace, "name", type.name());
        xml.open(namespace, "qualifiers");
        if (type.properties().stream().anyMatch(p -> p.type() == DataType.REFERENCE && p.key())) {
            flag("Association");
        }
        xml.close().open(namespace, "properties");
        type.properties().forEach(property -> property(property, type.facets(property.name())));
        xml.close().close();
    }

    private void property(PropertyDeclaration property, CimFacets facets) {
        xml.open(namespace, "property").element(namespace, "name", property.name());
        String type = CimXmlClassWriter.typeName(property.type());
        if (property.array()) {
            xml.open(namespace, "type").element(namespace, "array", type).close();
        } else {
            xml.element(namespace, "type", type);
            xml.open(namespace, "value")
                    .attribute(ServiceNamespaces.XSI, "nil", "true")
                    .close();
        }
        if (property.key() || property.writable() || !facets.valueMap().isEmpty()) {
            xml.open(namespace, "qualifiers");
            qualifiers(property, facets);
            xml.close();
        }
        xml.close();
    }

    private void qualifiers(PropertyDeclaration property, CimFacets facets) {
        if (property.key()) {
            flag("Key");
        }
        if (property.writable()) {
            flag("Write");
        }
        list("ValueMap", facets.valueMap());
        list("Values", facets.values());
    }

    private void flag(String name) {
        xml.open(namespace, "qualifier").element(namespace, "name", name);
        xml.element(namespace, "type", "boolean")
                .element(namespace, "value", "true")
                .close();
    }

    private void list(String name, List<String> values) {
        if (!values.isEmpty()) {
            xml.open(namespace, "qualifier").element(namespace, "name", name);
            xml.open(namespace, "type").element(namespace, "array", "string").close();
            values.forEach(value -> xml.element(namespace, "value", value));
            xml.close();
        }
    }
}
