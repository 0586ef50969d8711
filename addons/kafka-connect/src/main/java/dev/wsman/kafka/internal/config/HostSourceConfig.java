package dev.wsman.kafka.internal.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The configuration of a connector or a task: the keys that both connectors have, and checks of them. */
public abstract sealed class HostSourceConfig extends AbstractConfig permits EventLogConfig, InstanceConfig {
    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    HostSourceConfig(ConfigDef definition, Map<String, String> properties) {
        super(definition, properties, false);
    }

    /**
     * Returns all keys of a connector.
     *
     * @param own adds those that the other connector does not have
     */
    static ConfigDef definition(Consumer<ConfigDef> own) {
        ConfigDef definition = new ConfigDef();
        HostsConfig.define(definition);
        own.accept(definition);
        SessionKeys.define(definition);
        WorkConfig.define(definition);
        return definition;
    }

    /** Checks what the definition cannot: combinations of keys, the query, and files. Connects to nothing. */
    public final ConfigProblems check() {
        ConfigProblems problems = new ConfigProblems();
        hosts().check(problems);
        checkTopic(RecordKeys.TOPIC, topic(), problems);
        checkSource(problems);
        session().check(hosts().known(), problems);
        return problems;
    }

    /** Checks the keys that the other connector does not have. */
    abstract void checkSource(ConfigProblems problems);

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
        return getString(RecordKeys.TOPIC).strip();
    }

    /** Returns the form of the values. */
    public final ValueFormat valueFormat() {
        return new Choice<>(ValueFormat.class).of(getString(RecordKeys.VALUE_FORMAT));
    }

    /** Returns a text without the white space around it; empty if it is not set, or blank. */
    final Optional<String> text(String key) {
        return text(this, key);
    }

    static Optional<String> text(AbstractConfig values, String key) {
        return Optional.ofNullable(values.getString(key)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
