package dev.wsman.testkit.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An instance: the name of its class and its properties in order. A value is a {@code String}, a {@code Number}, a
 * {@code Boolean}, an {@code OffsetDateTime}, a {@code Duration}, a {@link CimReference}, a {@code CimInstance}, a
 * {@code List} of these, or null. Immutable.
 */
public final class CimInstance {
    private final String className;
    private final Map<String, Object> properties;
    private final Map<String, String> names;

    private CimInstance(String className, Map<String, ?> properties) {
        Map<String, Object> copy = new LinkedHashMap<>();
        properties.forEach((name, value) -> copy.put(name, kept(value)));
        this.className = className;
        this.properties = Collections.unmodifiableMap(copy);
        this.names = new HashMap<>();
        copy.keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
    }

    public static CimInstance of(String className) {
        return new CimInstance(className, Map.of());
    }

    /** An instance with all the given properties, in the map's order; a null value is a CIM NULL. */
    public static CimInstance of(String className, Map<String, ?> properties) {
        return new CimInstance(className, properties);
    }

    /** A copy with one property more, or with another value for it. A name is found without regard to case. */
    public CimInstance with(String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(properties);
        copy.put(propertyName(name).orElse(name), value);
        return new CimInstance(className, copy);
    }

    public String className() {
        return className;
    }

    /** The properties in order; a null value is a CIM NULL. */
    public Map<String, Object> properties() {
        return properties;
    }

    /** The value of a property; empty where it is NULL or absent. */
    public Optional<Object> value(String name) {
        return propertyName(name).map(properties::get);
    }

    /** A property's name as this instance spells it; empty where the instance does not have it, present where it is NULL. */
    public Optional<String> propertyName(String name) {
        return Optional.ofNullable(names.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it has all of the given values, compared as text and without regard to case, as selectors are. */
    public boolean hasValues(Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(each -> value(each.getKey())
                .map(value -> value.toString().equalsIgnoreCase(each.getValue()))
                .orElse(false));
    }

    private static Object kept(Object value) {
        return value instanceof List<?> list ? Collections.unmodifiableList(new ArrayList<>(list)) : value;
    }

    @Override
    public String toString() {
        return className + properties;
    }
}
