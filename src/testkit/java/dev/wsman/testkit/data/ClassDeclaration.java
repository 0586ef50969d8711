package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The declaration of a class, or of the parameters of a method.
 *
 * @param name the name of the class or method
 * @param superclass the class that it extends, or empty
 * @param properties all its properties
 */
record ClassDeclaration(String name, Optional<String> superclass, List<PropertyDeclaration> properties) {
    private static final Pattern LINE = Pattern.compile("(?:\\[(key|write)] )?(\\w+) (\\w+)(\\[])?");

    /**
     * Reads one property per line: {@code [key] string Name}, {@code [write] uint16 Numbers[]} or {@code ref Target}.
     */
    static ClassDeclaration of(String name, String superclass, String lines) {
        List<PropertyDeclaration> properties = lines.lines()
                .filter(line -> !line.isBlank())
                .map(ClassDeclaration::property)
                .toList();
        return new ClassDeclaration(name, Optional.ofNullable(superclass), properties);
    }

    /** Declares the parameters of a method. {@link #read} rejects others. */
    static ClassDeclaration parameters(String method, String lines) {
        return of(method, null, lines);
    }

    private static PropertyDeclaration property(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a declaration: " + line);
        }
        return new PropertyDeclaration(
                parts.group(3),
                type(parts.group(2)),
                parts.group(4) != null,
                "key".equals(parts.group(1)),
                "write".equals(parts.group(1)));
    }

    private static DataType type(String word) {
        return switch (word) {
            case "ref" -> DataType.REFERENCE;
            case "instance" -> DataType.EMBEDDED_INSTANCE;
            default -> DataType.valueOf(word.toUpperCase(Locale.ROOT));
        };
    }

    Optional<PropertyDeclaration> find(String wanted) {
        return properties.stream()
                .filter(property -> property.name().equalsIgnoreCase(wanted))
                .findFirst();
    }

    List<String> keys() {
        return properties.stream()
                .filter(PropertyDeclaration::key)
                .map(PropertyDeclaration::name)
                .toList();
    }

    /**
     * Returns an instance with all properties in the declared order. Properties without a value are NULL, and other
     * values are ignored.
     */
    CimInstance instance(Map<String, ?> values) {
        Map<String, Object> all = new LinkedHashMap<>();
        properties.forEach(property -> all.put(property.name(), values.get(property.name())));
        return CimInstance.of(name, all);
    }

    /**
     * Converts the content that a client sent to the declared names and types. NULL remains NULL.
     *
     * @throws ModelException with the given reason, if a property is not declared or a value does not fit
     */
    Map<String, Object> read(CimInstance content, ModelException.Reason reason) {
        Map<String, Object> values = new LinkedHashMap<>();
        content.properties().forEach((sent, value) -> {
            PropertyDeclaration property =
                    find(sent).orElseThrow(() -> new ModelException(reason, name + " has no " + sent));
            values.put(property.name(), converted(property, value, reason));
        });
        return values;
    }

    private Object converted(PropertyDeclaration property, Object value, ModelException.Reason reason) {
        try {
            return ReceivedValueConverter.convert(property, value);
        } catch (IllegalArgumentException unfit) {
            throw new ModelException(reason, name + "." + property.name() + ": " + unfit.getMessage());
        }
    }

    /**
     * Returns the selectors under the declared names of the keys.
     *
     * @throws ModelException INVALID_SELECTORS, if one is missing or is not a key
     */
    Map<String, String> selectors(Map<String, String> given) {
        Map<String, String> known = new LinkedHashMap<>();
        given.forEach((sent, value) -> known.put(key(sent), value));
        keys().stream().filter(key -> !known.containsKey(key)).findFirst().ifPresent(missing -> {
            throw new ModelException(ModelException.Reason.INVALID_SELECTORS, name + " needs the selector " + missing);
        });
        return known;
    }

    private String key(String sent) {
        return keys().stream()
                .filter(sent::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() ->
                        new ModelException(ModelException.Reason.INVALID_SELECTORS, name + " has no key " + sent));
    }
}
