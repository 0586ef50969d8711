package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.value.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The keys of records: a structure, or a text in JSON, with the host, the class, and what identifies the instance. */
final class KeyForm {
    /** The URL of the host. */
    static final String ENDPOINT = "endpoint";

    /** The class. */
    static final String CLASS = "class";

    /** The selectors of the reference, or the properties of the key. */
    static final String SELECTORS = "selectors";

    private static final String NAME = "dev.wsman.instance.key.";

    private KeyForm() {}

    /** Returns the key as a structure. */
    static SchemaAndValue struct(String endpoint, InstanceKey key) {
        SchemaBuilder names = SchemaBuilder.struct().name(NAME + key.className() + "." + SELECTORS);
        key.values().keySet().forEach(name -> names.field(name, Schema.OPTIONAL_STRING_SCHEMA));
        Schema selectors = names.build();
        Schema schema = SchemaBuilder.struct()
                .name(NAME + key.className())
                .field(ENDPOINT, Schema.STRING_SCHEMA)
                .field(CLASS, Schema.STRING_SCHEMA)
                .field(SELECTORS, selectors)
                .build();
        Struct values = new Struct(selectors);
        key.values().forEach(values::put);
        return new SchemaAndValue(
                schema,
                new Struct(schema)
                        .put(ENDPOINT, endpoint)
                        .put(CLASS, key.className())
                        .put(SELECTORS, values));
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
