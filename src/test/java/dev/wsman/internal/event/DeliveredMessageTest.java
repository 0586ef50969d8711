package dev.wsman.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.fixture.Recordings;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of event sources: those of Windows and openwsman as they were recorded, and damaged ones. */
class DeliveredMessageTest {
    private static final String HEADERS = "<s:Header><a:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/Events"
            + "</a:Action><a:MessageID>uuid:1</a:MessageID><w:AckRequested/></s:Header>";

    private static DeliveredMessage windows(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(Recordings.ofServers("windows/wef/" + file));
        return DeliveredMessage.read(
                new String(bytes, StandardCharsets.UTF_8).replace("\\'", "'").getBytes(StandardCharsets.UTF_8), null);
    }

    private static DeliveredMessage openwsman(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(Recordings.ofServers("openwsman/eventing/sink/" + file));
        return DeliveredMessage.read(bytes, StandardCharsets.UTF_8);
    }

    private static DeliveredMessage of(String body) {
        return DeliveredMessage.read(envelope(body).getBytes(StandardCharsets.UTF_8), null);
    }

    private static String envelope(String body) {
        return "<s:Envelope xmlns:s='" + Namespaces.SOAP + "' xmlns:a='" + Namespaces.ADDRESSING + "' xmlns:w='"
                + Namespaces.WSMAN + "'>" + HEADERS + "<s:Body>" + body + "</s:Body></s:Envelope>";
    }

    private static List<String> xml(DeliveredMessage message) {
        return DeliveredEvents.ofWindows(ReceivedEvent::xml).read(message, (event, reason) -> {});
    }

    private static List<Tree> trees(DeliveredMessage message) {
        return DeliveredEvents.of((body, head) -> dev.wsman.internal.protocol.ElementReader.trees(body, head))
                .read(message, (event, reason) -> {});
    }

    @Test
    void readsBatchOfWindowsWithBookmark() throws IOException {
        DeliveredMessage message = windows("05-Events.xml");

        assertThat(message.kind()).isEqualTo(DeliveryKind.EVENTS);
        assertThat(message.identifier()).isEqualTo("219C5353-5F3D-4CD7-A644-F6B69E57C1C1");
        assertThat(message.machineId()).isEqualTo("win10.windomain.local");
        assertThat(message.isAckRequested()).isTrue();
        assertThat(message.bookmark().xml()).contains("RecordId=\"149161\"").doesNotContain("w:Bookmark");
        assertThat(xml(message)).hasSize(21).allMatch(event -> event.strip().startsWith("<Event"));
        assertThat(message.retransmission()).isEqualTo("uuid:c7f39cb2-8ffd-4da3-a111-cdb303eea098#1");
    }

    @Test
    void acknowledgesAsCollectorOfWindows() throws IOException {
        Tree ack = XmlFactories.parse(windows("05-Events.xml").acknowledgement());
        Tree recorded = XmlFactories.parse(Files.readString(Recordings.ofServers("windows/wef/06-Ack.xml")));

        assertThat(names(ack)).isEqualTo(names(recorded));
        for (String header : List.of("Action", "OperationID", "SequenceId", "To", "RelatesTo")) {
            assertThat(header(ack, header)).as(header).isEqualTo(header(recorded, header));
        }
        assertThat(header(ack, "MessageID")).matches("uuid:[0-9A-F-]{36}").isNotEqualTo(header(recorded, "MessageID"));
    }

    private static List<String> names(Tree envelope) {
        List<String> names = new ArrayList<>();
        envelope.elements().forEach(part -> {
            names.add(part.name().toString());
            part.elements().forEach(element -> names.add(element.name().toString()));
        });
        return names;
    }

    private static String header(Tree envelope, String name) {
        return envelope.firstElement().firstChild(name).text().strip();
    }

    @Test
    void readsHeartbeatOfWindows() throws IOException {
        DeliveredMessage message = windows("03-Heartbeat.xml");

        assertThat(message.kind()).isEqualTo(DeliveryKind.HEARTBEAT);
        assertThat(message.identifier()).isEqualTo("219C5353-5F3D-4CD7-A644-F6B69E57C1C1");
        assertThat(message.bookmark()).isNull();
        Tree recorded = XmlFactories.parse(Files.readString(Recordings.ofServers("windows/wef/03-Heartbeat.xml")));
        assertThat(message.acknowledgement()).contains(header(recorded, "MessageID"));
    }

    @Test
    void takesIdentifierOfSubscriptionEndFromHeaders() throws IOException {
        DeliveredMessage message = windows("07-SubscriptionEnd.xml");

        assertThat(message.kind()).isEqualTo(DeliveryKind.SUBSCRIPTION_END);
        assertThat(message.identifier()).startsWith("0C98CAE1"); // the body has 820FEC3F
        assertThat(message.end().status()).isEqualTo("SourceCancelling");
        assertThat(message.end().code()).isEqualTo(1717);
        assertThat(message.end().reason()).isEqualTo("Windows Event Forward Plugin failed to read events.");
    }

    @Test
    void recognizesEndAndEnumerateOfWindows() throws IOException {
        assertThat(windows("08-End.xml").kind()).isEqualTo(DeliveryKind.END);
        assertThat(windows("01-Enumerate.xml").kind()).isEqualTo(DeliveryKind.ENUMERATE);
        assertThat(windows("01-Enumerate.xml").machineId()).isEqualTo("win10.windomain.local");
    }

    @Test
    void readsUtf16AsWindowsSendsIt() throws IOException {
        String text = Files.readString(Recordings.ofServers("windows/wef/03-Heartbeat.xml"));
        byte[] bytes = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);

        assertThat(DeliveredMessage.read(bytes, StandardCharsets.UTF_16).kind()).isEqualTo(DeliveryKind.HEARTBEAT);
        assertThat(DeliveredMessage.read(bytes, null).kind()).isEqualTo(DeliveryKind.HEARTBEAT);
    }

    @Test
    void wrapsPropertiesThatOpenwsmanPushes() throws IOException {
        DeliveredMessage message = openwsman("007-sink-plain-push.request.xml");
        Tree event = trees(message).get(0);

        assertThat(message.kind()).isEqualTo(DeliveryKind.EVENTS);
        assertThat(message.isAckRequested()).isFalse();
        assertThat(event.name().toString())
                .isEqualTo("{http://schema.lab.example/wbem/wscim/1/cim-schema/2/LAB_Event}LAB_Event");
        assertThat(event.firstChild("Text").text()).isEqualTo("one");
        assertThat(event.firstChild("SequenceNumber").isNil()).isTrue();
        assertThat(event.firstChild("IndicationIdentifier").text()).isEqualTo("lab-1795659158-1");
    }

    @Test
    void wrapsEachEventOfBatchOfOpenwsman() throws IOException {
        List<Tree> events = trees(openwsman("012-sink-ack-events.request.xml"));

        assertThat(events).extracting(event -> event.firstChild("Text").text()).containsExactly("one", "two");
        assertThat(events).allMatch(event -> event.localName().equals("LAB_Event"));
    }

    /** After the standard action, openwsman ends the subscription (captures/openwsman/eventing, 06 and 07). */
    @Test
    void acknowledgesOpenwsmanInItsOwnSpelling() throws IOException {
        for (String file : List.of("009-sink-ack-pwa.request.xml", "012-sink-ack-events.request.xml")) {
            DeliveredMessage message = openwsman(file);
            assertThat(message.isAckRequested()).isTrue();
            assertThat(message.acknowledgement())
                    .contains(">http://schemas.xmlsoap.org/wbmem/wsman/1/wsman/Ack<")
                    .contains("RelatesTo>" + message.messageId());
        }
    }

    @Test
    void recognizesHeartbeatInTheNamespaceOfOpenwsman() throws IOException {
        assertThat(openwsman("013-sink-plain-hb.request.xml").kind()).isEqualTo(DeliveryKind.HEARTBEAT);
    }

    @Test
    void readsEventsAsElementsAndAsText() {
        DeliveredMessage message = of("<w:Events><w:Event Action='x'><Event><System/></Event></w:Event>"
                + "<w:Event Action='x'><![CDATA[<Event><Other/></Event>]]></w:Event></w:Events>");

        assertThat(xml(message)).containsExactly("<Event><System/></Event>", "<Event><Other/></Event>");
        assertThat(trees(message)).extracting(Tree::localName).containsExactly("Event", "Event");
    }

    @Test
    void replacesCharactersThatXmlForbids() {
        DeliveredMessage message = of("<w:Events><w:Event><Event>a\u0005b</Event></w:Event></w:Events>");

        assertThat(xml(message)).containsExactly("<Event>a\ufffdb</Event>");
        assertThat(message.acknowledgement()).contains("RelatesTo>uuid:1<");
    }

    @Test
    void keepsRestOfTruncatedMessageAsText() {
        String whole = envelope("<w:Events><w:Event><Event>1</Event></w:Event><w:Event><Event>2</Event></w:Event>");
        String cut = whole.substring(0, whole.indexOf("2</Event>") + 1);
        DeliveredMessage message = DeliveredMessage.read(cut.getBytes(StandardCharsets.UTF_8), null);

        assertThat(xml(message)).hasSize(2).first().isEqualTo("<Event>1</Event>");
        assertThat(xml(message).get(1)).contains("2").doesNotContain(">1<");
        assertThat(message.isAckRequested()).isTrue();
    }

    @Test
    void reportsEventThatCannotBeRead() {
        List<String> unreadable = new ArrayList<>();
        DeliveredMessage message = of("<w:Events><w:Event>not XML</w:Event><w:Event><a/></w:Event></w:Events>");

        List<Tree> events = DeliveredEvents.of(
                        (body, head) -> dev.wsman.internal.protocol.ElementReader.trees(body, head))
                .read(message, (xml, reason) -> unreadable.add(xml + ": " + reason));

        assertThat(events).hasSize(1);
        assertThat(unreadable).singleElement().asString().startsWith("not XML: not well-formed XML");
    }

    @Test
    void countsDroppedEvents() {
        DeliveredMessage message =
                of("<w:Events><w:Event Action='" + "http://schemas.dmtf.org/wbem/wsman/1/wsman/DroppedEvents"
                        + "'><w:DroppedEvents>3</w:DroppedEvents></w:Event><w:Event><Event/></w:Event></w:Events>");

        assertThat(message.dropped()).isEqualTo(3);
        assertThat(xml(message)).containsExactly("<Event/>");
    }

    @Test
    void hidesEventWithWhichWindowsBeginsSubscription() {
        DeliveredMessage message = of("<w:Events><w:Event><![CDATA[<Event><System/><SubscriptionBookmarkEvent>"
                + "<SubscriptionId/></SubscriptionBookmarkEvent></Event>]]></w:Event></w:Events>");

        assertThat(message.kind()).isEqualTo(DeliveryKind.EVENTS);
        assertThat(xml(message)).isEmpty();
    }

    @Test
    void rejectsMessageWithoutReadableHeaders() {
        for (String text : List.of("", "x", "<a/>", "<s:Envelope xmlns:s='" + Namespaces.SOAP + "'><s:Header>")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> DeliveredMessage.read(bytes, null))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void rejectsDocumentType() {
        byte[] bytes = ("<!DOCTYPE s [<!ENTITY x 'y'>]>" + envelope("")).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> DeliveredMessage.read(bytes, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
