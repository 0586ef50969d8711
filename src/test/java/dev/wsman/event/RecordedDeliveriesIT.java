package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import dev.wsman.fixture.replay.Conversation;
import dev.wsman.fixture.replay.XmlTree;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a Windows host sent to a Windows Event Collector, posted to a sink over a socket. Only the URL of the collector
 * and the identifier of the subscription are replaced; the replies are compared with those of the recorded collector.
 */
class RecordedDeliveriesIT {
    private static final String CHANNEL = "Microsoft-Windows-WinRM/Operational";
    private static final String RECORDED_SINK =
            "http://srv.windomain.local:5985/wsman/subscriptions/B6BDBB59-FB07-4EE5-841F-EBEC9D67CDD4/1";
    private static final String RECORDED_IDENTIFIER = "219C5353-5F3D-4CD7-A644-F6B69E57C1C1";
    private static final String ENDED = "0C98CAE1-EDA4-4C92-82D9-A8A20EB518D2";

    private final BlockingQueue<EventDelivery<WindowsEvent>> deliveries = new LinkedBlockingQueue<>();
    private final BookmarkStore bookmarks = BookmarkStore.inMemory();

    @AutoClose
    private final EventSink sink = EventSink.builder()
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(0)
            .unauthenticated()
            .open();

    /** The forms in which Windows encodes a message (EVENTING.md 1.2). */
    private enum Form {
        UTF_8("UTF-8"),
        UTF_16("UTF-16");

        private final String charset;

        Form(String charset) {
            this.charset = charset;
        }

        byte[] bytes(String text) {
            if (this == UTF_8) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe});
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_16LE));
            return bytes.toByteArray();
        }
    }

    /** The subscription that the sink offers, as a source sees it. */
    private record Offer(String url, String identifier, XmlTree reply) {
        /** Returns a recorded message to this subscription. */
        String addressed(String recorded) {
            return recorded.replace(RECORDED_SINK, url)
                    .replaceAll("http://wec.windomain.local:5985/wsman/subscriptions/" + ENDED, url)
                    .replace(RECORDED_IDENTIFIER, identifier)
                    .replace(ENDED, identifier);
        }
    }

    private static String recorded(String file) {
        return Conversation.text(Recordings.ofServers("windows/wef").resolve(file));
    }

    private SourceInitiatedSubscription<WindowsEvent> subscription() {
        return SourceInitiatedSubscription.eventLog(
                        "Toto",
                        EventQuery.channel(CHANNEL)
                                .xpath("*[System[(Level=1  or Level=2 or Level=3 or Level=4 or Level=0 or Level=5)]]"))
                .handler(deliveries::add)
                .bookmarks(bookmarks)
                .compressed(true)
                .rendered(true)
                .tolerateMissingChannels(true)
                .build();
    }

    private Offer offer(SourceConnection source, Form form) throws Exception {
        sink.offer(subscription());
        URI manager = sink.url().resolve("/wsman/SubscriptionManager/WEC");
        String enumerate = recorded("01-Enumerate.xml")
                .replace("http://srv.windomain.local:5985/wsman/SubscriptionManager/WEC", manager.toString());
        SourceConnection.Reply reply = source.post(manager, form.charset, form.bytes(enumerate));
        assertThat(reply.status()).isEqualTo(200);
        XmlTree envelope = XmlTree.parse(reply.text());
        XmlTree notifyTo = envelope.all("NotifyTo").get(0);
        return new Offer(
                notifyTo.at("Address").text(),
                notifyTo.at("ReferenceProperties", "Identifier").text(),
                envelope);
    }

    private SourceConnection connect() throws Exception {
        return new SourceConnection(sink.url());
    }

    private static SourceConnection.Reply post(SourceConnection source, Offer offer, Form form, String message)
            throws Exception {
        return source.post(URI.create(offer.url()), form.charset, form.bytes(offer.addressed(message)));
    }

    /** The header names of an envelope, and the texts of those that do not differ in each run. */
    private static List<String> headers(XmlTree envelope) {
        return envelope.at("Header").children().stream()
                .map(header -> header.name()
                        + (header.name().equals("MessageID")
                                ? ""
                                : " " + header.text().strip()))
                .sorted()
                .toList();
    }

    private static List<String> names(XmlTree element) {
        return Stream.concat(
                        Stream.of(element.namespace() + " " + element.name()),
                        element.children().stream().flatMap(child -> names(child).stream()))
                .toList();
    }

    /** The elements of the embedded Subscribe, in the order that Windows is known to accept (EVENTING.md 1.6). */
    @ParameterizedTest
    @EnumSource
    void offersSubscriptionInFormOfRecordedCollector(Form form) throws Exception {
        bookmarks.save(
                "Toto",
                "win10.windomain.local",
                Bookmark.parse("<BookmarkList><Bookmark Channel=\"" + CHANNEL
                        + "\" RecordId=\"149140\" IsCurrent=\"true\"/></BookmarkList>"));
        try (SourceConnection source = connect()) {
            XmlTree ours = offer(source, form).reply();
            XmlTree theirs = XmlTree.parse(recorded("02-EnumerateResponse.xml"));

            assertThat(headers(ours)).isEqualTo(headers(theirs));
            assertThat(names(ours.at("Body"))).isEqualTo(names(theirs.at("Body")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgesRecordedHeartbeat(Form form) throws Exception {
        try (SourceConnection source = connect()) {
            Offer offer = offer(source, form);
            SourceConnection.Reply reply = post(source, offer, form, recorded("03-Heartbeat.xml"));

            assertAcknowledged(reply, "04-Ack.xml");
            assertThat(deliveries).isEmpty();
        }
    }

    private static void assertAcknowledged(SourceConnection.Reply reply, String recorded) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().get("content-type")).startsWith("application/soap+xml;charset=");
        XmlTree ack = XmlTree.parse(reply.text());
        XmlTree expected = XmlTree.parse(recorded(recorded));
        assertThat(headers(ack)).isEqualTo(headers(expected));
        assertThat(ack.at("Body").children()).isEmpty();
    }

    /** The document that the recording was taken from has a backslash before each apostrophe. */
    @ParameterizedTest
    @EnumSource
    void handsRecordedEventsToHandler(Form form) throws Exception {
        try (SourceConnection source = connect()) {
            Offer offer = offer(source, form);
            SourceConnection.Reply reply =
                    post(source, offer, form, recorded("05-Events.xml").replace("\\'", "'"));

            assertAcknowledged(reply, "06-Ack.xml");
            EventDelivery<WindowsEvent> delivery = deliveries.remove();
            assertThat(delivery.events())
                    .hasSize(21)
                    .allSatisfy(event -> {
                        assertThat(event.isReadable()).isTrue();
                        assertThat(event.channel()).contains(CHANNEL);
                        assertThat(event.computer()).contains("win10.windomain.local");
                        assertThat(event.time()).isPresent();
                    })
                    .extracting(event -> event.recordId().orElseThrow())
                    .isEqualTo(LongStream.rangeClosed(149141, 149161).boxed().toList());
            assertThat(delivery.source().machineId()).contains("win10.windomain.local");
            assertThat(delivery.bookmark().orElseThrow().xml()).contains("RecordId=\"149161\"");
            assertThat(deliveries).isEmpty();
        }
    }

    /** A source repeats what was not acknowledged; one that sends damaged events would be blocked for ever. */
    @Test
    void acceptsEventsThatCannotBeRead() throws Exception {
        try (SourceConnection source = connect()) {
            Offer offer = offer(source, Form.UTF_8);
            SourceConnection.Reply reply = post(source, offer, Form.UTF_8, recorded("05-Events.xml"));

            assertAcknowledged(reply, "06-Ack.xml");
            assertThat(deliveries.remove().events()).hasSize(21).allSatisfy(event -> {
                assertThat(event.isReadable()).isFalse();
                assertThat(event.xml()).contains("xmlns=\\'http://schemas.microsoft.com/win/2004/08/events/event\\'");
            });
        }
    }

    /** The position is stored for the machine, so that its next Enumerate offers the events after it. */
    @Test
    void offersPositionAfterRecordedEvents() throws Exception {
        try (SourceConnection source = connect()) {
            Offer offer = offer(source, Form.UTF_8);
            post(source, offer, Form.UTF_8, recorded("05-Events.xml").replace("\\'", "'"));

            XmlTree second = offer(source, Form.UTF_8).reply();

            assertThat(second.all("Bookmark").stream()
                            .map(bookmark -> bookmark.attribute("RecordId"))
                            .filter(id -> !id.isEmpty()))
                    .containsExactly("149161");
            assertThat(second.all("Version").get(0).text())
                    .isEqualTo(offer.reply().all("Version").get(0).text());
        }
    }

    @ParameterizedTest
    @EnumSource
    void repliesToRecordedEndOfSubscription(Form form) throws Exception {
        try (SourceConnection source = connect()) {
            Offer offer = offer(source, form);
            SourceConnection.Reply end = post(source, offer, form, recorded("07-SubscriptionEnd.xml"));
            assertThat(end.status()).isEqualTo(200);
            SourceConnection.Reply connectionEnd = post(source, offer, form, recorded("08-End.xml"));
            assertThat(connectionEnd.status()).isEqualTo(204);
            assertThat(connectionEnd.body()).isEmpty();
            assertThat(deliveries).isEmpty();
        }
    }

    @Test
    void refusesRecordedEventsOfUnknownSubscription() throws Exception {
        try (SourceConnection source = connect()) {
            Offer offer = offer(source, Form.UTF_8);
            SourceConnection.Reply unknownPath =
                    source.post(URI.create(RECORDED_SINK), "UTF-8", Form.UTF_8.bytes(recorded("05-Events.xml")));
            assertThat(unknownPath.status()).isEqualTo(404);
            SourceConnection.Reply unknownIdentifier =
                    source.post(URI.create(offer.url()), "UTF-8", Form.UTF_8.bytes(recorded("05-Events.xml")));
            assertThat(unknownIdentifier.status()).isEqualTo(404);
            assertThat(deliveries).isEmpty();
        }
    }
}
