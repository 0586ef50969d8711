package dev.wsman.kafka.bench;

import dev.wsman.kafka.fixture.Await;
import dev.wsman.kafka.fixture.ConnectRest;
import dev.wsman.kafka.fixture.ConnectorConfigs;
import dev.wsman.kafka.fixture.FreePort;
import dev.wsman.kafka.fixture.KafkaBroker;
import dev.wsman.kafka.fixture.PluginArchive;
import dev.wsman.kafka.fixture.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A worker as a process of its own that reads a number of hosts with one connector of four tasks. */
final class FleetWorker implements AutoCloseable {
    private static final int TASKS = 4;
    private static final String NAME = "fleet";

    private final WorkerProcess process;
    private final WorkerGauge gauge;
    private final ConnectRest connect;

    private FleetWorker(WorkerProcess process, int port) {
        this.process = process;
        this.connect = process.connect();
        this.gauge = WorkerGauge.open(port);
    }

    /** Starts a worker without a connector. */
    static FleetWorker start(
            KafkaBroker broker, PluginArchive plugins, Path folder, String group, int hosts, String... more) {
        int port = FreePort.find();
        List<String> options = new ArrayList<>(WorkerGauge.options(port));
        options.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=4", HostsProcess.namesOption(folder, hosts)));
        options.addAll(List.of(more));
        Map<String, String> properties = WorkerProcess.properties(broker, group, false);
        return new FleetWorker(WorkerProcess.start(plugins, properties, folder, options.toArray(String[]::new)), port);
    }

    /** Starts the connector or changes its hosts, and waits until all hosts have a subscription. */
    Subscribing subscribe(HostsProcess hosts, int count, String topic) {
        if (connect.connectorState(NAME).equals("RUNNING")) {
            connect.stop(NAME);
            Await.until("no subscription is open", Duration.ofMinutes(2), () -> hosts.subscriptions() == 0);
        }
        long used = gauge.processorNanos();
        long start = System.nanoTime();
        connect.put(NAME, configuration(hosts.endpoints(count), topic));
        connect.resume(NAME);
        Await.until(
                count + " subscriptions",
                Duration.ofMinutes(5),
                () -> hosts.subscriptions() == count,
                () -> "; " + hosts.subscriptions() + " are open; the worker's log: " + process.log());
        long end = System.nanoTime();
        long processor = gauge.processorNanos() - used;
        connect.awaitRunning(NAME, TASKS);
        return new Subscribing(count, (end - start) / 1e9, processor / 1e9);
    }

    private static Map<String, String> configuration(List<String> endpoints, String topic) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("connector.class", ConnectorConfigs.EVENT_LOG);
        all.put("tasks.max", Integer.toString(TASKS));
        all.put("topic", topic);
        all.put("topic.creation.default.partitions", "4");
        all.put("topic.creation.default.replication.factor", "1");
        all.put("hosts", String.join(",", endpoints));
        all.put("auth.scheme", "ntlm");
        all.put("auth.username", "admin");
        all.put("auth.password", "testkit password");
        all.put("event.channels", "System");
        all.put("event.start", "oldest");
        return ConnectorConfigs.withoutSchemas(all);
    }

    WorkerGauge gauge() {
        return gauge;
    }

    ConnectRest connect() {
        return connect;
    }

    String name() {
        return NAME;
    }

    @Override
    public void close() {
        gauge.close();
        connect.delete(NAME);
        process.stop();
    }
}
