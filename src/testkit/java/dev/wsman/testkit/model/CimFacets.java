package dev.wsman.testkit.model;

import java.util.List;

/**
 * What a class declares of a property, a parameter or a return value besides its type. Immutable.
 *
 * @param target the class that a reference points to, or that an embedded instance is of; empty where none is declared
 * @param valueMap the values that are meant ({@code ValueMap}); empty where there is no such list
 * @param values what they are called ({@code Values}); empty as on Windows, which leaves texts out
 */
public record CimFacets(String target, List<String> valueMap, List<String> values) {
    public static final CimFacets NONE = new CimFacets("", List.of(), List.of());

    public CimFacets {
        valueMap = List.copyOf(valueMap);
        values = List.copyOf(values);
    }

    public static CimFacets ofTarget(String className) {
        return new CimFacets(className, List.of(), List.of());
    }

    public static CimFacets ofValues(String... valueMap) {
        return new CimFacets("", List.of(valueMap), List.of());
    }
}
