package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.fixture.ManualClock;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that the testkit's sources push to a sink over sockets: what is subscribed, delivered and survived. */
@SuppressWarnings("try") // a subscription delivers to its handler
class PushSubscriptionIT {
    private static final String INDICATION = "LAB_Event";
    private static final ResourceLocator LAB_EVENT =
            ResourceLocator.of("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/" + INDICATION);

    private final EventSink sink = EventSink.builder()
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(0)
            .unauthenticated()
            .open();
    private final EventRecorder heard = new EventRecorder();
    private final List<EventDelivery<WindowsEvent>> deliveries = new CopyOnWriteArrayList<>();
    private final List<Instance> indications = new CopyOnWriteArrayList<>();
    private WsmanService service;
    private Session session;

    private void start(ServerQuirks quirks) {
        start(builder -> builder.quirks(quirks), UnaryOperator.identity());
    }

    private void start(ServerQuirks quirks, UnaryOperator<Session.Builder> settings) {
        start(builder -> builder.quirks(quirks), settings);
    }

    private void start(UnaryOperator<WsmanServiceBuilder> server) {
        start(server, UnaryOperator.identity());
    }

    private void start(UnaryOperator<WsmanServiceBuilder> server, UnaryOperator<Session.Builder> client) {
        service = server.apply(WsmanService.builder().withoutAuthentication())
                .build()
                .start();
        session = client.apply(Session.builder(service.endpoint())).build();
        service.indications().declare(INDICATION);
    }

    @AfterEach
    void close() {
        sink.close();
        session.close();
        service.close();
    }

    /** A batch that has its only event does not wait for others. */
    private PushSubscription.Builder<WindowsEvent> system() {
        return PushSubscription.eventLog(session, EventQuery.channel("System"), sink)
                .batchItems(1)
                .retry(5, Duration.ofMillis(50))
                .listener(heard)
                .handler(deliveries::add);
    }

    private PushSubscription.Builder<Instance> lab() {
        return PushSubscription.to(session, LAB_EVENT, sink)
                .filter(Filter.wql("SELECT * FROM " + INDICATION))
                .listener(heard)
                .handler(delivery -> indications.addAll(delivery.events()));
    }

    private List<Long> records() {
        return deliveries.stream()
                .flatMap(delivery -> delivery.events().stream())
                .map(event -> event.recordId().orElseThrow())
                .toList();
    }

    private RecordedRequest subscribe() {
        return service.lastRequest(ServiceOperation.SUBSCRIBE);
    }

    @Test
    void sendsWhatWindowsAccepts() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription = system().rendered(true)
                .compressed(true)
                .name("nightly")
                .tolerateMissingChannels(true)
                .batchItems(7)
                .maxLatency(Duration.ofSeconds(1))
                .heartbeat(Duration.ofMinutes(1))
                .open()) {
            RecordedRequest sent = subscribe();
            assertThat(sent.xpath("//wse:Delivery/@Mode"))
                    .isEqualTo("http://schemas.dmtf.org/wbem/wsman/1/wsman/Events");
            assertThat(sent.xpath("//wse:NotifyTo/wsa:Address")).startsWith(sink.url() + "/wsman/subscriptions/");
            assertThat(sent.xpath("//wse:NotifyTo/wsa:ReferenceProperties/wse:Identifier"))
                    .isEqualTo(subscription.identifier());
            assertThat(sent.xpath("//wse:EndTo/wsa:Address")).isEqualTo(sent.xpath("//wse:NotifyTo/wsa:Address"));
            assertThat(sent.xpath("//wsman:Heartbeats")).isEqualTo("PT60.000S");
            assertThat(sent.xpath("//wsman:ConnectionRetry/@Total")).isEqualTo("5");
            assertThat(sent.xpath("//wsman:MaxElements")).isEqualTo("7");
            assertThat(sent.xpath("//wsman:MaxTime")).isEqualTo("PT1.000S");
            assertThat(sent.xpath("//wse:Delivery/wsman:MaxEnvelopeSize[@Policy='Notify']"))
                    .isEqualTo("512000");
            assertThat(sent.xpath("count(//wsman:SendBookmarks)")).isEqualTo("1");
            assertThat(sent.xpath("count(//wse:Expires | //wsman:Bookmark)")).isEqualTo("0");
            assertThat(sent.options())
                    .containsEntry("SubscriptionName", "nightly")
                    .containsEntry("Compression", "SLDC")
                    .containsEntry("ContentFormat", "RenderedText")
                    .containsKeys("CDATA", "IgnoreChannelError");
        }
        assertThat(service.openSubscriptions()).isZero();
        assertThat(service.requests(ServiceOperation.UNSUBSCRIBE)).hasSize(1);
    }

    @Test
    void sendsLocaleOfSessionInDelivery() {
        start(ServerQuirks.WINRM, settings -> settings.locale(Locale.GERMANY));
        try (PushSubscription<WindowsEvent> subscription =
                system().rendered(true).open()) {
            assertThat(subscribe().xpath("//wse:Delivery/wsman:Locale/@xml:lang"))
                    .isEqualTo("de-DE");
            assertThat(subscribe().xpath("//wse:Delivery/*[local-name()='DataLocale']/@xml:lang"))
                    .isEqualTo("de-DE");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void beginsWhereItWasSetLast() {
        start(ServerQuirks.WINRM);
        service.log("System").write(1);
        Bookmark first = Bookmark.parse(SubscriptionIT.at(1));
        system().fromOldest().after(first).open().close();
        assertThat(subscribe().xpath("//wsman:Bookmark//@RecordId")).isEqualTo("1");
        assertThat(subscribe().options()).doesNotContainKey("ReadExistingEvents");
        system().after(first).fromOldest().open().close();
        assertThat(subscribe().xpath("count(//wsman:Bookmark)")).isEqualTo("0");
        assertThat(subscribe().options()).containsEntry("ReadExistingEvents", "true");
    }

    @Test
    void requestsTimeLeft() {
        start(ServerQuirks.WINRM);
        service.on(ServiceOperation.SUBSCRIPTION_STATUS)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<e:GetStatusResponse xmlns:e='http://schemas.xmlsoap.org/ws/2004/08/eventing'>"
                                + "<e:Expires>PT10M</e:Expires></e:GetStatusResponse>"));
        PushSubscription<WindowsEvent> subscription = system().open();
        assertThat(subscription.timeLeft()).contains(Duration.ofMinutes(10));
        assertThat(service.lastRequest(ServiceOperation.SUBSCRIPTION_STATUS).xpath("//s:Header/wse:Identifier"))
                .isNotEmpty();
        assertThatThrownBy(subscription::timeLeft)
                .isInstanceOf(WsmanFaultException.class)
                .hasMessageContaining("ACTION_NOT_SUPPORTED");
        subscription.close();
        assertThatThrownBy(subscription::timeLeft).hasMessageStartingWith("the subscription is closed");
    }

    @Test
    void rejectsSettingsOfEventLog() {
        start(ServerQuirks.OPENWSMAN);
        assertThatThrownBy(() -> lab().rendered(true)).hasMessageContaining("rendered: only the event log of Windows");
        assertThatThrownBy(() -> lab().mode(DeliveryMode.PUSH).batchItems(5).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchItems");
        assertThatThrownBy(() -> lab().retry(1, Duration.ZERO)).hasMessageContaining("attempts and pause");
        assertThatThrownBy(() -> lab().maxEnvelopeSize(100)).hasMessageContaining("bytes must be at least 8192");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void deliversEventsOfWindowsAndMovesBookmark() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription = system().open()) {
            service.log("System").write(7036, "Spooler", "running");
            service.log("System").write(7036, "Spooler", "stopped");
            await("delivery", () -> records().size() == 2);

            assertThat(records()).containsExactly(1L, 2L);
            assertThat(deliveries.get(0).subscription()).isEqualTo(subscription.identifier());
            await(
                    "delivery",
                    () -> subscription.bookmark().isPresent()
                            && subscription.bookmark().get().positions().containsValue(2L));
        }
    }

    /** Windows puts an event of any size into a batch that is large enough (EVENTING.md 6.2). */
    @Test
    void deliversLargeEventWholeAmongSmallOnes() {
        start(ServerQuirks.WINRM);
        String large = "x".repeat(400_000);
        try (PushSubscription<WindowsEvent> subscription =
                system().batchItems(10).maxLatency(Duration.ofSeconds(1)).open()) {
            service.log("System").write(1);
            service.log("System").write(2, large);
            service.log("System").write(3);
            await("delivery", () -> records().equals(List.of(1L, 2L, 3L)));
            assertThat(deliveries)
                    .flatExtracting(EventDelivery::events)
                    .filteredOn(event -> event.recordId().orElseThrow() == 2)
                    .singleElement()
                    .satisfies(event -> assertThat(event.data().get(0).value()).isEqualTo(large));
            assertThat(heard.count("dropped")).isZero();
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    private static String uri(DeliveryMode mode) {
        return switch (mode) {
            case PUSH -> "http://schemas.xmlsoap.org/ws/2004/08/eventing/DeliveryModes/Push";
            case PUSH_WITH_ACK -> "http://schemas.dmtf.org/wbem/wsman/1/wsman/PushWithAck";
            case EVENTS -> "http://schemas.dmtf.org/wbem/wsman/1/wsman/Events";
        };
    }

    @Test
    void deliversInAllModes() {
        start(ServerQuirks.WINRM);
        for (DeliveryMode mode : DeliveryMode.values()) {
            deliveries.clear();
            PushSubscription.Builder<WindowsEvent> builder = PushSubscription.eventLog(
                            session, EventQuery.channel("System"), sink)
                    .mode(mode)
                    .handler(deliveries::add);
            try (PushSubscription<WindowsEvent> subscription =
                    (mode == DeliveryMode.EVENTS ? builder.maxLatency(Duration.ofSeconds(1)) : builder).open()) {
                service.log("System").write(1);
                service.log("System").write(2);
                await("delivery", () -> records().size() == 2);
                assertThat(subscribe().xpath("//wse:Delivery/@Mode")).isEqualTo(uri(mode));
                assertThat(subscription.isOpen()).isTrue();
            }
        }
    }

    @Test
    void getsEventsAgainThatHandlerRefused() {
        start(ServerQuirks.WINRM);
        AtomicInteger calls = new AtomicInteger();
        try (PushSubscription<WindowsEvent> subscription = system().handler(delivery -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new IllegalStateException("database is down");
                    }
                    deliveries.add(delivery);
                })
                .open()) {
            service.log("System").write(1);
            await("delivery", () -> records().equals(List.of(1L)));
            assertThat(calls).hasValue(3);
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void continuesAfterBookmark() {
        start(ServerQuirks.WINRM);
        for (int i = 0; i < 3; i++) {
            service.log("System").write(1);
        }
        Bookmark first = Bookmark.parse(
                "<BookmarkList><Bookmark Channel='System' RecordId='1' IsCurrent='true'/>" + "</BookmarkList>");
        try (PushSubscription<WindowsEvent> subscription = system().after(first).open()) {
            await("delivery", () -> records().size() == 2);
            assertThat(records()).containsExactly(2L, 3L);
            assertThat(subscribe().xpath("//wsman:Bookmark//@RecordId")).isEqualTo("1");
            assertThat(subscribe().xpath("//wsman:Bookmark//@Channel")).isEqualTo("System");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void beginsWithOldestEvent() {
        start(ServerQuirks.WINRM);
        service.log("System").write(1);
        try (PushSubscription<WindowsEvent> subscription = system().fromOldest().open()) {
            await("delivery", () -> records().equals(List.of(1L)));
            assertThat(subscribe().options()).containsKey("ReadExistingEvents");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void subscribesAnewIfSourceIsSilent() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription =
                system().heartbeat(Duration.ofSeconds(1)).open()) {
            service.log("System").write(1);
            await("delivery", () -> records().equals(List.of(1L)));
            service.expireSubscriptions();
            service.log("System").write(2);

            await("delivery", () -> heard.calls().stream().anyMatch(call -> call.startsWith("resubscribed")));
            await("delivery", () -> records().equals(List.of(1L, 2L)));
            assertThat(heard.calls()).anyMatch(call -> call.startsWith("lost PROTOCOL"));
            List<RecordedRequest> subscribes = service.requests(ServiceOperation.SUBSCRIBE);
            assertThat(subscribes).hasSizeGreaterThan(1);
            assertThat(subscribes.get(1).xpath("//wsman:Bookmark//@RecordId")).isEqualTo("1");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void survivesListenerThatThrows() {
        start(ServerQuirks.WINRM);
        SubscriptionListener broken = new SubscriptionListener() {
            @Override
            public void heartbeat() {
                throw new IllegalStateException("of the listener");
            }

            @Override
            public void lost(WsmanException reason) {
                throw new IllegalStateException("of the listener");
            }
        };
        try (PushSubscription<WindowsEvent> subscription =
                system().listener(broken).heartbeat(Duration.ofSeconds(1)).open()) {
            service.expireSubscriptions();
            service.log("System").write(1);
            await("new subscription", () -> service.openSubscriptions() == 1);
            service.log("System").write(2);

            await("delivery", () -> records().contains(2L));
            assertThat(service.requests(ServiceOperation.SUBSCRIBE)).hasSizeGreaterThan(1);
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void reportsHeartbeats() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription =
                system().heartbeat(Duration.ofSeconds(1)).open()) {
            await("heartbeat", () -> heard.count("heartbeat") > 0);
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void endsOnceWhenSessionCloses() {
        start(ServerQuirks.WINRM);
        PushSubscription<WindowsEvent> subscription = system().open();
        session.close();

        assertThat(service.requests(ServiceOperation.UNSUBSCRIBE)).hasSize(1);
        assertThat(subscription.isOpen()).isFalse();
        subscription.close();
        assertThat(service.requests(ServiceOperation.UNSUBSCRIBE)).hasSize(1);
    }

    @Test
    void endsWhenSinkCloses() {
        start(ServerQuirks.WINRM);
        PushSubscription<WindowsEvent> subscription = system().open();
        sink.close();

        assertThat(service.requests(ServiceOperation.UNSUBSCRIBE)).hasSize(1);
        assertThat(subscription.isOpen()).isFalse();
        assertThatThrownBy(() -> system().open()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotListenAfterRejectedSubscribe() {
        start(ServerQuirks.WINRM);
        assertThatThrownBy(() -> PushSubscription.eventLog(session, EventQuery.channel("Nowhere"), sink)
                        .handler(deliveries::add)
                        .open())
                .isInstanceOf(WsmanFaultException.class);
        String address = subscribe().xpath("//wse:NotifyTo/wsa:Address");
        assertThat(post(address)).isEqualTo(404);
    }

    private static int post(String address) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header("Content-Type", "application/soap+xml;charset=UTF-8")
                                    .POST(HttpRequest.BodyPublishers.ofString("<a/>"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void deliversIndicationsOfOpenwsmanInAllModes() {
        start(ServerQuirks.OPENWSMAN);
        for (DeliveryMode mode : DeliveryMode.values()) {
            indications.clear();
            try (PushSubscription<Instance> subscription = lab().mode(mode).open()) {
                service.indications().emit(INDICATION, Map.of("Text", "one"));
                await("delivery", () -> indications.size() == 1);
                // openwsman ends a subscription whose acknowledgement has the standard action
                service.indications().emit(INDICATION, Map.of("Text", "two"));
                await("delivery", () -> indications.size() == 2);

                assertThat(indications.get(0).name().getLocalPart()).isEqualTo(INDICATION);
                assertThat(indications)
                        .extracting(event -> event.text("Text").orElse(""))
                        .containsExactly("one", "two");
                assertThat(subscribe().xpath("//wse:Delivery/@Mode")).isEqualTo(uri(mode));
                assertThat(subscribe().xpath("//wse:NotifyTo/wsa:ReferenceParameters/wse:Identifier"))
                        .isEqualTo(subscription.identifier());
                assertThat(subscribe().xpath("count(//wse:EndTo | //wsman:ConnectionRetry)"))
                        .isEqualTo("0");
            }
            assertThat(service.openSubscriptions()).isZero();
        }
    }

    /** The clock of the server stands still, so that a renewal that is late on a busy machine succeeds as well. */
    @Test
    void renewsBeforeGrantedTimeIsOver() {
        start(builder -> builder.quirks(ServerQuirks.OPENWSMAN).clock(new ManualClock()));
        long begin = System.nanoTime();
        try (PushSubscription<Instance> subscription =
                lab().expires(Duration.ofSeconds(3)).open()) {
            await("renewal", () -> heard.calls().contains("renewed PT3S"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(service.requests(ServiceOperation.SUBSCRIBE)).hasSize(1);
            service.indications().emit(INDICATION, Map.of("Text", "late"));
            await("delivery", () -> indications.size() == 1);
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    /** The source sends the password after the sink's 401 (captures/openwsman/eventing, 61 and sink/021). */
    @Test
    void letsSourceLogInToSink() {
        start(ServerQuirks.OPENWSMAN);
        try (EventSink guarded = EventSink.builder()
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .port(0)
                        .basic("sinkuser", "sinkpw".toCharArray())
                        .open();
                PushSubscription<Instance> subscription = PushSubscription.to(session, LAB_EVENT, guarded)
                        .filter(Filter.wql("SELECT * FROM " + INDICATION))
                        .sinkLogin("sinkuser", "sinkpw".toCharArray())
                        .handler(delivery -> {
                            assertThat(delivery.source().principal()).hasValue("sinkuser");
                            indications.addAll(delivery.events());
                        })
                        .open()) {
            assertThat(subscribe().xpath("//wsman:Auth/@Profile")).endsWith("/secprofile/http/basic");
            service.indications().emit(INDICATION, Map.of("Text", "one"));
            await("delivery", () -> indications.size() == 1);
            assertThat(subscription.toString()).doesNotContain("sinkpw");
        }
    }

    @Test
    void rejectsOptionsThatDoNotFit() {
        start(ServerQuirks.WINRM);
        assertThatThrownBy(() -> PushSubscription.eventLog(session, EventQuery.channel("System"), sink)
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("handler");
        assertThatThrownBy(() -> system().mode(DeliveryMode.PUSH).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EVENTS");
        assertThatThrownBy(() -> system().filter(Filter.wql("SELECT * FROM x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> system().retry(0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lab().rendered(true)).isInstanceOf(IllegalArgumentException.class);
        assertThat(service.requests(ServiceOperation.SUBSCRIBE)).isEmpty();
    }

    @Test
    void abandonsRecoveryWhenTimeIsOver() {
        start(ServerQuirks.WINRM);
        CopyOnWriteArrayList<WsmanException> failures = new CopyOnWriteArrayList<>();
        SubscriptionListener listener = new SubscriptionListener() {
            @Override
            public void failed(WsmanException failure) {
                failures.add(failure);
            }
        };
        try (PushSubscription<WindowsEvent> subscription = system().listener(listener)
                .heartbeat(Duration.ofSeconds(1))
                .retryFor(Duration.ofSeconds(1))
                .open()) {
            service.close();
            await("delivery", () -> !failures.isEmpty());
            assertThat(subscription.isOpen()).isFalse();
        }
    }
}
