package dev.wsman.cim;

import dev.wsman.Instance;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The input parameters of a method, {@code Method_INPUT} on the wire. Parameters are sent in the order of their
 * declaration, which some providers check. A parameter that was not set is not sent. Not thread-safe.
 */
public abstract class CimInput {
    private record Parameter(String name, @Nullable Object value) {}

    private final Map<Integer, Parameter> parameters = new TreeMap<>();

    /** For generated classes. */
    protected CimInput() {}

    /**
     * Sets a parameter.
     *
     * @param order the position in the declaration
     * @param name the name of the parameter
     * @param value the value; null sends NULL
     */
    protected final void set(int order, String name, @Nullable Object value) {
        parameters.put(order, new Parameter(name, CimValues.wire(value)));
    }

    Instance instance(String resourceUri, String method) {
        Instance.Builder builder = Instance.builder(resourceUri, method + "_INPUT");
        parameters.values().forEach(parameter -> builder.add(parameter.name(), parameter.value()));
        return builder.build();
    }
}
