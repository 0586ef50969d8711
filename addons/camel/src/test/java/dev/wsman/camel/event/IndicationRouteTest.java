package dev.wsman.camel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // contexts run until they are closed
class IndicationRouteTest {
    private static final String STARTS =
            "SELECT * FROM __InstanceCreationEvent WITHIN 5 WHERE TargetInstance ISA 'Win32_Process'";

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final Received received = new Received();

    private RouteContext start(String uri, Map<String, Object> beans) {
        RouteContext context = RouteContext.start(server, beans, uri, received);
        server.awaitRequest(ServiceOperation.PULL);
        server.indications().created(CimInstance.of("Win32_Process").with("Name", "notepad.exe"));
        return context;
    }

    @Test
    void deliversIndicationsOfQuery() {
        try (RouteContext context = start("wsman:subscribe?resource=wmicimv2/*&query=RAW(" + STARTS + ")", Map.of())) {
            Received.Item item = received.await(1).get(0);
            Instance process =
                    ((Instance) item.body()).instance("TargetInstance").orElseThrow();
            assertThat(process.text("Name")).hasValue("notepad.exe");
            assertThat(item.headers())
                    .containsEntry(WsmanConstants.EVENT_CLASS, "__InstanceCreationEvent")
                    .doesNotContainKeys(WsmanConstants.EVENT_KEY, WsmanConstants.EVENT_BOOKMARK);
        }
    }

    @Test
    void deliversIndicationsOfFilterAsJson() {
        String uri = "wsman:subscribe?resource=wmicimv2/*&filter=#starts&resultType=JSON";
        try (RouteContext context = start(uri, Map.of("starts", Filter.wql(STARTS)))) {
            assertThat(received.await(1).get(0).body()).asString().contains("\"Name\":\"notepad.exe\"");
        }
    }

    @Test
    void rejectsInvalidOptionsBeforeItSends() {
        assertRejected("wsman:subscribe", "channels: missing. Set channels or eventQuery");
        assertRejected("wsman:subscribe?channels=,", "channels: ");
        assertRejected("wsman:subscribe?channels=System&xpath=RAW(*[System[)", "xpath: ");
        assertRejected("wsman:subscribe?eventQuery=RAW(<broken)", "eventQuery: ");
        assertRejected("wsman:subscribe?eventQuery=resource:classpath:missing.xml", "eventQuery: cannot be read");
        assertRejected("wsman:subscribe?eventQuery=x&channels=System", "eventQuery: has its own channels");
        assertRejected("wsman:subscribe?channels=System&resource=wmicimv2/*", "resource: has no effect");
        assertRejected("wsman:subscribe?channels=System&query=x", "query: has no effect");
        assertRejected("wsman:subscribe?channels=System&resultClass=java.lang.Object", "resultClass: has no effect");
        assertRejected("wsman:subscribe?resource=wmicimv2/*&rendered=true", "rendered: is for the event log");
        assertRejected("wsman:subscribe?channels=System&retryPause=0", "retryPause: 0 is not positive");
        assertRejected("wsman:subscribe?channels=System&pollWait=0", "pollWait: 0 is not positive");
        assertRejected("wsman:subscribe?channels=System&retryPauseMax=10", "retryPauseMax: 10 ms is shorter");
        assertRejected("wsman:subscribe?channels=System&heartbeat=-1", "heartbeat: is negative");
        assertThat(server.requests()).isEmpty();
    }

    private void assertRejected(String uri, String message) {
        assertThatThrownBy(() -> RouteContext.start(server, Map.of(), RouteContext.route(uri, received)))
                .hasStackTraceContaining(message);
    }

    /** An indication whose number may not be one. */
    public record Measurement(String text, int number) {}

    private RouteContext startWithUnreadable(String options) {
        server.indications().declare("LAB_Event");
        RouteContext context = RouteContext.start(
                server,
                Map.of(),
                "wsman:subscribe?resource=wmicimv2/*&query=RAW(SELECT * FROM LAB_Event)&pollWait=1s&resultClass="
                        + Measurement.class.getName() + options,
                received);
        server.awaitRequest(ServiceOperation.PULL);
        server.indications().emit("LAB_Event", Map.of("Text", "two", "Number", "not a number"));
        server.indications().emit("LAB_Event", Map.of("Text", "three", "Number", 3));
        return context;
    }

    @Test
    void deliversIndicationThatCannotBeReadAsXml() {
        try (RouteContext context = startWithUnreadable("")) {
            List<Received.Item> items = received.await(2);
            assertThat(items.get(0).body()).asString().startsWith("<").contains("not a number");
            assertThat(items.get(0).headers())
                    .containsEntry(WsmanConstants.EVENT_READABLE, false)
                    .hasEntrySatisfying(
                            WsmanConstants.EVENT_PROBLEM,
                            problem -> assertThat(problem).asString().contains("not a whole number"));
            assertThat(items.get(1).body()).isEqualTo(new Measurement("three", 3));
            assertThat(context.health().getDetails())
                    .containsEntry("unreadable.events", 1L)
                    .containsEntry("events", 1L);
        }
    }

    @Test
    void deliversIndicationThatCannotBeReadBesideBatch() {
        try (RouteContext context = startWithUnreadable("&batch=true")) {
            List<Received.Item> items = received.await(2);
            assertThat(items.get(0).headers())
                    .containsEntry(WsmanConstants.EVENT_READABLE, false)
                    .containsEntry(WsmanConstants.EVENT_COUNT, 1);
            assertThat(items.get(0).body()).isInstanceOf(List.class);
            assertThat(items.get(1).body()).isEqualTo(List.of(new Measurement("three", 3)));
        }
    }

    @Test
    void deliversIndicationThatCannotBeReadAgainIfItFails() {
        AtomicBoolean broken = new AtomicBoolean(true);
        received.before(exchange -> {
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("once");
            }
        });
        try (RouteContext context = startWithUnreadable("&retryPause=20ms")) {
            List<Received.Item> items = received.await(2);
            assertThat(items.get(0).headers()).containsEntry(WsmanConstants.EVENT_READABLE, false);
            assertThat(items.get(1).body()).isEqualTo(new Measurement("three", 3));
        }
    }

    /** Texts of filters show secrets as stars, so that the keys must not be made of them. */
    @Test
    void keepsPositionsOfFiltersApartThatDifferInSecret() {
        Map<String, Object> beans = Map.of(
                "bookmarks", new MemoryStateRepository(),
                "first", Filter.selector(Map.of("Password", "a")),
                "second", Filter.selector(Map.of("Password", "b")));
        String uri = "wsman:subscribe?resource=wmicimv2/LAB_Event&bookmarkRepository=#bookmarks&filter=#";
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "first").routeId("route").process(received);
                from(uri + "second").routeId("second").process(received);
            }
        };
        try (RouteContext context = RouteContext.start(server, beans, routes)) {
            assertThat(context.context().getRouteController().getRouteStatus("second"))
                    .isEqualTo(ServiceStatus.Started);
        }
    }
}
