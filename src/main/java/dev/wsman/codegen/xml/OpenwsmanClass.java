package dev.wsman.codegen.xml;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimValue;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.model.PrintableText;
import dev.wsman.codegen.model.StandardQualifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reply to openwsman's {@code GetClass}. It has no superclass, no targets of references, no methods and no
 * flavors.
 */
final class OpenwsmanClass {
    private final String source;
    private final XmlNode root;
    private final Consumer<String> notes;

    OpenwsmanClass(String source, XmlNode root, Consumer<String> notes) {
        this.source = source;
        this.root = root;
        this.notes = notes;
    }

    CimClass read() {
        Map<CimName, CimProperty> properties = new LinkedHashMap<>();
        root.child("properties").stream()
                .flatMap(list -> list.all("property"))
                .map(this::property)
                .forEach(p -> {
                    if (properties.putIfAbsent(p.name(), p) != null) {
                        note("property " + p.name() + " is repeated; the repetition is skipped");
                    }
                });
        return new CimClass(
                name(root), Optional.empty(), qualifiers(root), List.copyOf(properties.values()), List.of());
    }

    private CimProperty property(XmlNode node) {
        CimDataType type = type(node);
        return new CimProperty(name(node), type, qualifiers(node), value(node, type), Optional.empty(), false);
    }

    private List<CimQualifier> qualifiers(XmlNode node) {
        return node.child("qualifiers").stream()
                .flatMap(list -> list.all("qualifier"))
                .map(this::qualifier)
                .toList();
    }

    private CimQualifier qualifier(XmlNode node) {
        CimName name = name(node);
        CimDataType type = type(node);
        return new CimQualifier(
                name,
                type.primitive(),
                value(node, type),
                StandardQualifiers.of(name).flavor());
    }

    private CimDataType type(XmlNode node) {
        XmlNode type = node.child("type").orElseThrow(() -> error(node.name + " " + name(node) + " has no type"));
        Optional<XmlNode> array = type.child("array");
        String written = array.orElse(type).text().trim();
        CimPrimitive primitive = CimPrimitive.named(written).orElseGet(() -> {
            note("unknown type '" + written + "' of " + name(node) + " read as string");
            return CimPrimitive.STRING;
        });
        CimDataType one = CimDataType.of(primitive);
        return array.isPresent() ? one.asArray(OptionalInt.empty()) : one;
    }

    private Optional<CimValue> value(XmlNode node, CimDataType type) {
        List<@Nullable String> items = new ArrayList<>();
        node.all("value")
                .forEach(value -> items.add(
                        value.flag("nil", false)
                                ? null
                                : CimXmlClass.canonical(unescape(value.text()), type.primitive())));
        if (items.isEmpty() || items.size() == 1 && items.get(0) == null || type.isReference()) {
            return Optional.empty();
        }
        if (!type.array() && items.size() > 1) {
            note(items.size() + " values of " + name(node) + ", which is not an array, are skipped");
            return Optional.empty();
        }
        return Optional.of(new CimValue(items, type.array()));
    }

    /**
     * Replaces escapes: openwsman passes on those of the broker's MOF, so that {@code \n} and {@code \'} are two
     * characters each.
     */
    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = c == '\\' && i + 1 < text.length() ? "ntr'\"\\".indexOf(text.charAt(i + 1)) : -1;
            if (escape >= 0) {
                plain.append("\n\t\r'\"\\".charAt(escape));
                i++;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private CimName name(XmlNode node) {
        return node.child("name")
                .map(XmlNode::text)
                .filter(text -> !text.isBlank())
                .map(text -> CimName.read(place() + ", name of a " + node.name, text.trim()))
                .orElseThrow(() -> error(node.name + " has no name"));
    }

    private DeclarationException error(String problem) {
        return new DeclarationException(place(), problem);
    }

    private void note(String note) {
        notes.accept(place() + ": " + note);
    }

    private String place() {
        return source
                + root.child("name")
                        .map(n -> ", class " + PrintableText.of(n.text(), CimXmlClass.SHOWN))
                        .orElse("");
    }
}
