package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimDateTime;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** Reads the content of Put, Create and method calls: one element per property, repeated for arrays. */
final class RepresentationReader {
    private RepresentationReader() {}

    /** Reads a representation with the declarations of its class. */
    static CimInstance representation(
            Element element, ManagedClass type, TargetResource resource, ServerQuirks quirks) {
        if (!element.getLocalName().equals(type.name())) {
            throw invalid("InvalidValues", "The root element is " + element.getLocalName() + ", not " + type.name());
        }
        if (!resource.uri().equalsIgnoreCase(element.getNamespaceURI())) {
            throw invalidNamespace("The root element is not in the namespace of the resource URI");
        }
        requireSameNamespace(element);
        Map<String, List<Element>> found = grouped(element);
        found.remove("Location");
        Map<String, Object> values = new LinkedHashMap<>();
        found.forEach((name, elements) -> {
            PropertyDeclaration property = declared(type, name)
                    .orElseThrow(() -> invalid("InvalidValues", type.name() + " has no property " + name));
            values.put(property.name(), value(property, elements, quirks));
        });
        return CimInstance.of(type.name(), values);
    }

    /** Requires that the properties or parameters in an element are in its namespace (DSP0230; MS-WSMV 4.1.4). */
    static void requireSameNamespace(Element element) {
        for (Element child : DomElements.children(element)) {
            boolean location = DomElements.is(child, ServiceNamespaces.CIM, "Location");
            if (!location && !element.getNamespaceURI().equals(child.getNamespaceURI())) {
                throw invalidNamespace(child.getLocalName() + " is not in the namespace of " + element.getLocalName());
            }
        }
    }

    /** Returns the fault with the code ERROR_WSMAN_INVALID_XML_NAMESPACE. */
    static ServiceFaultException invalidNamespace(String reason) {
        return FaultKind.INVALID_REPRESENTATION
                .fault("InvalidNamespace")
                .nativeCode(2150858840L)
                .reason(reason + ".")
                .exception();
    }

    /** Reads the parameters of a method that is not declared: as texts, lists of texts, references and instances. */
    static CimInstance untyped(Element element) {
        Map<String, Object> values = new LinkedHashMap<>();
        grouped(element).forEach((name, elements) -> {
            List<Object> all = new ArrayList<>();
            elements.forEach(each -> all.add(untypedValue(each)));
            values.put(name, all.size() == 1 ? all.get(0) : all);
        });
        return CimInstance.of(className(element), values);
    }

    /** Returns the value of a property: a list if it is an array, which has one element for each item. */
    static Object value(PropertyDeclaration property, List<Element> elements, ServerQuirks quirks) {
        List<Object> values = new ArrayList<>();
        elements.stream()
                .filter(each -> !DomElements.isNil(each))
                .forEach(each -> values.addAll(
                        isBase64(property, each) ? bytes(property, each) : List.of(value(property, each, quirks))));
        if (property.array()) {
            return values.isEmpty() ? null : values;
        }
        if (values.size() > 1) {
            throw invalid("InvalidValues", property.name() + " is not an array");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Whether one element holds all bytes of an array, as OMI writes it (SERVERS.md). */
    private static boolean isBase64(PropertyDeclaration property, Element element) {
        return property.array()
                && property.type() == DataType.UINT8
                && element.getAttributeNS(ServiceNamespaces.XSI, "type").endsWith("ase64Binary");
    }

    private static List<Object> bytes(PropertyDeclaration property, Element element) {
        List<Object> numbers = new ArrayList<>();
        try {
            for (byte each : Base64.getDecoder().decode(element.getTextContent())) {
                numbers.add((long) Byte.toUnsignedInt(each));
            }
        } catch (IllegalArgumentException bad) {
            throw invalid("InvalidValues", property.name() + " is not in base64");
        }
        return numbers;
    }

    private static Object value(PropertyDeclaration property, Element element, ServerQuirks quirks) {
        if (property.type() == DataType.REFERENCE) {
            return ReferenceXml.read(element);
        }
        if (property.type() == DataType.EMBEDDED_INSTANCE) {
            return untyped(element);
        }
        try {
            return property.type() == DataType.CHAR16 && quirks.has(ServerQuirk.CHARACTERS_AS_NUMBERS)
                    ? numbered(element.getTextContent())
                    : scalar(property.type(), element.getTextContent());
        } catch (IllegalArgumentException bad) {
            throw invalid("InvalidValues", property.name() + " cannot be " + element.getTextContent());
        }
    }

    /**
     * Converts a text to a value of a type.
     *
     * @throws IllegalArgumentException if the text is not a value of the type
     */
    static Object scalar(DataType type, String text) {
        return switch (type) {
            case STRING, REFERENCE, EMBEDDED_INSTANCE -> text;
            case CHAR16 -> character(text);
            case BOOLEAN -> bool(text.strip());
            case REAL32 -> Float.valueOf(text.strip());
            case REAL64 -> Double.valueOf(text.strip());
            case DATETIME -> CimDateTime.parse(text);
            case UINT8, UINT16, UINT32, UINT64 -> integer(text, bits(type), false);
            case SINT8, SINT16, SINT32, SINT64 -> integer(text, bits(type), true);
        };
    }

    /** Returns the number at the end of the type's name: 16 for {@code UINT16} and for {@code SINT16}. */
    private static int bits(DataType type) {
        return Integer.parseInt(type.name().substring("UINT".length()));
    }

    /**
     * Returns the character whose decimal code is the text: {@code 65} is "A". OMI accepts only this form for a char16
     * (SERVERS.md, "Microsoft OMI").
     */
    static String numbered(String text) {
        return String.valueOf((char) integer(text, Character.SIZE, false).intValue());
    }

    private static String character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            return true;
        }
        if (text.equalsIgnoreCase("false") || text.equals("0")) {
            return false;
        }
        throw new IllegalArgumentException(text);
    }

    private static Number integer(String text, int bits, boolean signed) {
        BigInteger number = new BigInteger(text.strip());
        BigInteger limit = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        boolean tooSmall = signed ? number.compareTo(limit.negate()) < 0 : number.signum() < 0;
        if (tooSmall || number.compareTo(limit) >= 0) {
            throw new IllegalArgumentException(text);
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    private static Object untypedValue(Element element) {
        if (DomElements.isNil(element)) {
            return null;
        }
        if (ReferenceXml.isReference(element)) {
            return ReferenceXml.read(element);
        }
        List<Element> children = DomElements.children(element);
        if (children.size() == 1
                && children.get(0).getNamespaceURI() != null
                && children.get(0).getNamespaceURI().equals(ServiceNamespaces.CIM)) {
            return DomElements.text(children.get(0));
        }
        return children.isEmpty() ? element.getTextContent() : untyped(element);
    }

    /** Returns the class that {@code xsi:type="p:Class_Type"} names; without that attribute, the element's name. */
    private static String className(Element element) {
        String type = element.getAttributeNS(ServiceNamespaces.XSI, "type");
        String name = type.substring(type.indexOf(':') + 1);
        return name.isEmpty() ? element.getLocalName() : name.replaceFirst("_Type$", "");
    }

    private static Map<String, List<Element>> grouped(Element element) {
        Map<String, List<Element>> found = new LinkedHashMap<>();
        DomElements.children(element)
                .forEach(child -> found.computeIfAbsent(child.getLocalName(), name -> new ArrayList<>())
                        .add(child));
        return found;
    }

    static Optional<PropertyDeclaration> declared(ManagedClass type, String name) {
        return type.properties().stream()
                .filter(property -> property.name().equals(name))
                .findFirst();
    }

    static ServiceFaultException invalid(String detail, String reason) {
        return FaultKind.INVALID_REPRESENTATION
                .fault(detail)
                .reason(reason + ".")
                .exception();
    }
}
