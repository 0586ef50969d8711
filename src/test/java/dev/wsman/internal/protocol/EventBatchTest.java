package dev.wsman.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.event.EventReaders;
import dev.wsman.internal.event.ReceivedEvent;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.xml.Namespaces;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches in which an event is not well-formed, as Windows sends them. */
class EventBatchTest {
    private static final String TYPE = "application/soap+xml;charset=UTF-8";

    /** Counts how often the items of a reply were read. */
    private final List<Integer> readings = new ArrayList<>();

    private static String event(int record, String data) {
        return "<Event xmlns='" + Namespaces.EVENT + "'><System><Provider Name='p'/><EventRecordID>" + record
                + "</EventRecordID></System><EventData><Data>" + data + "</Data></EventData></Event>";
    }

    private static String cdata(String event) {
        return "<w:Event Action='a'>\n <![CDATA[" + event + "]]></w:Event>";
    }

    private static String escaped(String event) {
        return "<w:Event>" + event.replace("&", "&amp;").replace("<", "&lt;") + "</w:Event>";
    }

    private static String envelope(String... items) {
        return "<s:Envelope xmlns:s='" + Namespaces.SOAP + "' xmlns:w='" + Namespaces.WSMAN + "' xmlns:n='"
                + Namespaces.ENUMERATION + "' xmlns:x='urn:x'><s:Header/><s:Body><n:PullResponse>"
                + "<n:EnumerationContext>c</n:EnumerationContext><n:Items>" + String.join("", items)
                + "</n:Items></n:PullResponse></s:Body></s:Envelope>";
    }

    private List<ReceivedEvent> read(String envelope, Charset charset) {
        ReplyReader<EnumerationBatch<ReceivedEvent>> plain =
                EnumerationReader.of("PullResponse", EventReaders.events(event -> event));
        ReplyReader<EnumerationBatch<ReceivedEvent>> counting = (body, head) -> {
            readings.add(head.status());
            return plain.read(body, head);
        };
        OutgoingRequest<EnumerationBatch<ReceivedEvent>> request = OutgoingRequest.of(
                new Exchange<>(
                        Operation.PULL,
                        "Pull",
                        "urn:a",
                        null,
                        null,
                        EventReaders.lenient(counting),
                        Map.of(),
                        false,
                        null),
                new RequestDefaults("http://a/", null, 0),
                Deadline.after(Duration.ofSeconds(5)));
        InMemoryReply reply = new InMemoryReply(200, TYPE, envelope.getBytes(charset));
        return new EnvelopeReader<>(request, reply).read().items();
    }

    private List<ReceivedEvent> read(String... items) {
        return read(envelope(items), StandardCharsets.UTF_8);
    }

    private static String record(ReceivedEvent event) {
        return event.event() == null ? "?" : event.event().child("System").text("EventRecordID");
    }

    @Test
    void readsEventsInAllFormsOnce() {
        List<ReceivedEvent> events = read(
                event(1, "a"),
                "<w:Event>" + event(2, "b") + "</w:Event>",
                cdata(event(3, "c")),
                escaped(event(4, "d")));
        assertThat(events).extracting(EventBatchTest::record).containsExactly("1", "2", "3", "4");
        assertThat(events.get(0).xml()).contains("xmlns=\"" + Namespaces.EVENT + "\"");
        assertThat(events.get(2).xml()).isEqualTo("\n " + event(3, "c"));
        assertThat(events.get(3).xml()).isEqualTo(event(4, "d"));
        assertThat(readings).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0005", "&#5;", "\u0000", "&#xFFFF;"})
    void replacesForbiddenCharactersInEveryForm(String forbidden) {
        List<ReceivedEvent> events = read(
                event(1, "ü€"), event(2, "x" + forbidden), cdata(event(3, forbidden)), escaped(event(4, forbidden)));
        assertThat(events).extracting(EventBatchTest::record).containsExactly("1", "2", "3", "4");
        assertThat(events.get(0).event().child("EventData").text("Data")).isEqualTo("ü€");
        assertThat(events.get(1).event().child("EventData").text("Data")).isEqualTo("x\ufffd");
        assertThat(events.get(2).event().child("EventData").text("Data")).isEqualTo("\ufffd");
        assertThat(readings).hasSize(2);
    }

    @Test
    void replacesForbiddenCharactersInUtf16() {
        String envelope = "\ufeff" + envelope(event(1, "\u0005€"));
        assertThat(read(envelope, StandardCharsets.UTF_16LE)).singleElement().satisfies(event -> assertThat(
                        event.event().child("EventData").text("Data"))
                .isEqualTo("\ufffd€"));
    }

    /** The texts are not parsed with the reply, so that it is read once. */
    @ParameterizedTest
    @ValueSource(strings = {"<Event><System>", "", "no XML", "<Event><System></Event>"})
    void keepsOtherEventsOfBatchWithUnreadableText(String text) {
        List<ReceivedEvent> events = read(cdata(event(1, "a")), cdata(text), escaped(text), cdata(event(4, "d")));
        assertThat(events).extracting(EventBatchTest::record).containsExactly("1", "?", "?", "4");
        assertThat(events.get(2).xml()).isEqualTo(text);
        assertThat(events.get(2).problem()).isNotEmpty();
        assertThat(readings).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Event xmlns='urn:e'><System><Level>2</System></Event>",
                "<Event xmlns='urn:e'><System><Level>2</Level>",
                "<Event xmlns='urn:e'><Data>a & b</Data></Event>",
                "<Event><y:a/></Event>"
            })
    void keepsOtherEventsOfBatchWithUnreadableElement(String bad) {
        String prefixed = "<Event><x:a/></Event>";
        List<ReceivedEvent> events = read(event(1, "a"), cdata("<Event>]"), prefixed, bad, event(4, "<x:b/>"));
        assertThat(events).hasSize(5);
        assertThat(events).extracting(event -> event.event() != null).containsExactly(true, false, true, false, true);
        assertThat(events.get(3).xml()).isEqualTo(bad);
        assertThat(record(events.get(4))).isEqualTo("4");
        assertThat(readings).hasSize(2);
        assertThat(read("<w:Event Action='a'>" + bad + "</w:Event>", cdata(event(2, "b"))))
                .extracting(EventBatchTest::record)
                .containsExactly("?", "2");
    }

    @Test
    void readsElementThatIsCutInItsRendering() {
        String cut = event(1, "a").replace("</Event>", "<RenderingInfo Culture='en-US'><Message>cut");
        assertThat(read(cut, event(2, "b"))).extracting(EventBatchTest::record).containsExactly("1", "2");
    }

    @Test
    void failsIfEnvelopeItselfIsNotWellFormed() {
        String envelope = envelope(event(1, "\u0005"));
        for (String broken : new String[] {
            envelope.replace("</n:Items>", ""), envelope.substring(0, envelope.length() - 5), envelope + "<a/>"
        }) {
            ExchangeException failure =
                    catchThrowableOfType(ExchangeException.class, () -> read(broken, StandardCharsets.UTF_8));
            assertThat(failure.stage()).isEqualTo(ExchangeException.Stage.PROTOCOL);
        }
    }

    @Test
    void readsRelationOfRepairedReplyAgain() {
        String other = envelope(event(1, "\u0005"))
                .replace(
                        "<s:Header/>",
                        "<s:Header><a:RelatesTo xmlns:a='" + Namespaces.ADDRESSING
                                + "'>uuid:other</a:RelatesTo></s:Header>");
        ExchangeException failure =
                catchThrowableOfType(ExchangeException.class, () -> read(other, StandardCharsets.UTF_8));
        assertThat(failure).hasMessageContaining("uuid:other");
    }
}
