package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogSourceConnectorTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Map<String, ?> PARTITION = Map.of("endpoint", "http://web1:5985/wsman", "query", HASH);

    private final EventLogSourceConnector connector = new EventLogSourceConnector();

    @TempDir
    Path folder;

    @Test
    void acceptsSmallestConfiguration() {
        assertThat(messages(valid())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic||topic|Missing required configuration",
                "topic|a b|topic|a b is not the name of a topic",
                "dead.letter.topic|a:b|dead.letter.topic|a:b is not the name of a topic",
                "hosts||hosts|no host; set hosts or hosts.file",
                "hosts|ftp://web1|hosts|ftp",
                "hosts.file|/missing|hosts.file|cannot read /missing",
                "event.channels||event.channels|no events; set event.channels or event.query",
                "event.channels|file://x|event.channels|channel",
                "event.xpath|[|event.xpath|xpath",
                "event.query|<QueryList/>|event.query|not together with event.channels",
                "event.query.previous|System|event.query.previous|xml",
                "event.start|later|event.start|one of [oldest, now]",
                "event.position.lost|fail|event.position.lost|one of [stop, oldest, now]",
                "event.unreadable|skip|event.unreadable|one of [raw, dead.letter]",
                "event.unreadable|dead.letter|dead.letter.topic|is missing",
                "event.batch.items|10001|event.batch.items|10000",
                "value.format|avro|value.format|one of [struct, json, xml]",
                "buffer.events|0|buffer.events|at least 1",
                "poll.events|0|poll.events|at least 1",
                "retry.pause.login.ms|0|retry.pause.login.ms|at least 1",
                "auth.username||auth.username|is missing; auth.scheme=ntlm needs it",
            })
    void reportsProblemAtItsKey(String key, String value, String reportedAt, String message) {
        Map<String, String> config = valid();
        if (value == null) {
            config.remove(key);
        } else {
            config.put(key, value);
        }
        Map<String, List<String>> messages = messages(config);
        assertThat(messages).containsOnlyKeys(reportedAt);
        assertThat(messages.get(reportedAt)).singleElement().asString().contains(message);
    }

    @Test
    void reportsXPathBesideQuery() {
        Map<String, String> config = valid();
        config.remove("event.channels");
        config.put("event.query", "<QueryList><Query><Select Path='System'>*</Select></Query></QueryList>");
        assertThat(messages(config)).isEmpty();
        config.put("event.xpath", "*");
        assertThat(messages(config)).containsOnlyKeys("event.xpath");
        config.remove("event.xpath");
        config.put("event.query", "System");
        assertThat(messages(config)).containsOnlyKeys("event.query");
    }

    @Test
    void failsToStartWithInvalidConfiguration() {
        Map<String, String> config = valid();
        config.put("event.xpath", "[");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> start(config, () -> {}))
                .withMessageStartingWith("event.xpath: ");
    }

    @Test
    void distributesHostsOverTasks() {
        start(valid(), () -> {});
        assertThat(hosts(2)).containsExactly("http://web1:5985/wsman,http://web3:5985/wsman", "http://web2:5985/wsman");
        assertThat(hosts(9)).hasSize(3);
        assertThat(connector.taskConfigs(1).get(0))
                .containsEntry("topic", "events")
                .containsEntry("name", "logs");
        assertThat(connector.taskClass()).isEqualTo(EventLogSourceTask.class);
        connector.stop();
    }

    @Test
    void requestsNewTasksWhenHostsChange() throws Exception {
        Path file = Files.writeString(folder.resolve("hosts"), "web1\n");
        Map<String, String> config = valid();
        config.remove("hosts");
        config.put("hosts.file", file.toString());
        config.put("hosts.refresh.ms", "100");
        CountDownLatch changed = new CountDownLatch(1);
        start(config, changed::countDown);
        assertThat(hosts(5)).containsExactly("http://web1:5985/wsman");
        Path next = Files.writeString(folder.resolve("next"), "web1\nweb2\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(changed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(hosts(5)).containsExactly("http://web1:5985/wsman", "http://web2:5985/wsman");
        connector.stop();
    }

    @Test
    void supportsExactlyOnceByPolls() {
        assertThat(connector.exactlyOnceSupport(valid())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.canDefineTransactionBoundaries(valid()))
                .isEqualTo(ConnectorTransactionBoundaries.UNSUPPORTED);
    }

    @Test
    void acceptsOffsetsOfItsForm() {
        assertThat(connector.alterOffsets(valid(), Map.of(PARTITION, Map.of("start", "now"))))
                .isTrue();
        assertThat(connector.alterOffsets(valid(), Map.of(PARTITION, Map.of("bookmark", "<BookmarkList/>", "skip", 3))))
                .isTrue();
        Map<Map<String, ?>, Map<String, ?>> deletion = new HashMap<>();
        deletion.put(PARTITION, null);
        assertThat(connector.alterOffsets(valid(), deletion)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "bookmark, <open, bookmark",
        "start, later, later is not one of",
        "skip, 1, needs bookmark",
        "token, 1, has the keys",
    })
    void rejectsOffsetsOfAnotherForm(String key, String value, String message) {
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connector.alterOffsets(valid(), Map.of(PARTITION, Map.of(key, value))))
                .withMessageContaining(message)
                .withMessageEndingWith("; nothing was altered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "endpoint=a", "endpoint=a query=b", "endpoint=a query=b more=c"})
    void rejectsPartitionsOfAnotherForm(String text) {
        Map<String, String> partition = Arrays.stream(text.split(" "))
                .filter(pair -> !pair.isEmpty())
                .collect(Collectors.toMap(pair -> pair.split("=")[0], pair -> pair.split("=")[1]));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connector.alterOffsets(valid(), Map.of(partition, Map.of("start", "now"))));
    }

    @Test
    void keepsPasswordOutOfValidation() {
        assertThat(connector.validate(valid()).configValues())
                .noneMatch(value -> String.valueOf(value.value()).contains(EventTask.PASSWORD));
    }

    private List<String> hosts(int tasks) {
        return connector.taskConfigs(tasks).stream()
                .map(config -> config.get("task.hosts"))
                .toList();
    }

    private void start(Map<String, String> config, Runnable onChange) {
        connector.initialize(new SourceConnectorContext() {
            @Override
            public void requestTaskReconfiguration() {
                onChange.run();
            }

            @Override
            public void raiseError(Exception e) {
                throw new AssertionError(e);
            }

            @Override
            public OffsetStorageReader offsetStorageReader() {
                throw new UnsupportedOperationException("the tasks read offsets");
            }

            @Override
            public PluginMetrics pluginMetrics() {
                throw new NoSuchMethodError("not on this worker");
            }
        });
        connector.start(config);
    }

    private Map<String, List<String>> messages(Map<String, String> config) {
        return connector.validate(config).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(value -> value.name(), value -> value.errorMessages()));
    }

    private static Map<String, String> valid() {
        Map<String, String> config = new HashMap<>();
        Stream.of(
                        "name=logs",
                        "topic=events",
                        "hosts=web1,web2,web3",
                        "event.channels=System",
                        "auth.scheme=ntlm",
                        "auth.username=admin",
                        "auth.password=" + EventTask.PASSWORD)
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> config.put(pair[0], pair[1]));
        return config;
    }
}
