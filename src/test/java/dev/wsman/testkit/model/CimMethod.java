package dev.wsman.testkit.model;

import java.util.List;

/**
 * The declaration of one method; it returns a uint32.
 *
 * @param name as it stands in the schema
 * @param isStatic whether it is called on the class rather than on an instance
 * @param result what is declared of its return value
 * @param parameters its parameters in their order
 */
public record CimMethod(String name, boolean isStatic, CimFacets result, List<CimParameter> parameters) {
    public CimMethod {
        parameters = List.copyOf(parameters);
    }

    /** A method of instances of which no more is known. */
    public static CimMethod of(String name, CimParameter... parameters) {
        return new CimMethod(name, false, CimFacets.NONE, List.of(parameters));
    }

    public CimMethod asStatic() {
        return new CimMethod(name, true, result, parameters);
    }

    /** The same with the values that it may return. */
    public CimMethod returning(String... values) {
        return new CimMethod(name, isStatic, CimFacets.ofValues(values), parameters);
    }
}
