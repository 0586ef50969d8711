package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.fixture.Recordings;
import dev.wsman.fixture.replay.ComparisonRule;
import dev.wsman.fixture.replay.Conversation;
import dev.wsman.fixture.replay.EventRules;
import dev.wsman.fixture.replay.ReplayServer;
import dev.wsman.fixture.replay.ShellRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Subscriptions against recorded replies of Windows, OMI and openwsman. What they send is compared with what the
 * recorded client sent, including the order of the elements; of Windows, only replies were recorded.
 *
 * <p>Recordings whose requests the API cannot send are not replayed here: openwsman 20, 21, 25, 30 to 32, 37, 42, 43
 * and 59, and OMI 23, 25, 35 to 39, 63 to 65 and 70. They have unknown modes, times that are not durations, elements
 * in another order or namespace, options of indications, Release, and GetStatus. The testkit's replies are compared
 * with them (OpenwsmanEventsIT, OmiEventsIT).
 */
class RecordedPullIT {
    private static final Duration WAIT = Duration.ofSeconds(20);
    /** The silence that a test waits for, and the time that the server takes for a reply without events. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private final EventRecorder listener = new EventRecorder();

    private static Session session(ReplayServer server) {
        return Session.builder(server.endpoint()).timeout(WAIT).build();
    }

    private static Path windows(String file) {
        return Recordings.ofServers("windows/eventlog-pull").resolve(file);
    }

    private static Conversation omi(String... names) {
        return Conversation.ofFolder(Recordings.ofServers("omi/eventing"), names);
    }

    private static Conversation openwsman(String... names) {
        return Conversation.ofFolder(Recordings.ofServers("openwsman/eventing"), names);
    }

    /** The recorded replies of Windows, and a reply to Unsubscribe, which was recorded of openwsman only. */
    private static Conversation windowsReplies() {
        return Conversation.ofReplies(
                        "eventlog-pull",
                        Stream.of("subscribe_resp.xml", "pull_resp_01.xml", "pull_resp_02.xml")
                                .map(file -> Conversation.text(windows(file))))
                .delayed(2, SHORT.plusMillis(100))
                .then(Conversation.ofReplies("unsubscribe", openwsman("16-unsubscribe-pull").replies().stream()));
    }

    @Test
    void readsEventOfWindowsThenSilence() {
        try (ReplayServer server = new ReplayServer(windowsReplies(), List.of());
                Session session = session(server)) {
            EventBatch<WindowsEvent> first;
            EventBatch<WindowsEvent> second;
            try (Subscription<WindowsEvent> subscription = Subscription.eventLog(
                            session, EventQuery.channel("Application"))
                    .listener(listener)
                    .open()) {
                first = subscription.poll(WAIT);
                second = subscription.poll(SHORT);
                assertThat(subscription.bookmark()).isEqualTo(first.bookmark());
            }
            assertRecordedEvent(first.events());
            assertThat(first.bookmark().orElseThrow().xml().replaceAll(">\\s+<", "><"))
                    .isEqualTo("<BookmarkList><Bookmark Channel=\"Application\" IsCurrent=\"true\" RecordId=\"3847\"/>"
                            + "</BookmarkList>");
            assertThat(second.events()).isEmpty();
            assertThat(second.bookmark()).isEqualTo(first.bookmark());
            assertThat(listener.gaps()).isEmpty();
            server.assertReplayed();
        }
    }

    private static void assertRecordedEvent(List<WindowsEvent> events) {
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.isReadable()).isTrue();
            assertThat(event.provider()).contains("EventCreate");
            assertThat(event.id()).hasValue(1);
            assertThat(event.qualifiers()).hasValue(0);
            assertThat(event.version()).isEmpty();
            assertThat(event.level()).hasValue(2);
            assertThat(event.time()).contains(Instant.parse("2013-04-25T21:23:39Z"));
            assertThat(event.recordId()).hasValue(3847);
            assertThat(event.channel()).contains("Application");
            assertThat(event.computer()).contains(replied("pull_resp_01", "Computer"));
            assertThat(event.data()).singleElement().satisfies(data -> assertThat(data.value())
                    .isEqualTo(replied("pull_resp_01", "Data")));
            assertThat(event.message()).contains(replied("pull_resp_01", "Message"));
            assertThat(event.xml()).contains("<EventRecordID>3847</EventRecordID>");
        });
    }

    /** EVENTING.md 2.1 and 2.2: the order of the elements, the options of every request, the latest context only. */
    @Test
    void sendsToWindowsWhatItsClientsSend() {
        try (ReplayServer server = new ReplayServer(windowsReplies(), List.of());
                Session session = session(server)) {
            try (Subscription<WindowsEvent> subscription = Subscription.eventLog(
                            session, EventQuery.channel("Application"))
                    .name("replay")
                    .rendered(true)
                    .tolerateMissingChannels(true)
                    .heartbeat(Duration.ofSeconds(5))
                    .batchItems(32000)
                    .open()) {
                subscription.poll(WAIT);
                subscription.poll(SHORT);
            }
            server.assertReplayed();
            List<String> sent = server.requests();
            assertThat(sent).hasSize(4);
            assertThat(sent.subList(0, 3)).allSatisfy(request -> assertThat(request)
                    .containsPattern("Option Name=\"SubscriptionName\"[^>]*>replay<")
                    .containsPattern("Option Name=\"ContentFormat\"[^>]*>RenderedText<")
                    .containsPattern("<w:Option (?=[^>]*Name=\"IgnoreChannelError\")[^>]*nil=\"true\"")
                    .containsPattern("ResourceURI[^>]*>http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog<"));
            assertThat(sent.get(0))
                    .containsPattern("Delivery[^>]* Mode=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull\"")
                    .containsPattern("(?s)Delivery.*Heartbeats.*ContentEncoding[^>]*>UTF-8<.*Filter[^>]*"
                            + " Dialect=\"http://schemas.microsoft.com/win/2004/08/events/eventquery\".*<QueryList"
                            + ".*Select Path=\"Application\">\\*<.*SendBookmarks")
                    .doesNotContain("NotifyTo", "EndTo", "<w:Bookmark>");
            assertThat(value(sent.get(1), "EnumerationContext"))
                    .isEqualTo(replied("subscribe_resp", "EnumerationContext"));
            assertThat(value(sent.get(1), "MaxElements")).isEqualTo("32000");
            assertThat(value(sent.get(2), "EnumerationContext"))
                    .isEqualTo(replied("pull_resp_01", "EnumerationContext"));
            assertThat(value(sent.get(3), "Identifier")).isEqualTo(replied("subscribe_resp", "Identifier"));
        }
    }

    private static String replied(String file, String element) {
        return value(Conversation.text(windows(file + ".xml")), element);
    }

    private static String value(String envelope, String element) {
        Matcher found = Pattern.compile("<(?:\\w+:)?" + element + "(?: [^>]*)?>([^<]+)<")
                .matcher(envelope);
        assertThat(found.find()).as(element).isTrue();
        return found.group(1).strip();
    }

    /** OMI reads the children of Subscribe strictly in order, and has neither Address nor Expires in its reply. */
    @Test
    void readsIndicationsOfOmi() {
        Conversation conversation = omi("01-subscribe-pull", "02-pull", "03-pull", "04-unsubscribe");
        try (ReplayServer server = new ReplayServer(conversation, withoutBookmarks());
                Session session = session(server)) {
            List<Instance> events = new ArrayList<>();
            try (Subscription<Instance> subscription =
                    recorded(session, conversation).listener(listener).open()) {
                for (int i = 0; i < 2; i++) {
                    events.addAll(subscription.poll(WAIT).events());
                }
            }
            assertThat(events).isNotEmpty().allSatisfy(event -> {
                assertThat(event.name().getLocalPart()).isEqualTo("Test_Indication");
                assertThat(event.text("message")).contains("test indication message");
            });
            assertThat(events)
                    .extracting(event -> event.integer("id").orElseThrow())
                    .isSorted();
            assertThat(listener.calls()).isEmpty();
            server.assertReplayed();
        }
    }

    /** The recorded client asked for no bookmarks, and not always for a time; the API does both by default. */
    private static List<ComparisonRule> withoutBookmarks() {
        return ShellRules.with(
                EventRules.pull(), EventRules.ignoring("SendBookmarks"), EventRules.ignoringUnlessRecorded("Expires"));
    }

    /** OMI sends "everything that is retained" with each batch (61), which is not a position after the batch. */
    @Test
    void takesEarliestBookmarkOfOmiForNoPosition() {
        Conversation conversation =
                omi("60-subscribe-bookmarks", "61-pull-bookmarks", "62-pull-several", "67-unsub-after");
        try (ReplayServer server = new ReplayServer(conversation, EventRules.pull());
                Session session = session(server)) {
            List<EventBatch<Instance>> batches = new ArrayList<>();
            try (Subscription<Instance> subscription =
                    recorded(session, conversation).open()) {
                batches.add(subscription.poll(WAIT));
                batches.add(subscription.poll(WAIT));
            }
            assertThat(batches).extracting(batch -> batch.events().size()).containsExactly(1, 6);
            assertThat(conversation.replies().get(1)).contains("bookmark/earliest</wsman:Bookmark>");
            assertThat(batches).allSatisfy(batch -> assertThat(batch.bookmark()).isEmpty());
            server.assertReplayed();
        }
    }

    /** OMI replies with empty Items after the heartbeat; openwsman with TimedOut at once (its README, 11). */
    @Test
    void takesEmptyItemsOfOmiAsSilence() {
        replaySilence(omi("50-subscribe-nothing", "51-pull-nothing", "54-unsub").delayed(1, SHORT.plusMillis(100)));
        assertThat(listener.count("heartbeat")).isPositive();
        assertThat(listener.count("retrying")).isZero();
    }

    private void replaySilence(Conversation conversation) {
        try (ReplayServer server = new ReplayServer(conversation, withoutBookmarks());
                Session session = session(server)) {
            try (Subscription<Instance> subscription =
                    recorded(session, conversation).listener(listener).open()) {
                assertThat(subscription.poll(SHORT).isEmpty()).isTrue();
                assertThat(subscription.isOpen()).isTrue();
            }
            server.assertReplayed();
        }
    }

    /** A subscription with the parts of the recorded Subscribe. */
    private static Subscription.Builder<Instance> recorded(Session session, Conversation conversation) {
        RecordedSubscribe recorded =
                RecordedSubscribe.of(conversation.requests().get(0));
        Subscription.Builder<Instance> builder = Subscription.to(session, recorded.resource());
        recorded.filter().ifPresent(builder::filter);
        recorded.heartbeat().ifPresent(builder::heartbeat);
        recorded.expires().ifPresent(builder::expires);
        recorded.bookmark().ifPresent(bookmark -> {
            if (bookmark.endsWith("/bookmark/earliest")) {
                builder.fromOldest();
            } else {
                builder.after(Bookmark.parse(bookmark));
            }
        });
        conversation.requests().stream()
                .filter(request -> request.contains("<n:MaxElements>"))
                .findFirst()
                .map(request -> request.replaceAll("(?s).*<n:MaxElements>(\\d+)<.*", "$1"))
                .ifPresent(items -> builder.batchItems(Integer.parseInt(items)));
        return builder;
    }

    /** Without heartbeats, OMI replies with empty Items when OperationTimeout is over (its README, 56). */
    @Test
    void takesEmptyItemsOfOmiWithoutHeartbeatsAsSilence() {
        replaySilence(omi("55-subscribe-nothing-noheart", "56-pull", "57-unsub").delayed(1, SHORT.plusMillis(100)));
        assertThat(listener.calls()).containsExactly("heartbeat");
    }

    /**
     * A subscription to a class receives the indications of its subclasses, with arrays and embedded instances (81).
     */
    @ParameterizedTest
    @CsvSource({"L_IndicationC1, L_IndicationC3", "R_IndicationC1, R_IndicationC1"})
    void readsIndicationsOfSubclassesOfOmi(String subscribed, String arrives) {
        Conversation conversation = omi("80-" + subscribed, "81-" + subscribed).then(unsubscribed());
        try (ReplayServer server = new ReplayServer(conversation, withoutBookmarks());
                Session session = session(server)) {
            List<Instance> events;
            try (Subscription<Instance> subscription =
                    recorded(session, conversation).listener(listener).open()) {
                events = subscription.poll(WAIT).events();
            }
            String reply = conversation.replies().get(1);
            assertThat(events).isNotEmpty().hasSize(reply.split("<p:" + arrives + "[ >]", -1).length - 1);
            assertThat(events.get(0).name().getLocalPart()).isEqualTo(arrives);
            assertThat(events.get(0).text("CorrelatedIndications").orElseThrow())
                    .startsWith("Indication Id - <>&;'\"");
            assertThat(listener.calls()).isEmpty();
            server.assertReplayed();
        }
    }

    /** A reply to Unsubscribe, to whatever subscription it belongs. */
    private static Conversation unsubscribed() {
        return Conversation.ofReplies("unsubscribe", omi("04-unsubscribe").replies().stream());
    }

    /**
     * OMI forgets a subscription without a Pull for two heartbeats (53), after Unsubscribe (05) and after Release (66):
     * DestinationUnreachable.
     */
    @ParameterizedTest
    @ValueSource(strings = {"53-pull-late", "05-pull-after-unsubscribe", "66-pull-after-release"})
    void subscribesAgainAfterOmiForgotSubscription(String forgotten) {
        Conversation conversation =
                omi("50-subscribe-nothing", forgotten).then(omi("50-subscribe-nothing", "02-pull", "54-unsub"));
        List<ComparisonRule> rules = ShellRules.with(withoutBookmarks(), EventRules.anyText("EnumerationContext"));
        try (ReplayServer server = new ReplayServer(conversation, rules);
                Session session = session(server)) {
            try (Subscription<Instance> subscription =
                    recorded(session, conversation).listener(listener).open()) {
                assertThat(subscription.poll(WAIT).events()).isNotEmpty();
            }
            assertThat(listener.count("resubscribed without a bookmark")).isEqualTo(1);
            assertThat(listener.gaps()).hasSize(1);
            assertThat(server.operations()).containsExactly("Subscribe", "Pull", "Subscribe", "Pull", "Unsubscribe");
            assertThat(server.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "24-pull-no-heartbeats, 04-unsubscribe",
        "26-no-expires, 04-unsubscribe",
        "28-filter-cql, 04-unsubscribe",
        "32-sendbookmarks, 04-unsubscribe",
        "33-bookmark, 04-unsubscribe",
        "34-sendbookmarks-bookmark-text, 04-unsubscribe",
        "40-resource-all, 04-unsubscribe",
        "43-no-operationtimeout-heartbeat-1s, 04-unsubscribe",
        "68-sub, 69-unsub",
    })
    void subscribesToOmiAsRecorded(String name, String end) {
        Conversation conversation = omi(name).then(Conversation.ofReplies("unsubscribe", omi(end).replies().stream()));
        try (ReplayServer server = new ReplayServer(conversation, withoutBookmarks());
                Session session = session(server)) {
            recorded(session, conversation).open().close();
            server.assertReplayed();
        }
    }

    /**
     * openwsman reads the filter and the resource in all delivery modes alike; these were recorded in Push mode, whose
     * reply has no context. In Pull mode it is the text of the identifier (10).
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "24-filter-cql",
                "28-filter-where",
                "29-no-expires",
                "33-heartbeats",
                "34-sendbookmarks",
                "35-bookmark",
                "36-bookmark-earliest",
                "39-resource-all",
                "40-resource-item-class"
            })
    void subscribesToOpenwsmanAsRecorded(String name) {
        Conversation conversation = openwsman(name, name + "-unsub").mapReplies(RecordedPullIT::withContext);
        List<ComparisonRule> rules = ShellRules.with(withoutBookmarks(), asPull());
        try (ReplayServer server = new ReplayServer(conversation, rules);
                Session session = session(server)) {
            recorded(session, conversation).open().close();
            server.assertReplayed();
        }
    }

    private static String withContext(String reply) {
        return reply.contains(":SubscribeResponse>")
                ? reply.replace(
                        "</wse:SubscribeResponse>",
                        "<c:EnumerationContext xmlns:c=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\">"
                                + value(reply, "Identifier") + "</c:EnumerationContext></wse:SubscribeResponse>")
                : reply;
    }

    /** openwsman replies to Release with InvalidEnumerationContext (59); heartbeats do not show in Pull mode (58). */
    @Test
    void endsSubscriptionOfOpenwsmanWithoutRelease() {
        assertThat(openwsman("59-pull-release").replies().get(0)).contains("InvalidEnumerationContext");
        Conversation conversation = openwsman("57-pull-heartbeats", "58-pull-heartbeat", "60-x");
        List<ComparisonRule> rules = ShellRules.with(
                withoutBookmarks(), EventRules.ignoring("NotifyTo"), EventRules.ignoring("MaxElements"));
        try (ReplayServer server = new ReplayServer(conversation, rules);
                Session session = session(server)) {
            try (Subscription<Instance> subscription =
                    recorded(session, conversation).listener(listener).open()) {
                assertThat(subscription.poll(Duration.ZERO).isEmpty()).isTrue();
            }
            assertThat(listener.calls()).containsExactly("heartbeat");
            assertThat(server.operations()).containsExactly("Subscribe", "Pull", "Unsubscribe");
            server.assertReplayed();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "omi, 27-no-filter, InternalError",
        "omi, 29-filter-xpath, UnsupportedFeature",
        "omi, 30-filter-bad, InternalError",
        "omi, 31-filter-noclass, DestinationUnreachable",
        "omi, 41-no-namespace, DestinationUnreachable",
        "omi, 42-class-not-indication, DestinationUnreachable",
        "omi, 80-CIM_InstIndication, DestinationUnreachable",
        "omi, 80-MSFT_Alert, DestinationUnreachable",
        "openwsman, 22-no-filter, FilteringNotSupported",
        "openwsman, 23-filter-xpath, FilteringNotSupported",
        "openwsman, 26-filter-bad, CannotProcessFilter",
        "openwsman, 27-filter-noclass, ActionNotSupported",
        "openwsman, 41-resource-unknown, DestinationUnreachable",
    })
    void reportsRecordedFaultOfSubscribe(String server, String name, String subcode) {
        Conversation conversation = Conversation.ofFolder(Recordings.ofServers(server + "/eventing"), name);
        List<ComparisonRule> rules = ShellRules.with(withoutBookmarks(), asPull());
        try (ReplayServer replay = new ReplayServer(conversation, rules);
                Session session = session(replay)) {
            WsmanException failure = catchThrowableOfType(
                    WsmanException.class,
                    () -> recorded(session, conversation).listener(listener).open());
            assertThat(failure).isNotNull();
            assertThat(failure.error().subcode().orElseThrow().getLocalPart()).isEqualTo(subcode);
            assertThat(failure.error().operation()).contains("Subscribe");
            assertThat(listener.calls()).isEmpty();
            replay.assertReplayed();
        }
    }

    /** The faults of openwsman were recorded of Subscribe in Push mode; it checks the filter in all modes alike. */
    private static ComparisonRule asPull() {
        return pair -> pair.both(ShellRules.elements(
                "Delivery", delivery -> delivery.withChildren(List.of()).withAttribute("Mode", "any")));
    }

    @Test
    void readsIndicationsOfOpenwsman() {
        Conversation conversation = openwsman(
                "10-subscribe-pull",
                "11-pull-empty",
                "12-pull-events",
                "13-pull-second",
                "14-pull-third",
                "16-unsubscribe-pull");
        try (ReplayServer server = new ReplayServer(conversation, withoutBookmarks());
                Session session = session(server)) {
            List<Instance> events = new ArrayList<>();
            try (Subscription<Instance> subscription = recorded(session, conversation)
                    .pollInterval(Duration.ofMillis(300))
                    .listener(listener)
                    .open()) {
                events.addAll(subscription.poll(WAIT).events());
                events.addAll(subscription.poll(WAIT).events());
                assertThat(subscription.poll(Duration.ZERO).events()).isEmpty();
                assertThat(subscription.bookmark()).isEmpty();
            }
            assertThat(events)
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.name().getLocalPart()).isEqualTo("LAB_Event"));
            assertThat(events)
                    .extracting(event -> event.text("Text").orElseThrow().strip())
                    .containsExactly("one", "two");
            assertThat(listener.count("retrying")).isZero();
            server.assertReplayed();
        }
    }

    /** The recorded time is shortened, so that the subscription has to be renewed after the reply to the first Pull. */
    @Test
    void renewsSubscriptionOfOpenwsman() {
        Conversation conversation = openwsman(
                        "10-subscribe-pull", "11-pull-empty", "15-renew-pull", "12-pull-events", "16-unsubscribe-pull")
                .mapReplies(reply -> reply.replaceAll("(Expires>)PT5M<", "$1PT3S<"))
                .delayed(1, Duration.ofMillis(2100));
        List<ComparisonRule> rules = ShellRules.with(withoutBookmarks(), EventRules.anyText("Expires"));
        try (ReplayServer server = new ReplayServer(conversation, rules);
                Session session = session(server)) {
            try (Subscription<Instance> subscription =
                    recorded(session, conversation).listener(listener).open()) {
                assertThat(subscription.poll(WAIT).events()).hasSize(1);
            }
            assertThat(listener.callsWithoutHeartbeats()).containsExactly("renewed PT10M");
            server.assertReplayed();
        }
    }

    /**
     * After Unsubscribe, openwsman replies to a Pull with InvalidEnumerationContext (17). The old one is ended, too.
     */
    @Test
    void subscribesAgainAfterInvalidContextOfOpenwsman() {
        Conversation conversation = openwsman("10-subscribe-pull", "17-pull-after-unsubscribe", "10-subscribe-pull")
                .then(openwsman("16-unsubscribe-pull", "12-pull-events", "16-unsubscribe-pull"));
        try (ReplayServer server = new ReplayServer(conversation, withoutBookmarks());
                Session session = session(server)) {
            try (Subscription<Instance> subscription =
                    recorded(session, conversation).listener(listener).open()) {
                assertThat(subscription.poll(WAIT).events()).hasSize(1);
            }
            assertThat(listener.count("resubscribed without a bookmark")).isEqualTo(1);
            assertThat(listener.gaps()).hasSize(1);
            server.assertReplayed();
        }
    }
}
