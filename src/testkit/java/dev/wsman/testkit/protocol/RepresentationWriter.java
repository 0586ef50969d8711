package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimDateTime;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ParameterDeclaration;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.ReferenceXml.ReferencePosition;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes instances and the output of methods in the form of the CIM binding of WS-Management (DSP0230). */
final class RepresentationWriter {
    private static final DateTimeFormatter XML_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);

    private final ServiceSettings service;
    private final ServerQuirks quirks;
    private final TargetResource resource;
    /** Whether elements inside properties are written without a namespace and type. */
    private final boolean bare;

    RepresentationWriter(ServiceSettings service, TargetResource resource) {
        this(service, resource, false);
    }

    private RepresentationWriter(ServiceSettings service, TargetResource resource, boolean bare) {
        this.service = service;
        this.quirks = service.quirks();
        this.resource = resource;
        this.bare = bare;
    }

    /** Writes an instance in the namespace of its class. */
    void write(XmlTextWriter xml, CimInstance instance) {
        write(xml, instance, Optional.empty());
    }

    /** Writes an instance. If there is a projection, writes it in the form that the server uses for one. */
    void write(XmlTextWriter xml, CimInstance instance, Optional<List<String>> projection) {
        if (projection.isPresent() && quirks.has(ServerQuirk.PROJECTION_AS_FRAGMENT)) {
            writeProjection(xml, instance);
            return;
        }
        String namespace = namespaceOf(instance);
        xml.open(namespace, instance.className());
        if (quirks.has(ServerQuirk.TYPED_ROOT)) {
            xml.attribute(ServiceNamespaces.XSI, "type", xml.qualified(namespace, instance.className() + "_Type"));
        }
        properties(xml, namespace, instance);
        if (quirks.has(ServerQuirk.LOCATION) && resource.cim() && !resource.allClasses()) {
            xml.open(ServiceNamespaces.CIM, "Location");
            ReferenceXml.writeContent(
                    xml, service, resource, service.registry().referenceTo(instance), ReferencePosition.ITEM);
            xml.close();
        }
        xml.close();
    }

    /**
     * Writes a projection as fragments, as Windows does: in no namespace and in alphabetical order (MS-WSMV notes 58
     * and 59, captures/windows/wql-server-2008).
     */
    private void writeProjection(XmlTextWriter xml, CimInstance instance) {
        xml.open(ServiceNamespaces.WSMAN, "XmlFragment");
        RepresentationWriter bare = new RepresentationWriter(service, resource, true);
        bare.sorted(instance.properties())
                .forEach((name, value) -> bare.property(xml, "", name, value, declared(instance, name)));
        xml.close();
    }

    /** Writes an instance without namespaces and attributes, for filters to evaluate. */
    void writeBare(XmlTextWriter xml, CimInstance instance) {
        xml.open("", instance.className());
        instance.properties().forEach((name, value) -> {
            if (value != null) {
                property(xml, "", name, value, Optional.empty());
            }
        });
        xml.close();
    }

    /** Writes the output of a method: the out parameters and ReturnValue. */
    void output(XmlTextWriter xml, String method, Map<String, Object> out, long returnValue) {
        boolean own = quirks.has(ServerQuirk.OUTPUT_NAMED_AS_METHOD);
        String namespace = own
                ? resource.prefix() + method
                : service.registry().uriOf(resource.required().name(), resource);
        Map<String, Object> all = new LinkedHashMap<>();
        if (quirks.has(ServerQuirk.RETURN_VALUE_FIRST)) {
            all.put("ReturnValue", returnValue);
        }
        all.putAll(quirks.has(ServerQuirk.SORTED) ? sorted(out) : out);
        all.putIfAbsent("ReturnValue", returnValue);
        Map<String, Object> ordered =
                quirks.has(ServerQuirk.SORTED) && !quirks.has(ServerQuirk.RETURN_VALUE_FIRST) ? sorted(all) : all;
        xml.open(namespace, own ? method : method + "_OUTPUT");
        ordered.forEach((name, value) -> property(xml, namespace, name, value, parameter(method, name)));
        xml.close();
    }

    private Optional<PropertyDeclaration> parameter(String method, String name) {
        return resource.required().methodDeclarations().stream()
                .filter(declared -> declared.name().equals(method))
                .flatMap(declared -> declared.parameters().stream())
                .map(ParameterDeclaration::declared)
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    private void properties(XmlTextWriter xml, String namespace, CimInstance instance) {
        Map<String, Object> ordered =
                quirks.has(ServerQuirk.SORTED) ? sorted(instance.properties()) : instance.properties();
        ordered.forEach((name, value) -> property(xml, namespace, name, value, declared(instance, name)));
    }

    private Map<String, Object> sorted(Map<String, Object> values) {
        Map<String, Object> sorted = quirks.has(ServerQuirk.ORDER_IGNORES_CASE)
                ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER)
                : new TreeMap<>();
        sorted.putAll(values);
        return sorted;
    }

    /** Writes one property: one element per value of an array, and an element with xsi:nil for NULL. */
    void property(
            XmlTextWriter xml, String namespace, String name, Object value, Optional<PropertyDeclaration> declared) {
        if (value == null) {
            boolean omitted = quirks.has(ServerQuirk.NULLS_OMITTED)
                    || quirks.has(ServerQuirk.NULL_ARRAYS_OMITTED)
                            && declared.filter(PropertyDeclaration::array).isPresent();
            if (!omitted) {
                xml.open(namespace, name)
                        .attribute(ServiceNamespaces.XSI, "nil", "true")
                        .close();
            }
        } else if (value instanceof List<?> values) {
            if (quirks.has(ServerQuirk.UINT8_ARRAYS_IN_BASE64)
                    && declared.map(PropertyDeclaration::type).orElse(null) == DataType.UINT8) {
                bytes(xml, namespace, name, values);
            } else {
                values.forEach(each -> property(xml, namespace, name, each, declared));
            }
        } else {
            xml.open(namespace, name);
            if (quirks.has(ServerQuirk.CHARACTERS_AS_NUMBERS)
                    && declared.map(PropertyDeclaration::type).orElse(null) == DataType.CHAR16) {
                xml.text(Integer.toString(String.valueOf(value).charAt(0)));
            } else {
                value(xml, value);
            }
            xml.close();
        }
    }

    private void bytes(XmlTextWriter xml, String namespace, String name, List<?> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        values.forEach(each -> bytes.write(Integer.parseInt(String.valueOf(each))));
        xml.open(namespace, name)
                .attribute(ServiceNamespaces.XSI, "type", xml.qualified(ServiceNamespaces.CIM, "cimBase64Binary"))
                .text(Base64.getEncoder().encodeToString(bytes.toByteArray()))
                .close();
    }

    private void value(XmlTextWriter xml, Object value) {
        if (value instanceof CimInstance embedded) {
            embedded(xml, embedded);
        } else if (value instanceof CimReference reference) {
            if (quirks.has(ServerQuirk.WRAPPED_REFERENCES)) {
                ReferenceXml.write(xml, service, resource, reference, ReferencePosition.PROPERTY);
            } else {
                ReferenceXml.writeContent(xml, service, resource, reference, ReferencePosition.PROPERTY);
            }
        } else if (value instanceof OffsetDateTime || value instanceof Duration) {
            dateTime(xml, value);
        } else if (value instanceof Boolean && quirks.has(ServerQuirk.UPPER_CASE_BOOLEANS)) {
            xml.text(value.equals(true) ? "TRUE" : "FALSE");
        } else {
            String text = String.valueOf(value);
            xml.text(quirks.has(ServerQuirk.TEXT_DAMAGED) ? text.strip().replace("&", "") : text);
        }
    }

    private void embedded(XmlTextWriter xml, CimInstance embedded) {
        String namespace = bare ? "" : namespaceOf(embedded);
        if (!bare) {
            xml.attribute(ServiceNamespaces.XSI, "type", xml.qualified(namespace, embedded.className() + "_Type"));
        }
        properties(xml, namespace, embedded);
    }

    private void dateTime(XmlTextWriter xml, Object value) {
        boolean interval = value instanceof Duration;
        String cim = interval ? CimDateTime.format((Duration) value) : CimDateTime.format((OffsetDateTime) value);
        switch (quirks.dateTimes()) {
            case BARE -> xml.text(cim);
            case CIM_DATETIME -> xml.element(bare ? "" : ServiceNamespaces.CIM, "CIM_DateTime", cim);
            case XML_SCHEMA ->
                xml.element(
                        bare ? "" : ServiceNamespaces.CIM,
                        interval ? "Interval" : "Datetime",
                        interval ? value.toString() : xmlTime((OffsetDateTime) value));
        }
    }

    /** Always writes the seconds. Omits trailing zeros of a fraction: Windows sends 1 to 7 digits (WINDOWS.md). */
    private static String xmlTime(OffsetDateTime time) {
        return XML_TIME.format(time);
    }

    private String namespaceOf(CimInstance instance) {
        return service.registry().uriOf(instance.className(), resource);
    }

    private Optional<PropertyDeclaration> declared(CimInstance instance, String name) {
        return service.registry().find(instance.className()).stream()
                .flatMap(type -> type.properties().stream())
                .filter(property -> property.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
