package dev.wsman.testkit.model;

import java.util.List;

/**
 * The declared facts about a property, parameter or return value besides its type. Immutable.
 *
 * @param target the class of a reference or embedded instance; empty if none is declared
 * @param valueMap the allowed values ({@code ValueMap}); empty if there is no such list
 * @param values the names of the values ({@code Values}); empty as on Windows, which omits them
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
