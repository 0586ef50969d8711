package dev.wsman.camel.internal.produce;

import dev.wsman.Instance;
import dev.wsman.camel.WsmanRequestConfiguration;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** The form in which instances become message bodies. */
public final class InstanceForm implements Function<Instance, Object> {
    private final Function<Instance, Object> conversion;

    private InstanceForm(Function<Instance, Object> conversion) {
        this.conversion = conversion;
    }

    /**
     * Returns the form of the options.
     *
     * @throws IllegalArgumentException if the class of the options cannot be found
     */
    public static InstanceForm of(WsmanRequestConfiguration options, CamelContext context) {
        String name = options.getResultClass();
        if (name != null) {
            return ofClass(name, context);
        }
        return new InstanceForm(
                switch (options.getResultType()) {
                    case INSTANCE -> instance -> instance;
                    case MAP -> Instance::toMap;
                    case XML -> Instance::toXml;
                    case JSON -> instance -> Json.text(instance.toMap());
                });
    }

    private static InstanceForm ofClass(String name, CamelContext context) {
        Class<?> type = context.getClassResolver().resolveClass(name);
        if (type == null) {
            throw new IllegalArgumentException("resultClass: the class " + name + " is not on the class path");
        }
        return new InstanceForm(instance -> instance.as(type));
    }

    @Override
    public Object apply(Instance instance) {
        return conversion.apply(instance);
    }
}
