package dev.wsman.internal.binding;

import dev.wsman.internal.value.ByteArrays;
import dev.wsman.internal.value.PropertyElement;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The type of a record component: how its value is read from the elements of a property.
 *
 * <pre>{@code
 *  String, long, enums, records ...     the last element
 *  byte[]                               all elements: base64, hexadecimal, or numbers
 *  List<T>, Collection<T>, Set<T>, T[]  a value for each element
 *  Optional<T>, OptionalLong ...        empty if there is no value
 * }</pre>
 *
 * @param values reads the value
 * @param none the value if the property is absent or null; null for most types
 * @param isRepeated whether all elements of the property count
 */
record ComponentType(ComponentValues values, @Nullable Object none, boolean isRepeated) {

    /**
     * Returns the type of a component.
     *
     * @param single returns the reader of one value of a class that is not a primitive
     * @throws IllegalArgumentException if no property can be read into the type; the message contains the reason
     */
    static ComponentType of(Type type, Function<Class<?>, ElementValue> single) {
        if (type instanceof Class<?> plain) {
            return ofClass(plain, single);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type item = generic.getActualTypeArguments()[0];
            if (raw == Optional.class) {
                ComponentType inner = of(item, single);
                return new ComponentType(
                        elements -> presentOrNull(inner, elements), Optional.empty(), inner.isRepeated);
            }
            if (item instanceof Class<?> itemType && raw.isAssignableFrom(List.class)) {
                return list(itemType, single);
            }
            if (item instanceof Class<?> itemType && raw == Set.class) {
                ComponentType list = list(itemType, single);
                return new ComponentType(elements -> set(list.values.read(elements)), Set.of(), true);
            }
        }
        throw new IllegalArgumentException("no property can be read into " + type.getTypeName());
    }

    private static @Nullable Object presentOrNull(ComponentType inner, List<Tree> elements) {
        Object value = inner.values.read(elements);
        return value == null ? null : Optional.of(value);
    }

    private static @Nullable Object set(@Nullable Object list) {
        return list == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>((Collection<?>) list));
    }

    private static ComponentType ofClass(Class<?> type, Function<Class<?>, ElementValue> single) {
        if (type == byte[].class) {
            return new ComponentType(ComponentType::bytes, null, true);
        }
        if (type.isArray()) {
            return array(type.getComponentType(), single);
        }
        if (type == OptionalLong.class) {
            return optional(single.apply(Long.class), value -> OptionalLong.of((Long) value), OptionalLong.empty());
        }
        if (type == OptionalInt.class) {
            return optional(single.apply(Integer.class), value -> OptionalInt.of((Integer) value), OptionalInt.empty());
        }
        if (type == OptionalDouble.class) {
            return optional(
                    single.apply(Double.class), value -> OptionalDouble.of((Double) value), OptionalDouble.empty());
        }
        return ofOne(type, single.apply(boxed(type)));
    }

    /** Returns the type of a component whose value is read from one element. */
    static ComponentType ofOne(Class<?> type, ElementValue single) {
        return optional(single, Function.identity(), defaultOf(type));
    }

    /** Returns the type of a component that no property sets. */
    static ComponentType unset(Class<?> type) {
        Object none = type == Optional.class
                ? Optional.empty()
                : type == List.class || type == Collection.class ? List.of() : defaultOf(type);
        return new ComponentType(elements -> null, none, false);
    }

    private static ComponentType optional(
            ElementValue single, Function<Object, Object> present, @Nullable Object none) {
        return new ComponentType(
                elements -> {
                    Object value = valueOf(single, elements);
                    return value == null ? null : present.apply(value);
                },
                none,
                false);
    }

    private static @Nullable Object valueOf(ElementValue single, List<Tree> elements) {
        return elements.isEmpty() || PropertyElement.isNull(elements.get(0)) ? null : single.read(elements.get(0));
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** Returns zero, false or U+0000 for a primitive; null for any other type. */
    private static @Nullable Object defaultOf(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    /** Windows sends a null array as one element that is nil. */
    private static boolean isNullArray(List<Tree> elements) {
        return elements.isEmpty() || elements.size() == 1 && PropertyElement.isNull(elements.get(0));
    }

    private static ComponentType list(Class<?> item, Function<Class<?>, ElementValue> single) {
        ElementValue reader = single.apply(boxed(item));
        Object none = defaultOf(item);
        boolean number = Number.class.isAssignableFrom(boxed(item));
        return new ComponentType(
                elements -> isNullArray(elements)
                        ? null
                        : items(number ? bytesAsNumbers(elements) : elements, reader, none),
                List.of(),
                true);
    }

    private static List<@Nullable Object> items(List<Tree> elements, ElementValue reader, @Nullable Object none) {
        List<@Nullable Object> items = new ArrayList<>(elements.size());
        for (Tree element : elements) {
            Object item = PropertyElement.isNull(element) ? null : reader.read(element);
            items.add(item == null ? none : item);
        }
        return Collections.unmodifiableList(items);
    }

    /** OMI sends a {@code uint8[]} as one text in base64. */
    private static List<Tree> bytesAsNumbers(List<Tree> elements) {
        String type = elements.get(0).attribute(Namespaces.XSI, "type");
        if (elements.size() != 1 || !ByteArrays.isOneText(type)) {
            return elements;
        }
        Tree element = elements.get(0);
        return ByteArrays.items(List.of(element.text()), type).stream()
                .map(number -> Tree.builder(element.namespace(), element.localName(), element.prefix())
                        .text(number)
                        .build())
                .toList();
    }

    private static ComponentType array(Class<?> item, Function<Class<?>, ElementValue> single) {
        ComponentType list = list(item, single);
        return new ComponentType(
                elements -> list.values.read(elements) instanceof Collection<?> items ? array(item, items) : null,
                Array.newInstance(item, 0),
                true);
    }

    private static Object array(Class<?> item, Collection<?> items) {
        Object array = Array.newInstance(item, items.size());
        int index = 0;
        for (Object each : items) {
            Array.set(array, index++, each);
        }
        return array;
    }

    private static byte @Nullable [] bytes(List<Tree> elements) {
        if (isNullArray(elements)) {
            return null;
        }
        String type = elements.get(0).attribute(Namespaces.XSI, "type");
        return ByteArrays.read(elements.stream().map(PropertyElement::text).toList(), type);
    }
}
