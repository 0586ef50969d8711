package dev.wsman.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indications of openwsman, compared with captures/openwsman/eventing. */
class OpenwsmanEventsIT {
    private static final String FOLDER = "openwsman/eventing";

    private WsmanService service;
    private RawClient client;

    @BeforeEach
    void start() {
        service = WsmanService.builder()
                .quirks(ServerQuirks.OPENWSMAN)
                .withoutAuthentication()
                .prefix("http://schema.lab.example/wbem/wscim/1/cim-schema/2/")
                .build()
                .start();
        service.indications().declare("LAB_Event");
        client = new RawClient(service);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private RawReply sendAndCompare(String name, String identifier) {
        RecordedExchange recorded = RecordedExchange.of(FOLDER, name);
        RawReply reply = client.send(recorded.request().replaceAll("uuid:7[-0-9a-f]{31}fc02", identifier));
        assertThat(RecordedExchange.outline(reply.text())).as(reply.text()).isEqualTo(recorded.responseOutline());
        assertThat(reply.status()).isEqualTo(recorded.status());
        return reply;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10-subscribe-pull",
                "20-mode-unknown",
                "21-no-notifyto",
                "22-no-filter",
                "23-filter-xpath",
                "26-filter-bad",
                "27-filter-noclass",
                "30-expires-datetime",
                "32-expires-bad",
                "38-connectionretry",
                "41-resource-unknown",
                "43-no-delivery-mode",
                "53-renew-expired",
                "57-pull-heartbeats"
            })
    void replyHasRecordedElements(String name) {
        sendAndCompare(name, "uuid:none");
    }

    @Test
    void pullReturnsOneEventWithoutItems() {
        RawReply subscribed = sendAndCompare("10-subscribe-pull", "");
        String id = subscribed.at("//wse:Identifier");
        assertThat(subscribed.context()).isEqualTo(id).startsWith("uuid:");
        sendAndCompare("11-pull-empty", id);
        emit("one");
        emit("two");
        sendAndCompare("12-pull-events", id);
        assertThat(client.send(RecordedExchange.of(FOLDER, "12-pull-events")
                                .request()
                                .replaceAll("uuid:7[-0-9a-f]{31}fc02", id))
                        .text())
                .contains("<n1:Text>\ntwo\n</n1:Text>");
        sendAndCompare("15-renew-pull", id);
        sendAndCompare("16-unsubscribe-pull", id);
        sendAndCompare("17-pull-after-unsubscribe", id);
        assertThat(service.openSubscriptions()).isZero();
    }

    /** The properties of 12-pull-events. */
    private void emit(String text) {
        service.indications()
                .emit(CimInstance.of("LAB_Event")
                        .with("At", "20261126021330.342148+000")
                        .with("Text", text)
                        .with("Number", 1)
                        .with("SequenceNumber", null)
                        .with("SequenceContext", null)
                        .with("IndicationFilterName", "7d3da304-6124-1124-8015-01000000fc02")
                        .with("OtherSeverity", null)
                        .with("PerceivedSeverity", null)
                        .with("IndicationTime", "20261126021330.342148+000")
                        .with("IndicationIdentifier", "lab-1795659210-1")
                        .with("Tags", Arrays.asList("one", null)));
    }

    @Test
    void losesTextWithAmpersand() {
        String id = sendAndCompare("10-subscribe-pull", "").at("//wse:Identifier");
        service.indications().emit(CimInstance.of("LAB_Event").with("Text", "a & b"));
        RawReply reply = client.send(
                RecordedExchange.of(FOLDER, "12-pull-events").request().replaceAll("uuid:7[-0-9a-f]{31}fc02", id));
        assertThat(reply.text()).contains("<n1:Text/>");
    }

    @Test
    void unsubscribeOfUnknownIdentifierIsInvalidParameter() {
        RecordedExchange recorded = RecordedExchange.of(FOLDER, "07-unsubscribe-after-stdack");
        RawReply reply = client.send(recorded.request());
        assertThat(reply.fault()).isEqualTo("InvalidParameter");
        assertThat(reply.status()).isEqualTo(recorded.status());
    }

    private void subscribe(TestSink sink, String name) {
        RecordedExchange recorded = RecordedExchange.of(FOLDER, name);
        RawReply reply = client.send(recorded.request().replace("http://127.0.0.1:15991", sink.url("")));
        assertThat(RecordedExchange.outline(reply.text())).as(reply.text()).isEqualTo(recorded.responseOutline());
    }

    private static void assertAsRecorded(TestSink.Received received, String name) {
        assertThat(RecordedExchange.outline(
                        received.text().replaceAll(">[^<]*/sink/", ">http://127.0.0.1:15991/sink/")))
                .as(received.text())
                .isEqualTo(RecordedExchange.outline(
                        RecordedExchange.text(Recordings.ofServers(FOLDER + "/sink/" + name + ".request.xml"))));
    }

    /** The properties of sink/007, 009 and 012. */
    private void emit(String text, String at, String filter, String identifier) {
        service.indications()
                .emit(CimInstance.of("LAB_Event")
                        .with("At", at)
                        .with("Text", text)
                        .with("Number", 1)
                        .with("SequenceNumber", null)
                        .with("SequenceContext", null)
                        .with("IndicationFilterName", filter)
                        .with("OtherSeverity", null)
                        .with("PerceivedSeverity", null)
                        .with("IndicationTime", at)
                        .with("IndicationIdentifier", identifier)
                        .with("Tags", Arrays.asList("one", null)));
    }

    @Test
    void pushHasRecordedElements() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> new TestSink.Reply(200, ""))) {
            subscribe(sink, "01-subscribe-push");
            emit("one", "20261126021238.375636+000", "7a406bd7-6124-1124-8002-01000000fc02", "lab-1795659158-1");
            TestSink.Received received = sink.next();
            assertAsRecorded(received, "007-sink-plain-push");
            assertThat(received.headers().getFirst("User-Agent")).isEqualTo("openwsman 2.2.0");
        }
    }

    @Test
    void pushWithAckContinuesAfterMisspeltAck() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> TestSink.ack(received, TestSink.MISSPELT_ACK))) {
            subscribe(sink, "04-subscribe-pushwithack");
            emit("one", "20261126021248.001876+000", "7ad3aa04-6124-1124-8008-01000000fc02", "lab-1795659167-1");
            assertAsRecorded(sink.next(), "009-sink-ack-pwa");
            emit("two");
            assertThat(sink.next().text()).contains("two");
        }
    }

    @Test
    void standardAckEndsSubscription() throws Exception {
        try (TestSink sink = new TestSink()) {
            subscribe(sink, "06-subscribe-pushwithack-stdack");
            emit("one");
            sink.next();
            for (int i = 0; i < 1000 && service.openSubscriptions() > 0; i++) {
                Thread.sleep(10);
            }
            assertThat(service.openSubscriptions()).isZero();
            assertThat(sink.count()).isOne();
        }
    }

    @Test
    void eventsHaveRecordedElements() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> TestSink.ack(received, TestSink.MISSPELT_ACK))) {
            subscribe(sink, "08-subscribe-events");
            emit("one");
            assertThat(sink.next().text())
                    .contains("<wsa:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/Events</wsa:Action>")
                    .contains(
                            "<wsman:Event wsman:Action=\"http://schema.lab.example/wbem/wscim/1/cim-schema/2/LAB_Event\">");
        }
    }

    @Test
    void heartbeatHasRecordedElements() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> new TestSink.Reply(200, ""))) {
            subscribe(sink, "50-heartbeats");
            assertAsRecorded(sink.next(), "013-sink-plain-hb");
        }
    }

    @Test
    void sendsPasswordAfterChallenge() throws Exception {
        try (TestSink sink = new TestSink()) {
            sink.replying(
                    received -> new TestSink.Reply(received.headers().containsKey("Authorization") ? 200 : 401, ""));
            subscribe(sink, "61-subscribe-basic-to-sink");
            emit("auth");
            assertThat(sink.next().headers().containsKey("Authorization")).isFalse();
            assertThat(sink.next().headers().getFirst("Authorization")).isEqualTo("Basic c2lua3VzZXI6c2lua3B3");
        }
    }
}
