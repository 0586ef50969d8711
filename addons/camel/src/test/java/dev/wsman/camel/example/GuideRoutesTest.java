package dev.wsman.camel.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.camel.WsmanComponent;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.fixture.Await;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The YAML routes of the guide. That to Kafka is in {@link EventsToKafkaTest}. */
class GuideRoutesTest {
    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Object> audited = new CopyOnWriteArrayList<>();

    @BeforeEach
    void connects() {
        WsmanComponent wsman = context.getComponent("wsman", WsmanComponent.class);
        wsman.getConfiguration().setHost(server.endpoint());
        wsman.getConfiguration().setUsername(server.user());
        wsman.getConfiguration().setPassword(server.password());
        context.getRegistry().bind("bookmarks", new MemoryStateRepository());
        context.getRegistry().bind("processed", new MemoryIdempotentRepository());
        context.getRegistry().bind("audit", (Processor) exchange -> {
            Object id = exchange.getMessage().getHeader(WsmanConstants.EVENT_ID);
            if (id.equals(666)) {
                throw new IllegalStateException("poisoned");
            }
            audited.add(id);
        });
    }

    @AfterEach
    void stops() {
        context.stop();
    }

    private void start(String route) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveResource(context, "classpath:routes/" + route));
        context.start();
    }

    @Test
    void sendsPoisonedEventToDeadLetterChannel() throws Exception {
        server.log("Security").write(4624);
        server.log("Security").write(666);
        server.log("Security").write(4625);
        start("error-handling.yaml");
        Await.until("both events", () -> audited.size() == 2);
        assertThat(audited).containsExactly(4624, 4625);
        assertThat(receive("seda:unprocessed").getHeader(WsmanConstants.EVENT_ID))
                .isEqualTo(666);
    }

    @Test
    void pollsNewProcessesOnce() throws Exception {
        start("poll.yaml");
        Map<?, ?> process = receive("seda:processes").getBody(Map.class);
        assertThat(process.containsKey("ProcessId")).isTrue();
    }

    private Message receive(String uri) {
        ConsumerTemplate consumer = context.createConsumerTemplate();
        try {
            Exchange exchange = consumer.receive(uri, 30_000);
            consumer.doneUoW(exchange); // or the route waits for it when it stops
            return exchange.getMessage();
        } finally {
            consumer.stop();
        }
    }
}
