package dev.wsman.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.event.WindowsEvent;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // contexts run until they are closed
class EventLogRouteTest {
    private static final String OLDEST = "&start=OLDEST";

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final Received received = new Received();

    private RouteContext start(String options) {
        return RouteContext.start(server, Map.of(), "wsman:subscribe?" + options, received);
    }

    private String subscribed(String xpath) {
        return server.awaitRequest(ServiceOperation.SUBSCRIBE).xpath(xpath);
    }

    @Test
    void deliversEventsFromNowOnWithoutStart() {
        server.log("System").write(1);
        try (RouteContext context = start("channels=System")) {
            server.awaitRequest(ServiceOperation.PULL);
            server.log("System").write(2);
            assertThat(received.await(1).get(0).header(WsmanConstants.EVENT_ID)).isEqualTo(2);
        }
    }

    @Test
    void deliversExistingEventsInOrderFromOldest() {
        server.log("System").write(1);
        server.log("System").write(2);
        try (RouteContext context = start("channels=System" + OLDEST)) {
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 2L);
        }
    }

    @Test
    void setsHeadersOfEvent() {
        Instant time = Instant.parse("2026-05-04T10:00:00.123Z");
        server.log("System").event(7036).provider("Example").level(3).time(time).write();
        try (RouteContext context = start("channels=System" + OLDEST)) {
            Received.Item item = received.await(1).get(0);
            WindowsEvent event = (WindowsEvent) item.body();
            assertThat(item.headers())
                    .containsEntry(WsmanConstants.EVENT_ID, 7036)
                    .containsEntry(WsmanConstants.EVENT_LEVEL, 3)
                    .containsEntry(WsmanConstants.EVENT_PROVIDER, "Example")
                    .containsEntry(WsmanConstants.EVENT_CHANNEL, "System")
                    .containsEntry(WsmanConstants.EVENT_RECORD_ID, "1")
                    .containsEntry(WsmanConstants.EVENT_READABLE, true)
                    .containsEntry(Exchange.MESSAGE_TIMESTAMP, time.toEpochMilli())
                    .containsEntry(
                            WsmanConstants.EVENT_COMPUTER, event.computer().orElseThrow())
                    .containsEntry(
                            WsmanConstants.EVENT_KEY,
                            event.computer().orElseThrow() + "/System/1/"
                                    + event.time().orElseThrow())
                    .doesNotContainKeys(WsmanConstants.EVENT_PROBLEM, WsmanConstants.EVENT_GAP);
            assertThat(item.header(WsmanConstants.EVENT_BOOKMARK).toString()).contains("RecordId=\"1\"");
        }
    }

    @Test
    void setsPositionInBatchAsProperties() {
        server.log("System").write(1);
        server.log("System").write(2);
        try (RouteContext context = start("channels=System" + OLDEST)) {
            List<Received.Item> items = received.await(2);
            assertThat(items)
                    .extracting(each -> each.properties().get(Exchange.BATCH_INDEX))
                    .containsExactly(0, 1);
            assertThat(items)
                    .extracting(each -> each.properties().get(Exchange.BATCH_SIZE))
                    .containsExactly(2, 2);
            assertThat(items)
                    .extracting(each -> each.properties().get(Exchange.BATCH_COMPLETE))
                    .containsExactly(false, true);
        }
    }

    @Test
    void deliversBatchAsListWithBookmark() {
        server.log("System").write(1);
        server.log("System").write(2);
        try (RouteContext context = start("channels=System&batch=true" + OLDEST)) {
            Received.Item item = received.await(1).get(0);
            assertThat((List<?>) item.body()).hasSize(2).allMatch(WindowsEvent.class::isInstance);
            assertThat(item.header(WsmanConstants.EVENT_COUNT)).isEqualTo(2);
            assertThat(item.header(WsmanConstants.EVENT_BOOKMARK).toString()).contains("RecordId=\"2\"");
        }
    }

    @Test
    void limitsBatchByBatchItems() {
        for (int i = 1; i <= 5; i++) {
            server.log("System").write(i);
        }
        try (RouteContext context = start("channels=System&batch=true&batchItems=2" + OLDEST)) {
            assertThat(received.await(3))
                    .extracting(each -> ((List<?>) each.body()).size())
                    .containsExactly(2, 2, 1);
        }
    }

    @Test
    void selectsByXpathInAllChannels() {
        server.log("System").event(1).level(2).write();
        server.log("System").event(2).level(4).write();
        server.log("Application").event(3).level(2).write();
        String uri = "channels=System,Application&xpath=RAW(*[System[Level=2]])" + OLDEST;
        try (RouteContext context = start(uri)) {
            assertThat(received.await(2))
                    .extracting(each -> each.header(WsmanConstants.EVENT_ID))
                    .containsExactlyInAnyOrder(1, 3);
        }
    }

    @Test
    void readsEventQueryFromResource() {
        server.log("System").event(1).level(2).write();
        server.log("System").event(2).level(4).write();
        try (RouteContext context = start("eventQuery=resource:classpath:event-query.xml" + OLDEST)) {
            assertThat(received.await(1).get(0).header(WsmanConstants.EVENT_ID)).isEqualTo(2);
        }
    }

    @Test
    void sendsEventQueryOfUri() {
        server.log("System").event(1).level(2).write();
        server.log("System").event(2).level(4).write();
        String query = "<QueryList><Query Id='0'><Select Path='System'>*[System[Level=4]]</Select></Query></QueryList>";
        try (RouteContext context = start("eventQuery=RAW(" + query + ")" + OLDEST)) {
            assertThat(received.await(1).get(0).header(WsmanConstants.EVENT_ID)).isEqualTo(2);
        }
    }

    @Test
    void rendersEventsOnRequest() {
        server.log("System").event(1).message("The service started.").write();
        try (RouteContext context = start("channels=System&rendered=true" + OLDEST)) {
            WindowsEvent event = (WindowsEvent) received.await(1).get(0).body();
            assertThat(event.message()).hasValue("The service started.");
        }
    }

    @Test
    void skipsMissingChannelsOnRequest() {
        server.log("System").write(1);
        try (RouteContext context = start("channels=System,Missing&tolerateMissingChannels=true" + OLDEST)) {
            assertThat(received.await(1).get(0).header(WsmanConstants.EVENT_ID)).isEqualTo(1);
        }
    }

    @Test
    void sendsNameHeartbeatAndExpiration() {
        try (RouteContext context = start("channels=System&subscriptionName=Audit&heartbeat=7s&expires=15m")) {
            assertThat(server.awaitRequest(ServiceOperation.SUBSCRIBE).options())
                    .containsEntry("SubscriptionName", "Audit");
            assertThat(subscribed("//*[local-name()='Heartbeats']")).isEqualTo("PT7.000S");
            assertThat(subscribed("//*[local-name()='Expires']")).isEqualTo("PT900.000S");
        }
    }

    @Test
    void waitsAtSourceForPollWait() {
        try (RouteContext context = start("channels=System&pollWait=2s")) {
            String time = server.awaitRequest(ServiceOperation.PULL).xpath("//*[local-name()='OperationTimeout']");
            assertThat(Duration.parse(time)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
        }
    }

    @Test
    void convertsEventsToMapXmlAndJson() {
        server.log("System").write(7036, "Spooler");
        for (String type : List.of("MAP", "XML", "JSON")) {
            Received own = new Received();
            String uri = "wsman:subscribe?channels=System&resultType=" + type + OLDEST;
            try (RouteContext context = RouteContext.start(server, Map.of(), uri, own)) {
                Object body = own.await(1).get(0).body();
                switch (type) {
                    case "MAP" ->
                        assertThat((Map<?, ?>) body)
                                .isEqualTo(WindowsEvent.parse(xml()).toMap());
                    case "XML" ->
                        assertThat(body).isInstanceOf(String.class).asString().startsWith("<Event");
                    default ->
                        assertThat(body).asString().startsWith("{\"System\":{").contains("\"EventID\":\"7036\"");
                }
            }
        }
    }

    private String xml() {
        Received own = new Received();
        try (RouteContext context =
                RouteContext.start(server, Map.of(), "wsman:subscribe?channels=System" + OLDEST, own)) {
            return ((WindowsEvent) own.await(1).get(0).body()).xml();
        }
    }

    @Test
    void deliversUnreadableEventWithItsProblem() {
        server.log("System").write(1);
        server.log("System").write("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><");
        server.log("System").write(3);
        try (RouteContext context = start("channels=System" + OLDEST)) {
            List<Received.Item> items = received.await(3);
            assertThat(items)
                    .extracting(each -> each.header(WsmanConstants.EVENT_READABLE))
                    .containsExactly(true, false, true);
            assertThat(items.get(1).header(WsmanConstants.EVENT_PROBLEM))
                    .asString()
                    .isNotBlank();
            assertThat(items.get(1).header(WsmanConstants.EVENT_KEY)).asString().startsWith("sha256:");
            assertThat(((WindowsEvent) items.get(1).body()).xml()).contains("<System>");
        }
    }
}
