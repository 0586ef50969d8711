package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class ClassSchemasTest {
    private final ClassSchemas schemas = new ClassSchemas();

    private static Map<String, Object> properties(Object... pairs) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put((String) pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    private Struct struct(Map<String, Object> instance) {
        Schema schema = schemas.schema("A", List.of(instance));
        Struct struct = PropertyShape.struct(instance, schema);
        struct.validate();
        return struct;
    }

    @Test
    void describesTextsArraysAndStructures() {
        Schema schema = schemas.schema(
                "A", List.of(properties("t", "1", "n", null, "l", List.of("1", "2"), "s", Map.of("x", "1"))));
        Schema nested = SchemaBuilder.struct()
                .name("dev.wsman.instance.A.s")
                .optional()
                .field("x", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        assertThat(schema)
                .isEqualTo(SchemaBuilder.struct()
                        .name("dev.wsman.instance.A")
                        .optional()
                        .field(
                                "l",
                                SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                        .optional()
                                        .build())
                        .field("s", nested)
                        .field("t", Schema.OPTIONAL_STRING_SCHEMA)
                        .build());
    }

    @Test
    void keepsTypesThatOtherInstancesHaveShown() {
        struct(properties("l", List.of("1", "2"), "s", Map.of("x", "1")));
        Schema before = schemas.schema("A", List.of());
        Struct later = struct(properties("l", "3", "s", null));
        assertThat(later.schema()).isSameAs(before);
        assertThat(later.getArray("l")).isEqualTo(List.of("3"));
        assertThat(later.get("s")).isNull();
        assertThat(struct(properties()).get("l")).isNull();
    }

    @Test
    void findsTypeOfWhatWasNull() {
        assertThat(struct(properties("l", null)).schema().field("l")).isNull();
        assertThat(struct(properties("l", Arrays.asList("1", null))).getArray("l"))
                .isEqualTo(Arrays.asList("1", null));
    }

    @Test
    void hasOneSchemaForAllInstancesOfScan() {
        List<Map<String, Object>> scan =
                List.of(properties("a", "1"), properties("b", List.of(Map.of("x", "1"), Map.of("y", "2"))));
        Schema schema = schemas.schema("A", scan);
        assertThat(schema.fields()).extracting("name").containsExactly("a", "b");
        assertThat(schema.field("b").schema().valueSchema().fields())
                .extracting("name")
                .containsExactlyInAnyOrder("x", "y");
        scan.forEach(instance -> PropertyShape.struct(instance, schema).validate());
    }

    @Test
    void writesStructuresAsJsonWhereOthersAreTexts() {
        struct(properties("a", "1"));
        assertThat(struct(properties("a", Map.of("x", "1"))).get("a")).isEqualTo("{\"x\":\"1\"}");
        assertThat(struct(properties("a", List.of(Map.of("x", "1"), "2"))).getArray("a"))
                .isEqualTo(List.of("{\"x\":\"1\"}", "2"));
    }

    @Test
    void doesNotDependOnTheOrderOfInstances() {
        Map<String, Object> one = properties("b", "1", "a", null);
        Map<String, Object> other = properties("a", Map.of("y", "1", "x", "2"), "c", "3");
        Schema schema = schemas.schema("A", List.of(one, other));
        assertThat(new ClassSchemas().schema("A", List.of(other, one))).isEqualTo(schema);
        assertThat(schema.fields()).extracting("name").containsExactly("a", "b", "c");
        assertThat(schema.field("a").schema().fields()).extracting("name").containsExactly("x", "y");
    }
}
