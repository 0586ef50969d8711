package dev.wsman.codegen.model;

import java.util.List;
import java.util.Optional;

/**
 * A property of a class, references included.
 *
 * @param name its name
 * @param type its type
 * @param qualifiers its qualifiers
 * @param defaultValue the value new instances begin with, where one is declared
 * @param origin the class that introduced it ({@code CLASSORIGIN}); empty where the source does not tell
 * @param propagated whether the class inherits it unchanged ({@code PROPAGATED}) and the source wrote it out all the same
 */
public record CimProperty(
        CimName name,
        CimDataType type,
        List<CimQualifier> qualifiers,
        Optional<CimValue> defaultValue,
        Optional<CimName> origin,
        boolean propagated)
        implements CimElement {

    /** Copies the list. */
    public CimProperty {
        qualifiers = List.copyOf(qualifiers);
    }

    /** A property without default value, as MOF declares it. */
    public static CimProperty of(String name, CimDataType type, CimQualifier... qualifiers) {
        return new CimProperty(new CimName(name), type, List.of(qualifiers), Optional.empty(), Optional.empty(), false);
    }

    /** Whether it is part of what identifies an instance. */
    public boolean isKey() {
        return is("Key");
    }
}
