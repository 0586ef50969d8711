package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.fixture.Recordings;
import dev.wsman.fixture.replay.ComparisonRule;
import dev.wsman.fixture.replay.Conversation;
import dev.wsman.fixture.replay.EventRules;
import dev.wsman.fixture.replay.ReplayServer;
import dev.wsman.fixture.replay.ShellRules;
import dev.wsman.fixture.replay.XmlTree;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Push subscriptions against recorded conversations with openwsman: Subscribe and Unsubscribe are compared with the
 * recorded requests, and what openwsman posted to the recorded sink is posted to ours. Only the URL is replaced.
 */
class RecordedPushIT {
    private static final String ACK = "http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack";
    /** The action that openwsman expects. After the standard one it removes the subscription (its README). */
    private static final String ACK_OF_OPENWSMAN = "http://schemas.xmlsoap.org/wbmem/wsman/1/wsman/Ack";

    private static final ResourceLocator ALL_ALERTS =
            ResourceLocator.of(AmtServer.CIM + "CIM_FilterCollection").selector("InstanceID", "Intel(r) AMT:All");
    private static final String USER = "sinkuser";
    private static final String PASSWORD = "sinkpw";

    private final BlockingQueue<EventDelivery<Instance>> deliveries = new LinkedBlockingQueue<>();
    private final EventRecorder listener = new EventRecorder();

    @AutoClose
    private final EventSink sink = sink().unauthenticated().open();

    private static EventSink.Builder sink() {
        return EventSink.builder().bindAddress(InetAddress.getLoopbackAddress()).port(0);
    }

    private static Path folder() {
        return Recordings.ofServers("openwsman/eventing");
    }

    private static Conversation openwsman(String... names) {
        return Conversation.ofFolder(folder(), names);
    }

    private static Session session(ReplayServer server) {
        return Session.builder(server.endpoint())
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    /**
     * The URL of the sink differs; the reference parameters are the subscriber's own. The API asks for heartbeats by
     * default.
     */
    private static List<ComparisonRule> rules() {
        return ShellRules.with(
                EventRules.pull(),
                EventRules.ignoringUnlessRecorded("Heartbeats"),
                EventRules.childrenInAnyOrder("Delivery"),
                EventRules.durationsByLength("MaxTime"),
                EventRules.durationsByLength("ConnectionRetry"),
                pair -> pair.both(ShellRules.elements("NotifyTo", each -> each.withChildren(List.of()))));
    }

    private PushSubscription.Builder<Instance> recorded(Session session, EventSink to, Conversation conversation) {
        RecordedSubscribe recorded =
                RecordedSubscribe.of(conversation.requests().get(0));
        PushSubscription.Builder<Instance> builder = PushSubscription.to(session, recorded.resource(), to)
                .handler(deliveries::add)
                .listener(listener);
        recorded.filter().ifPresent(builder::filter);
        recorded.heartbeat().ifPresent(builder::heartbeat);
        recorded.expires().ifPresent(builder::expires);
        return builder;
    }

    /** Returns the URL of the sink in the Subscribe that was sent. */
    private static URI notifyTo(ReplayServer server) {
        return URI.create(XmlTree.parse(server.requests().get(0))
                .all("NotifyTo")
                .get(0)
                .at("Address")
                .text());
    }

    /** Posts what openwsman posted, with its HTTP header. */
    private static SourceConnection.Reply post(SourceConnection source, String name, URI url) throws Exception {
        String body = Conversation.text(folder().resolve("sink/" + name + ".request.xml"))
                .replaceAll("http://127.0.0.1:15991/sink/[a-z-]+", url.toString());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = Conversation.text(folder().resolve("sink/" + name + ".request.http"))
                .strip()
                .replaceAll("\r?\n", "\r\n")
                .replaceFirst("/sink/[a-z-]+", url.getRawPath())
                .replace("127.0.0.1:15991", url.getAuthority())
                .replaceFirst("Content-Length: \\d+", "Content-Length: " + bytes.length);
        return source.post(head + "\r\n\r\n", bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "PUSH, 01-subscribe-push, 03-unsubscribe, 007-sink-plain-push, one",
        "PUSH, 01-subscribe-push, 03-unsubscribe, 008-sink-plain-push, two",
        "PUSH, 50-heartbeats, 51-hb-unsub, 017-sink-plain-hb, hb",
        "PUSH, 54-dead-sink, 56-dead-unsub, 019-sink-plain-auth, auth",
        "PUSH_WITH_ACK, 04-subscribe-pushwithack, 05-unsubscribe, 009-sink-ack-pwa, one",
        "PUSH_WITH_ACK, 04-subscribe-pushwithack, 05-unsubscribe, 010-sink-ack-pwa, two",
        "PUSH_WITH_ACK, 06-subscribe-pushwithack-stdack, 07-unsubscribe-after-stdack, 011-sink-stdack-pwa, one",
        "EVENTS, 08-subscribe-events, 09-unsubscribe, 012-sink-ack-events, one two",
    })
    void receivesRecordedIndications(
            DeliveryMode mode, String subscribe, String unsubscribe, String pushed, String texts) throws Exception {
        Conversation conversation = openwsman(subscribe, unsubscribe);
        try (ReplayServer server = new ReplayServer(conversation, rules());
                Session session = session(server)) {
            PushSubscription.Builder<Instance> builder =
                    recorded(session, sink, conversation).mode(mode);
            if (mode == DeliveryMode.EVENTS) {
                builder.batchItems(10).maxLatency(Duration.ofSeconds(3));
            }
            try (PushSubscription<Instance> subscription = builder.open();
                    SourceConnection source = new SourceConnection(sink.url())) {
                SourceConnection.Reply reply = post(source, pushed, notifyTo(server));

                assertThat(reply.status()).isBetween(200, 202);
                if (mode != DeliveryMode.PUSH) {
                    XmlTree ack = XmlTree.parse(reply.text());
                    assertThat(ack.at("Header", "Action").text()).isEqualTo(ACK_OF_OPENWSMAN);
                    assertThat(ack.at("Header", "RelatesTo").text()).isEqualTo(messageId(pushed));
                }
                EventDelivery<Instance> delivery = deliveries.remove();
                assertThat(delivery.subscription()).isEqualTo(subscription.identifier());
                assertThat(delivery.bookmark()).isEmpty();
                assertThat(delivery.events())
                        .extracting(event -> event.text("Text").orElseThrow())
                        .containsExactly(texts.split(" "));
                assertThat(delivery.events()).allSatisfy(RecordedPushIT::assertProperties);
            }
            server.assertReplayed();
        }
    }

    private static String messageId(String pushed) {
        return XmlTree.parse(Conversation.text(folder().resolve("sink/" + pushed + ".request.xml")))
                .at("Header", "MessageID")
                .text();
    }

    /** Values have a line feed before and after; a property without a value is only white space. */
    private static void assertProperties(Instance event) {
        assertThat(event.name().getLocalPart()).isEqualTo("LAB_Event");
        assertThat(event.integer("Number")).hasValue(1);
        assertThat(event.text("At").orElseThrow()).startsWith("20261126").doesNotContain("\n");
        assertThat(event.text("PerceivedSeverity")).isEmpty();
    }

    /** openwsman does not copy the reference parameters into a heartbeat, and misspells its action. */
    @ParameterizedTest
    @CsvSource({
        "33-heartbeats, 33-heartbeats-unsub, 013",
        "50-heartbeats, 51-hb-unsub, 014",
        "50-heartbeats, 51-hb-unsub, 015",
        "50-heartbeats, 51-hb-unsub, 016",
        "50-heartbeats, 51-hb-unsub, 018",
    })
    void acceptsRecordedHeartbeat(String subscribe, String unsubscribe, String pushed) throws Exception {
        Conversation conversation = openwsman(subscribe, unsubscribe);
        try (ReplayServer server = new ReplayServer(conversation, rules());
                Session session = session(server)) {
            try (PushSubscription<Instance> subscription = recorded(session, sink, conversation)
                            .mode(DeliveryMode.PUSH)
                            .open();
                    SourceConnection source = new SourceConnection(sink.url())) {
                assertThat(post(source, pushed + "-sink-plain-hb", notifyTo(server))
                                .status())
                        .isBetween(200, 202);
                assertThat(listener.calls()).containsExactly("heartbeat");
                assertThat(deliveries).isEmpty();
                assertThat(subscription.identifier()).isNotEmpty();
            }
            server.assertReplayed();
        }
    }

    /** The recorded time is shortened, so that the library renews the subscription after two seconds. */
    @Test
    void renewsSubscriptionAsRecorded() {
        Conversation conversation = openwsman("01-subscribe-push", "02-renew", "03-unsubscribe")
                .mapReplies(reply -> reply.replaceAll("(Expires>)PT5M<", "$1PT3S<"));
        try (ReplayServer server =
                        new ReplayServer(conversation, ShellRules.with(rules(), EventRules.anyText("Expires")));
                Session session = session(server)) {
            try (PushSubscription<Instance> subscription = recorded(session, sink, conversation)
                    .mode(DeliveryMode.PUSH)
                    .open()) {
                await("renewal", () -> listener.calls().contains("renewed PT10M"));
                assertThat(subscription.isOpen()).isTrue();
            }
            server.assertReplayed();
        }
    }

    /** openwsman forgets a subscription when its time is over (53); a new one follows, with a gap. */
    @Test
    void subscribesAgainAfterRecordedEndOfTime() {
        Conversation conversation = openwsman("52-short-expiry", "53-renew-expired", "01-subscribe-push")
                .then(Conversation.ofReplies(
                        "unsubscribe", openwsman("03-unsubscribe", "03-unsubscribe").replies().stream()));
        try (ReplayServer server =
                        new ReplayServer(conversation, ShellRules.with(rules(), EventRules.anyText("Expires")));
                Session session = session(server)) {
            try (PushSubscription<Instance> subscription = recorded(session, sink, conversation)
                    .mode(DeliveryMode.PUSH)
                    .open()) {
                await("gap", () -> !listener.gaps().isEmpty());
                assertThat(listener.calls())
                        .containsExactly(
                                "lost DESTINATION_UNREACHABLE", "retrying 1", "resubscribed without a bookmark", "gap");
                assertThat(subscription.isOpen()).isTrue();
            }
            server.assertReplayed();
        }
    }

    /** openwsman refuses ConnectionRetry (38), and OMI any mode in which it would push, without a fault (20 to 22). */
    @ParameterizedTest
    @CsvSource({
        "openwsman, PUSH, 38-connectionretry, 400",
        "omi, PUSH, 20-push, 500",
        "omi, PUSH_WITH_ACK, 21-pushwithack, 500",
        "omi, EVENTS, 22-events, 500",
    })
    void reportsRecordedRefusalOfSubscribe(String source, DeliveryMode mode, String name, int status) {
        Conversation conversation = Conversation.ofFolder(Recordings.ofServers(source + "/eventing"), name);
        try (ReplayServer server = new ReplayServer(conversation, rules());
                Session session = session(server)) {
            PushSubscription.Builder<Instance> builder =
                    recorded(session, sink, conversation).mode(mode);
            if (name.equals("38-connectionretry")) {
                builder.retry(2, Duration.ofSeconds(5));
            } else if (mode == DeliveryMode.EVENTS) {
                builder.batchItems(10);
            }
            WsmanException failure = catchThrowableOfType(WsmanException.class, builder::open);
            assertThat(failure.error().httpStatus()).isEqualTo(status);
            assertThat(failure.error().operation()).contains("Subscribe");
            assertThat(listener.calls()).isEmpty();
            server.assertReplayed();
        }
    }

    /** openwsman sends the password of wst:IssuedTokens only after the sink's 401 (20, 21). */
    @Test
    void authenticatesSourceAsRecorded() throws Exception {
        Conversation conversation = openwsman("62-subscribe-basic-to-sink-401");
        try (EventSink protectedSink =
                        sink().basic(USER, PASSWORD.toCharArray()).open();
                ReplayServer server = new ReplayServer(conversation.then(openwsman("03-unsubscribe")), rules());
                Session session = session(server)) {
            try (PushSubscription<Instance> subscription = recorded(session, protectedSink, conversation)
                            .mode(DeliveryMode.PUSH)
                            .sinkLogin(USER, PASSWORD.toCharArray())
                            .open();
                    SourceConnection source = new SourceConnection(protectedSink.url())) {
                assertThat(issuedTokens(server.requests().get(0)))
                        .isEqualTo(issuedTokens(conversation.requests().get(0)));
                URI url = notifyTo(server);
                SourceConnection.Reply challenge = post(source, "020-sink-basic-auth", url);
                assertThat(challenge.status()).isEqualTo(401);
                assertThat(challenge.headers().get("www-authenticate")).startsWith("Basic");
                assertThat(deliveries).isEmpty();
                assertThat(post(source, "021-sink-basic-auth", url).status()).isBetween(200, 202);
                EventDelivery<Instance> delivery = deliveries.remove();
                assertThat(delivery.source().principal()).contains(USER);
                assertThat(delivery.subscription()).isEqualTo(subscription.identifier());
            }
        }
    }

    /** The elements of the token, with the texts that do not depend on the sink. */
    private static List<String> issuedTokens(String request) {
        return XmlTree.parse(request).all("IssuedTokens").get(0).all("RequestSecurityTokenResponse").stream()
                .flatMap(token -> Stream.of("TokenType", "Username", "Password", "AppliesTo")
                        .flatMap(name -> token.all(name).stream()))
                .map(element -> element.namespace() + " " + element.name() + " " + element.text())
                .toList();
    }

    /**
     * The message of Intel AMT as EVENTING.md 3.5 describes it: with an anonymous To, AckRequested as a start and an
     * end tag, the time in a child, and the reference parameter of the subscriber as a header. The object of the
     * subscription is found by the Destination of its handler.
     */
    @ParameterizedTest
    @CsvSource({"PUSH, uuid:00000000-8086-8086-8086-000000128538", "PUSH_WITH_ACK, 7"})
    void acceptsAlertInFormOfAmt(DeliveryMode mode, String messageId) throws Exception {
        String subscribed = openwsman("29-no-expires").replies().get(0);
        Conversation conversation = Conversation.ofReplies("amt", Stream.of(subscribed, AmtServer.NONE));
        try (ReplayServer server = new ReplayServer(conversation, List.of());
                Session session = session(server);
                SourceConnection source = new SourceConnection(sink.url())) {
            PushSubscription<Instance> subscription = PushSubscription.to(session, ALL_ALERTS, sink)
                    .mode(mode)
                    .sinkLogin(USER, PASSWORD.toCharArray())
                    .handler(deliveries::add)
                    .open();
            assertThat(server.requests().get(0))
                    .doesNotContain("Expires", "EndTo", "Filter Dialect")
                    .contains("Profile=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/digest\"");
            URI url = notifyTo(server);
            String identifier = XmlTree.parse(server.requests().get(0))
                    .all("NotifyTo")
                    .get(0)
                    .all("Identifier")
                    .get(0)
                    .text();

            SourceConnection.Reply reply =
                    source.post(url, "UTF-8", alert(identifier, messageId).getBytes(StandardCharsets.UTF_8));

            assertThat(reply.status()).isEqualTo(200);
            XmlTree ack = XmlTree.parse(reply.text());
            assertThat(ack.at("Header", "Action").text()).isEqualTo(ACK);
            assertThat(ack.at("Header", "RelatesTo").text()).isEqualTo(messageId);
            assertThat(deliveries.remove().events()).singleElement().satisfies(event -> {
                assertThat(event.name().getLocalPart()).isEqualTo("CIM_AlertIndication");
                assertThat(event.text("MessageID")).contains("iAMT0005");
                assertThat(event.text("OtherSeverity").orElse("")).isEmpty();
            });
            assertThat(subscription.identifier()).isNotEmpty();
        }
    }

    /**
     * Unsubscribe goes to CIM_FilterCollectionSubscription, whose selectors are references (EVENTING.md 3.5). The
     * subscription of another client is not touched.
     */
    @Test
    void unsubscribesFromAmtByReferences() throws Exception {
        try (AmtServer amt = new AmtServer();
                Session session = Session.builder(amt.endpoint()).build()) {
            PushSubscription.to(session, ALL_ALERTS, sink)
                    .handler(deliveries::add)
                    .open()
                    .close();

            String unsubscribe = amt.requests().get(amt.requests().size() - 1);
            assertThat(unsubscribe).contains(">http://schemas.xmlsoap.org/ws/2004/08/eventing/Unsubscribe<");
            XmlTree selectors = XmlTree.parse(unsubscribe).at("Header", "SelectorSet");
            assertThat(XmlTree.parse(unsubscribe).at("Header", "ResourceURI").text())
                    .endsWith("/CIM_FilterCollectionSubscription");
            assertThat(selectors.all("ResourceURI"))
                    .extracting(XmlTree::text)
                    .containsExactlyInAnyOrder(
                            AmtServer.CIM + "CIM_FilterCollection",
                            AmtServer.CIM + "CIM_ListenerDestinationWSManagement");
            assertThat(unsubscribe).contains(">handler-2<").doesNotContain(">handler-1<");
        }
    }

    private static String alert(String identifier, String messageId) {
        String cim = "http://schemas.dmtf.org/wbem/wscim/1/";
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <a:Envelope xmlns:a="http://www.w3.org/2003/05/soap-envelope" \
                xmlns:b="http://schemas.xmlsoap.org/ws/2004/08/addressing" \
                xmlns:c="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" \
                xmlns:g="%1$scim-schema/2/CIM_AlertIndication" xmlns:h="%1$scommon"><a:Header>\
                <b:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</b:To>\
                <b:ReplyTo><b:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</b:Address>\
                </b:ReplyTo><c:AckRequested></c:AckRequested>\
                <b:Action a:mustUnderstand="true">http://schemas.dmtf.org/wbem/wsman/1/wsman/Event</b:Action>\
                <b:MessageID>%3$s</b:MessageID>\
                <c:ResourceURI>%1$scim-schema/2/CIM_AlertIndication</c:ResourceURI>\
                <e:Identifier xmlns:e="http://schemas.xmlsoap.org/ws/2004/08/eventing">%2$s</e:Identifier>\
                </a:Header><a:Body><g:CIM_AlertIndication>\
                <g:AlertType>8</g:AlertType><g:AlertingElementFormat>2</g:AlertingElementFormat>\
                <g:AlertingManagedElement>Root/Cimv2:CIM_ComputerSystem.Name="ManagedSystem"</g:AlertingManagedElement>\
                <g:IndicationFilterName>Intel(r) AMT:AllEvents</g:IndicationFilterName>\
                <g:IndicationIdentifier>Intel(r):2950234687</g:IndicationIdentifier>\
                <g:IndicationTime><h:Datetime>2017-01-31T15:40:09.000Z</h:Datetime></g:IndicationTime>\
                <g:Message></g:Message><g:MessageArguments>0</g:MessageArguments>\
                <g:MessageID>iAMT0005</g:MessageID><g:OtherAlertingElementFormat></g:OtherAlertingElementFormat>\
                <g:OtherSeverity></g:OtherSeverity><g:OwningEntity>Intel(r) AMT</g:OwningEntity>\
                <g:PerceivedSeverity>2</g:PerceivedSeverity><g:ProbableCause>0</g:ProbableCause>\
                <g:SystemName>amt</g:SystemName></g:CIM_AlertIndication></a:Body></a:Envelope>""".formatted(cim, identifier, messageId);
    }
}
