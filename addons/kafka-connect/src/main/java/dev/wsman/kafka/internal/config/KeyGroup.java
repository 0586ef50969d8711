package dev.wsman.kafka.internal.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Adds the keys of one group to a definition, in their order. User interfaces show the groups under their names. */
public final class KeyGroup {
    private static final long LONGEST_TIME = 31_536_000_000L;

    private final ConfigDef definition;
    private final String name;
    private int order;

    /** Begins a group of the definition. */
    public KeyGroup(ConfigDef definition, String name) {
        this.definition = definition;
        this.name = name;
    }

    /**
     * Returns the check of a time in milliseconds, which is a year at most.
     *
     * @param least the shortest time
     */
    static Range time(long least) {
        return Range.between(least, LONGEST_TIME);
    }

    /** Returns the check of a number that may be missing. */
    static Validator ifSet(Range range) {
        return LambdaValidator.with(
                (key, value) -> {
                    if (value != null) {
                        range.ensureValid(key, value);
                    }
                },
                range::toString);
    }

    /** Adds a key that need not be set. */
    public KeyGroup optional(
            String key,
            Type type,
            @Nullable Object value,
            @Nullable Validator validator,
            Importance importance,
            Doc doc) {
        definition.define(key, type, value, validator, importance, doc.text(), name, ++order, width(type), doc.title());
        return this;
    }

    /** Adds a key that must be set. */
    public KeyGroup required(String key, Type type, Validator validator, Doc doc) {
        return optional(key, type, ConfigDef.NO_DEFAULT_VALUE, validator, Importance.HIGH, doc);
    }

    private static Width width(Type type) {
        return switch (type) {
            case BOOLEAN, SHORT, INT, LONG, DOUBLE -> Width.SHORT;
            default -> Width.LONG;
        };
    }

    /**
     * What a user reads about a key.
     *
     * @param title the name in user interfaces
     * @param text the documentation, with the unit
     */
    public record Doc(String title, String text) {}
}
