package dev.wsman.codegen.model;

import java.util.Optional;

/**
 * A qualifier and its value, such as {@code Key}, {@code Description} or {@code ValueMap}.
 *
 * @param name its name
 * @param type the type of its value; never a reference
 * @param value its value; empty for NULL
 * @param flavor how it propagates
 */
public record CimQualifier(CimName name, CimPrimitive type, Optional<CimValue> value, CimFlavor flavor) {
    static final String EMBEDDED_OBJECT = "EmbeddedObject";
    static final String EMBEDDED_INSTANCE = "EmbeddedInstance";

    /**
     * Checks the value of {@code EmbeddedInstance}.
     *
     * @throws IllegalNameException if that value is not a valid class name
     */
    public CimQualifier {
        if (name.is(EMBEDDED_INSTANCE)) {
            value.ifPresent(classes -> classes.texts().forEach(CimQualifier::embedded));
        }
    }

    static Optional<CimName> embedded(String className) {
        return Optional.of(className.strip())
                .filter(name -> !name.isEmpty())
                .map(name -> CimName.read("qualifier " + EMBEDDED_INSTANCE, name));
    }

    /** Returns a qualifier with the standard type and flavor of its name. */
    public static CimQualifier of(String name, CimValue value) {
        StandardQualifiers.Declared declared = StandardQualifiers.of(new CimName(name));
        return new CimQualifier(
                new CimName(name), declared.type().orElse(CimPrimitive.STRING), Optional.of(value), declared.flavor());
    }

    /** Returns the boolean qualifier of a name, with the value true. */
    public static CimQualifier flag(String name) {
        return new CimQualifier(
                new CimName(name),
                CimPrimitive.BOOLEAN,
                Optional.of(CimValue.of("true")),
                StandardQualifiers.of(new CimName(name)).flavor());
    }
}
