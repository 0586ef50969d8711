package dev.wsman.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.xml.Namespaces;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries in which an event is not well-formed; the source would repeat one that is refused for ever. */
class DamagedDeliveryTest {
    private static String event(int record, String data) {
        return "<Event xmlns='" + Namespaces.EVENT + "'><System><Provider Name='p'/><EventRecordID>" + record
                + "</EventRecordID></System><EventData><Data>" + data + "</Data></EventData></Event>";
    }

    private static String delivery(String... events) {
        StringBuilder message = new StringBuilder("<s:Envelope xmlns:s='" + Namespaces.SOAP + "' xmlns:w='"
                + Namespaces.WSMAN + "' xmlns:a='" + Namespaces.ADDRESSING + "'><s:Header><a:Action>" + EventUris.EVENTS
                + "</a:Action></s:Header><s:Body><w:Events>");
        for (String event : events) {
            message.append("<w:Event Action='a'>").append(event).append("</w:Event>");
        }
        return message.append("</w:Events></s:Body></s:Envelope>").toString();
    }

    private static List<ReceivedEvent> read(String message, Charset charset) {
        DeliveredMessage delivery = DeliveredMessage.read(message.getBytes(charset), charset);
        return DeliveredEvents.ofWindows(event -> event).read(delivery, (xml, reason) -> {
            throw new AssertionError(reason + ": " + xml);
        });
    }

    private static String record(ReceivedEvent event) {
        return event.event() == null ? "?" : event.event().child("System").text("EventRecordID");
    }

    private static String cdata(String text) {
        return "<![CDATA[" + text + "]]>";
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0005", "&#5;"})
    void replacesForbiddenCharactersInBothEncodings(String forbidden) {
        String message = delivery(event(1, forbidden), cdata(event(2, forbidden)), cdata(event(3, "a")));
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            List<ReceivedEvent> events = read("\ufeff" + message, charset);
            assertThat(events).extracting(DamagedDeliveryTest::record).containsExactly("1", "2", "3");
            assertThat(events.get(1).event().child("EventData").text("Data")).isEqualTo("\ufffd");
        }
    }

    @Test
    void keepsEventsAfterOneThatIsNotWellFormed() {
        String bad = "<Event xmlns='urn:e'><System></Event>";
        List<ReceivedEvent> events = read(
                delivery(event(1, "a"), bad, cdata("<Event><Sys"), event(4, "b"), cdata(event(5, "c"))),
                StandardCharsets.UTF_8);
        assertThat(events).extracting(DamagedDeliveryTest::record).containsExactly("1", "?", "?", "4", "5");
        assertThat(events.get(1).xml()).isEqualTo(bad);
    }

    /** What follows damage outside of events is one event that cannot be read. */
    @Test
    void keepsEventsBeforeDamageOfMessage() {
        String message = delivery(event(1, "a"), event(2, "b")).replace("</w:Events>", "<w:Event></w:Events>");
        assertThat(read(message, StandardCharsets.UTF_8))
                .extracting(DamagedDeliveryTest::record)
                .containsExactly("1", "2", "?");
    }

    /** The texts of a message share the names of their elements. */
    @Test
    void readsTextAfterOneThatIsCut() {
        String prefixed =
                event(3, "c").replace("<", "<e:").replace("<e:/", "</e:").replace("xmlns=", "xmlns:e=");
        List<ReceivedEvent> events = read(
                delivery(
                        cdata(event(1, "a")),
                        cdata("<Event xmlns='urn:e'><System><EventRecordID>2"),
                        cdata(prefixed),
                        cdata(event(4, "d"))),
                StandardCharsets.UTF_8);
        assertThat(events).extracting(DamagedDeliveryTest::record).containsExactly("1", "?", "3", "4");
        assertThat(events.get(2).event().xml()).isEqualTo(prefixed.replace('\'', '"'));
        assertThat(events.get(3).event().xml()).isEqualTo(event(4, "d").replace('\'', '"'));
    }

    @Test
    void readsTextsInSeveralThreads() {
        List<Integer> records = IntStream.range(0, 2000).boxed().toList();
        List<ReceivedEvent> events = read(
                delivery(records.stream()
                        .map(record -> cdata(event(record, "a")))
                        .toArray(String[]::new)),
                StandardCharsets.UTF_8);
        assertThat(events.parallelStream()
                        .map(DamagedDeliveryTest::record)
                        .map(Integer::valueOf)
                        .toList())
                .isEqualTo(records);
    }
}
