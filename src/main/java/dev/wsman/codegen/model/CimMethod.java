package dev.wsman.codegen.model;

import java.util.List;
import java.util.Optional;

/**
 * A method of a class.
 *
 * @param name its name
 * @param returnType the type of its return value; empty for {@code void}, which only Windows declares
 * @param parameters its parameters, in the declared order
 * @param qualifiers its qualifiers
 * @param origin the class that introduced it; empty if the source does not contain it
 * @param propagated whether the class inherits it unchanged, and the source repeats it
 */
public record CimMethod(
        CimName name,
        Optional<CimDataType> returnType,
        List<CimParameter> parameters,
        List<CimQualifier> qualifiers,
        Optional<CimName> origin,
        boolean propagated)
        implements CimElement {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the method returns an array, which CIM does not allow
     */
    public CimMethod {
        if (returnType.isPresent() && returnType.get().array()) {
            throw new IllegalArgumentException("returnType: a method returns one value");
        }
        parameters = List.copyOf(parameters);
        qualifiers = List.copyOf(qualifiers);
    }

    /** Returns whether it is called on the class instead of an instance. */
    public boolean isStatic() {
        return is("Static");
    }

    /** Returns the parameter of a name. */
    public Optional<CimParameter> parameter(CimName name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
