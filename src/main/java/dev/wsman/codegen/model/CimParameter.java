package dev.wsman.codegen.model;

import java.util.List;

/**
 * A parameter of a method.
 *
 * @param name its name
 * @param type its type
 * @param qualifiers its qualifiers
 */
public record CimParameter(CimName name, CimDataType type, List<CimQualifier> qualifiers) implements CimElement {

    /** Copies the list. */
    public CimParameter {
        qualifiers = List.copyOf(qualifiers);
    }

    /** Returns a parameter. */
    public static CimParameter of(String name, CimDataType type, CimQualifier... qualifiers) {
        return new CimParameter(new CimName(name), type, List.of(qualifiers));
    }

    /**
     * Returns whether the caller sends it: whether {@code In} is true. DSP0004 defines true as the default of {@code
     * In}, but OMI and Windows mark output parameters with {@code Out} and omit {@code In}.
     */
    public boolean isInput() {
        return qualifier("In").isPresent() ? is("In") : !is("Out");
    }

    /** Returns whether the reply has it: whether {@code Out} is true. */
    public boolean isOutput() {
        return is("Out");
    }
}
