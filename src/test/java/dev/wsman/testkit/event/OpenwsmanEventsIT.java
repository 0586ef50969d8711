package dev.wsman.testkit.event;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.ManualClock;
import dev.wsman.fixture.Recordings;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.TableClass;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indications of openwsman, compared with captures/openwsman/eventing. */
class OpenwsmanEventsIT {
    private static final String FOLDER = "openwsman/eventing";

    private final ManualClock clock = new ManualClock();
    private WsmanService service;
    private RawClient client;

    @BeforeEach
    void start() {
        service = WsmanService.builder()
                .quirks(ServerQuirks.OPENWSMAN)
                .withoutAuthentication()
                .prefix("http://schema.lab.example/wbem/wscim/1/cim-schema/2/")
                .add(new TableClass(
                        "LAB_Item",
                        PropertyDeclaration.of("Id", DataType.UINT32).asKey()))
                .clock(clock)
                .build()
                .start();
        service.indications().declare("LAB_Event");
        client = new RawClient(service);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private static String withIdentifier(RecordedEventing recorded, String identifier) {
        return recorded.request().replaceAll("uuid:[0-9a-f]{8}-6124-1124-[0-9a-f]{4}-[0-9a-f]{12}", identifier);
    }

    private RawReply sendAndCompare(String name, String identifier) {
        RecordedEventing recorded = RecordedEventing.of(FOLDER, name);
        RawReply reply = client.send(withIdentifier(recorded, identifier));
        assertThat(RecordedEventing.outline(reply.text())).as(reply.text()).isEqualTo(recorded.responseOutline());
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
                "31-expires-past",
                "32-expires-bad",
                "38-connectionretry",
                "41-resource-unknown",
                "43-no-delivery-mode",
                "53-renew-expired",
                "57-pull-heartbeats"
            })
    void sendsRecordedReply(String name) {
        sendAndCompare(name, "uuid:none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24-filter-cql",
                "25-filter-e-ns",
                "28-filter-where",
                "29-no-expires",
                "33-heartbeats",
                "34-sendbookmarks",
                "35-bookmark",
                "36-bookmark-earliest",
                "37-contentencoding",
                "39-resource-all",
                "40-resource-item-class",
                "42-locale-options"
            })
    void subscribesAndUnsubscribesAsRecorded(String name) {
        String id = sendAndCompare(name, "").at("//wse:Identifier");
        assertThat(service.openSubscriptions()).isOne();
        sendAndCompare(name + "-unsub", id);
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void renewsAsRecorded() {
        String id = sendAndCompare("01-subscribe-push", "").at("//wse:Identifier");
        sendAndCompare("02-renew", id);
        clock.advance(Duration.ofMinutes(9));
        assertThat(service.openSubscriptions()).isOne();
        clock.advance(Duration.ofMinutes(2));
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void expiresWithoutSubscriptionEnd() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> new TestSink.Reply(200, ""))) {
            String id = subscribe(sink, "52-short-expiry").at("//wse:Identifier");
            clock.advance(Duration.ofSeconds(5));
            sendAndCompare("53-renew-expired", id);
            assertThat(sink.count()).isZero();
        }
    }

    @Test
    void keepsSubscriptionWhoseSinkIsGone() throws Exception {
        try (ServerSocket dead = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead.setSoTimeout(20_000);
            RecordedEventing recorded = RecordedEventing.of(FOLDER, "54-dead-sink");
            RawReply reply =
                    client.send(recorded.request().replace("127.0.0.1:15999", "127.0.0.1:" + dead.getLocalPort()));
            assertThat(RecordedEventing.outline(reply.text())).isEqualTo(recorded.responseOutline());
            emit("lost");
            dead.accept().close();
            sendAndCompare("55-dead-renew", reply.at("//wse:Identifier"));
            sendAndCompare("56-dead-unsub", reply.at("//wse:Identifier"));
        }
    }

    @Test
    void timesOutAtOnceAlsoWithHeartbeats() {
        String id = sendAndCompare("57-pull-heartbeats", "").at("//wse:Identifier");
        sendAndCompare("58-pull-heartbeat", id);
        sendAndCompare("59-pull-release", id);
        assertThat(service.openSubscriptions()).isOne();
    }

    @Test
    void keepsPullSubscriptionsOverRestart() throws Exception {
        try (TestSink sink = new TestSink()) {
            String id = sendAndCompare("10-subscribe-pull", "").at("//wse:Identifier");
            subscribe(sink, "01-subscribe-push");
            service.restart();
            assertThat(service.openSubscriptions()).isOne();
            sendAndCompare("11-pull-empty", id);
        }
    }

    /** EVENTING.md 3.2; the subcode is in PROTOCOL.md 8. */
    @Test
    void rejectsSinkWithoutHttp() {
        String request = RecordedEventing.of(FOLDER, "01-subscribe-push").request();
        RawReply reply =
                client.send(request.replace("<a:Address>http://127.0.0.1:15991", "<a:Address>ftp://127.0.0.1"));
        assertThat(reply.fault()).isEqualTo("DevliveryToUnusable");
    }

    /** EVENTING.md 3.2. */
    @Test
    void rejectsTwoFilters() {
        String request = RecordedEventing.of(FOLDER, "01-subscribe-push").request();
        String filter = request.substring(request.indexOf("<w:Filter"), request.indexOf("</w:Filter>") + 11);
        String other = filter.replace("w:Filter", "e:Filter");
        assertThat(client.send(request.replace(filter, filter + other)).fault()).isEqualTo("InvalidMessage");
    }

    @Test
    void returnsOneEventWithoutItemsForPull() {
        RawReply subscribed = sendAndCompare("10-subscribe-pull", "");
        String id = subscribed.at("//wse:Identifier");
        assertThat(subscribed.context()).isEqualTo(id).startsWith("uuid:");
        sendAndCompare("11-pull-empty", id);
        emit("one");
        emit("two");
        sendAndCompare("12-pull-events", id);
        assertThat(client.send(withIdentifier(RecordedEventing.of(FOLDER, "12-pull-events"), id))
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
        RawReply reply = client.send(withIdentifier(RecordedEventing.of(FOLDER, "12-pull-events"), id));
        assertThat(reply.text()).contains("<n1:Text/>");
    }

    @Test
    void rejectsUnsubscribeOfUnknownIdentifier() {
        RecordedEventing recorded = RecordedEventing.of(FOLDER, "07-unsubscribe-after-stdack");
        RawReply reply = client.send(recorded.request());
        assertThat(reply.fault()).isEqualTo("InvalidParameter");
        assertThat(reply.status()).isEqualTo(recorded.status());
    }

    private RawReply subscribe(TestSink sink, String name) {
        RecordedEventing recorded = RecordedEventing.of(FOLDER, name);
        RawReply reply = client.send(recorded.request().replace("http://127.0.0.1:15991", sink.url("")));
        assertThat(RecordedEventing.outline(reply.text())).as(reply.text()).isEqualTo(recorded.responseOutline());
        return reply;
    }

    private static void assertAsRecorded(TestSink.Received received, String name) {
        assertThat(RecordedEventing.outline(
                        received.text().replaceAll(">[^<]*/sink/", ">http://127.0.0.1:15991/sink/")))
                .as(received.text())
                .isEqualTo(RecordedEventing.outline(
                        RecordedEventing.text(Recordings.ofServers(FOLDER + "/sink/" + name + ".request.xml"))));
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
    void pushesRecordedElements() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> new TestSink.Reply(200, ""))) {
            subscribe(sink, "01-subscribe-push");
            emit("one", "20261126021238.375636+000", "7a406bd7-6124-1124-8002-01000000fc02", "lab-1795659158-1");
            TestSink.Received received = sink.next();
            assertAsRecorded(received, "007-sink-plain-push");
            assertThat(received.headers().getFirst("User-Agent")).isEqualTo("openwsman 2.2.0");
            emit("two", "20261126021239.574553+000", "7a406bd7-6124-1124-8002-01000000fc02", "lab-1795659159-1");
            assertAsRecorded(sink.next(), "008-sink-plain-push");
        }
    }

    @Test
    void continuesAfterMisspeltAck() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> TestSink.ack(received, TestSink.MISSPELT_ACK))) {
            subscribe(sink, "04-subscribe-pushwithack");
            emit("one", "20261126021248.001876+000", "7ad3aa04-6124-1124-8008-01000000fc02", "lab-1795659167-1");
            assertAsRecorded(sink.next(), "009-sink-ack-pwa");
            emit("two", "20261126021249.190970+000", "7ad3aa04-6124-1124-8008-01000000fc02", "lab-1795659169-1");
            assertAsRecorded(sink.next(), "010-sink-ack-pwa");
        }
    }

    @Test
    void endsSubscriptionAfterStandardAck() throws Exception {
        try (TestSink sink = new TestSink()) {
            subscribe(sink, "06-subscribe-pushwithack-stdack");
            emit("one", "20261126021301.887359+000", "7ba83971-6124-1124-800d-01000000fc02", "lab-1795659181-1");
            assertAsRecorded(sink.next(), "011-sink-stdack-pwa");
            await("end", () -> service.openSubscriptions() == 0);
            assertThat(sink.count()).isOne();
        }
    }

    @Test
    void sendsRecordedBatch() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> TestSink.ack(received, TestSink.MISSPELT_ACK))) {
            subscribe(sink, "08-subscribe-events");
            emit("one", "20261126021311.503816+000", "7c346bd7-6124-1124-8011-01000000fc02", "lab-1795659191-1");
            emit("two", "20261126021311.855298+000", "7c346bd7-6124-1124-8011-01000000fc02", "lab-1795659191-1");
            TestSink.Received received = sink.nextWhileMoving(clock, Duration.ofMillis(500));
            assertAsRecorded(received, "012-sink-ack-events");
            assertThat(received.text())
                    .contains(
                            "<wsman:Event wsman:Action=\"http://schema.lab.example/wbem/wscim/1/cim-schema/2/LAB_Event\">");
        }
    }

    @Test
    void sendsRecordedHeartbeats() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> new TestSink.Reply(200, ""))) {
            String id = subscribe(sink, "50-heartbeats").at("//wse:Identifier");
            for (String number : List.of("013", "014", "015", "016")) {
                assertAsRecorded(sink.nextWhileMoving(clock, Duration.ofMillis(500)), number + "-sink-plain-hb");
            }
            emit("hb", "20261126021522.024114+000", "839a28c4-6124-1124-8050-01000000fc02", "lab-1795659322-1");
            assertAsRecorded(sink.next(), "017-sink-plain-hb");
            assertAsRecorded(sink.nextWhileMoving(clock, Duration.ofMillis(500)), "018-sink-plain-hb");
            sendAndCompare("51-hb-unsub", id);
            assertThat(service.openSubscriptions()).isZero();
        }
    }

    /** openwsman sends the password of IssuedTokens only after a 401. */
    @Test
    void sendsNoPasswordWithoutChallenge() throws Exception {
        try (TestSink sink = new TestSink().replying(received -> new TestSink.Reply(200, ""))) {
            subscribe(sink, "61-subscribe-basic-to-sink");
            emit("auth", "20261126022320.065783+000", "a08337be-6124-1124-8248-01000000fc02", "lab-1795659800-1");
            TestSink.Received received = sink.next();
            assertAsRecorded(received, "019-sink-plain-auth");
            assertThat(received.headers().containsKey("Authorization")).isFalse();
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
