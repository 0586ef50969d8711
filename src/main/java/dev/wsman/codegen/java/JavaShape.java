package dev.wsman.codegen.java;

import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimName;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a CIM type looks in Java.
 *
 * @param kind what one value is
 * @param array whether it is a list
 * @param required whether it is a key, and so a plain type
 * @param target the Java class a reference points to or an embedded instance is of; empty for others
 * @param constants the values a ValueMap names
 */
record JavaShape(Kind kind, boolean array, boolean required, String target, Optional<EnumConstants> constants) {

    enum Kind {
        BOOLEAN,
        INT,
        LONG,
        UNSIGNED,
        DOUBLE,
        CHARACTER,
        TEXT,
        DATETIME,
        REFERENCE,
        EMBEDDED,
        OCTETS
    }

    static JavaShape of(CimElement element, CimDataType type, boolean key, Function<CimName, String> javaClass) {
        Kind kind = kind(element, type);
        String target =
                switch (kind) {
                    case REFERENCE -> type.referenceClass().map(javaClass).orElse("CimObject");
                    case EMBEDDED -> element.embeddedClass().map(javaClass).orElse("CimObject");
                    default -> "";
                };
        boolean array = type.array() && kind != Kind.OCTETS;
        return new JavaShape(
                kind, array, key && !type.array() && kind != Kind.EMBEDDED, target, EnumConstants.of(element, type));
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

    /** Whether there is another accessor, for what the first cannot tell: exact numbers, intervals. */
    boolean hasOther() {
        return kind == Kind.UNSIGNED || kind == Kind.DATETIME;
    }

    /** What the name of the other accessor ends with. */
    String otherSuffix() {
        return kind == Kind.UNSIGNED ? "Exact" : "Interval";
    }
}
