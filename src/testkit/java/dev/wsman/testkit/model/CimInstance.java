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
 * An instance: the name of its class, and its properties in order. A value is a {@code String}, {@code Number},
 * {@code Boolean}, {@code OffsetDateTime}, {@code Duration}, {@link CimReference}, {@code CimInstance}, a {@code
 * List} of these, or null. Immutable.
 *
 * <pre>{@code
 * CimInstance.of("Win32_Service").with("Name", "Spooler").with("State", "Running")
 * }</pre>
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

    /** Returns an instance with all the given properties, in the order of the map. A null value is a CIM NULL. */
    public static CimInstance of(String className, Map<String, ?> properties) {
        return new CimInstance(className, properties);
    }

    /** Returns a copy with this property added or replaced. Names compare without regard to case. */
    public CimInstance with(String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(properties);
        copy.put(propertyName(name).orElse(name), value);
        return new CimInstance(className, copy);
    }

    public String className() {
        return className;
    }

    /** The properties in order. A null value is a CIM NULL. */
    public Map<String, Object> properties() {
        return properties;
    }

    /** Returns the value of a property, or empty if it is NULL or absent. */
    public Optional<Object> value(String name) {
        return propertyName(name).map(properties::get);
    }

    /**
     * Returns the name of a property in the case of this instance. Empty if the property is absent; not empty if it
     * is NULL.
     */
    public Optional<String> propertyName(String name) {
        return Optional.ofNullable(names.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it has all the given values. Values compare as text and without regard to case, as selectors do. */
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
