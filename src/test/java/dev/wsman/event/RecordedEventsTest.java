package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.wsman.fixture.Recordings;
import dev.wsman.internal.event.BookmarkContent;
import dev.wsman.internal.event.DeliveredEvents;
import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events that Windows sent, and the same with damage. */
class RecordedEventsTest {
    private static final long SEED = 20261126;
    private static final int RUNS = Integer.getInteger("wsman.fuzz.runs", 2000);
    private static final String[] FRAGMENTS = {
        "<",
        ">",
        "&",
        "&#5;",
        "\u0005",
        "]]>",
        "<![CDATA[",
        "'",
        "\"",
        "</System>",
        "<Data>",
        "</Event>",
        "<Event>",
        "<RenderingInfo",
        " xmlns='urn:x'",
        "{",
        "-",
        "99999999999999999999",
        "0x",
        "\ud800",
        "<!DOCTYPE a>"
    };

    private static Tree recorded(String name) throws IOException {
        return XmlFactories.parse(Files.readString(Recordings.ofServers(name)));
    }

    /** The documentation from which the delivery is taken escaped its quotes, and ends with one. */
    private static List<WindowsEvent> delivered() throws IOException {
        String text = Files.readString(Recordings.ofServers("windows/wef/05-Events.xml"))
                .replace("\\'", "'")
                .replaceFirst("'\\s*$", "");
        DeliveredMessage message = DeliveredMessage.read(text.getBytes(StandardCharsets.UTF_8), null);
        return DeliveredEvents.ofWindows(WindowsEvent::of).read(message, (xml, reason) -> {
            throw new AssertionError(reason);
        });
    }

    @Test
    void readsPulledEvent() throws IOException {
        Tree envelope = recorded("windows/eventlog-pull/pull_resp_01.xml");
        Tree items = find(envelope, Namespaces.ENUMERATION, "Items");
        WindowsEvent event = WindowsEvent.parse(items.firstElement().toXml());
        assertThat(event.provider()).contains("EventCreate");
        assertThat(event.id()).hasValue(1);
        assertThat(event.version()).isEmpty();
        assertThat(event.opcode()).isEmpty();
        assertThat(event.processId()).isEmpty();
        assertThat(event.keywords()).hasValue(0x80000000000000L);
        assertThat(event.time()).contains(Instant.parse("2013-04-25T21:23:39Z"));
        assertThat(event.data())
                .containsExactly(new EventData(
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        find(items, Namespaces.EVENT, "Data").text()));
        assertThat(event.rendering()).hasValueSatisfying(rendering -> {
            assertThat(rendering.level()).contains("Error");
            assertThat(rendering.provider()).isEmpty();
            assertThat(rendering.keywords()).containsExactly("Classic");
        });
        BookmarkContent content = BookmarkContent.of(find(envelope, Namespaces.WSMAN, "Bookmark"));
        assertThat(Bookmark.of(content).positions()).containsExactly(entry("Application", 3847L));
    }

    private static Tree find(Tree element, String namespace, String name) {
        for (Tree child : element.elements()) {
            Tree found = child.is(namespace, name) ? child : find(child, namespace, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The bookmark of this delivery is 149161, the record of its last event: it covers that event. */
    @Test
    void readsEventsOfDelivery() throws IOException {
        List<WindowsEvent> events = delivered();
        assertThat(events).hasSize(21).allMatch(WindowsEvent::isReadable);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).recordId()).hasValue(149141 + i);
            assertThat(events.get(i).provider()).contains("Microsoft-Windows-WinRM");
            assertThat(events.get(i).channel()).contains("Microsoft-Windows-WinRM/Operational");
            assertThat(events.get(i).message()).isPresent();
            assertThat(events.get(i).activityId()).isPresent();
        }
        assertThat(events.get(0).keywords()).hasValue(0x4000000000000026L);
        assertThat(events.get(0).time()).contains(Instant.parse("2022-09-21T14:48:21.698615900Z"));
        assertThat(events.get(1).data("authFailureMessage"))
                .hasValueSatisfying(text -> assertThat(text).contains("winrm quickconfig"));
    }

    @Test
    void readsRecordedQueryOfCollector() throws IOException {
        Tree envelope = recorded("windows/wef/02-EnumerateResponse.xml");
        EventQuery query = EventQuery.queryList(find(envelope, "", "QueryList").toXml());
        assertThat(query.channels()).containsExactly("Microsoft-Windows-WinRM/Operational");
        assertThat(query.xml()).contains("(Level=1  or Level=2 or Level=3");
    }

    @Test
    void readsDamagedEventsWithoutException() throws IOException {
        Random chance = new Random(SEED);
        List<String> texts = new ArrayList<>(List.of(EventTexts.FULL, EventTexts.BARE));
        if (Recordings.haveServers()) {
            delivered().forEach(event -> texts.add(event.xml()));
        }
        int readable = 0;
        for (int run = 0; run < RUNS; run++) {
            String text = damaged(texts.get(chance.nextInt(texts.size())), chance);
            readable += readAll(text) ? 1 : 0;
        }
        assertThat(readable).isBetween(RUNS / 20, RUNS - RUNS / 20);
    }

    private static String damaged(String text, Random chance) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = chance.nextInt(3); i >= 0; i--) {
            int at = chance.nextInt(damaged.length());
            switch (chance.nextInt(3)) {
                case 0 -> damaged.insert(at, FRAGMENTS[chance.nextInt(FRAGMENTS.length)]);
                case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + chance.nextInt(20)));
                default -> damaged.setCharAt(at, (char) chance.nextInt(0x10000));
            }
        }
        return damaged.isEmpty() ? "x" : damaged.toString();
    }

    private static boolean readAll(String text) {
        try {
            WindowsEvent event = WindowsEvent.of(dev.wsman.internal.event.ReceivedEvent.ofText(text));
            List<Object> values = List.of(
                    event.provider(),
                    event.providerGuid(),
                    event.id(),
                    event.qualifiers(),
                    event.level(),
                    event.keywords(),
                    event.time(),
                    event.recordId(),
                    event.activityId(),
                    event.processId(),
                    event.channel(),
                    event.computer(),
                    event.userSid(),
                    event.data(),
                    event.data("x"),
                    event.binary(),
                    event.userData(),
                    event.debugData(),
                    event.processingError(),
                    event.rendering(),
                    event.toMap(),
                    event.toString(),
                    event.hashCode());
            assertThat(values).allMatch(Objects::nonNull);
            assertThat(event.xml()).isEqualTo(text);
            assertThat(event.isReadable()).isEqualTo(event.problem().isEmpty());
            return event.isReadable();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + SEED + ": " + text, e);
        }
    }
}
