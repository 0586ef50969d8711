package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.value.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The keys of records: a structure, or a text in JSON, with the host, the class, and what identifies the instance. Thread-safe. */
final class KeyForm {
    /** The URL of the host. */
    static final String ENDPOINT = "endpoint";

    /** The class. */
    static final String CLASS = "class";

    /** The selectors of the reference, or the properties of the key. */
    static final String SELECTORS = "selectors";

    private static final String NAME = "dev.wsman.instance.key.";

    private static final int MOST_SCHEMAS = 1_000;

    private final Map<Shape, Schema> schemas = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Schema> eldest) {
            return size() > MOST_SCHEMAS;
        }
    };

    /** What the schema of a key depends on. */
    private record Shape(String className, Set<String> names) {}

    /** Returns the key as a structure. Keys with the same class and names have the same schema. */
    SchemaAndValue struct(String endpoint, InstanceKey key) {
        Schema schema = schema(new Shape(key.className(), key.values().keySet()));
        Struct values = new Struct(schema.field(SELECTORS).schema());
        key.values().forEach(values::put);
        return new SchemaAndValue(
                schema,
                new Struct(schema)
                        .put(ENDPOINT, endpoint)
                        .put(CLASS, key.className())
                        .put(SELECTORS, values));
    }

    private synchronized Schema schema(Shape shape) {
        Schema known = schemas.get(shape);
        if (known == null) {
            known = build(shape);
            schemas.put(new Shape(shape.className(), new TreeSet<>(shape.names())), known);
        }
        return known;
    }

    private static Schema build(Shape shape) {
        SchemaBuilder names = SchemaBuilder.struct().name(NAME + shape.className() + "." + SELECTORS);
        shape.names().forEach(name -> names.field(name, Schema.OPTIONAL_STRING_SCHEMA));
        return SchemaBuilder.struct()
                .name(NAME + shape.className())
                .field(ENDPOINT, Schema.STRING_SCHEMA)
                .field(CLASS, Schema.STRING_SCHEMA)
                .field(SELECTORS, names.build())
                .build();
    }

    /** Returns the key as a text in JSON. */
    static SchemaAndValue json(String endpoint, InstanceKey key) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(ENDPOINT, endpoint);
        fields.put(CLASS, key.className());
        fields.put(SELECTORS, key.values());
        return new SchemaAndValue(Schema.STRING_SCHEMA, JsonText.of(fields));
    }
}
