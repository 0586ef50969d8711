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
import java.util.Map;
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
}
