package dev.wsman.testkit.event;

import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.testkit.event.RawSubscriber.DIALECT;
import static dev.wsman.testkit.event.RawSubscriber.MODE;
import static dev.wsman.testkit.event.RawSubscriber.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.ManualClock;
import dev.wsman.fixture.Recordings;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.TestSink.Received;
import dev.wsman.testkit.event.TestSink.Reply;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Push deliveries of Windows, compared with captures/windows/wef. */
class WindowsPushIT {
    private static final String PUSH = "http://schemas.xmlsoap.org/ws/2004/08/eventing/DeliveryModes/Push";
    private static final String NO_BOOKMARK = "";
    private static final String EARLIEST =
            "<wsman:Bookmark>http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest</wsman:Bookmark>";

    private final ManualClock clock = new ManualClock();
    private WsmanService service;
    private TestSink sink;

    @BeforeEach
    void start() throws IOException {
        service = WsmanService.builder()
                .quirks(ServerQuirks.WINRM)
                .withoutAuthentication()
                .clock(clock)
                .build()
                .start();
        sink = new TestSink();
    }

    @AfterEach
    void close() {
        service.close();
        sink.close();
    }

    private RawReply subscribe(String mode, String delivery, String bookmark, String... options) {
        String reference = "<wsa:ReferenceProperties><wse:Identifier>ID-1</wse:Identifier></wsa:ReferenceProperties>";
        String body = "<wse:EndTo><wsa:Address>" + sink.url("/end") + "</wsa:Address>" + reference + "</wse:EndTo>"
                + "<wse:Delivery Mode=\"" + mode + "\"><wse:NotifyTo><wsa:Address>"
                + sink.url("/sink").replace("http:", "HTTP:") + "</wsa:Address>" + reference + "</wse:NotifyTo>"
                + delivery + "</wse:Delivery>" + RawClient.filter(DIALECT, query("System", "*")) + bookmark
                + "<wsman:SendBookmarks/>";
        return new RawSubscriber(service).subscribe(body, options);
    }

    private static List<String> outlineWithoutEvents(String xml) {
        // the recording has an apostrophe after the envelope
        String envelope = xml.substring(0, xml.lastIndexOf('>') + 1);
        return RecordedEventing.outline(envelope.replaceAll("(?s)<!\\[CDATA\\[.*?]]>", "")).stream()
                .map(line -> line.replaceAll("(?s)=.*", ""))
                .toList();
    }

    @Test
    void sendsOnlyStartBookmarkFirst() throws InterruptedException {
        service.log("System").write(1);
        RawReply reply = subscribe(MODE + "Events", "", NO_BOOKMARK);
        assertThat(reply.fault()).as(reply.text()).isEmpty();
        assertThat(reply.count("//wsen:EnumerationContext")).isZero();
        String first = sink.next().text();
        assertThat(first)
                .contains("<EventID>111</EventID>")
                .contains("RecordId=\"1\"")
                .contains("SubscriptionId>");
        service.log("System").write(2);
        assertThat(sink.next().text())
                .contains("<EventRecordID>2</EventRecordID>")
                .contains("RecordId=\"2\"");
    }

    @Test
    void sendsRecordedBatch() throws InterruptedException {
        service.log("System").write(1);
        subscribe(MODE + "Events", "<wsman:ContentEncoding>UTF-16</wsman:ContentEncoding>", EARLIEST, "CDATA");
        Received received = sink.next();
        String recorded = RecordedEventing.text(Recordings.ofServers("windows/wef/05-Events.xml"));
        List<String> expected =
                outlineWithoutEvents(recorded).stream().distinct().toList();
        assertThat(outlineWithoutEvents(received.text()).stream().distinct().toList())
                .isEqualTo(expected);
        assertThat(received.text())
                .contains("<a:To>" + sink.url("/sink") + "</a:To>")
                .contains("<![CDATA[<Event ");
        assertThat(received.headers().getFirst("Content-Type")).isEqualTo("application/soap+xml;charset=UTF-16");
    }

    @Test
    void compressesWithSldc() throws InterruptedException {
        String text = "The service entered the running state. ".repeat(200).strip();
        service.log("System").write(1, text);
        subscribe(MODE + "Events", "", EARLIEST, "Compression=SLDC");
        Received received = sink.next();
        assertThat(received.headers().getFirst("Content-Encoding")).isEqualTo("SLDC");
        assertThat(received.text()).contains(text).endsWith("</s:Envelope>");
        assertThat(received.raw().length).isLessThan(4000);
    }

    @Test
    void closesBatchAtMaxElements() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            service.log("System").write(i);
        }
        subscribe(MODE + "Events", "<wsman:MaxElements>3</wsman:MaxElements>", EARLIEST);
        assertThat(count(sink.next(), "<w:Event ")).isEqualTo(3);
        assertThat(count(sink.next(), "<w:Event ")).isEqualTo(2);
    }

    private static int count(Received received, String text) {
        return received.text().split(text, -1).length - 1;
    }

    @Test
    void closesBatchAtMaxTime() throws InterruptedException {
        subscribe(MODE + "Events", "<wsman:MaxTime>PT30S</wsman:MaxTime>", EARLIEST);
        service.log("System").write(1);
        service.log("System").write(2);
        assertThat(sink.count()).isZero();
        Received received = sink.nextWhileMoving(clock, Duration.ofSeconds(10));
        assertThat(count(received, "<w:Event ")).isEqualTo(2);
    }

    @Test
    void closesBatchAtMaxEnvelopeSize() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            service.log("System").write(i, "x".repeat(3000));
        }
        subscribe(MODE + "Events", "<wsman:MaxEnvelopeSize>12000</wsman:MaxEnvelopeSize>", EARLIEST);
        Received first = sink.next();
        assertThat(first.raw().length).isLessThan(12_000);
        assertThat(count(first, "<w:Event ")).isEqualTo(2);
        assertThat(count(sink.next(), "<w:Event ")).isEqualTo(2);
    }

    @Test
    void replacesTooLargeEventByDroppedEvents() throws InterruptedException {
        service.log("System").write(1, "x".repeat(20_000));
        service.log("System").write(2);
        subscribe(MODE + "Events", "<wsman:MaxEnvelopeSize Policy=\"Notify\">12000</wsman:MaxEnvelopeSize>", EARLIEST);
        assertThat(sink.next().text()).contains("DroppedEvents\"").contains("RecordId=\"1\"");
        assertThat(sink.next().text()).contains("<EventRecordID>2</EventRecordID>");
    }

    @Test
    void sendsHeartbeatOnSilence() throws InterruptedException {
        subscribe(MODE + "Events", "<wsman:Heartbeats>PT3600S</wsman:Heartbeats>", EARLIEST);
        String heartbeat = sink.nextWhileMoving(clock, Duration.ofMinutes(10)).text();
        assertThat(outlineWithoutEvents(heartbeat))
                .isEqualTo(outlineWithoutEvents(
                        RecordedEventing.text(Recordings.ofServers("windows/wef/03-Heartbeat.xml"))));
    }

    @Test
    void repeatsSameBatchAfterConnectionRetry() throws InterruptedException {
        sink.replying(received -> sink.count() < 2 ? new Reply(503, "") : TestSink.ack(received, TestSink.ACK));
        service.log("System").write(1);
        subscribe(MODE + "Events", "<wsman:ConnectionRetry Total=\"5\">PT60S</wsman:ConnectionRetry>", EARLIEST);
        Received first = sink.next();
        service.log("System").write(2);
        Received second = nextAttempt();
        Received third = nextAttempt();
        assertThat(second.text()).contains("<EventRecordID>1</EventRecordID>").doesNotContain("<EventRecordID>2<");
        assertThat(third.text()).contains("<EventRecordID>1</EventRecordID>").doesNotContain("<EventRecordID>2<");
        assertThat(second.messageId()).isNotEqualTo(first.messageId());
        assertThat(sink.next().text()).contains("<EventRecordID>2</EventRecordID>");
    }

    private Received nextAttempt() throws InterruptedException {
        return sink.nextWhileMoving(clock, Duration.ofSeconds(61));
    }

    @Test
    void endsWithDeliveryFailureAfterLastAttempt() throws InterruptedException {
        sink.replying(received ->
                received.path().equals("/sink") ? new Reply(503, "") : TestSink.ack(received, TestSink.ACK));
        service.log("System").write(1);
        subscribe(MODE + "Events", "<wsman:ConnectionRetry Total=\"1\">PT60S</wsman:ConnectionRetry>", EARLIEST);
        sink.next();
        nextAttempt();
        Received end = sink.next();
        assertThat(end.path()).isEqualTo("/end");
        assertThat(outlineWithoutEvents(end.text()))
                .isEqualTo(outlineWithoutEvents(
                        RecordedEventing.text(Recordings.ofServers("windows/wef/07-SubscriptionEnd.xml"))));
        assertThat(end.text()).contains("/DeliveryFailure</e:Status>").contains(">ID-1<");
        await("end", () -> service.openSubscriptions() == 0);
    }

    @Test
    void repeatsBatchWithoutAck() throws InterruptedException {
        sink.replying(received -> sink.count() == 0 ? new Reply(200, "") : TestSink.ack(received, TestSink.ACK));
        service.log("System").write(1);
        subscribe(MODE + "PushWithAck", "<wsman:ConnectionRetry Total=\"5\">PT60S</wsman:ConnectionRetry>", EARLIEST);
        assertThat(sink.next().text()).contains("wsman/Event</a:Action>").contains("<w:AckRequested/>");
        assertThat(nextAttempt().text()).contains("<EventRecordID>1</EventRecordID>");
    }

    @Test
    void needsNoAckForPush() throws InterruptedException {
        sink.replying(received -> new Reply(202, ""));
        service.log("System").write(1);
        service.log("System").write(2);
        subscribe(PUSH, "", EARLIEST);
        assertThat(sink.next().text()).doesNotContain("AckRequested").contains("<EventRecordID>1</EventRecordID>");
        assertThat(sink.next().text()).contains("<EventRecordID>2</EventRecordID>");
    }

    @Test
    void stopsDeliveriesAtUnsubscribe() throws InterruptedException {
        service.log("System").write(1);
        String id = subscribe(MODE + "Events", "", EARLIEST).at("//wse:Identifier");
        assertThat(sink.next().text()).contains("<EventRecordID>1<");
        assertThat(new RawSubscriber(service).on("Unsubscribe", id).status()).isEqualTo(200);
        assertThat(service.openSubscriptions()).isZero();

        // the deliveries of a second subscription show that the first one has had its time
        subscribe(MODE + "Events", "", EARLIEST);
        assertThat(sink.next().text()).contains("<EventRecordID>1<");
        service.log("System").write(2);
        assertThat(sink.next().text()).contains("<EventRecordID>2<");
        service.log("System").write(3);
        assertThat(sink.next().text()).contains("<EventRecordID>3<").doesNotContain("<EventRecordID>2<");
        assertThat(sink.count()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "<wsman:ConnectionRetry Total='0'>PT60S</wsman:ConnectionRetry>, Events, 2150859103",
        "<wsman:ConnectionRetry Total='5'>PT0S</wsman:ConnectionRetry>, Events, 2150859103",
        "<wsman:ContentEncoding>Latin</wsman:ContentEncoding>, Events, 2150859255",
        "<wsman:MaxTime>PT5S</wsman:MaxTime>, PushWithAck, 2150858900",
        "<!-- -->, Other, 2150858782"
    })
    void rejectsDelivery(String delivery, String mode, String code) {
        assertThat(subscribe(MODE + mode, delivery.replace('\'', '"'), EARLIEST).nativeCode())
                .isEqualTo(code);
    }
}
