package dev.wsman.codegen.java;

import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimName;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Java representation of a CIM type.
 *
 * @param kind the kind of one value
 * @param array whether it is a list
 * @param required whether it is a key, and therefore not optional
 * @param target the Java class of a reference's target or an embedded instance; empty for other kinds
 * @param constants the values that a ValueMap names
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
        OCTET_STRING
    }

    static JavaShape of(CimElement element, CimDataType type, boolean key, Function<CimName, String> javaClass) {
        Kind kind = kind(element, type);
        String target =
                switch (kind) {
                    case REFERENCE -> type.referenceClass().map(javaClass).orElse(ClassNames.BASE);
                    case EMBEDDED -> element.embeddedClass().map(javaClass).orElse(ClassNames.BASE);
                    default -> "";
                };
        boolean array = type.array() && kind != Kind.OCTET_STRING;
        return new JavaShape(
                kind, array, key && !type.array() && kind != Kind.EMBEDDED, target, EnumConstants.of(element, type));
    }

    private static Kind kind(CimElement element, CimDataType type) {
        return switch (type.primitive()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case UINT8 -> type.array() && element.is("OctetString") ? Kind.OCTET_STRING : Kind.INT;
            case SINT8, UINT16, SINT16, SINT32 -> Kind.INT;
            case UINT32, SINT64 -> Kind.LONG;
            case UINT64 -> Kind.UNSIGNED;
            case REAL32, REAL64 -> Kind.DOUBLE;
            case CHAR16 -> Kind.CHARACTER;
            case DATETIME -> Kind.DATETIME;
            case REFERENCE -> Kind.REFERENCE;
            case STRING -> element.isEmbedded() ? Kind.EMBEDDED : Kind.TEXT;
        };
    }

    /**
     * Returns whether there is a second accessor, for values that the first one cannot represent: exact numbers and
     * intervals.
     */
    boolean hasAlternative() {
        return kind == Kind.UNSIGNED || kind == Kind.DATETIME;
    }

    /** Returns the end of the second accessor's name. */
    String alternativeSuffix() {
        return kind == Kind.UNSIGNED ? "Exact" : "Interval";
    }
}
