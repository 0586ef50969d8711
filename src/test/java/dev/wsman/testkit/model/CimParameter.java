package dev.wsman.testkit.model;

/**
 * The declaration of one parameter of a method.
 *
 * @param declared its name and type
 * @param in whether the caller sends it
 * @param out whether the answer has it
 * @param facets what else is declared of it
 */
public record CimParameter(CimProperty declared, boolean in, boolean out, CimFacets facets) {

    public static CimParameter in(CimProperty declared) {
        return new CimParameter(declared, true, false, CimFacets.NONE);
    }

    public static CimParameter out(CimProperty declared) {
        return new CimParameter(declared, false, true, CimFacets.NONE);
    }

    public CimParameter with(CimFacets more) {
        return new CimParameter(declared, in, out, more);
    }
}
