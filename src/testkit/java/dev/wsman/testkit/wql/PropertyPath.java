package dev.wsman.testkit.wql;

import dev.wsman.testkit.model.CimInstance;
import java.util.List;

/**
 * A property in a query: {@code State}, {@code __CLASS}, or {@code TargetInstance.State} in an embedded instance.
 */
record PropertyPath(List<String> names) {
    static final String CLASS = "__CLASS";

    /** Returns the value, or null if it or an instance on the path is NULL. */
    Object read(CimInstance instance) {
        Object value = step(instance, names.get(0));
        for (String name : names.subList(1, names.size())) {
            if (value == null) {
                return null;
            }
            if (!(value instanceof CimInstance embedded)) {
                throw error(instance, "is not an embedded instance");
            }
            value = step(embedded, name);
        }
        return value;
    }

    private static Object step(CimInstance instance, String name) {
        if (name.equalsIgnoreCase(CLASS)) {
            return instance.className();
        }
        String property =
                instance.propertyName(name).orElseThrow(() -> WqlPropertyException.unknown(instance.className(), name));
        return instance.properties().get(property);
    }

    WqlPropertyException error(CimInstance instance, String problem) {
        return new WqlPropertyException(instance.className(), toString(), problem);
    }

    String first() {
        return names.get(0);
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
