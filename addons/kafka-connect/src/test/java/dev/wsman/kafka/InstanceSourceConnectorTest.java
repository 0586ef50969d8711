package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsman.kafka.internal.config.InstanceConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class InstanceSourceConnectorTest {
    private static final Map<String, String> PROPERTIES = Map.of(
            "hosts", "c,a,b", "topic", "t", "auth.scheme", "none", "instance.resource", "wmicimv2/Win32_Service");
    private static final Map<String, String> PARTITION =
            Map.of("endpoint", "http://a:5985/wsman", "source", "0".repeat(64));

    private final InstanceSourceConnector connector = new InstanceSourceConnector();

    @Test
    void isFoundByWorkers() {
        assertThat(ServiceLoader.load(SourceConnector.class).stream()
                        .filter(provider -> provider.type() == InstanceSourceConnector.class))
                .hasSize(1);
        assertThat(connector.taskClass()).isEqualTo(InstanceSourceTask.class);
        assertThat(connector.version())
                .isEqualTo(new InstanceSourceTask().version())
                .isNotEmpty();
    }

    @Test
    void distributesHosts() {
        connector.start(PROPERTIES);
        List<Map<String, String>> tasks = connector.taskConfigs(2);
        assertThat(tasks)
                .extracting(task -> new InstanceConfig(task).hosts().hosts().endpoints())
                .containsExactly(List.of("http://a:5985/wsman", "http://c:5985/wsman"), List.of("http://b:5985/wsman"));
        assertThat(tasks.get(0)).containsEntry("topic", "t");
        assertThat(connector.taskConfigs(9)).hasSize(3);
        connector.stop();
    }

    @Test
    void supportsExactlyOnceByPolls() {
        assertThat(connector.exactlyOnceSupport(PROPERTIES)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.canDefineTransactionBoundaries(PROPERTIES))
                .isEqualTo(ConnectorTransactionBoundaries.UNSUPPORTED);
    }

    @Test
    void acceptsOffsetsOfItsOwn() {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(PARTITION, null);
        assertThat(connector.alterOffsets(PROPERTIES, offsets)).isTrue();
        assertThat(alter(Map.of("scan", 1L, "watermark", "5", "seen", "AAAAAAAAAAE=")))
                .isTrue();
    }

    private boolean alter(Map<String, ?> offset) {
        return connector.alterOffsets(PROPERTIES, Map.of(PARTITION, offset));
    }

    @Test
    void rejectsOtherOffsets() {
        for (Map<String, ?> offset : List.<Map<String, ?>>of(
                Map.of("watermark", "soon"),
                Map.of("watermark", 5),
                Map.of("state", "AAAA"),
                Map.of("seen", "AA-"),
                Map.of("seen", "AAAA"),
                Map.of("scan", "1"),
                Map.of("bookmark", "x"))) {
            assertThatExceptionOfType(ConnectException.class).as("%s", offset).isThrownBy(() -> alter(offset));
        }
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connector.alterOffsets(PROPERTIES, Map.of(Map.of("endpoint", "x"), Map.of())))
                .withMessageStartingWith("a partition has the texts endpoint and source, and nothing else");
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() ->
                        connector.alterOffsets(PROPERTIES, Map.of(Map.of("endpoint", "x", "source", "y"), Map.of())))
                .withMessageStartingWith("source is a SHA-256");
        Map<String, String> abbreviated = Map.of("endpoint", "a", "source", "0".repeat(64));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connector.alterOffsets(PROPERTIES, Map.of(abbreviated, Map.of("scan", 1L))))
                .withMessage("the endpoint a is not a complete URL; offsets have it as http://a:5985/wsman;"
                        + " nothing was altered");
    }

    @Test
    void saysThatItIsNotStarted() {
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connector.taskConfigs(1));
        connector.stop();
    }
}
