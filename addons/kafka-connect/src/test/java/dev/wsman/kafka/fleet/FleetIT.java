package dev.wsman.kafka.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.ConnectCluster;
import dev.wsman.kafka.fixture.ConnectorConfigs;
import dev.wsman.kafka.fixture.EventTopic;
import dev.wsman.kafka.fixture.HostFleet;
import dev.wsman.kafka.fixture.TopicReader;
import dev.wsman.kafka.fixture.WrittenEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.connect.util.clusters.WorkerHandle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Two workers with exactly-once delivery, while workers, the broker and hosts come and go. */
class FleetIT {
    private static final int HOSTS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /**
     * Lets workers and tasks outlast the time for which the broker is stopped. With less, a worker gives its tasks up while
     * they commit, and cancels them: a transaction may then stay open in the topic of offsets, and no task can read it to
     * its end. Nothing here waits for these limits, because workers leave in order.
     */
    private static final String OUTAGE_MILLIS = "60000";

    @TempDir
    Path folder;

    private static ConnectCluster cluster;

    private HostFleet fleet;
    private String name;

    @BeforeAll
    static void startCluster() {
        cluster = ConnectCluster.builder()
                .workers(2)
                .exactlyOnce()
                .worker("session.timeout.ms", OUTAGE_MILLIS)
                .worker("rebalance.timeout.ms", OUTAGE_MILLIS)
                .worker("task.shutdown.graceful.timeout.ms", OUTAGE_MILLIS)
                .worker("config.providers", "file")
                .worker("config.providers.file.class", FileConfigProvider.class.getName())
                .start();
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void startHosts(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        fleet = HostFleet.start(HOSTS);
    }

    @AfterEach
    void stopHosts() {
        cluster.connect().delete(name);
        Await.until(
                "no subscription is open after the connector was deleted", LIMIT, () -> fleet.openSubscriptions() == 0);
        fleet.close();
    }

    @Test
    void deliversEveryEventOnceThroughRollingRestart() {
        fleet.writeToAll(5);
        run(configuration());
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            fleet.startWriting(Duration.ofMillis(5));
            events.awaitCount(100);
            for (WorkerHandle old : cluster.workers()) {
                int before = events.countsToEnd().size();
                String stopped = cluster.stopWorker(old);
                cluster.addWorker();
                cluster.connect().awaitMoved(name, stopped);
                cluster.connect().awaitRunningRestartingFailed(name, 2);
                events.awaitCount(before + 100);
            }
            assertEachWrittenEventOnce(events, fleet.stopWriting());
        }
    }

    @Test
    void deliversEveryEventOnceWhileBrokerIsStoppedAndStarted() {
        fleet.writeToAll(5);
        run(configuration());
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            fleet.startWriting(Duration.ofMillis(5));
            events.awaitCount(200);
            cluster.broker().stop();
            int atStop = fleet.written().size();
            awaitWritten(atStop + 100);
            cluster.broker().restart();
            cluster.connect().awaitRunningRestartingFailed(name, 2);
            assertEachWrittenEventOnce(events, fleet.stopWriting());
        }
    }

    private void awaitWritten(int events) {
        Await.until(events + " events are written", LIMIT, () -> fleet.written().size() >= events);
    }

    @Test
    void readsHostThatIsAddedToFileAndLeavesHostThatIsRemoved() throws IOException {
        Path file = folder.resolve("hosts");
        Files.write(file, fleet.endpoints().subList(0, HOSTS - 1));
        Map<String, String> configuration = configuration();
        configuration.remove("hosts");
        configuration.put("hosts.file", file.toString());
        configuration.put("hosts.refresh.ms", "200");
        fleet.writeToAll(1);
        run(configuration);
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            events.awaitCount(HOSTS - 1);
            replace(file, fleet.endpoints().subList(1, HOSTS));
            events.awaitCount(HOSTS);
            Await.until(
                    "no subscription to the removed host",
                    LIMIT,
                    () -> fleet.host(0).openSubscriptions() == 0);
            WrittenEvent ofRemoved = fleet.write(0);
            events.awaitAll(Set.of(fleet.write(HOSTS - 1)));
            assertThat(events.countsToEnd()).doesNotContainKey(ofRemoved);
            replace(file, fleet.endpoints());
            events.awaitAll(Set.of(ofRemoved)); // from the position at which it was removed
            assertEachWrittenEventOnce(events, fleet.written());
        }
    }

    /** Replaces a file in one step, as programs do whose files others read. */
    private void replace(Path file, Iterable<String> lines) throws IOException {
        Path next = Files.write(folder.resolve("next"), lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void deliversEventsOfOtherHostsWhileOneIsDownAndItsOwnAfterwards() {
        int down = fleet.addWithPort();
        Map<String, String> configuration = configuration();
        fleet.host(down).close();
        fleet.writeToAll(1);
        run(configuration);
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            events.awaitCount(HOSTS);
            fleet.write(1);
            events.awaitCount(HOSTS + 1);
            assertThat(events.countsToEnd().keySet())
                    .noneMatch(event -> event.computer().equals(HostFleet.computer(down)));
            fleet.host(down).start();
            fleet.write(down);
            assertEachWrittenEventOnce(events, fleet.written());
        }
    }

    @Test
    void continuesAfterHostHasRestarted() {
        fleet.writeToAll(1);
        run(configuration());
        try (EventTopic events = EventTopic.committed(cluster.broker(), name)) {
            events.awaitAll(fleet.written());
            fleet.host(0).restart();
            fleet.writeToAll(2);
            events.awaitAll(fleet.written());
            assertEachWrittenEventOnce(events, fleet.written());
        }
    }

    @Test
    void deliversEventThatIsNotWellFormedAsTextAndThoseAfterIt() {
        String malformed = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                + "<EventRecordID>0</EventRecordID><Channel>System</Channel></System><EventData><Data>cut";
        fleet.write(0);
        fleet.host(0).log(HostFleet.CHANNEL).write(malformed);
        fleet.write(0);
        run(configuration());
        try (TopicReader records = TopicReader.committed(cluster.broker(), name)) {
            records.await(3);
            ConsumerRecord<String, String> poisoned = records.records().stream()
                    .filter(record ->
                            EventTopic.json(record.value()).path("problem").isTextual())
                    .findFirst()
                    .orElseThrow();
            JsonNode value = EventTopic.json(poisoned.value());
            assertThat(value.get("xml").asText()).contains("<Data>cut");
            assertThat(TopicReader.header(poisoned, "wsman.endpoint"))
                    .isEqualTo(fleet.host(0).endpoint());
            assertThat(records.records().stream().map(EventTopic::event).map(WrittenEvent::recordId))
                    .contains(1L, 3L);
            assertThat(cluster.connect().taskStates(name)).containsOnly("RUNNING");
        }
    }

    /**
     * Connect puts the text of the configuration back into the configurations of tasks, where a key of the connector
     * has the value that a provider has given: with the key hosts, each task would read all hosts.
     */
    @Test
    void readsEachHostOnceWhenProviderGivesHostsAndPassword() throws IOException {
        Path values = folder.resolve("values.properties");
        Files.writeString(values, "hosts=" + fleet.hosts() + "\npassword=" + fleet.password() + "\n");
        Map<String, String> configuration = configuration();
        configuration.put("hosts", "${file:" + values + ":hosts}");
        configuration.put("auth.password", "${file:" + values + ":password}");
        fleet.writeToAll(1);
        run(configuration);
        try (EventTopic events = EventTopic.committed(cluster.broker(), name);
                TopicReader stored = TopicReader.uncommitted(cluster.broker(), cluster.configTopic())) {
            assertEachWrittenEventOnce(events, fleet.written());
            Await.until("each host has one subscription", LIMIT, () -> IntStream.range(0, HOSTS)
                    .allMatch(host -> fleet.host(host).openSubscriptions() == 1));
            assertThat(stored.readToEnd().stream().filter(record -> record.key().contains(name)))
                    .anyMatch(record -> ("task-" + name + "-1").equals(record.key()))
                    .noneMatch(
                            record -> record.value() != null && record.value().contains(fleet.password()));
        }
    }

    private Map<String, String> configuration() {
        return ConnectorConfigs.withoutSchemas(ConnectorConfigs.eventLog(fleet, name));
    }

    private void run(Map<String, String> configuration) {
        cluster.connect().put(name, configuration);
        cluster.connect().awaitRunning(name, 2);
    }

    private static void assertEachWrittenEventOnce(EventTopic events, Set<WrittenEvent> written) {
        events.awaitAll(written);
        Map<WrittenEvent, Integer> counts = events.countsToEnd();
        assertThat(counts.keySet()).isEqualTo(written);
        assertThat(counts.values()).containsOnly(1);
    }
}
