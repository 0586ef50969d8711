package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.fixture.SessionFixture.awaitCollection;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscription with pushed events survives, what it reports, and how it ends. */
@SuppressWarnings("try") // a subscription delivers to its handler
class PushRecoveryIT {
    private static final String INDICATION = "LAB_Event";
    private static final ResourceLocator LAB_EVENT =
            ResourceLocator.of("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/" + INDICATION);
    private static final Bookmark FIRST = bookmark(1);

    private EventSink sink = sink().open();
    private final EventRecorder heard = new EventRecorder();
    private final List<Long> records = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refuses = new AtomicBoolean();
    private WsmanService service;
    private Session session;

    private static EventSink.Builder sink() {
        return EventSink.builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .unauthenticated();
    }

    private static Bookmark bookmark(long record) {
        return Bookmark.parse(
                "<BookmarkList><Bookmark Channel='System' RecordId='" + record + "' IsCurrent='true'/></BookmarkList>");
    }

    private void start(ServerQuirks quirks) {
        start(quirks, StalePosition.QUERY_RESULT_STALE);
    }

    private void start(ServerQuirks quirks, StalePosition stale) {
        service = WsmanService.builder()
                .quirks(quirks)
                .stalePosition(stale)
                .withoutAuthentication()
                .build()
                .start();
        session = Session.builder(service.endpoint()).build();
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
                .retry(1, Duration.ofMillis(20))
                .listener(heard)
                .handler(this::handle);
    }

    /** A new subscription may deliver as soon as the end of the one before is reported. */
    private void handle(EventDelivery<WindowsEvent> delivery) {
        if (refuses.get() && !isHeard("lost")) {
            throw new IllegalStateException("database is down");
        }
        delivery.events().forEach(event -> records.add(event.recordId().orElseThrow()));
    }

    private PushSubscription.Builder<Instance> lab() {
        return PushSubscription.to(session, LAB_EVENT, sink)
                .filter(Filter.wql("SELECT * FROM " + INDICATION))
                .listener(heard)
                .handler(delivery -> delivery.events()
                        .forEach(event -> texts.add(event.text("Text").orElse(""))));
    }

    private RecordedRequest subscribe() {
        return service.lastRequest(ServiceOperation.SUBSCRIBE);
    }

    private int subscribes() {
        return service.requests(ServiceOperation.SUBSCRIBE).size();
    }

    private boolean isHeard(String call) {
        return heard.calls().stream().anyMatch(each -> each.startsWith(call));
    }

    /** Lets the source end the subscription: it abandons a batch that the handler refuses (EVENTING.md 1.2). */
    private void endByRefusal() {
        refuses.set(true);
        service.log("System").write(1);
        await("SubscriptionEnd", () -> isHeard("lost"));
    }

    @Test
    void subscribesAnewAfterLastPositionWhenSourceEndsSubscription() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription = system().open()) {
            service.log("System").write(1);
            await("delivery", () -> records.equals(List.of(1L)));
            await("position", () -> subscription.bookmark().isPresent());
            endByRefusal();

            await("new subscription", () -> isHeard("resubscribed after a bookmark"));
            await("delivery", () -> records.contains(2L));
            assertThat(records).containsExactly(1L, 2L);
            assertThat(heard.calls()).contains("retrying 1").doesNotContain("gap");
            assertThat(heard.failures().get(0).error().reason()).contains("DeliveryFailure");
            assertThat(subscribe().xpath("//wsman:Bookmark//@RecordId")).isEqualTo("1");
            assertThat(subscription.isOpen()).isTrue();
            await("one subscription", () -> service.openSubscriptions() == 1);
        }
        assertThat(service.openSubscriptions()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = StalePosition.class, names = "OLDEST", mode = EnumSource.Mode.EXCLUDE)
    void failsIfPositionIsLost(StalePosition stale) {
        start(ServerQuirks.WINRM, stale);
        PushSubscription<WindowsEvent> subscription = opened();
        endByRefusalOfClearedLog();

        await("failure", () -> isHeard("failed"));
        assertThat(subscription.isOpen()).isFalse();
        assertThat(subscribes()).isEqualTo(2);
        subscription.close();
        assertThat(service.openSubscriptions()).isZero();
    }

    /** The cleared log begins with the event 104, which is refused and before which the source has no position. */
    private void endByRefusalOfClearedLog() {
        refuses.set(true);
        service.log("System").clear();
        await("SubscriptionEnd", () -> isHeard("lost"));
    }

    /** Opens a subscription that has received records up to 3. */
    private PushSubscription<WindowsEvent> opened() {
        return opened(LostPosition.FAIL);
    }

    private PushSubscription<WindowsEvent> opened(LostPosition policy) {
        PushSubscription<WindowsEvent> subscription =
                system().onLostPosition(policy).open();
        for (int i = 0; i < 3; i++) {
            service.log("System").write(1);
        }
        await("delivery", () -> records.size() == 3);
        await("position", () -> subscription
                .bookmark()
                .filter(at -> at.positions().containsValue(3L))
                .isPresent());
        records.clear();
        return subscription;
    }

    @Test
    void continuesWithOldestIfPositionIsLost() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription = opened(LostPosition.OLDEST)) {
            endByRefusalOfClearedLog();
            await("delivery", () -> records.equals(List.of(1L)));
            service.log("System").write(1);

            await("delivery", () -> records.equals(List.of(1L, 2L)));
            assertThat(heard.gaps()).singleElement().satisfies(gap -> assertThat(gap.reason())
                    .startsWith("the source does not know the position any more"));
            assertThat(subscribe().options()).containsKey("ReadExistingEvents");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void continuesWithNextEventIfPositionIsLost() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription = opened(LostPosition.NOW)) {
            endByRefusalOfClearedLog();
            await("new subscription", () -> isHeard("resubscribed"));
            service.log("System").write(1);

            await("delivery", () -> records.equals(List.of(2L)));
            assertThat(heard.gaps()).hasSize(1);
            assertThat(subscribe().xpath("count(//wsman:Bookmark)")).isEqualTo("0");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    /** The position that the source rejected is not sent a second time. */
    @Test
    void forgetsPositionThatIsLost() {
        PushPosition<WindowsEvent> position = new PushPosition<>(new PushSettings<>(
                sink,
                null,
                new EventInspector<>() {},
                delivery -> {},
                heard,
                LostPosition.NOW,
                Duration.ZERO,
                FIRST,
                false));
        start(ServerQuirks.WINRM);
        service.log("System").write(1);
        service.log("System").clear();
        WsmanException stale = lost();
        position.subscribe((after, oldest) -> {
            if (after != null) {
                throw stale;
            }
            return true;
        });
        assertThat(position.bookmark()).isEmpty();
        assertThat(heard.calls()).containsExactly("gap");
    }

    /** Returns the failure of a Subscribe whose position is lost. */
    private WsmanException lost() {
        try {
            system().after(bookmark(7)).open().close();
        } catch (WsmanFaultException e) {
            return e;
        }
        throw new AssertionError("the source accepted a position that it does not have");
    }

    @Test
    void reportsReplayedChannelBeforeSubscribe() {
        start(ServerQuirks.WINRM);
        SubscriptionListener objecting = new SubscriptionListener() {
            @Override
            public void replayed(List<String> channels) {
                throw new IllegalStateException(channels + " would be replayed");
            }
        };
        service.log("Application").write(1);
        EventQuery both = EventQuery.channel("System").andChannel("Application");
        PushSubscription.Builder<WindowsEvent> builder =
                PushSubscription.eventLog(session, both, sink).after(FIRST).handler(this::handle);
        service.log("System").write(1);

        assertThatThrownBy(() -> builder.listener(objecting).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("[Application] would be replayed");
        assertThat(subscribes()).isZero();
        try (PushSubscription<WindowsEvent> subscription =
                builder.listener(heard).open()) {
            assertThat(heard.calls()).contains("replayed [Application]");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void reportsEventsThatSourceDropped() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription =
                system().maxEnvelopeSize(8192).open()) {
            service.log("System").write(1, "x".repeat(20_000));
            service.log("System").write(2);

            await("delivery", () -> records.equals(List.of(2L)));
            assertThat(heard.calls()).contains("dropped 1");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void survivesRestartOfServer() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<WindowsEvent> subscription =
                system().heartbeat(Duration.ofSeconds(1)).open()) {
            service.log("System").write(1);
            await("delivery", () -> records.equals(List.of(1L)));
            await("position", () -> subscription.bookmark().isPresent());
            service.restart();
            service.log("System").write(2);

            await("delivery", () -> records.equals(List.of(1L, 2L)));
            assertThat(subscribe().xpath("//wsman:Bookmark//@RecordId")).isEqualTo("1");
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void reportsGapOfSourceWithoutBookmarks() {
        start(ServerQuirks.OPENWSMAN);
        try (PushSubscription<Instance> subscription =
                lab().heartbeat(Duration.ofSeconds(1)).open()) {
            await("heartbeat", () -> isHeard("heartbeat"));
            service.expireSubscriptions();

            await("gap", () -> !heard.gaps().isEmpty());
            assertThat(heard.gaps().get(0).reason()).contains("the source had sent no position");
            assertThat(isHeard("resubscribed without a bookmark")).isTrue();
            service.indications().emit(INDICATION, Map.of("Text", "after"));
            await("delivery", () -> texts.contains("after"));
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    /** A renewal without a reply says nothing about the subscription, and a new one would lose events. */
    @Test
    void renewsAgainIfRenewalGetsNoReply() {
        start(ServerQuirks.OPENWSMAN);
        service.on(ServiceOperation.RENEW_SUBSCRIPTION).respond(500, "text/plain", "");
        try (PushSubscription<Instance> subscription =
                lab().expires(Duration.ofSeconds(12)).open()) {
            await("renewal", () -> isHeard("renewed"));
            assertThat(subscribes()).isEqualTo(1);
            assertThat(heard.count("lost")).isZero();
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    /** A point in time that is past by the clock of the client, or a very short time, must not cause a busy loop. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "2020-01-01T00:00:00Z"})
    void renewsAtMostOnceInSecond(String granted) {
        start(ServerQuirks.OPENWSMAN);
        service.on(ServiceOperation.RENEW_SUBSCRIPTION)
                .respond(
                        200,
                        SOAP_TYPE,
                        envelope("<e:RenewResponse xmlns:e='http://schemas.xmlsoap.org/ws/2004/08/eventing'><e:Expires>"
                                + granted + "</e:Expires></e:RenewResponse>"))
                .always();
        long start = System.nanoTime();
        try (PushSubscription<Instance> subscription =
                lab().expires(Duration.ofSeconds(1)).open()) {
            await("renewals", () -> heard.count("renewed") >= 3);
            long renewals = heard.count("renewed");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(renewals));
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    /** The reply comes while the library waits before its second attempt to subscribe anew. */
    @Test
    void subscribesAnewThoughRenewalSucceedsMeanwhile() throws Exception {
        start(ServerQuirks.OPENWSMAN);
        service.on(ServiceOperation.RENEW_SUBSCRIPTION).delay(Duration.ofMillis(500));
        try (PushSubscription<Instance> subscription =
                lab().expires(Duration.ofSeconds(3)).open()) {
            URI url = URI.create(subscribe().xpath("//wse:NotifyTo/wsa:Address"));
            service.on(ServiceOperation.SUBSCRIBE).respond(500, "text/plain", "");
            await("renewal", () -> !service.requests(ServiceOperation.RENEW_SUBSCRIPTION)
                    .isEmpty());
            try (SourceConnection source = new SourceConnection(sink.url())) {
                source.post(url, "UTF-8", end(subscription.identifier()).getBytes(StandardCharsets.UTF_8));
            }
            await("second attempt", () -> isHeard("retrying 2"));

            await("new subscription", () -> isHeard("resubscribed"));
            service.indications().emit(INDICATION, Map.of("Text", "after"));
            await("delivery", () -> texts.contains("after"));
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    private static String end(String identifier) {
        return "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'"
                + " xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
                + " xmlns:e='http://schemas.xmlsoap.org/ws/2004/08/eventing'><s:Header>"
                + "<a:Action>http://schemas.xmlsoap.org/ws/2004/08/eventing/SubscriptionEnd</a:Action>"
                + "<e:Identifier>" + identifier + "</e:Identifier></s:Header><s:Body><e:SubscriptionEnd>"
                + "<e:Status>http://schemas.xmlsoap.org/ws/2004/08/eventing/SourceCancelling</e:Status>"
                + "</e:SubscriptionEnd></s:Body></s:Envelope>";
    }

    /** The source waits for the reply and sends nothing else. */
    @Test
    void keepsSubscriptionWhileHandlerRuns() {
        start(ServerQuirks.WINRM);
        AtomicInteger calls = new AtomicInteger();
        try (PushSubscription<WindowsEvent> subscription = system().heartbeat(Duration.ofSeconds(1))
                .handler(delivery -> {
                    calls.incrementAndGet();
                    Thread.sleep(5000);
                    handle(delivery);
                })
                .open()) {
            service.log("System").write(1);
            await("delivery", () -> records.equals(List.of(1L)));
            await("next heartbeat", () -> isHeard("heartbeat"));
            assertThat(calls).hasValue(1);
            assertThat(subscribes()).isEqualTo(1);
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    @Test
    void unsubscribesOnInterruptedThread() {
        start(ServerQuirks.WINRM);
        PushSubscription<WindowsEvent> subscription = system().open();
        Thread.currentThread().interrupt();
        subscription.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(service.requests(ServiceOperation.UNSUBSCRIBE)).hasSize(1);
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void endsSubscriptionThatWasNotClosed() {
        start(ServerQuirks.WINRM);
        openAndForget();
        awaitCollection("Unsubscribe", () -> !service.requests(ServiceOperation.UNSUBSCRIBE)
                .isEmpty());
        await("end", () -> service.openSubscriptions() == 0);
    }

    @SuppressWarnings("resource")
    private void openAndForget() {
        assertThat(PushSubscription.eventLog(session, EventQuery.channel("System"), sink)
                        .handler(delivery -> {})
                        .open()
                        .isOpen())
                .isTrue();
    }

    /** The library waits up to five seconds for the reply to Unsubscribe, but not in the handler. */
    @Test
    void closesSinkFromHandlerAtOnce() throws Exception {
        start(ServerQuirks.WINRM);
        CompletableFuture<Duration> took = new CompletableFuture<>();
        service.on(ServiceOperation.UNSUBSCRIBE).drop();
        PushSubscription<WindowsEvent> subscription = system().handler(delivery -> {
                    long begin = System.nanoTime();
                    sink.close();
                    took.complete(Duration.ofNanos(System.nanoTime() - begin));
                })
                .open();
        service.log("System").write(1);

        assertThat(took.get(20, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(4));
        await("end", () -> !subscription.isOpen());
        await("Unsubscribe", () -> !service.requests(ServiceOperation.UNSUBSCRIBE)
                .isEmpty());
        service.clearScriptedReplies(); // ends the wait for the reply
    }

    /** Without a common limit, the library would wait five seconds for each of the servers. */
    @Test
    void closesSinkInTimeThoughServersDoNotReply() {
        start(ServerQuirks.WINRM);
        sink.close();
        sink = sink().closeTimeout(Duration.ofSeconds(1)).open();
        service.on(ServiceOperation.UNSUBSCRIBE).delay(Duration.ofSeconds(60)).always();
        for (int i = 0; i < 10; i++) {
            system().open();
        }
        long begin = System.nanoTime();
        sink.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    /** Windows authenticates as the policy of NotifyTo requires (EVENTING.md 4.2). */
    @ParameterizedTest
    @CsvSource({"false, /http/spnego-kerberos, ''", "true, /http/mutual, ABABABABABABABABABABABABABABABABABABABAB"})
    void namesAuthenticationOfSink(boolean certificate, String profile, String thumbprint) throws Exception {
        start(ServerQuirks.WINRM);
        try (EventSink guarded = EventSink.builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .kerberos(AuthenticatedServices.keytab(), AuthenticatedServices.PRINCIPAL)
                .open()) {
            PushSubscription.Builder<WindowsEvent> builder = PushSubscription.eventLog(
                            session, EventQuery.channel("System"), guarded)
                    .handler(this::handle);
            if (certificate) {
                builder.issuerThumbprint("ab:".repeat(20));
            }
            builder.open().close();
        }
        assertThat(subscribe().text())
                .contains("Profile=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile" + profile);
        assertThat(subscribe().text().contains("Role=\"issuer\">" + thumbprint + "<"))
                .isEqualTo(certificate);
    }

    @Test
    void sendsNoPolicyForSinkWithoutIt() {
        start(ServerQuirks.WINRM);
        system().open().close();
        assertThat(subscribe().text()).doesNotContain("Policy>");
    }

    /** A bookmark of a query that reads backward loses events (openwec issue 291). */
    @Test
    void sendsPositionWithoutBackwardDirection() {
        start(ServerQuirks.WINRM);
        service.log("System").write(1);
        system().after(Bookmark.parse("<BookmarkList Direction='backward'><Bookmark Channel='System' RecordId='1'"
                        + " IsCurrent='true'/></BookmarkList>"))
                .open()
                .close();
        assertThat(subscribe().xpath("//wsman:Bookmark//@RecordId")).isEqualTo("1");
        assertThat(subscribe().xpath("count(//@Direction)")).isEqualTo("0");
    }

    /** Indications of WMI have no position; only the event log has. */
    @Test
    void requestsBookmarksOnlyOfEventLog() {
        start(ServerQuirks.WINRM);
        try (PushSubscription<Instance> subscription = PushSubscription.to(
                        session, ResourceLocator.parse("wmi/root/cimv2/*"), sink)
                .filter(Filter.wql("SELECT * FROM " + INDICATION))
                .handler(delivery -> delivery.events()
                        .forEach(event -> texts.add(event.text("Text").orElse(""))))
                .open()) {
            service.indications().emit(INDICATION, Map.of("Text", "one"));
            await("delivery", () -> texts.equals(List.of("one")));
            assertThat(subscription.bookmark()).isEmpty();
        }
        assertThat(subscribe().xpath("count(//wsman:SendBookmarks)")).isEqualTo("0");
        assertThat(subscribe().xpath("count(//wse:EndTo)")).isEqualTo("1");
    }

    @Test
    void rejectsDeliveriesThatSinkRefuses() {
        start(ServerQuirks.WINRM);
        assertThatThrownBy(() -> system().maxEnvelopeSize(2 << 20).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("maxEnvelopeSize");
        assertThat(subscribes()).isZero();
    }

    /** The sink replies with 504, and the source repeats the batch. */
    @Test
    void receivesEventsAgainWhoseHandlerWasTooSlow() {
        start(ServerQuirks.WINRM);
        sink.close();
        sink = sink().handleTimeout(Duration.ofMillis(200)).open();
        CountDownLatch repeated = new CountDownLatch(2);
        try (PushSubscription<WindowsEvent> subscription = system().retry(1000, Duration.ofMillis(50))
                .handler(delivery -> {
                    repeated.countDown();
                    if (records.isEmpty()) {
                        Thread.sleep(1000);
                    }
                    handle(delivery);
                })
                .open()) {
            service.log("System").write(1);
            await("repeated delivery", () -> repeated.getCount() == 0);
            service.log("System").write(2);
            await("next delivery", () -> records.contains(2L));

            assertThat(records).startsWith(1L, 1L).endsWith(2L);
            assertThat(subscribes()).isEqualTo(1);
            assertThat(subscription.isOpen()).isTrue();
        }
    }

    /** The sink replies with 503 beyond its limits, and the source keeps the events. */
    @Test
    void losesNothingOfSourcesUnderOverload() throws Exception {
        start(ServerQuirks.WINRM);
        sink.close();
        sink = sink().maxPending(1, 4 << 20).open();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (PushSubscription<WindowsEvent> blocked = system().retry(1000, Duration.ofMillis(20))
                        .handler(delivery -> {
                            begun.countDown();
                            end.await();
                            handle(delivery);
                        })
                        .open();
                PushSubscription<WindowsEvent> other =
                        system().retry(1000, Duration.ofMillis(20)).open()) {
            service.log("System").write(1);
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            service.log("System").write(2);
            end.countDown();

            await("deliveries", () -> records.size() == 4);
            assertThat(records).containsExactlyInAnyOrder(1L, 1L, 2L, 2L);
            assertThat(blocked.isOpen() && other.isOpen()).isTrue();
        }
    }
}
