package dev.wsman.testkit.event;

import static dev.wsman.testkit.event.RawSubscriber.bookmark;
import static dev.wsman.testkit.event.RawSubscriber.pullBody;
import static dev.wsman.testkit.event.RawSubscriber.query;
import static dev.wsman.testkit.event.RawSubscriber.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The event log of Windows by Pull, compared with captures/windows/eventlog-pull. */
class WindowsPullIT {
    private static final String EARLIEST =
            "<wsman:Bookmark>http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest</wsman:Bookmark>";

    private WsmanService service;

    @BeforeEach
    void start() {
        service = WsmanService.builder()
                .quirks(ServerQuirks.WINRM)
                .withoutAuthentication()
                .build()
                .start();
    }

    @AfterEach
    void close() {
        service.close();
    }

    private RawSubscriber subscriber() {
        return new RawSubscriber(service);
    }

    private static RawReply recorded(String name) throws IOException {
        byte[] body = Files.readAllBytes(Recordings.ofServers("windows/eventlog-pull/" + name));
        return new RawReply(200, HttpHeaders.of(Map.of(), (a, b) -> true), body);
    }

    /** The names of all elements of the body, in document order, without the content of events. */
    private static List<String> outline(RawReply reply) {
        return reply.nodes("//s:Body//*[not(ancestor::*[local-name()='Event'])]").stream()
                .map(node -> node.getNamespaceURI() + " " + node.getLocalName())
                .toList();
    }

    @Test
    void sendsRecordedSubscribeResponse() throws IOException {
        RawReply reply = subscriber().subscribe(pullBody(query("Application", "*"), ""));
        assertThat(outline(reply)).isEqualTo(outline(recorded("subscribe_resp.xml")));
        assertThat(reply.at("//wse:Expires")).isEqualTo("PT0.000S");
        assertThat(reply.at("//wse:Identifier")).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        assertThat(reply.context()).startsWith("uuid:");
        assertThat(reply.at("//wsa:Address")).isEqualTo(service.endpoint());
        assertThat(service.openSubscriptions()).isOne();
    }

    @Test
    void sendsRecordedPullResponse() throws IOException {
        RawSubscriber subscriber = subscriber().open(query("Application", "*"), "");
        service.log("Application").write(1, "one");
        RawReply reply = subscriber.pull();
        RawReply recording = recorded("pull_resp_01.xml");
        assertThat(outline(reply)).isEqualTo(outline(recording));
        assertThat(reply.children("//*[local-name()='BookmarkList']"))
                .isEqualTo(recording.children("//*[local-name()='BookmarkList']"));
        assertThat(reply.at("//*[local-name()='Bookmark']/@RecordId")).isEqualTo("1");
        assertThat(reply.at("//*[local-name()='Bookmark']/@IsCurrent")).isEqualTo("true");
    }

    @Test
    void sendsNewContextAndNoBookmarkWithoutEvents() throws IOException {
        RawSubscriber subscriber = subscriber().open(query("Application", "*"), "");
        String before = subscriber.context();
        RawReply reply = subscriber.pull();
        assertThat(outline(reply)).isEqualTo(outline(recorded("pull_resp_02.xml")));
        assertThat(reply.count("//wsman:Bookmark")).isZero();
        assertThat(subscriber.context()).isNotEqualTo(before);
        assertThat(subscriber.pull(before).fault()).isEqualTo("InvalidEnumerationContext");
    }

    @Test
    void deliversOnlyEventsAfterSubscribe() {
        service.log("System").write(1);
        RawSubscriber subscriber = subscriber().open(query("System", "*"), "");
        service.log("System").write(2);
        assertThat(subscriber.records()).containsExactly("2");
    }

    @Test
    void startsAtOldestWithReadExistingEvents() {
        service.log("System").write(1);
        assertThat(subscriber()
                        .open(query("System", "*"), "", "ReadExistingEvents")
                        .records())
                .containsExactly("1");
        assertThat(subscriber().open(query("System", "*"), EARLIEST).records()).containsExactly("1");
    }

    @Test
    void resumesAfterBookmark() {
        service.log("System").write(1);
        RawReply first = subscriber()
                .open(query("System", "*"), "", "ReadExistingEvents")
                .pull();
        service.log("System").write(2);
        assertThat(subscriber().open(query("System", "*"), bookmark(first)).records())
                .containsExactly("2");
    }

    /** Windows loses events when it resumes from such a bookmark (EVENTING.md 1.3 and 6.2). */
    @Test
    void losesEventsAfterBackwardBookmark() {
        service.log("System").write(1);
        RawReply first = subscriber()
                .open(query("System", "*"), "", "ReadExistingEvents")
                .pull();
        service.log("System").write(2);
        String backward = bookmark(first).replace("<BookmarkList", "<BookmarkList Direction=\"backward\"");
        RawSubscriber resumed = subscriber().open(query("System", "*"), backward);
        service.log("System").write(3);
        assertThat(resumed.records()).containsExactly("3");
    }

    @Test
    void replaysChannelThatBookmarkDoesNotHave() {
        service.log("System").write(1);
        service.log("Application").write(1);
        RawReply first = subscriber()
                .open(query("System", "*"), "", "ReadExistingEvents")
                .pull();
        String both = "<QueryList><Query Id='0'><Select Path='System'>*</Select>"
                + "<Select Path='Application'>*</Select></Query></QueryList>";
        RawReply resumed = subscriber().open(both, bookmark(first)).pull();
        assertThat(resumed.texts("//wsen:Items//*[local-name()='Channel']")).containsExactly("Application");
        assertThat(bookmark(resumed))
                .contains("<Bookmark Channel=\"Application\" RecordId=\"1\" IsCurrent=\"true\"/>")
                .contains("<Bookmark Channel=\"System\" RecordId=\"1\"/>");
    }

    @Test
    void acceptsQueryAsEscapedText() {
        service.log("System").write(1);
        String escaped = query("System", "*").replace("<", "&lt;").replace(">", "&gt;");
        assertThat(subscriber().open(escaped, "", "ReadExistingEvents").records())
                .containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *[System[Level=2]]                                              | 2
                    *[System[(Level=2 or Level=3) and Provider[@Name='Lab']]]       | 2,3
                    *[System[EventID=7036]]                                         | 1
                    *[System[(EventID=7036) or (EventID=8)]]                        | 1,3
                    *[System[EventRecordID &gt; 2]]                                 | 3
                    *[System[TimeCreated[timediff(@SystemTime) &lt;= 3600000]]]     | 1,3
                    *[System[TimeCreated[@SystemTime &lt; '2021-01-01T00:00:00Z']]] | 2
                    *[System[band(Keywords,9007199254740992)]]                      | 3
                    *[EventData[Data[@Name='user']='kim']]                          | 2
                    *[EventData[Data='spooler']]                                    | 1
                    Event[System[Level=4]]                                          | 1
                    *[System[Level=4]] and *[System[EventID=1]]                     | error
                    Level=2                                                         | error
                    """)
    void selectsByXPath(String xpath, String expected) {
        EventLog log = service.log("System");
        log.write(7036, "spooler");
        log.event(4625)
                .provider("Lab")
                .level(2)
                .time(Instant.parse("2020-05-01T10:00:00Z"))
                .data("user", "kim")
                .write();
        log.event(8).provider("Lab").level(3).keywords(0x8020000000000000L).write();
        RawSubscriber subscriber = subscriber();
        RawReply subscribed = subscriber.subscribe(pullBody(query("System", xpath), ""), "ReadExistingEvents");
        RawReply last = subscribed.fault().isEmpty() ? subscriber.pull() : subscribed;
        if (expected.equals("error")) {
            assertThat(last.nativeCode()).isEqualTo("15001");
        } else {
            assertThat(String.join(",", records(last))).as(last.text()).isEqualTo(expected);
        }
    }

    @Test
    void prefersSuppressToSelect() {
        service.log("System").write(1);
        service.log("System").write(2);
        String query = "<QueryList><Query Id='0' Path='System'><Select>*</Select>"
                + "<Suppress>*[System[EventID=1]]</Suppress></Query></QueryList>";
        assertThat(subscriber().open(query, "", "ReadExistingEvents").records()).containsExactly("2");
    }

    @Test
    void rejectsUnknownChannelUnlessErrorsAreIgnored() {
        RawReply refused = subscriber().subscribe(pullBody(query("Nowhere", "*"), ""));
        assertThat(refused.nativeCode()).isEqualTo("15007");
        String both = "<QueryList><Query Id='0'><Select Path='Nowhere'>*</Select>"
                + "<Select Path='System'>*</Select></Query></QueryList>";
        RawSubscriber tolerant = subscriber().open(both, "", "IgnoreChannelError");
        service.log("System").write(1);
        assertThat(tolerant.records()).containsExactly("1");
    }

    @Test
    void skipsUnreadableChannelAndReplaysItLater() {
        service.log("Security").readable(false).write(4624);
        assertThat(subscriber().subscribe(pullBody(query("Security", "*"), "")).nativeCode())
                .isEqualTo("5");
        String both = "<QueryList><Query Id='0'><Select Path='Security'>*</Select>"
                + "<Select Path='System'>*</Select></Query></QueryList>";
        RawSubscriber tolerant = subscriber().open(both, "", "IgnoreChannelError");
        assertThat(tolerant.records()).isEmpty();
        service.log("Security").readable(true);
        assertThat(tolerant.records()).containsExactly("1");
    }

    @Test
    void addsRenderingInfoToRenderedText() {
        service.log("System").event(1).message("Hello").write();
        RawReply raw = subscriber().open(query("System", "*"), EARLIEST).pull();
        assertThat(raw.count("//*[local-name()='RenderingInfo']")).isZero();
        RawReply rendered = subscriber()
                .open(query("System", "*"), EARLIEST, "ContentFormat=RenderedText")
                .pull();
        assertThat(rendered.at("//*[local-name()='RenderingInfo']/*[local-name()='Message']"))
                .isEqualTo("Hello");
    }

    @Test
    void writesRecordedElementsOfEvent() throws IOException {
        service.log("Application").write(1, "one");
        RawReply reply = subscriber()
                .open(query("Application", "*"), EARLIEST, "ContentFormat=RenderedText")
                .pull();
        RawReply recording = recorded("pull_resp_01.xml");
        assertThat(reply.children("//*[local-name()='RenderingInfo']"))
                .isEqualTo(recording.children("//*[local-name()='RenderingInfo']"));
        assertThat(reply.children("//*[local-name()='System']"))
                .containsSubsequence(recording.children("//*[local-name()='System']"));
    }

    @Test
    void refusesRenew() {
        RawSubscriber subscriber = subscriber();
        String id = subscriber.subscribe(pullBody(query("System", "*"), "")).at("//wse:Identifier");
        RawReply refused = subscriber.on("Renew", id);
        assertThat(refused.fault()).isEqualTo("UnableToRenew");
        assertThat(refused.nativeCode()).isEqualTo("2150858788");
    }

    @Test
    void endsSubscriptionAtUnsubscribe() {
        RawSubscriber subscriber = subscriber();
        String id = subscriber.subscribe(pullBody(query("System", "*"), "")).at("//wse:Identifier");
        RawReply ended = subscriber.on("Unsubscribe", id);
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.children("//s:Body")).isEmpty();
        assertThat(service.openSubscriptions()).isZero();
        assertThat(subscriber.pull().fault()).isEqualTo("InvalidEnumerationContext");
    }

    @Test
    void losesPositionAndRestartsNumbersAtClear() {
        EventLog log = service.log("Application");
        log.write(1);
        log.write(2);
        RawReply first = subscriber().open(query("Application", "*"), EARLIEST).pull();
        log.clear();
        assertThat(log.lastRecordId()).isZero();
        assertThat(log.write(3)).isOne();
        RawReply refused = subscriber().subscribe(pullBody(query("Application", "*"), bookmark(first)));
        assertThat(refused.nativeCode()).isEqualTo("15011");
        RawReply cleared = subscriber().open(query("System", "*"), EARLIEST).pull();
        assertThat(cleared.at("//*[local-name()='EventID']")).isEqualTo("104");
        assertThat(cleared.at("//*[local-name()='UserData']")).isEqualTo("Application");
    }

    @Test
    void continuesLiveSubscriptionAfterClear() {
        EventLog log = service.log("Application");
        log.write(1);
        RawSubscriber subscriber = subscriber().open(query("Application", "*"), EARLIEST);
        assertThat(subscriber.records()).containsExactly("1");
        log.write(2);
        log.clear();
        log.write(3);
        RawReply reply = subscriber.pull();
        assertThat(records(reply)).containsExactly("1");
        assertThat(reply.texts("//*[local-name()='EventID']")).containsExactly("3");
    }

    @Test
    void losesPositionWhenLogWraps() {
        EventLog log = service.log("Application").maxRecords(2);
        log.write(1);
        RawReply first = subscriber().open(query("Application", "*"), EARLIEST).pull();
        log.write(2);
        log.write(3);
        assertThat(subscriber().open(query("Application", "*"), bookmark(first)).records())
                .containsExactly("2", "3");
        log.write(4);
        assertThat(log.oldestRecordId()).isEqualTo(3);
        RawReply refused = subscriber().subscribe(pullBody(query("Application", "*"), bookmark(first)));
        assertThat(refused.nativeCode()).isEqualTo("15011");
    }

    @Test
    void rejectsWhatIsNotBookmark() {
        RawReply refused =
                subscriber().subscribe(pullBody(query("System", "*"), "<wsman:Bookmark><Other/></wsman:Bookmark>"));
        assertThat(refused.fault()).isEqualTo("InvalidBookmark");
    }

    @Test
    void deliversEventThatIsNotWellFormedAsItIs() {
        service.log("System").write("<Event><System/><EventData><Data>\u0005</Data></EventData></Event>");
        RawSubscriber subscriber = subscriber().open(query("System", "*"), EARLIEST);
        RawReply reply = subscriber.pull(subscriber.context());
        assertThat(reply.text()).contains("<Data>\u0005</Data>");
    }
}
