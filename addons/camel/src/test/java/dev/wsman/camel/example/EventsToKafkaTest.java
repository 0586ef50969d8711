package dev.wsman.camel.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.camel.WsmanComponent;
import dev.wsman.camel.fixture.KafkaBroker;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventsToKafkaTest {
    private static KafkaBroker broker;

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final MemoryStateRepository bookmarks = new MemoryStateRepository();

    @BeforeAll
    static void startsBroker() throws Exception {
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void stopsBroker() {
        broker.close();
    }

    private DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        WsmanComponent wsman = context.getComponent("wsman", WsmanComponent.class);
        wsman.getConfiguration().setHost(server.endpoint());
        wsman.getConfiguration().setUsername(server.user());
        wsman.getConfiguration().setPassword(server.password());
        context.getComponent("kafka", KafkaComponent.class).getConfiguration().setBrokers(broker.bootstrapServers());
        context.getRegistry().bind("bookmarks", bookmarks);
        return context;
    }

    private static void run(DefaultCamelContext context, RoutesBuilder routes, Runnable check) throws Exception {
        try {
            context.addRoutes(routes);
            context.start();
            check.run();
        } finally {
            context.stop();
        }
    }

    @Test
    void javaRouteSendsEventsWithKeys() throws Exception {
        server.log("System").write(7036, "Spooler");
        server.log("Application").write(1000);
        run(context(), new EventsToKafka(), () -> {
            List<ConsumerRecord<String, String>> records = broker.await("windows-events", 2);
            assertThat(records).extracting(ConsumerRecord::key).allMatch(key -> key.contains("/1/"));
            assertThat(records)
                    .extracting(ConsumerRecord::value)
                    .anyMatch(json -> json.contains("\"EventID\":\"7036\""));
        });
        assertThat(server.openSubscriptions()).isZero();
    }

    @Test
    void yamlRouteSendsEventsAndContinuesAfterRestart() throws Exception {
        server.log("System").write(1);
        DefaultCamelContext first = context();
        RouteBuilder none = new RouteBuilder() {
            @Override
            public void configure() {}
        };
        loadYaml(first, "topic-of-yaml");
        run(first, none, () -> broker.await("topic-of-yaml", 1));
        server.log("System").write(2);
        DefaultCamelContext second = context();
        loadYaml(second, "topic-of-yaml");
        run(second, none, () -> assertThat(broker.await("topic-of-yaml", 2))
                .extracting(record -> record.key().split("/")[2])
                .containsExactly("1", "2"));
    }

    /** Loads the route of the guide, with a topic of its own. */
    private static void loadYaml(DefaultCamelContext context, String topic) throws Exception {
        String yaml;
        try (var input = EventsToKafkaTest.class.getResourceAsStream("/routes/events-to-kafka.yaml")) {
            yaml = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("events.yaml", yaml.replace("windows-events", topic)));
    }
}
