package dev.wsman.codegen.xml;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.CimValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes classes as one CIM-XML declaration file (DSP0201 {@code DECLARATION}): the snapshot with which a program can
 * be built without the server. The same classes always give the same text, ordered by name, with one value per line.
 * {@link ClassXmlReader} reads equal classes from it.
 */
public final class ClassXmlWriter {
    static final String PREFIX_INSTRUCTION = "wsman-resource-uri-prefix";

    /** Stands for the schema of classes without a schema in their names. */
    static final String NO_SCHEMA = "_";

    private final StringBuilder out = new StringBuilder();
    private boolean controls;
    private int depth;

    private ClassXmlWriter() {}

    /** Returns the text of the file. It is XML 1.1 if it has characters that XML 1.0 does not allow. */
    public static String write(CimRepository classes) {
        return new ClassXmlWriter().document(classes);
    }

    /**
     * Returns the text of the file with the resource URI prefixes of some schemas, each in a processing instruction
     * before the declarations.
     *
     * @param prefixes the prefixes by schema; see {@link ClassXmlReader#resourceUriPrefixes()}
     * @throws IllegalArgumentException if a prefix or schema is not valid
     */
    public static String write(CimRepository classes, Map<String, String> prefixes) {
        ClassXmlWriter writer = new ClassXmlWriter();
        prefixes.forEach(writer::instruction);
        return writer.document(classes);
    }

    private void instruction(String name, String prefix) {
        String schema = name.isEmpty() ? NO_SCHEMA : name;
        if (!CimName.isName(schema) || !ClassXmlReader.isPrefix(prefix)) {
            throw new IllegalArgumentException("prefixes: '" + prefix + "' is not a prefix of resource URIs");
        }
        out.append("<?")
                .append(PREFIX_INSTRUCTION)
                .append(' ')
                .append(schema)
                .append(' ')
                .append(prefix)
                .append("?>\n");
    }

    private String document(CimRepository classes) {
        open("CIM", "CIMVERSION", "2.0", "DTDVERSION", "2.0");
        open("DECLARATION");
        open("DECLGROUP");
        classes.classes().forEach(this::declared);
        close("DECLGROUP");
        close("DECLARATION");
        close("CIM");
        return "<?xml version=\"" + (controls ? "1.1" : "1.0") + "\" encoding=\"UTF-8\"?>\n" + out;
    }

    private void declared(CimClass declared) {
        open("VALUE.OBJECT");
        open("CLASS", "NAME", declared.name().text(), "SUPERCLASS", text(declared.superclass()));
        qualifiers(declared);
        declared.properties().forEach(this::property);
        declared.methods().forEach(this::method);
        close("CLASS");
        close("VALUE.OBJECT");
    }

    private void property(CimProperty property) {
        CimDataType type = property.type();
        String element = "PROPERTY" + suffix(type, ".REFARRAY");
        open(
                element,
                "NAME",
                property.name().text(),
                "TYPE",
                type.isReference() ? null : type.primitive().cimName(),
                "REFERENCECLASS",
                text(type.referenceClass()),
                "ARRAYSIZE",
                size(type),
                "CLASSORIGIN",
                text(property.origin()),
                "PROPAGATED",
                property.propagated() ? "true" : null);
        qualifiers(property);
        property.defaultValue().ifPresent(this::value);
        close(element);
    }

    private void method(CimMethod method) {
        open(
                "METHOD",
                "NAME",
                method.name().text(),
                "TYPE",
                method.returnType().map(type -> type.primitive().cimName()).orElse(null),
                "REFERENCECLASS",
                text(method.returnType().flatMap(CimDataType::referenceClass)),
                "CLASSORIGIN",
                text(method.origin()),
                "PROPAGATED",
                method.propagated() ? "true" : null);
        qualifiers(method);
        method.parameters().forEach(this::parameter);
        close("METHOD");
    }

    private void parameter(CimParameter parameter) {
        CimDataType type = parameter.type();
        String element = "PARAMETER" + suffix(type, ".REFARRAY");
        open(
                element,
                "NAME",
                parameter.name().text(),
                "TYPE",
                type.isReference() ? null : type.primitive().cimName(),
                "REFERENCECLASS",
                text(type.referenceClass()),
                "ARRAYSIZE",
                size(type));
        qualifiers(parameter);
        close(element);
    }

    private void qualifiers(CimElement element) {
        for (CimQualifier qualifier : element.qualifiers()) {
            open(
                    "QUALIFIER",
                    "NAME",
                    qualifier.name().text(),
                    "TYPE",
                    qualifier.type().cimName(),
                    "OVERRIDABLE",
                    qualifier.flavor().overridable() ? null : "false",
                    "TOSUBCLASS",
                    qualifier.flavor().toSubclass() ? null : "false",
                    "TRANSLATABLE",
                    qualifier.flavor().translatable() ? "true" : null);
            qualifier.value().ifPresent(this::value);
            close("QUALIFIER");
        }
    }

    private void value(CimValue value) {
        if (!value.array()) {
            item(value.items().get(0));
            return;
        }
        open("VALUE.ARRAY");
        value.items().forEach(this::item);
        close("VALUE.ARRAY");
    }

    private void item(@Nullable String text) {
        indent();
        if (text == null) {
            out.append("<VALUE.NULL/>\n");
        } else {
            out.append("<VALUE>");
            escape(text);
            out.append("</VALUE>\n");
        }
    }

    private static String suffix(CimDataType type, String referenceArray) {
        if (type.isReference()) {
            return type.array() ? referenceArray : ".REFERENCE";
        }
        return type.array() ? ".ARRAY" : "";
    }

    private static @Nullable String text(Optional<CimName> name) {
        return name.map(CimName::text).orElse(null);
    }

    private static @Nullable String size(CimDataType type) {
        return type.arraySize().isPresent() ? String.valueOf(type.arraySize().getAsInt()) : null;
    }

    private void open(String element, @Nullable String... attributes) {
        indent();
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                escape(value);
                out.append('"');
            }
        }
        out.append(">\n");
        depth++;
    }

    private void close(String element) {
        depth--;
        int end = out.length();
        // writes an element without content as one tag
        if (out.charAt(end - 2) == '>' && isOpening(end, element)) {
            out.setLength(end - 2);
            out.append("/>\n");
            return;
        }
        indent();
        out.append("</").append(element).append(">\n");
    }

    private boolean isOpening(int end, String element) {
        int lineStart = out.lastIndexOf("\n", end - 2) + 1;
        String opening = "  ".repeat(depth) + "<" + element;
        return out.substring(lineStart, Math.min(end, lineStart + opening.length()))
                        .equals(opening)
                && List.of(' ', '>').contains(out.charAt(lineStart + opening.length()));
    }

    private void indent() {
        out.append("  ".repeat(depth));
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> {
                    if (c == '\n' || c >= ' ' && c < 0x7F || c >= 0xA0 && c != '\u2028') {
                        out.append(c);
                    } else {
                        controls |= c < ' ' && c != '\t' && c != '\r';
                        out.append("&#").append((int) c).append(';');
                    }
                }
            }
        }
    }
}
