package dev.wsman.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.ManualClock;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.TestSink.Received;
import dev.wsman.testkit.event.TestSink.Reply;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts of Intel AMT and iDRAC, as EVENTING.md 1.4, 3.4 and 3.5 describe them: there are no recordings. */
class ManagementControllerEventsIT {
    private static final String PUSH = "http://schemas.xmlsoap.org/ws/2004/08/eventing/DeliveryModes/Push";
    private static final String PUSH_WITH_ACK = RawSubscriber.MODE + "PushWithAck";
    private static final String COLLECTION = RawClient.DMTF + "CIM_FilterCollection";
    private static final String SUBSCRIPTION = RawClient.DMTF + "CIM_FilterCollectionSubscription";
    private static final String WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";

    private final ManualClock clock = new ManualClock();
    private WsmanService service;
    private RawClient client;

    private void start(ServerQuirks quirks) {
        service = WsmanService.builder()
                .quirks(quirks)
                .withoutAuthentication()
                .cimNamespace("root/dcim")
                .clock(clock)
                .build()
                .start();
        client = new RawClient(service);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private RawReply subscribeToAmt(String mode, String sink, String filter) {
        return client.send(RawClient.subscribe(COLLECTION, delivery(mode, sink) + filter)
                .selector("InstanceID", "Intel(r) AMT:All"));
    }

    private static String delivery(String mode, String sink) {
        return "<wse:Delivery Mode=\"" + mode + "\"><wse:NotifyTo><wsa:Address>" + sink + "</wsa:Address>"
                + "<wsa:ReferenceParameters><m:arg xmlns:m=\"http://example.org/m\">7</m:arg></wsa:ReferenceParameters>"
                + "</wse:NotifyTo></wse:Delivery>";
    }

    private static RawReply reply(Received received) {
        return new RawReply(
                200,
                HttpHeaders.of(Map.of(), (name, value) -> true),
                received.text().getBytes(StandardCharsets.UTF_8));
    }

    private void emit(String message) {
        service.indications()
                .emit(CimInstance.of("CIM_AlertIndication")
                        .with("AlertType", 8)
                        .with("IndicationTime", OffsetDateTime.parse("2017-01-31T15:40:09Z"))
                        .with("MessageID", message)
                        .with("OtherSeverity", ""));
    }

    @Test
    void deliversAlertOfAmtInItsElement() throws Exception {
        start(ServerQuirks.AMT);
        try (TestSink sink = new TestSink()) {
            RawReply reply = subscribeToAmt(PUSH_WITH_ACK, sink.url("/alerts"), "");
            assertThat(reply.fault()).as(reply.text()).isEmpty();
            emit("iAMT0005");
            Received alert = sink.next();
            RawReply sent = reply(alert);
            assertThat(alert.path()).isEqualTo("/alerts");
            assertThat(sent.at("//wsa:Action")).isEqualTo(RawSubscriber.MODE + "Event");
            assertThat(sent.at("//wsa:To")).endsWith("/anonymous");
            assertThat(sent.at("//wsman:ResourceURI")).isEqualTo(RawClient.DMTF + "CIM_AlertIndication");
            assertThat(sent.at("//wsa:MessageID")).startsWith("uuid:00000000-8086-8086-8086-");
            assertThat(sent.at("//*[local-name()='arg']")).isEqualTo("7");
            assertThat(sent.count("//wsman:AckRequested")).isOne();
            assertThat(sent.children("//s:Body")).containsExactly("CIM_AlertIndication");
            assertThat(sent.at("//*[local-name()='IndicationTime']/*[local-name()='Datetime']"))
                    .startsWith("2017-01-31T15:40:09");
            emit("iAMT0006");
            assertThat(sink.next().text()).contains("iAMT0006");
        }
    }

    @Test
    void repeatsAlertOfAmtForThirtySeconds() throws Exception {
        start(ServerQuirks.AMT);
        try (TestSink sink = new TestSink()) {
            sink.replying(received ->
                    received.text().contains("first") ? new Reply(503, "") : TestSink.ack(received, TestSink.ACK));
            subscribeToAmt(PUSH, sink.url("/alerts"), "");
            emit("first");
            assertThat(sink.next().text()).contains("first").doesNotContain("AckRequested");
            emit("second");
            // four times: the first may be before the source waits, and after thirty seconds the alert is lost
            Received next = sink.nextOfSteps(clock, Duration.ofSeconds(5), 4);
            assertThat(next.text()).as("repeated").contains("first");
            for (int i = 0; i < 10 && next.text().contains("first"); i++) {
                next = sink.nextWhileMoving(clock, Duration.ofSeconds(5));
            }
            assertThat(next.text()).contains("second");
            assertThat(service.openSubscriptions()).isOne();
        }
    }

    @Test
    void endsSubscriptionOfAmtByReferences() throws Exception {
        start(ServerQuirks.AMT);
        try (TestSink sink = new TestSink()) {
            String reply = subscribeToAmt(PUSH, sink.url("/alerts"), "").text();
            int from = reply.indexOf("SelectorSet>");
            String prefix = reply.substring(reply.lastIndexOf('<', from), from);
            String end = "</" + prefix.substring(1) + "SelectorSet>";
            String selectors = reply.substring(reply.lastIndexOf('<', from), reply.lastIndexOf(end) + end.length());
            String declarations =
                    reply.substring(reply.indexOf(" xmlns"), reply.indexOf('>', reply.indexOf("Envelope")));
            RawClient.RequestMessage unsubscribe = RawClient.onSubscription("Unsubscribe", SUBSCRIPTION, "x")
                    .without("wse:Identifier")
                    .block("wsman:SelectorSet", selectors.replaceFirst("SelectorSet", "SelectorSet" + declarations));
            RawReply ended = client.send(unsubscribe);
            assertThat(ended.fault()).as(ended.text()).isEmpty();
            assertThat(service.openSubscriptions()).isZero();
            assertThat(client.send(unsubscribe).fault()).isEqualTo("InvalidSelectors");
        }
    }

    @ParameterizedTest
    @CsvSource({
        RawSubscriber.MODE + "Pull, DeliveryModeRequestedUnavailable",
        RawSubscriber.MODE + "Events, DeliveryModeRequestedUnavailable"
    })
    void rejectsOtherModesOfAmt(String mode, String fault) {
        start(ServerQuirks.AMT);
        assertThat(subscribeToAmt(mode, "http://127.0.0.1:1/", "").fault()).isEqualTo(fault);
    }

    @Test
    void rejectsWhatAmtDoesNotHave() {
        start(ServerQuirks.AMT);
        String filter = RawClient.filter(WQL, "SELECT * FROM CIM_AlertIndication");
        assertThat(subscribeToAmt(PUSH, "http://127.0.0.1:1/", filter).fault()).isEqualTo("FilteringNotSupported");
        String longAddress = "http://127.0.0.1:1/" + "x".repeat(240);
        assertThat(subscribeToAmt(PUSH, longAddress, "").fault()).isEqualTo("EventDeliverToUnusable");
        assertThat(client.send(RawClient.subscribe(
                                RawClient.DMTF + "CIM_AlertIndication", delivery(PUSH, "http://127.0.0.1:1/")))
                        .fault())
                .isEqualTo("DestinationUnreachable");
        assertThat(service.openSubscriptions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        PUSH + ", ''",
        PUSH_WITH_ACK + ", DeliveryModeRequestedUnavailable",
        RawSubscriber.MODE + "Events, DeliveryModeRequestedUnavailable",
        RawSubscriber.MODE + "Pull, DeliveryModeRequestedUnavailable"
    })
    void acceptsOnlyPushOfIdrac(String mode, String fault) {
        start(ServerQuirks.IDRAC);
        String filter = RawClient.filter(WQL, "SELECT * FROM CIM_AlertIndication");
        RawReply reply = client.send(RawClient.subscribe(
                        "http://schemas.dmtf.org/wbem/wscim/1/*", delivery(mode, "http://127.0.0.1:1/") + filter)
                .selector("__cimnamespace", "root/dcim"));
        assertThat(reply.fault()).as(reply.text()).isEqualTo(fault);
    }
}
