package dev.wsman.kafka.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A key whose values are those of an enumeration: in lower case, with dots instead of underscores ({@code DEAD_LETTER}
 * is {@code dead.letter}).
 *
 * @param type the enumeration
 * @param <E> the enumeration
 */
public record Choice<E extends Enum<E>>(Class<E> type) implements ConfigDef.Validator {
    /** Returns the constant that a value names, in any case. */
    public E of(String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> text(constant).equalsIgnoreCase(value.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(value + " is not one of " + values()));
    }

    /** Returns the value that names a constant. */
    public static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private List<String> values() {
        return Arrays.stream(type.getEnumConstants()).map(Choice::text).toList();
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (!(value instanceof String text) || values().stream().noneMatch(text.strip()::equalsIgnoreCase)) {
            throw new ConfigException(name, value, "one of " + values() + " is expected");
        }
    }

    @Override
    public String toString() {
        return values().toString();
    }
}
