package dev.wsman.testkit.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a method answers: its ReturnValue, which is data and no fault whatever its value, and its out parameters.
 *
 * @param returnValue the ReturnValue
 * @param out the out parameters by name, in order
 */
public record MethodResult(long returnValue, Map<String, Object> out) {
    public MethodResult {
        out = new LinkedHashMap<>(out);
    }

    public static MethodResult of(long returnValue) {
        return new MethodResult(returnValue, Map.of());
    }
}
