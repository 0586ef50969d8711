package dev.wsman.kafka.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsman.kafka.fixture.ConnectRest;
import dev.wsman.kafka.fixture.ConnectorConfigs;
import dev.wsman.kafka.fixture.HostFleet;
import dev.wsman.kafka.fixture.KafkaBroker;
import dev.wsman.kafka.fixture.PluginArchive;
import dev.wsman.kafka.fixture.SharedServers;
import dev.wsman.kafka.fixture.TopicReader;
import dev.wsman.kafka.fixture.WorkerClassPath;
import dev.wsman.kafka.fixture.WorkerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A worker as users run it: a process that has Kafka Connect only, and the unpacked archive in its plugin.path. */
@ExtendWith(SharedServers.class)
class PluginArchiveIT {
    @TempDir
    Path folder;

    @Test
    void containsLibraryAndLicensesWithoutWhatWorkersBring() {
        assertThat(PluginArchive.unpack(folder).files())
                .contains(
                        "LICENSE",
                        "NOTICE",
                        "THIRD-PARTY.txt",
                        "README.md",
                        "events.md",
                        "instances.md",
                        "CHANGELOG.md")
                .anyMatch(name -> name.startsWith("wsman-kafka-connect-"))
                .anyMatch(name -> name.startsWith("wsman-session-"))
                .anyMatch(name -> name.startsWith("httpcore5-"))
                .noneMatch(name -> name.matches("(kafka|connect|slf4j|log4j|jetty|wsman-testkit).*"));
    }

    @Test
    void runsInWorkerThatHasOnlyTheArchive(KafkaBroker broker) throws Exception {
        assertThat(WorkerClassPath.jars()).noneMatch(jar -> jar.matches(".*/(wsman|cxf|httpcore5|woodstox)-[^/]*"));
        PluginArchive plugins = PluginArchive.unpack(folder.resolve("plugins"));
        try (HostFleet fleet = HostFleet.start(2);
                WorkerProcess worker =
                        WorkerProcess.start(plugins, WorkerProcess.properties(broker, "archive", false), folder)) {
            fleet.writeToAll(3);
            ConnectRest connect = worker.connect();
            assertThat(connect.sourceConnectors()).contains(ConnectorConfigs.EVENT_LOG, ConnectorConfigs.INSTANCES);
            connect.create("logs", ConnectorConfigs.eventLog(fleet, "archive-events"));
            connect.create("disks", ConnectorConfigs.instances(fleet, "archive-services", "wmicimv2/Win32_Service"));
            try (TopicReader events = TopicReader.committed(broker, "archive-events");
                    TopicReader services = TopicReader.committed(broker, "archive-services")) {
                JsonNode event =
                        new ObjectMapper().readTree(events.await(6).get(0).value());
                assertThat(event.fieldNames()).toIterable().containsExactly("schema", "payload");
                assertThat(event.at("/schema/type").asText()).isEqualTo("struct");
                // the testkit has nine services
                services.await(18);
            }
            assertThat(worker.log()).doesNotContain(fleet.password());
        }
    }
}
