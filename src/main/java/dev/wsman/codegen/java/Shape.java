package dev.wsman.codegen.java;

import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimName;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How a CIM type looks in Java.
 *
 * @param kind what one value is
 * @param array whether it is a list
 * @param required whether it is a key, and so a plain type
 * @param target the Java class a reference points to or an embedded instance is of; empty for others
 * @param constants the values a ValueMap names
 */
record Shape(Kind kind, boolean array, boolean required, String target, Optional<Constants> constants) {

    enum Kind {
        BOOLEAN("boolean", "Boolean", "bool"),
        INT("int", "Integer", "integer"),
        LONG("long", "Long", "number"),
        UNSIGNED("long", "Long", "unsigned"),
        DOUBLE("double", "Double", "real"),
        CHARACTER("char", "Character", "character"),
        TEXT("String", "String", "text"),
        DATETIME("OffsetDateTime", "OffsetDateTime", "dateTime"),
        REFERENCE("", "", "reference"),
        EMBEDDED("", "", "embedded"),
        OCTETS("byte[]", "byte[]", "octets");

        final String plain;
        final String boxed;
        final String reader;

        Kind(String plain, String boxed, String reader) {
            this.plain = plain;
            this.boxed = boxed;
            this.reader = reader;
        }
    }

    static Shape of(CimElement element, CimDataType type, boolean key, Function<CimName, String> javaClass) {
        Kind kind = kind(element, type);
        String target =
                switch (kind) {
                    case REFERENCE -> type.referenceClass().map(javaClass).orElse("CimObject");
                    case EMBEDDED -> element.embeddedClass().map(javaClass).orElse("CimObject");
                    default -> "";
                };
        boolean array = type.array() && kind != Kind.OCTETS;
        return new Shape(
                kind, array, key && !type.array() && kind != Kind.EMBEDDED, target, Constants.of(element, type));
    }

    private static Kind kind(CimElement element, CimDataType type) {
        return switch (type.primitive()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case UINT8 -> type.array() && element.is("OctetString") ? Kind.OCTETS : Kind.INT;
            case SINT8, UINT16, SINT16, SINT32 -> Kind.INT;
            case UINT32, SINT64 -> Kind.LONG;
            case UINT64 -> Kind.UNSIGNED;
            case REAL32, REAL64 -> Kind.DOUBLE;
            case CHAR16 -> Kind.CHARACTER;
            case DATETIME -> Kind.DATETIME;
            case REFERENCE -> Kind.REFERENCE;
            case STRING ->
                element.is("EmbeddedObject")
                                || element.qualifier("EmbeddedInstance").isPresent()
                        ? Kind.EMBEDDED
                        : Kind.TEXT;
        };
    }

    /** The same with another way to name its Java class. */
    Shape withTarget(UnaryOperator<String> naming) {
        return target.isEmpty() ? this : new Shape(kind, array, required, naming.apply(target), constants);
    }

    /** The type of one value as an object. */
    String boxed() {
        return switch (kind) {
            case REFERENCE -> "Ref<? extends " + target + ">";
            case EMBEDDED -> target;
            default -> kind.boxed;
        };
    }

    /** What the accessor of the value as sent answers. */
    String type() {
        if (kind == Kind.OCTETS) {
            return kind.plain;
        } else if (array) {
            return "List<" + boxed() + ">";
        } else if (required) {
            return kind == Kind.REFERENCE ? boxed() : kind.plain;
        }
        return switch (kind) {
            case INT -> "OptionalInt";
            case LONG, UNSIGNED -> "OptionalLong";
            case DOUBLE -> "OptionalDouble";
            default -> "Optional<" + boxed() + ">";
        };
    }

    /** What a setter takes: null where the property is to be NULL. */
    String settable() {
        if (kind == Kind.OCTETS) {
            return kind.plain;
        }
        return array ? "List<" + (kind == Kind.EMBEDDED ? "? extends " + target : boxed()) + ">" : boxed();
    }

    /** The expression that reads the value as sent from {@code from}. */
    String read(String from, String property) {
        return required("required", from, property, call(from, kind.reader, property));
    }

    /** The type of the other accessor, for what the first cannot tell: exact numbers, intervals. */
    Optional<String> otherType() {
        String one = kind == Kind.UNSIGNED ? "BigInteger" : kind == Kind.DATETIME ? "Duration" : "";
        if (one.isEmpty()) {
            return Optional.empty();
        } else if (array) {
            return Optional.of("List<" + one + ">");
        }
        return Optional.of(required && kind == Kind.UNSIGNED ? one : "Optional<" + one + ">");
    }

    String otherSuffix() {
        return kind == Kind.UNSIGNED ? "Exact" : "Interval";
    }

    String otherSettable() {
        String one = kind == Kind.UNSIGNED ? "BigInteger" : "Duration";
        return array ? "List<" + one + ">" : one;
    }

    String readOther(String from, String property) {
        String call = call(from, kind == Kind.UNSIGNED ? "exact" : "interval", property);
        return kind == Kind.UNSIGNED ? required("required", from, property, call) : call;
    }

    /** The expression of what a setter's {@code value} is on the wire. */
    String written(String value) {
        return kind == Kind.UNSIGNED ? "CimValues.unsigned(" + value + ")" : value;
    }

    private String required(String method, String from, String property, String call) {
        return required ? from + "." + method + "(\"" + property + "\", " + call + ")" : call;
    }

    private String call(String from, String reader, String property) {
        String end = target.isEmpty() ? "" : ", " + target + ".class";
        return from + "." + reader + (array ? "s" : "") + "(\"" + property + "\"" + end + ")";
    }
}
