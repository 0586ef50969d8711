package dev.wsman.codegen.model;

import java.util.List;
import java.util.Optional;

/**
 * A method of a class.
 *
 * @param name its name
 * @param returnType what it returns; empty for {@code void}, which only Windows knows
 * @param parameters its parameters, in the declared order
 * @param qualifiers its qualifiers
 * @param origin the class that introduced it; empty where the source does not tell
 * @param propagated whether the class inherits it unchanged and the source wrote it out all the same
 */
public record CimMethod(
        CimName name,
        Optional<CimDataType> returnType,
        List<CimParameter> parameters,
        List<CimQualifier> qualifiers,
        Optional<CimName> origin,
        boolean propagated)
        implements CimElement {

    /** Copies the lists; a method that returns an array, which CIM does not know, is an {@link IllegalArgumentException}. */
    public CimMethod {
        if (returnType.isPresent() && returnType.get().array()) {
            throw new IllegalArgumentException("returnType: a method returns one value");
        }
        parameters = List.copyOf(parameters);
        qualifiers = List.copyOf(qualifiers);
    }

    /** Whether it is called on the class rather than on an instance. */
    public boolean isStatic() {
        return is("Static");
    }

    /** The parameter of that name. */
    public Optional<CimParameter> parameter(CimName name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
