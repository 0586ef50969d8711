package dev.wsman.camel.internal.value;

import dev.wsman.Instance;
import dev.wsman.camel.WsmanRequestConfiguration;
import dev.wsman.camel.WsmanResultType;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The form in which instances become message bodies: the class into which a session reads them, and the conversion of
 * such an object to a body. Thread-safe.
 *
 * @param <T> the class into which a session reads instances
 */
public final class InstanceForm<T> {
    private final Class<T> type;
    private final Function<T, Object> conversion;
    private final boolean json;

    private InstanceForm(Class<T> type, Function<T, Object> conversion, boolean json) {
        this.type = type;
        this.conversion = conversion;
        this.json = json;
    }

    /**
     * Returns the form of the options.
     *
     * @throws IllegalArgumentException if the class of the options cannot be found
     */
    public static InstanceForm<?> of(WsmanRequestConfiguration options, CamelContext context) {
        String name = options.getResultClass();
        return name == null ? of(options.getResultType()) : ofClass(name, context);
    }

    private static InstanceForm<Instance> of(WsmanResultType type) {
        Function<Instance, Object> conversion =
                switch (type) {
                    case INSTANCE -> instance -> instance;
                    case MAP -> Instance::toMap;
                    case XML -> Instance::toXml;
                    case JSON -> instance -> Json.text(instance.toMap());
                };
        return new InstanceForm<>(Instance.class, conversion, type == WsmanResultType.JSON);
    }

    private static InstanceForm<?> ofClass(String name, CamelContext context) {
        @Nullable Class<?> type = context.getClassResolver().resolveClass(name);
        if (type == null) {
            throw new IllegalArgumentException("resultClass: the class " + name + " is not on the class path");
        }
        return new InstanceForm<>(type, value -> value, false);
    }

    /** Returns the class into which a session reads instances. */
    public Class<T> type() {
        return type;
    }

    /** Returns the body for an object that a session has read. */
    public Object body(T value) {
        return conversion.apply(value);
    }

    /** Returns the body for an instance that is not read by a session into {@link #type()}, such as an output. */
    public Object bodyOfInstance(Instance instance) {
        return body(type == Instance.class ? type.cast(instance) : instance.as(type));
    }

    /** Returns the body for several bodies of this form: the list, or the text of a JSON array. */
    public Object list(List<?> bodies) {
        return json ? bodies.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")) : bodies;
    }
}
