package dev.wsman.testkit.model;

import java.util.List;

/**
 * The declaration of a method. It returns a uint32.
 *
 * @param name the name in the schema
 * @param isStatic whether it is called on the class rather than on an instance
 * @param result the declared facts about its return value
 * @param parameters its parameters in order
 */
public record MethodDeclaration(
        String name, boolean isStatic, CimFacets result, List<ParameterDeclaration> parameters) {
    public MethodDeclaration {
        parameters = List.copyOf(parameters);
    }

    /** Declares a method of instances. */
    public static MethodDeclaration of(String name, ParameterDeclaration... parameters) {
        return new MethodDeclaration(name, false, CimFacets.NONE, List.of(parameters));
    }

    public MethodDeclaration asStatic() {
        return new MethodDeclaration(name, true, result, parameters);
    }

    /** Returns this declaration with the allowed return values. */
    public MethodDeclaration returning(String... values) {
        return new MethodDeclaration(name, isStatic, CimFacets.ofValues(values), parameters);
    }
}
