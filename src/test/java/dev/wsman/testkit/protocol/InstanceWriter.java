package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimDateTime;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimParameter;
import dev.wsman.testkit.model.CimProperty;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.CimType;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes instances, and what methods put out, as the CIM binding of WS-Management (DSP0230) has them. */
final class InstanceWriter {
    private final Service service;
    private final Manners manners;
    private final Resource resource;
    /** The namespace of the elements that hold date-times. */
    private String timeNamespace = Namespaces.CIM;

    InstanceWriter(Service service, Resource resource) {
        this.service = service;
        this.manners = service.manners();
        this.resource = resource;
    }

    /** Writes an instance in the namespace of its class. */
    void write(XmlText xml, CimInstance instance) {
        write(xml, instance, Optional.empty());
    }

    /** Writes an instance; with a projection as the kind of item that the server makes of it. */
    void write(XmlText xml, CimInstance instance, Optional<List<String>> projection) {
        if (projection.isPresent() && manners.has(Manner.PROJECTION_AS_FRAGMENT)) {
            writeProjection(xml, instance);
            return;
        }
        String namespace = namespaceOf(instance);
        xml.open(namespace, instance.className());
        if (manners.has(Manner.TYPED_ROOT)) {
            xml.attribute(Namespaces.XSI, "type", xml.qualified(namespace, instance.className() + "_Type"));
        }
        properties(xml, namespace, instance);
        if (manners.has(Manner.LOCATION) && resource.cim()) {
            xml.open(Namespaces.CIM, "Location");
            EndpointReferences.writeContent(
                    xml, service, resource, service.registry().referenceTo(instance));
            xml.close();
        }
        xml.close();
    }

    /**
     * Windows answers a projection as fragments: no namespace, alphabetical (MS-WSMV notes 58 and 59). The elements
     * that hold date-times are in no namespace either (captures/windows/wql-server-2008,
     * Win32_OperatingSystem_all_000.xml).
     */
    private void writeProjection(XmlText xml, CimInstance instance) {
        timeNamespace = "";
        xml.open(Namespaces.WSMAN, "XmlFragment");
        new TreeMap<>(instance.properties())
                .forEach((name, value) -> property(xml, "", name, value, declared(instance, name)));
        xml.close();
        timeNamespace = Namespaces.CIM;
    }

    /** Writes an instance in no namespace and without attributes of its own, for filters to look at. */
    void writeBare(XmlText xml, CimInstance instance) {
        xml.open("", instance.className());
        instance.properties().forEach((name, value) -> {
            if (value != null) {
                property(xml, "", name, value, Optional.empty());
            }
        });
        xml.close();
    }

    /** Writes the output of a method: the out parameters and ReturnValue. */
    void output(XmlText xml, String method, Map<String, Object> out, long returnValue) {
        boolean own = manners.has(Manner.OUTPUT_NAMED_AS_METHOD);
        String namespace = own
                ? resource.prefix() + method
                : service.registry().uriOf(resource.required().name(), resource);
        Map<String, Object> all = new LinkedHashMap<>();
        if (manners.has(Manner.RETURN_VALUE_FIRST)) {
            all.put("ReturnValue", returnValue);
        }
        all.putAll(manners.has(Manner.SORTED) ? new TreeMap<>(out) : out);
        all.putIfAbsent("ReturnValue", returnValue);
        Map<String, Object> ordered =
                manners.has(Manner.SORTED) && !manners.has(Manner.RETURN_VALUE_FIRST) ? new TreeMap<>(all) : all;
        xml.open(namespace, own ? method : method + "_OUTPUT");
        ordered.forEach((name, value) -> property(xml, namespace, name, value, parameter(method, name)));
        xml.close();
    }

    private Optional<CimProperty> parameter(String method, String name) {
        return resource.required().methodDeclarations().stream()
                .filter(declared -> declared.name().equals(method))
                .flatMap(declared -> declared.parameters().stream())
                .map(CimParameter::declared)
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    private void properties(XmlText xml, String namespace, CimInstance instance) {
        Map<String, Object> ordered =
                manners.has(Manner.SORTED) ? new TreeMap<>(instance.properties()) : instance.properties();
        ordered.forEach((name, value) -> property(xml, namespace, name, value, declared(instance, name)));
    }

    /** Writes one property: an element for each value of an array, one that is nil for NULL. */
    void property(XmlText xml, String namespace, String name, Object value, Optional<CimProperty> declared) {
        if (value == null) {
            if (!manners.has(Manner.NULLS_OMITTED)) {
                xml.open(namespace, name)
                        .attribute(Namespaces.XSI, "nil", "true")
                        .close();
            }
        } else if (value instanceof List<?> values) {
            if (manners.has(Manner.OCTETS_IN_BASE64)
                    && declared.map(CimProperty::type).orElse(null) == CimType.UINT8) {
                octets(xml, namespace, name, values);
            } else {
                values.forEach(each -> property(xml, namespace, name, each, declared));
            }
        } else {
            xml.open(namespace, name);
            if (manners.has(Manner.CHARACTERS_AS_NUMBERS)
                    && declared.map(CimProperty::type).orElse(null) == CimType.CHAR16) {
                xml.text(Integer.toString(String.valueOf(value).charAt(0)));
            } else {
                value(xml, value);
            }
            xml.close();
        }
    }

    private void octets(XmlText xml, String namespace, String name, List<?> values) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        values.forEach(each -> octets.write(Integer.parseInt(String.valueOf(each))));
        xml.open(namespace, name)
                .attribute(Namespaces.XSI, "type", xml.qualified(Namespaces.CIM, "cimBase64Binary"))
                .text(Base64.getEncoder().encodeToString(octets.toByteArray()))
                .close();
    }

    private void value(XmlText xml, Object value) {
        if (value instanceof CimInstance embedded) {
            String namespace = namespaceOf(embedded);
            xml.attribute(Namespaces.XSI, "type", xml.qualified(namespace, embedded.className() + "_Type"));
            properties(xml, namespace, embedded);
        } else if (value instanceof CimReference reference) {
            if (manners.has(Manner.WRAPPED_REFERENCES)) {
                EndpointReferences.write(xml, service, resource, reference);
            } else {
                EndpointReferences.writeContent(xml, service, resource, reference);
            }
        } else if (value instanceof OffsetDateTime || value instanceof Duration) {
            dateTime(xml, value);
        } else if (value instanceof Boolean && manners.has(Manner.UPPER_CASE_BOOLEANS)) {
            xml.text(value.equals(true) ? "TRUE" : "FALSE");
        } else {
            String text = String.valueOf(value);
            xml.text(manners.has(Manner.TEXT_DAMAGED) ? text.strip().replace("&", "") : text);
        }
    }

    private void dateTime(XmlText xml, Object value) {
        boolean interval = value instanceof Duration;
        String cim = interval ? CimDateTime.format((Duration) value) : CimDateTime.format((OffsetDateTime) value);
        switch (manners.dateTimes()) {
            case BARE -> xml.text(cim);
            case CIM_DATETIME -> xml.element(timeNamespace, "CIM_DateTime", cim);
            case XML_SCHEMA ->
                xml.element(
                        timeNamespace,
                        interval ? "Interval" : "Datetime",
                        interval ? value.toString() : xmlTime(value));
        }
    }

    /** OffsetDateTime leaves out seconds that are zero, which xs:dateTime does not allow. */
    private static String xmlTime(Object value) {
        String text = value.toString();
        return text.matches(".*T\\d\\d:\\d\\d(Z|[+-].*)") ? text.replaceFirst("(T\\d\\d:\\d\\d)", "$1:00") : text;
    }

    private String namespaceOf(CimInstance instance) {
        return service.registry().uriOf(instance.className(), resource);
    }

    private Optional<CimProperty> declared(CimInstance instance, String name) {
        return service.registry().find(instance.className()).stream()
                .flatMap(type -> type.properties().stream())
                .filter(property -> property.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
