package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.value.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The type of a property, as far as its values show it. The XML of an instance has no types, so that a value is a text,
 * an array, or an embedded instance. Immutable.
 */
sealed interface PropertyShape {
    /** Returns whether values have shown the type. */
    default boolean isKnown() {
        return this instanceof Items items ? items.item().isKnown() : !(this instanceof Unknown);
    }

    /** Only nulls were seen: any type is possible. */
    record Unknown() implements PropertyShape {}

    /** A simple value. */
    record Text() implements PropertyShape {}

    /**
     * An array.
     *
     * @param item the type of its items
     */
    record Items(PropertyShape item) implements PropertyShape {}

    /**
     * An embedded instance, or a whole one.
     *
     * @param fields the types of its properties
     */
    record Fields(Map<String, PropertyShape> fields) implements PropertyShape {
        Fields and(Fields other) {
            Map<String, PropertyShape> all = new TreeMap<>(fields);
            other.fields.forEach((name, shape) -> all.merge(name, shape, PropertyShape::both));
            return new Fields(all);
        }
    }

    /** Returns the type of a value. */
    static PropertyShape of(@Nullable Object value) {
        if (value == null) {
            return new Unknown();
        }
        if (value instanceof Map<?, ?> map) {
            return fields(map);
        }
        if (value instanceof List<?> list) {
            BinaryOperator<PropertyShape> both = PropertyShape::both;
            return new Items(list.stream().map(PropertyShape::of).reduce(new Unknown(), both));
        }
        return new Text();
    }

    /** Returns the type of the properties of an instance. */
    static Fields fields(Map<?, ?> properties) {
        Map<String, PropertyShape> fields = new TreeMap<>();
        properties.forEach((name, value) -> fields.put(String.valueOf(name), of(value)));
        return new Fields(fields);
    }

    /**
     * Returns the type that can hold the values of both: an array for an array and a single value, and a text if one is
     * a text and the other an embedded instance.
     */
    static PropertyShape both(PropertyShape one, PropertyShape other) {
        if (one instanceof Unknown || one.equals(other)) {
            return other;
        }
        if (other instanceof Unknown) {
            return one;
        }
        if (one instanceof Fields fields && other instanceof Fields more) {
            return fields.and(more);
        }
        if (one instanceof Items || other instanceof Items) {
            return new Items(both(item(one), item(other)));
        }
        return new Text();
    }

    private static PropertyShape item(PropertyShape shape) {
        return shape instanceof Items items ? items.item() : shape;
    }

    /**
     * Returns the schema of the type, whose values may be null. The fields of a structure are in alphabetical order, so
     * that every task has the same; those that were only null are left out, because their type is not known.
     *
     * @param name the name for a structure
     */
    default Schema schema(String name) {
        if (this instanceof Items items) {
            return SchemaBuilder.array(items.item().schema(name)).optional().build();
        }
        if (this instanceof Fields fields) {
            SchemaBuilder builder = SchemaBuilder.struct().name(name).optional();
            fields.fields().forEach((field, shape) -> {
                if (shape.isKnown()) {
                    builder.field(field, shape.schema(name + "." + field));
                }
            });
            return builder.build();
        }
        return Schema.OPTIONAL_STRING_SCHEMA;
    }

    /** Returns a value in the form of a schema that can hold it. */
    static @Nullable Object value(@Nullable Object value, Schema schema) {
        if (value == null) {
            return null;
        }
        return switch (schema.type()) {
            case ARRAY -> {
                List<?> list = value instanceof List<?> items ? items : List.of(value);
                yield list.stream()
                        .map(item -> value(item, schema.valueSchema()))
                        .toList();
            }
            case STRUCT -> struct((Map<?, ?>) value, schema);
            default -> value instanceof String ? value : JsonText.of(value);
        };
    }

    /** Returns a structure with the properties of an instance; those that it does not have are null. */
    static Struct struct(Map<?, ?> properties, Schema schema) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, value(properties.get(field.name()), field.schema()));
        }
        return struct;
    }
}
