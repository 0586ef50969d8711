package dev.wsman.testkit.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a method: its ReturnValue and out parameters. A ReturnValue other than 0 is data; it does not cause a
 * fault.
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
