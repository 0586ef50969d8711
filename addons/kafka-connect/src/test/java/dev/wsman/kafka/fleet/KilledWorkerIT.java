package dev.wsman.kafka.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.ConnectRest;
import dev.wsman.kafka.fixture.ConnectorConfigs;
import dev.wsman.kafka.fixture.EventTopic;
import dev.wsman.kafka.fixture.HostFleet;
import dev.wsman.kafka.fixture.KafkaBroker;
import dev.wsman.kafka.fixture.PluginArchive;
import dev.wsman.kafka.fixture.WorkerProcess;
import dev.wsman.kafka.fixture.WrittenEvent;
import dev.wsman.testkit.auth.EncryptionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers as processes, of which one is killed while 200 hosts write events. */
class KilledWorkerIT {
    private static final int HOSTS = 200;
    private static final int TASKS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static PluginArchive plugins;
    private static KafkaBroker broker;
    private static HostFleet fleet;

    @BeforeAll
    static void start() {
        plugins = PluginArchive.unpack(folder.resolve("plugins"));
        broker = KafkaBroker.start();
        // Logins of 200 hosts twice would take most of the time; other tests log in.
        fleet = HostFleet.start(
                HOSTS, settings -> settings.withoutAuthentication().encryption(EncryptionPolicy.ALLOWED));
        fleet.writeToAll(3);
    }

    @AfterAll
    static void stop() {
        fleet.close();
        broker.close();
    }

    @Test
    void deliversEveryEventOnceWithExactlyOnce() {
        Map<WrittenEvent, Integer> counts = countsAfterKill("once", true);
        assertThat(counts.values()).containsOnly(1);
    }

    @Test
    void losesNoEventWithoutExactlyOnce() {
        countsAfterKill("least", false);
    }

    /** Returns how often each event is in the topic, after all written events have arrived. */
    private Map<WrittenEvent, Integer> countsAfterKill(String name, boolean exactlyOnce) {
        Map<String, String> properties = WorkerProcess.properties(broker, name, exactlyOnce);
        try (WorkerProcess victim = WorkerProcess.start(plugins, properties, folder);
                WorkerProcess survivor = WorkerProcess.start(plugins, properties, folder);
                EventTopic events = EventTopic.committed(broker, name + "-events")) {
            victim.connect();
            ConnectRest connect = survivor.connect();
            connect.put(name, configuration(name + "-events"));
            connect.awaitRunning(name, TASKS);
            Await.until("both workers have tasks", LIMIT, () -> Set.copyOf(connect.taskWorkers(name))
                    .equals(Set.of(victim.id(), survivor.id())));
            fleet.startWriting(Duration.ofMillis(20));
            events.awaitCount(fleet.written().size() / 2);
            victim.kill();
            Await.until("all tasks run on the worker that is left", LIMIT, () -> Set.copyOf(connect.taskWorkers(name))
                    .equals(Set.of(survivor.id())));
            connect.awaitRunningRestartingFailed(name, TASKS);
            Set<WrittenEvent> written = fleet.stopWriting();
            events.awaitAll(written);
            Map<WrittenEvent, Integer> counts = events.countsToEnd();
            assertThat(counts.keySet()).isEqualTo(written);
            return counts;
        } finally {
            fleet.stopWriting();
        }
    }

    private static Map<String, String> configuration(String topic) {
        Map<String, String> all = ConnectorConfigs.withoutSchemas(ConnectorConfigs.eventLog(fleet, topic));
        all.put("tasks.max", Integer.toString(TASKS));
        return all;
    }
}
