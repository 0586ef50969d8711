package dev.wsman.kafka.demo;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.kafka.fixture.ConnectCluster;
import dev.wsman.kafka.fixture.ConnectRest;
import dev.wsman.kafka.fixture.ConnectorConfigs;
import dev.wsman.kafka.fixture.HostFleet;
import dev.wsman.kafka.fixture.TopicReader;
import java.util.Map;

/**
 * Shows events and instances of ten hosts arriving in the topics of a broker. Broker, worker and hosts run in this JVM,
 * on the loopback address. Ends by itself.
 */
public final class Demo {
    private static final int HOSTS = 10;
    private static final int SERVICES_OF_HOST = 9;
    private static final String[] TEXTS = {
        "The Print Spooler service entered the running state.",
        "The Windows Update service entered the running state.",
        "The system time has changed.",
        "The Print Spooler service terminated unexpectedly.",
    };

    private final HostFleet fleet;
    private final ConnectCluster cluster;
    private final DemoOutput output = new DemoOutput();

    private Demo(HostFleet fleet, ConnectCluster cluster) {
        this.fleet = fleet;
        this.cluster = cluster;
    }

    /** Runs the demonstration. Has no arguments. */
    public static void main(String[] arguments) {
        System.out.println("Starting a broker, a worker of Kafka Connect and " + HOSTS + " hosts (testkit) ...");
        try (HostFleet fleet = HostFleet.start(HOSTS);
                ConnectCluster cluster = ConnectCluster.builder().exactlyOnce().start()) {
            new Demo(fleet, cluster).run();
        }
    }

    private void run() {
        ConnectRest connect = cluster.connect();
        try (TopicReader events = TopicReader.committed(cluster.broker(), "events");
                TopicReader services = TopicReader.committed(cluster.broker(), "services")) {
            events(connect, events);
            services(connect, services);
        }
        output.end();
    }

    /** Events that were there before, and new ones. */
    private void events(ConnectRest connect, TopicReader topic) {
        for (int host = 0; host < HOSTS; host++) {
            fleet.write(host, TEXTS[host % TEXTS.length]);
        }
        Map<String, String> configuration = ConnectorConfigs.eventLog(fleet, "events");
        output.connector(configuration);
        connect.create("events", configuration);
        topic.await(HOSTS);
        output.events("in the logs before", topic);
        for (int host = 0; host < HOSTS; host += 3) {
            fleet.write(host, TEXTS[(host + 1) % TEXTS.length]);
        }
        topic.await(HOSTS + 4);
        output.events("written now", topic);
    }

    /** All services of all hosts, and the one that then changes. */
    private void services(ConnectRest connect, TopicReader topic) {
        Map<String, String> configuration = ConnectorConfigs.instances(fleet, "services", "wmicimv2/Win32_Service");
        configuration.put("instance.changes.only", "true");
        output.connector(configuration);
        connect.create("services", configuration);
        topic.await(HOSTS * SERVICES_OF_HOST);
        output.instances("of the first scan", topic);
        try (Session session =
                Session.open(fleet.host(3).endpoint(), fleet.host(3).credentials())) {
            session.invoke(ResourceLocator.parse("wmicimv2/Win32_Service?Name=Spooler"), "StopService", null);
        }
        topic.await(HOSTS * SERVICES_OF_HOST + 1);
        output.instances("of the scans after the service Spooler of one host was stopped", topic);
    }
}
