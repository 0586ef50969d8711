package dev.wsman.testkit.model;

/**
 * The declaration of one parameter of a method.
 *
 * @param declared its name and type
 * @param in whether the caller sends it
 * @param out whether the answer has it
 * @param facets what else is declared of it
 */
public record ParameterDeclaration(PropertyDeclaration declared, boolean in, boolean out, CimFacets facets) {

    public static ParameterDeclaration in(PropertyDeclaration declared) {
        return new ParameterDeclaration(declared, true, false, CimFacets.NONE);
    }

    public static ParameterDeclaration out(PropertyDeclaration declared) {
        return new ParameterDeclaration(declared, false, true, CimFacets.NONE);
    }

    public ParameterDeclaration with(CimFacets more) {
        return new ParameterDeclaration(declared, in, out, more);
    }
}
