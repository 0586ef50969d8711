package dev.wsman.kafka.internal.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The keys that both connectors have, and checks of them. */
public abstract sealed class HostSourceConfig extends AbstractConfig permits EventLogConfig, InstanceConfig {
    /** The topic of the records. */
    public static final String TOPIC = "topic";

    /** The form of the values. */
    public static final String VALUE_FORMAT = "value.format";

    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    HostSourceConfig(ConfigDef definition, Map<String, String> properties) {
        super(definition, properties, false);
    }

    /** Checks what the definition cannot: combinations of keys, the query, and files. Connects to nothing. */
    public abstract ConfigProblems check();

    static void checkTopic(String key, String topic, ConfigProblems problems) {
        if (!TOPIC_NAME.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
            problems.add(
                    key,
                    topic + " is not the name of a topic; it has at most 249 letters, digits, dots, underscores and"
                            + " hyphens");
        }
    }

    /** Returns the keys that name the hosts. */
    public final HostsConfig hosts() {
        return new HostsConfig(this);
    }

    /** Returns the keys of the connections. */
    public final SessionConfig session() {
        return SessionConfig.of(this);
    }

    /** Returns the keys of threads and pauses. */
    public final WorkConfig work() {
        return new WorkConfig(this);
    }

    /** Returns the topic of the records. */
    public final String topic() {
        return getString(TOPIC).strip();
    }

    /** Returns the form of the values. */
    public final ValueFormat valueFormat() {
        return new Choice<>(ValueFormat.class).of(getString(VALUE_FORMAT));
    }

    /** Returns a text without the white space around it; empty if it is not set, or blank. */
    final Optional<String> text(String key) {
        return text(this, key);
    }

    static Optional<String> text(AbstractConfig values, String key) {
        return Optional.ofNullable(values.getString(key)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
