package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.EventLogKeys;
import dev.wsman.kafka.internal.config.HostsConfig;
import dev.wsman.kafka.internal.config.SessionKeys;
import dev.wsman.kafka.internal.config.WorkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** Compares the guides with the definition of the configuration, the schema and the metrics. */
class EventGuideTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\| ([^|]*) ?\\| .*");
    private static final Pattern NAME = Pattern.compile("`([a-z_-]+)`");
    private static final Pattern JSON = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    @Test
    void describesEachKeyOfEventLogsWithItsDefault() throws IOException {
        ConfigDef keys = new ConfigDef();
        EventLogKeys.define(keys);
        assertThat(documented(section("events.md", "Keys of the configuration")))
                .isEqualTo(defined(keys));
    }

    @Test
    void describesEachKeyOfBothConnectorsWithItsDefault() throws IOException {
        ConfigDef keys = new ConfigDef();
        HostsConfig.define(keys);
        SessionKeys.define(keys);
        WorkConfig.define(keys);
        assertThat(documented(section("README.md", "Keys of both connectors"))).isEqualTo(defined(keys));
    }

    @Test
    void describesEachFieldOfSchema() throws Exception {
        try (EventTask task = new EventTask();
                var host = EventTask.service()) {
            host.log("System").write(1);
            task.with("hosts", host.endpoint()).start();
            Set<String> fields = task.poll(1).get(0).valueSchema().fields().stream()
                    .map(field -> field.name())
                    .collect(Collectors.toSet());
            assertThat(firstColumn(section("events.md", "Values"))).containsAll(fields);
        }
    }

    @Test
    void describesEachMetric() throws Exception {
        try (EventTask task = new EventTask();
                var host = EventTask.service()) {
            task.with("hosts", host.endpoint()).start();
            Set<String> metrics = task.metrics.metrics().keySet().stream()
                    .filter(metric -> metric.group().equals("plugins"))
                    .map(metric -> metric.name())
                    .collect(Collectors.toSet());
            assertThat(metrics).hasSizeGreaterThan(10);
            assertThat(firstColumn(section("events.md", "Metrics"))).containsExactlyInAnyOrderElementsOf(metrics);
        }
    }

    @Test
    void configuresConnectorByExamples() throws IOException {
        assertThat(problems(example("events.md"))).containsOnlyKeys("hosts.file"); // of the reader's machine
        assertThat(problems(example("README.md"))).isEmpty();
    }

    @Test
    void showsOffsetOfQuery() throws IOException {
        String hash = new EventLogConfig(Map.of("topic", "events", "event.channels", "System")).queryHash();
        assertThat(section("events.md", "Guarantees")).contains("\"query\": \"" + hash + "\"");
    }

    private static Map<String, List<String>> problems(JsonNode example) {
        Map<String, String> config = new HashMap<>();
        (example.has("config") ? example.get("config") : example)
                .properties()
                .forEach(field -> config.put(field.getKey(), field.getValue().asText()));
        config.put("name", "logs");
        Set<String> known = EventLogConfig.DEFINITION.names();
        assertThat(config.keySet())
                .filteredOn(key -> key.startsWith("event.") || key.startsWith("auth.") || key.startsWith("hosts"))
                .allMatch(known::contains);
        return new EventLogSourceConnector()
                .validate(config).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .collect(Collectors.toMap(value -> value.name(), value -> value.errorMessages()));
    }

    private static JsonNode example(String file) throws IOException {
        Matcher json = JSON.matcher(Files.readString(Path.of(file)));
        assertThat(json.find()).isTrue();
        return new ObjectMapper().readTree(json.group(1));
    }

    private static String section(String file, String title) throws IOException {
        String text = Files.readString(Path.of(file));
        int start = text.indexOf("\n## " + title + "\n");
        assertThat(start).as(title).isNotNegative();
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static Map<String, String> documented(String section) {
        Map<String, String> rows = new LinkedHashMap<>();
        section.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> rows.put(row.group(1), row.group(2).strip()));
        return rows;
    }

    private static List<String> firstColumn(String section) {
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(column -> NAME.matcher(column).results().map(name -> name.group(1)))
                .toList();
    }

    private static Map<String, String> defined(ConfigDef keys) {
        return keys.configKeys().values().stream()
                .collect(Collectors.toMap(key -> key.name, EventGuideTest::defaultValue));
    }

    private static String defaultValue(ConfigKey key) {
        boolean none = key.defaultValue == null
                || key.defaultValue == ConfigDef.NO_DEFAULT_VALUE
                || key.defaultValue.equals(List.of());
        return none ? "" : key.defaultValue.toString();
    }
}
