package dev.wsman.codegen.model;

import java.util.Locale;
import java.util.Optional;

/** An intrinsic data type of DSP0004 §5.2, or a reference. {@link #cimName()} is its name in MOF and in CIM-XML. */
public enum CimPrimitive {
    /** True or false. */
    BOOLEAN,
    /** Unsigned, 8 bits. */
    UINT8,
    /** Unsigned, 16 bits. */
    UINT16,
    /** Unsigned, 32 bits. */
    UINT32,
    /** Unsigned, 64 bits. */
    UINT64,
    /** Signed, 8 bits. */
    SINT8,
    /** Signed, 16 bits. */
    SINT16,
    /** Signed, 32 bits. */
    SINT32,
    /** Signed, 64 bits. */
    SINT64,
    /** IEEE 754, 4 bytes. */
    REAL32,
    /** IEEE 754, 8 bytes. */
    REAL64,
    /** One UCS-2 character. */
    CHAR16,
    /** Text. */
    STRING,
    /** A time stamp or an interval, 25 characters. */
    DATETIME,
    /** A reference to an instance: {@code reference} in openwsman's messages, {@code Class REF} in MOF. */
    REFERENCE;

    /** Returns the name that declarations use, in lower case: {@code uint16}. */
    public String cimName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether this is one of the eight integer types. */
    public boolean isInteger() {
        return ordinal() >= UINT8.ordinal() && ordinal() <= SINT64.ordinal();
    }

    /** Returns whether this is {@code real32} or {@code real64}. */
    public boolean isReal() {
        return this == REAL32 || this == REAL64;
    }

    /** Returns the type of a name, in any case; empty if no type has the name. */
    public static Optional<CimPrimitive> named(String name) {
        for (CimPrimitive type : values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
