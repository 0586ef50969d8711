package dev.wsman.kafka.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Collects what is wrong with a configuration beyond single values, each at the key that has to change. */
public final class ConfigProblems {
    private final List<Problem> problems = new ArrayList<>();

    private record Problem(String key, String message) {}

    /** Adds a message for a key. The message begins with the reason and never contains a secret. */
    public void add(String key, String message) {
        problems.add(new Problem(key, message));
    }

    /** Runs a check whose {@link IllegalArgumentException} becomes the message for a key. */
    public void check(String key, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            add(key, String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether nothing is wrong. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Adds the messages to the result of a validation. */
    public void addTo(Config validation) {
        Map<String, ConfigValue> values = validation.configValues().stream()
                .collect(Collectors.toMap(ConfigValue::name, Function.identity(), (first, second) -> first));
        for (Problem problem : problems) {
            ConfigValue value = values.get(problem.key());
            if (value != null) {
                value.addErrorMessage(problem.key() + ": " + problem.message());
            }
        }
    }

    /**
     * Throws the first problem, if there is one.
     *
     * @throws ConfigException if a problem was added
     */
    public void throwFirst() {
        if (!problems.isEmpty()) {
            throw new ConfigException(
                    problems.get(0).key() + ": " + problems.get(0).message());
        }
    }
}
