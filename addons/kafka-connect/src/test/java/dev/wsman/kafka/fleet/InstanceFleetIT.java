package dev.wsman.kafka.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.ConnectCluster;
import dev.wsman.kafka.fixture.ConnectorConfigs;
import dev.wsman.kafka.fixture.KafkaBroker;
import dev.wsman.kafka.fixture.SharedServers;
import dev.wsman.kafka.fixture.TopicReader;
import dev.wsman.kafka.internal.instance.DiskTable;
import dev.wsman.kafka.internal.instance.TaskFixture;
import dev.wsman.testkit.WsmanService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Instances with a broker and workers. */
@ExtendWith(SharedServers.class)
class InstanceFleetIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DiskTable first = new DiskTable().put("C:", "Free", 1L, "Tags", List.of("a", "b"));
    private final DiskTable second = new DiskTable().put("D:", "Free", 2L);
    private final List<WsmanService> servers = List.of(TaskFixture.service(first), TaskFixture.service(second));

    @AfterEach
    void stop() {
        servers.forEach(WsmanService::close);
    }

    private Map<String, String> properties(String topic) {
        Map<String, String> properties = new HashMap<>();
        properties.put("connector.class", ConnectorConfigs.INSTANCES);
        properties.put("tasks.max", "2");
        properties.put("topic", topic);
        properties.put("topic.creation.default.partitions", "2");
        properties.put("topic.creation.default.replication.factor", "1");
        properties.put("hosts", servers.get(0).endpoint() + "," + servers.get(1).endpoint());
        properties.put("auth.scheme", "none");
        properties.put("instance.resource", "wmicimv2/" + DiskTable.NAME);
        properties.put("instance.interval.ms", "200");
        properties.put("retry.pause.ms", "50");
        properties.put("instance.changes.only", "true");
        properties.put("instance.tombstones", "true");
        return ConnectorConfigs.withoutSchemas(properties);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(List<ConsumerRecord<String, String>> records, String disk, boolean gone) {
        return records.stream()
                .filter(record ->
                        json(record.key()).at("/selectors/Name").asText().equals(disk))
                .filter(record -> gone == (record.value() == null))
                .count();
    }

    @Test
    void copiesEachChangeOnceWhileWorkersRestart(KafkaBroker broker) {
        try (ConnectCluster cluster = ConnectCluster.builder()
                        .broker(broker)
                        .workers(2)
                        .exactlyOnce()
                        .start();
                TopicReader reader = TopicReader.committed(broker, "changed-disks")) {
            Map<String, String> properties = properties("changed-disks");
            properties.put("exactly.once.support", "required");
            properties.put("transaction.boundary", "poll");
            cluster.connect().create("disks", properties);
            reader.await(2);
            first.put("C:", "Free", 7L);
            reader.await("the change of C:", records -> count(records, "C:", false) == 2);
            String stopped = cluster.stopWorker(cluster.workers().get(0));
            cluster.connect().awaitMoved("disks", stopped);
            cluster.connect().awaitRunningRestartingFailed("disks", 2);
            second.remove("D:");
            second.put("E:");
            reader.await("D: is gone", records -> count(records, "D:", true) == 1);
            reader.await("E: is new", records -> count(records, "E:", false) == 1);
            cluster.connect().restart("disks");
            cluster.connect().awaitRunning("disks", 2);
            first.put("F:");
            reader.await("F: is new", records -> count(records, "F:", false) == 1);
            assertThat(reader.readToEnd()).hasSize(6);
            assertThat(cluster.connect().offsets("disks")).hasSize(2).allSatisfy(offset -> assertThat(
                            offset.at("/offset/state").asText())
                    .isNotEmpty());
        }
    }

    @Test
    void worksWithJsonConverterOutOfTheBox(ConnectCluster cluster) {
        try (TopicReader reader = TopicReader.uncommitted(cluster.broker(), "json-disks")) {
            cluster.connect().create("plain", properties("json-disks"));
            ConsumerRecord<String, String> plain = record(reader.await(2), "/selectors/Name");
            assertThat(json(plain.key()))
                    .isEqualTo(json("{\"endpoint\":\"" + servers.get(0).endpoint()
                            + "\",\"class\":\"Example_Disk\",\"selectors\":{\"Name\":\"C:\"}}"));
            assertThat(json(plain.value())).isEqualTo(json("{\"Name\":\"C:\",\"Free\":\"1\",\"Tags\":[\"a\",\"b\"]}"));
            assertThat(TopicReader.header(plain, "wsman.class")).contains("Example_Disk");
            Map<String, String> withSchemas = properties("json-disks");
            withSchemas.put("key.converter.schemas.enable", "true");
            withSchemas.put("value.converter.schemas.enable", "true");
            cluster.connect().delete("plain");
            cluster.connect().create("schemas", withSchemas);
            ConsumerRecord<String, String> described = record(reader.await(4), "/payload/selectors/Name");
            assertThat(json(described.value()).at("/payload/Free").asText()).isEqualTo("1");
            assertThat(json(described.value()).at("/schema/name").asText())
                    .isEqualTo("dev.wsman.instance.Example_Disk");
            cluster.connect().delete("schemas");
        }
    }

    private static ConsumerRecord<String, String> record(List<ConsumerRecord<String, String>> records, String name) {
        return records.stream()
                .filter(record -> json(record.key()).at(name).asText().equals("C:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsProblemsAndMetricsThroughTheWorker(ConnectCluster cluster) {
        Map<String, String> wrong = properties("measured-disks");
        wrong.put("name", "measured");
        wrong.put("instance.watermark", "Free");
        assertThat(cluster.connect().validate(ConnectorConfigs.INSTANCES, wrong))
                .containsOnlyKeys("instance.changes.only", "instance.tombstones");
        cluster.connect().create("measured", properties("measured-disks"));
        cluster.connect().awaitRunning("measured", 2);
        Await.until("metrics", PATIENCE, () -> scans("measured") > 2);
        cluster.connect().delete("measured");
    }

    /** Returns the metric scans-total of all tasks of a connector together. */
    private static double scans(String connector) {
        try {
            var beans = ManagementFactory.getPlatformMBeanServer();
            double sum = 0;
            var tasks = new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",*");
            for (var name : beans.queryNames(tasks, null)) {
                for (var attribute : beans.getMBeanInfo(name).getAttributes()) {
                    if (attribute.getName().equals("scans-total")) {
                        sum += ((Number) beans.getAttribute(name, "scans-total")).doubleValue();
                    }
                }
            }
            return sum;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
