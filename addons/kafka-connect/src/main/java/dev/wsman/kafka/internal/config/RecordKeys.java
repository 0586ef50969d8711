package dev.wsman.kafka.internal.config;

import dev.wsman.kafka.internal.config.KeyGroup.Doc;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys for the records of both connectors, with their documentation. */
final class RecordKeys {
    /** The topic of the records. */
    static final String TOPIC = "topic";

    /** The form of the values. */
    static final String VALUE_FORMAT = "value.format";

    private RecordKeys() {}

    /**
     * Begins the group of keys for the records, and adds those of both connectors.
     *
     * @param content what the records contain, in the plural
     */
    static KeyGroup begin(ConfigDef definition, String content) {
        return new KeyGroup(definition, "Records")
                .required(
                        TOPIC, Type.STRING, new NonEmptyString(), new Doc("Topic", "The topic of the " + content + "."))
                .optional(
                        VALUE_FORMAT,
                        Type.STRING,
                        "struct",
                        new Choice<>(ValueFormat.class),
                        Importance.HIGH,
                        new Doc(
                                "Format of values",
                                "struct has a schema, for any converter. json and xml are texts, for StringConverter."));
    }
}
