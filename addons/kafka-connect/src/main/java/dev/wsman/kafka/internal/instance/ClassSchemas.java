package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.instance.PropertyShape.Fields;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * The schemas of the classes that a task has seen. The schema of a class has all properties of all instances of it that
 * any host has sent with a value, so that a null or an array of one item does not change the schema back and forth. Thread-safe.
 */
final class ClassSchemas {
    /** The beginning of the names of schemas. */
    static final String PREFIX = "dev.wsman.instance.";

    private static final int MOST_CLASSES = 1_000;
    private static final int MOST_PROPERTIES = 5_000;

    private final Map<String, Known> classes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_CLASSES;
        }
    };

    private record Known(Fields fields, Schema schema) {}

    /**
     * Returns the schema for instances of a scan.
     *
     * @param className the class of all of them
     * @param instances their properties
     */
    synchronized Schema schema(String className, Collection<Map<String, Object>> instances) {
        Known known = classes.get(className);
        Fields fields = known == null ? new Fields(Map.of()) : known.fields();
        for (Map<String, Object> properties : instances) {
            fields = fields.and(PropertyShape.fields(properties));
        }
        if (known != null && known.fields().equals(fields)) {
            return known.schema();
        }
        Schema schema = fields.schema(PREFIX + className);
        if (fields.fields().size() <= MOST_PROPERTIES) {
            classes.put(className, new Known(fields, schema));
        }
        return schema;
    }
}
