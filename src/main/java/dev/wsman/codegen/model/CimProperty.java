package dev.wsman.codegen.model;

import java.util.List;
import java.util.Optional;

/**
 * A property of a class, or a reference.
 *
 * @param name its name
 * @param type its type
 * @param qualifiers its qualifiers
 * @param defaultValue the initial value in new instances, if one is declared
 * @param origin the class that introduced it ({@code CLASSORIGIN}); empty if the source does not contain it
 * @param propagated whether the class inherits it unchanged ({@code PROPAGATED}), and the source repeats it
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

    /** Returns a property without default value, as MOF declares it. */
    public static CimProperty of(String name, CimDataType type, CimQualifier... qualifiers) {
        return new CimProperty(new CimName(name), type, List.of(qualifiers), Optional.empty(), Optional.empty(), false);
    }

    /** Returns whether it is a part of the key that identifies an instance. */
    public boolean isKey() {
        return is("Key");
    }
}
