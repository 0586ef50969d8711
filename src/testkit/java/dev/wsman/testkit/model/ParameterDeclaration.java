package dev.wsman.testkit.model;

/**
 * The declaration of a parameter of a method.
 *
 * @param declared its name and type
 * @param in whether it is in the request
 * @param out whether it is in the reply
 * @param facets the declared facts about it besides its type
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
