package dev.wsman.codegen.xml;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimFlavor;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimValue;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.model.PrintableText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one {@code CLASS} element of DSP0201. */
final class CimXmlClass {
    /** The maximum number of characters of a class name in a message. */
    static final int SHOWN = 80;

    private final String source;
    private final XmlNode root;
    private final CimName name;
    private final Consumer<String> notes;

    CimXmlClass(String source, XmlNode root, Consumer<String> notes) {
        this.source = source;
        this.root = root;
        this.notes = notes;
        this.name = name(root);
    }

    CimClass read() {
        List<CimProperty> properties = new ArrayList<>();
        List<CimMethod> methods = new ArrayList<>();
        for (XmlNode child : root.children) {
            switch (child.name) {
                case "PROPERTY", "PROPERTY.ARRAY", "PROPERTY.REFERENCE", "PROPERTY.REFARRAY" ->
                    properties.add(property(child));
                case "METHOD" -> methods.add(method(child));
                case "QUALIFIER" -> {}
                default -> note(child.name + " skipped");
            }
        }
        return new CimClass(
                name,
                named(root, "SUPERCLASS"),
                qualifiers(root),
                distinct(properties, "property"),
                distinct(methods, "method"));
    }

    private <T extends CimElement> List<T> distinct(List<T> elements, String what) {
        Set<CimName> seen = new HashSet<>();
        return elements.stream()
                .filter(element -> {
                    boolean first = seen.add(element.name());
                    if (!first) {
                        note(what + " " + element.name() + " is repeated; the repetition is skipped");
                    }
                    return first;
                })
                .toList();
    }

    private CimProperty property(XmlNode node) {
        CimDataType type = type(node);
        Optional<CimValue> initial = type.isReference() ? Optional.empty() : value(node, type.primitive());
        if (initial.isPresent() && initial.get().array() != type.array()) {
            note("default value of " + name(node) + " does not match its type " + type + " and is skipped");
            initial = Optional.empty();
        }
        return new CimProperty(
                name(node),
                type,
                withEmbedding(node),
                initial,
                named(node, "CLASSORIGIN"),
                node.flag("PROPAGATED", false));
    }

    private CimMethod method(XmlNode node) {
        List<CimParameter> parameters = new ArrayList<>();
        for (XmlNode child : node.children) {
            if (child.name.startsWith("PARAMETER")) {
                parameters.add(new CimParameter(name(child), type(child), withEmbedding(child)));
            }
        }
        return new CimMethod(
                name(node),
                node.attribute("TYPE").map(type -> type(node)),
                distinct(parameters, "parameter of " + name(node)),
                qualifiers(node),
                named(node, "CLASSORIGIN"),
                node.flag("PROPAGATED", false));
    }

    private CimDataType type(XmlNode node) {
        boolean reference = node.name.endsWith(".REFERENCE") || node.name.endsWith(".REFARRAY");
        CimPrimitive primitive = reference
                ? CimPrimitive.REFERENCE
                : primitive(
                        name(node),
                        node.attribute("TYPE").orElseThrow(() -> error(node.name + " " + name(node) + " has no TYPE")));
        Optional<CimName> target =
                primitive == CimPrimitive.REFERENCE ? named(node, "REFERENCECLASS") : Optional.empty();
        CimDataType one = new CimDataType(primitive, target, false, OptionalInt.empty());
        boolean array = node.name.endsWith(".ARRAY") || node.name.endsWith(".REFARRAY");
        return array ? one.asArray(size(node)) : one;
    }

    private OptionalInt size(XmlNode node) {
        Optional<String> written = node.attribute("ARRAYSIZE");
        if (written.isPresent() && !written.get().matches("[1-9][0-9]{0,8}")) {
            throw error("ARRAYSIZE of " + name(node) + " is '" + written.get() + "', expected a number above 0");
        }
        return written.map(text -> OptionalInt.of(Integer.parseInt(text))).orElse(OptionalInt.empty());
    }

    private CimPrimitive primitive(CimName owner, String type) {
        return CimPrimitive.named(type.trim()).orElseGet(() -> {
            note("unknown type '" + type + "' of " + owner + " read as string");
            return CimPrimitive.STRING;
        });
    }

    /** Adds the qualifier for the attribute {@code EmbeddedObject}, by which DSP0201 2.3 also declares embedding. */
    private List<CimQualifier> withEmbedding(XmlNode node) {
        List<CimQualifier> qualifiers = qualifiers(node);
        boolean declared = qualifiers.stream()
                .anyMatch(q -> q.name().is("EmbeddedObject") || q.name().is("EmbeddedInstance"));
        if (declared || node.attribute("EmbeddedObject").isEmpty()) {
            return qualifiers;
        }
        List<CimQualifier> all = new ArrayList<>(qualifiers);
        all.add(CimQualifier.flag("EmbeddedObject"));
        return all;
    }

    private List<CimQualifier> qualifiers(XmlNode node) {
        return node.all("QUALIFIER").map(this::qualifier).toList();
    }

    private CimQualifier qualifier(XmlNode node) {
        CimPrimitive type = primitive(name(node), node.attribute("TYPE").orElse("string"));
        return new CimQualifier(
                name(node),
                type,
                value(node, type),
                new CimFlavor(
                        node.flag("OVERRIDABLE", true),
                        node.flag("TOSUBCLASS", true),
                        node.flag("TRANSLATABLE", false)));
    }

    private Optional<CimValue> value(XmlNode node, CimPrimitive type) {
        Optional<XmlNode> array = node.child("VALUE.ARRAY");
        if (array.isPresent()) {
            List<@Nullable String> items = new ArrayList<>();
            for (XmlNode item : array.get().children) {
                items.add(item.name.equals("VALUE.NULL") ? null : canonical(item.text(), type));
            }
            return Optional.of(new CimValue(items, true));
        }
        return node.child("VALUE").map(value -> CimValue.of(canonical(value.text(), type)));
    }

    static String canonical(String text, CimPrimitive type) {
        if (type == CimPrimitive.BOOLEAN) {
            return text.trim().toLowerCase(Locale.ROOT);
        }
        return type.isInteger() || type.isReal() ? text.trim() : text;
    }

    private CimName name(XmlNode node) {
        return named(node, "NAME").orElseThrow(() -> error(node.name + " has no NAME"));
    }

    private Optional<CimName> named(XmlNode node, String attribute) {
        return node.attribute(attribute)
                .map(text -> CimName.read(place() + ", " + attribute + " of a " + node.name, text));
    }

    private DeclarationException error(String problem) {
        return new DeclarationException(place(), problem);
    }

    private void note(String note) {
        notes.accept(place() + ": " + note);
    }

    private String place() {
        return source + ", class " + PrintableText.of(root.attribute("NAME").orElse("(unnamed)"), SHOWN);
    }
}
