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

    /** A parameter. */
    public static CimParameter of(String name, CimDataType type, CimQualifier... qualifiers) {
        return new CimParameter(new CimName(name), type, List.of(qualifiers));
    }

    /**
     * Whether the caller sends it: {@code In} is true. DSP0004 gives {@code In} the default true; a server that marks a
     * parameter {@code Out} and says nothing of {@code In} means an output (OMI, Windows).
     */
    public boolean isInput() {
        return qualifier("In").isPresent() ? is("In") : !is("Out");
    }

    /** Whether the answer has it: {@code Out} is true. */
    public boolean isOutput() {
        return is("Out");
    }
}
