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
public record MethodDeclaration(
        String name, boolean isStatic, CimFacets result, List<ParameterDeclaration> parameters) {
    public MethodDeclaration {
        parameters = List.copyOf(parameters);
    }

    /** A method of instances of which no more is known. */
    public static MethodDeclaration of(String name, ParameterDeclaration... parameters) {
        return new MethodDeclaration(name, false, CimFacets.NONE, List.of(parameters));
    }

    public MethodDeclaration asStatic() {
        return new MethodDeclaration(name, true, result, parameters);
    }

    /** The same with the values that it may return. */
    public MethodDeclaration returning(String... values) {
        return new MethodDeclaration(name, isStatic, CimFacets.ofValues(values), parameters);
    }
}
