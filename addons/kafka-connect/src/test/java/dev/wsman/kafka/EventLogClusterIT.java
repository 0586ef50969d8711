package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.ConnectCluster;
import dev.wsman.kafka.fixture.ConnectRest;
import dev.wsman.kafka.fixture.ConnectorConfigs;
import dev.wsman.kafka.fixture.EventTopic;
import dev.wsman.kafka.fixture.HostFleet;
import dev.wsman.kafka.fixture.SharedServers;
import dev.wsman.kafka.fixture.TopicReader;
import dev.wsman.kafka.fixture.WrittenEvent;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One worker and one host: what records, offsets, metrics and the REST API show. */
@ExtendWith(SharedServers.class)
class EventLogClusterIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static ConnectCluster cluster;

    private HostFleet fleet;
    private String name;

    @BeforeAll
    static void useCluster(ConnectCluster shared) {
        cluster = shared;
    }

    @BeforeEach
    void startHost(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        fleet = HostFleet.start(1);
    }

    @AfterEach
    void stopHost() {
        cluster.connect().delete(name);
        fleet.close();
    }

    @Test
    void writesStructsByJsonConverter() {
        fleet.write(0, "first");
        run(ConnectorConfigs.withoutSchemas(configuration()));
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            events.awaitCount(1);
            ConsumerRecord<String, String> record = events.records().get(0);
            assertThat(record.key())
                    .isEqualTo("{\"computer\":\"host-1.example.com\",\"channel\":\"System\",\"record_id\":1}");
            JsonNode value = EventTopic.json(record.value());
            assertThat(value.path("event_id").asInt()).isEqualTo(7036);
            assertThat(value.path("data").path(1).path("value").asText()).isEqualTo("first");
            assertThat(TopicReader.header(record, "wsman.endpoint"))
                    .isEqualTo(fleet.endpoints().get(0));
        }
    }

    @Test
    void continuesAfterStopAndResume() {
        fleet.write(0);
        run(configuration());
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            events.awaitCount(1);
            awaitOffset(1); // it is committed soon, also if the task cannot end in time
            cluster.connect().stop(name);
            Await.until("no subscription", LIMIT, () -> fleet.openSubscriptions() == 0);
            fleet.write(0);
            cluster.connect().resume(name);
            events.awaitAll(fleet.written());
            assertThat(events.countsToEnd().values()).containsOnly(1);
        }
    }

    @Test
    void beginsAtOffsetThatUserHasAltered() {
        for (int i = 0; i < 3; i++) {
            fleet.write(0);
        }
        run(configuration());
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            events.awaitCount(3);
            JsonNode stored = awaitOffset(3);
            cluster.connect().stop(name);
            Await.until("no subscription", LIMIT, () -> fleet.openSubscriptions() == 0);
            assertThat(stored.path("partition").path("endpoint").asText())
                    .isEqualTo(fleet.endpoints().get(0));
            String bookmark = stored.path("offset").path("bookmark").asText();
            assertThat(bookmark).contains("RecordId=\"3\"");
            assertThat(alter(stored, "<open")).isEqualTo(500);
            String earlier = bookmark.replace("RecordId=\"3\"", "RecordId='1'").replace('"', '\'');
            assertThat(alter(stored, earlier)).isEqualTo(200);
            cluster.connect().resume(name);
            Await.until("two events again", LIMIT, () -> {
                events.countsToEnd();
                return events.records().size() >= 5;
            });
            assertThat(events.records().stream().map(EventTopic::event).map(WrittenEvent::recordId))
                    .containsExactly(1L, 2L, 3L, 2L, 3L);
            assertThat(fleet.host(0).lastRequest(ServiceOperation.SUBSCRIBE).text())
                    .contains("RecordId=\"1\"");
        }
    }

    private int alter(JsonNode stored, String bookmark) {
        return cluster.connect().alterOffset(name, stored.path("partition"), "{\"bookmark\":\"" + bookmark + "\"}");
    }

    /** Waits until the only offset is after a record, and returns it with its partition. */
    private JsonNode awaitOffset(int recordId) {
        return Await.value("the offset of record " + recordId, LIMIT, () -> cluster.connect().offsets(name).stream()
                .filter(each -> each.at("/offset/bookmark").asText().contains("RecordId=\"" + recordId + "\""))
                .findFirst());
    }

    @Test
    void loadsPasswordByConfigProviderAndShowsItNowhere() throws Exception {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "password=" + fleet.password() + "\n");
        Map<String, String> configuration = configuration();
        configuration.put("auth.password", "${file:" + secrets + ":password}");
        fleet.write(0);
        run(configuration);
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            events.awaitCount(1);
            assertThat(cluster.connect().taskConfigurations(name).toString()).doesNotContain(fleet.password());
            assertThat(awaitOffset(1).toString()).doesNotContain(fleet.password());
        }
    }

    @Test
    void keepsTaskRunningWhileHostRejectsPassword() {
        Map<String, String> configuration = configuration();
        configuration.put("auth.password", "wrong-secret");
        run(configuration);
        Await.until("the host fails", LIMIT, () -> metric("hosts-failing").equals(1L));
        assertThat(cluster.connect().taskStates(name)).containsExactly("RUNNING");
        assertThat(cluster.connect().status(name).orElseThrow().toString()).doesNotContain("wrong-secret");
        assertThat(metric("last-failure").toString())
                .startsWith(fleet.endpoints().get(0) + ": ")
                .doesNotContain("wrong-secret");
    }

    /** Returns an attribute of the task's bean; empty as long as there is none. */
    private Object metric(String attribute) {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName task = new ObjectName("kafka.connect:type=plugins,connector=" + name + ",task=0");
            return beans.isRegistered(task) ? beans.getAttribute(task, attribute) : "";
        } catch (AttributeNotFoundException e) {
            return "";
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void reportsProblemsOfConfigurationByRest() {
        Map<String, String> configuration = configuration();
        run(configuration);
        configuration.put("name", name);
        configuration.put("event.xpath", "[");
        ConnectRest connect = cluster.connect();
        assertThat(connect.validate(ConnectorConfigs.EVENT_LOG, configuration)).containsOnlyKeys("event.xpath");
    }

    private Map<String, String> configuration() {
        return ConnectorConfigs.eventLog(fleet, name);
    }

    private void run(Map<String, String> configuration) {
        cluster.connect().create(name, configuration);
        cluster.connect().awaitRunning(name, 1);
    }
}
