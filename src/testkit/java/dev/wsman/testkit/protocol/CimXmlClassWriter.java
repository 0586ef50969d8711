package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimFacets;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodDeclaration;
import dev.wsman.testkit.model.ParameterDeclaration;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a class as the element CLASS of DSP0201, in no namespace. The form follows recordings of OMI
 * (captures/classdecl/omi), and MS-WSMV 3.1.4.1.38 for Windows.
 */
final class CimXmlClassWriter {
    private final ClassRegistry registry;
    private final CimXmlOptions options;
    private final XmlTextWriter xml;

    CimXmlClassWriter(ClassRegistry registry, CimXmlOptions options, XmlTextWriter xml) {
        this.registry = registry;
        this.options = options;
        this.xml = xml;
    }

    void write(ManagedClass type) {
        List<ManagedClass> ancestors = ancestors(type);
        xml.open("", "CLASS").attribute("", "NAME", type.name());
        type.superclass().ifPresent(parent -> xml.attribute("", "SUPERCLASS", parent));
        if (options.hierarchy()) {
            xml.attribute(
                    "", "DERIVATION", ancestors.stream().map(ManagedClass::name).collect(Collectors.joining(",")));
        }
        if (type.properties().stream().anyMatch(p -> p.type() == DataType.REFERENCE && p.key())) {
            flag("association", true);
        }
        type.properties().forEach(property -> property(type, property, ancestors));
        type.methodDeclarations().forEach(method -> method(type, method));
        xml.close();
    }

    private List<ManagedClass> ancestors(ManagedClass type) {
        List<ManagedClass> ancestors = new ArrayList<>();
        Optional<ManagedClass> next = type.superclass().flatMap(registry::find);
        while (next.isPresent()) {
            ancestors.add(next.get());
            next = next.get().superclass().flatMap(registry::find);
        }
        return ancestors;
    }

    private void property(ManagedClass type, PropertyDeclaration property, List<ManagedClass> ancestors) {
        Optional<PropertyDeclaration> above = ancestors.stream().findFirst().flatMap(parent -> find(parent, property));
        boolean inherited = above.equals(Optional.of(property))
                && type.facets(property.name()).equals(ancestors.get(0).facets(property.name()));
        if (inherited && !options.inherited()) {
            return;
        }
        CimFacets facets = type.facets(property.name());
        open("PROPERTY", property, facets);
        if (options.origin()) {
            xml.attribute("", "CLASSORIGIN", origin(type, property, ancestors));
            if (inherited) {
                xml.attribute("", "PROPAGATED", "true");
            }
        }
        boolean keyAbove = above.filter(PropertyDeclaration::key).isPresent();
        if (property.key() || keyAbove) {
            flag("key", property.key());
        }
        if (property.writable()) {
            flag("write", true);
        }
        facets(property, facets);
        xml.close();
    }

    private static String origin(ManagedClass type, PropertyDeclaration property, List<ManagedClass> ancestors) {
        String origin = type.name();
        for (ManagedClass ancestor : ancestors) {
            if (find(ancestor, property).isPresent()) {
                origin = ancestor.name();
            }
        }
        return origin;
    }

    private static Optional<PropertyDeclaration> find(ManagedClass type, PropertyDeclaration property) {
        return type.properties().stream()
                .filter(each -> each.name().equalsIgnoreCase(property.name()))
                .findFirst();
    }

    private void method(ManagedClass type, MethodDeclaration method) {
        xml.open("", "METHOD").attribute("", "NAME", method.name()).attribute("", "TYPE", "uint32");
        if (options.origin()) {
            xml.attribute("", "CLASSORIGIN", type.name());
        }
        if (method.isStatic()) {
            flag("static", true);
        }
        lists(method.result());
        method.parameters().forEach(this::parameter);
        xml.close();
    }

    private void parameter(ParameterDeclaration parameter) {
        open("PARAMETER", parameter.declared(), parameter.facets());
        if (parameter.in()) {
            flag("in", true);
        }
        if (parameter.out()) {
            flag("out", true);
        }
        facets(parameter.declared(), parameter.facets());
        xml.close();
    }

    private void open(String element, PropertyDeclaration declared, CimFacets facets) {
        boolean reference = declared.type() == DataType.REFERENCE;
        String array = reference ? ".REFARRAY" : ".ARRAY";
        xml.open("", element + (declared.array() ? array : reference ? ".REFERENCE" : ""));
        xml.attribute("", "NAME", declared.name());
        if (!reference) {
            xml.attribute("", "TYPE", typeName(declared.type()));
        } else if (!facets.target().isEmpty()) {
            xml.attribute("", "REFERENCECLASS", facets.target());
        }
    }

    static String typeName(DataType type) {
        return type == DataType.EMBEDDED_INSTANCE ? "string" : type.name().toLowerCase(Locale.ROOT);
    }

    private void facets(PropertyDeclaration declared, CimFacets facets) {
        if (declared.type() == DataType.EMBEDDED_INSTANCE && facets.target().isEmpty()) {
            flag("EmbeddedObject", true);
        } else if (declared.type() == DataType.EMBEDDED_INSTANCE) {
            qualifier("EmbeddedInstance", "string", facets.target());
        }
        lists(facets);
    }

    private void lists(CimFacets facets) {
        list("ValueMap", facets.valueMap());
        list("Values", facets.values());
    }

    private void flag(String name, boolean value) {
        qualifier(name, "boolean", String.valueOf(value));
    }

    private void qualifier(String name, String type, String value) {
        if (options.qualifiers()) {
            xml.open("", "QUALIFIER").attribute("", "NAME", name).attribute("", "TYPE", type);
            xml.element("", "VALUE", value).close();
        }
    }

    private void list(String name, List<String> values) {
        if (options.qualifiers() && !values.isEmpty()) {
            xml.open("", "QUALIFIER").attribute("", "NAME", name).attribute("", "TYPE", "string");
            xml.open("", "VALUE.ARRAY");
            values.forEach(value -> xml.element("", "VALUE", value));
            xml.close().close();
        }
    }
}
