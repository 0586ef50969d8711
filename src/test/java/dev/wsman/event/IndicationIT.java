package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indications by Pull, in the ways of WMI, OMI and openwsman. */
class IndicationIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ResourceLocator ALL = ResourceLocator.of("http://schemas.dmtf.org/wbem/wscim/1/*");
    private static final Filter QUERY = Filter.wql("select * from LAB_Event");

    private final EventRecorder heard = new EventRecorder();
    private WsmanService service;
    private Session session;

    /** An indication as a caller's record. */
    public record LabEvent(String text, int number) {}

    private enum Source {
        WMI(ServerQuirks.WINRM, ResourceLocator.parse("wmi/root/cimv2/*")),
        OMI(ServerQuirks.OMI, ALL.selector("__cimnamespace", "root/cimv2")),
        OPENWSMAN(ServerQuirks.OPENWSMAN, ALL.selector("__cimnamespace", "root/cimv2"));

        private final ServerQuirks quirks;
        private final ResourceLocator resource;

        Source(ServerQuirks quirks, ResourceLocator resource) {
            this.quirks = quirks;
            this.resource = resource;
        }
    }

    private void start(Source source) {
        service = WsmanService.builder()
                .quirks(source.quirks)
                .withoutAuthentication()
                .build()
                .start();
        service.indications().declare("LAB_Event");
        session = Session.builder(service.endpoint()).build();
    }

    @AfterEach
    void close() {
        session.close();
        service.close();
    }

    private <T> Subscription.Builder<T> builder(Source source, Class<T> type) {
        return Subscription.to(session, source.resource, type)
                .filter(QUERY)
                .pollInterval(Duration.ofMillis(200))
                .retryPause(Duration.ofMillis(10))
                .listener(heard);
    }

    private void emit(String text, int number) {
        service.indications().emit("LAB_Event", Map.of("Text", text, "Number", number));
    }

    private static <T> T next(Subscription<T> subscription) {
        return next(subscription, 1).get(0);
    }

    @ParameterizedTest
    @EnumSource
    void readsIndicationsAsInstances(Source source) {
        start(source);
        try (Subscription<Instance> subscription =
                Subscription.to(session, source.resource).filter(QUERY).open()) {
            emit("one", 1);
            assertThat(next(subscription).text("Text").map(String::strip)).contains("one");
            assertThat(subscription.bookmark()).isEmpty();
        }
        RecordedRequest subscribe = service.lastRequest(ServiceOperation.SUBSCRIBE);
        assertThat(subscribe.xpath("//wsman:Filter[contains(@Dialect, 'WQL')]")).isEqualTo("select * from LAB_Event");
        assertThat(subscribe.xpath("count(//wsman:OptionSet | //wsman:ContentEncoding | //wse:EndTo"
                        + " | //wsman:Heartbeats | //wsman:ConnectionRetry)"))
                .isEqualTo("0");
        assertThat(subscribe.xpath("//wse:Expires")).isEqualTo(source == Source.WMI ? "" : "PT3600.000S");
        assertThat(subscribe.xpath("count(//wsman:SendBookmarks)")).isEqualTo(source == Source.WMI ? "0" : "1");
        RecordedRequest unsubscribe = service.lastRequest(ServiceOperation.UNSUBSCRIBE);
        assertThat(unsubscribe.resourceUri()).isNotEmpty();
        assertThat(unsubscribe.xpath("//s:Header/wse:Identifier")).isNotEmpty();
        assertThat(service.openSubscriptions()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void readsIndicationsAsRecords(Source source) {
        start(source);
        try (Subscription<LabEvent> subscription =
                builder(source, LabEvent.class).open()) {
            emit("one", 1);
            LabEvent event = next(subscription);
            assertThat(event.text().strip()).isEqualTo("one");
            assertThat(event.number()).isOne();
        }
    }

    @Test
    void readsInstanceInsideWmiEvent() {
        start(Source.WMI);
        Filter created = Filter.wql("select * from __InstanceCreationEvent within 5");
        try (Subscription<Instance> subscription =
                Subscription.to(session, Source.WMI.resource).filter(created).open()) {
            service.indications().created(CimInstance.of("LAB_Process", Map.of("Name", "cmd.exe")));
            assertThat(next(subscription).toMap())
                    .extracting("TargetInstance")
                    .asString()
                    .contains("cmd.exe");
        }
    }

    /** openwsman replies at once with TimedOut (captures/openwsman/eventing, 11 and 14). */
    @Test
    void pausesIfSourceDoesNotWait() {
        start(Source.OPENWSMAN);
        try (Subscription<Instance> subscription =
                builder(Source.OPENWSMAN, Instance.class).open()) {
            assertThat(subscription.poll(Duration.ofMillis(700)).isEmpty()).isTrue();
            // without pauses there would be hundreds; no pause follows a reply that took 100 ms
            assertThat(service.requests(ServiceOperation.PULL)).hasSizeBetween(1, 8);
            assertThat(session.error()).isEmpty();
        }
    }

    @Test
    void renewsSubscriptionOfOpenwsman() {
        start(Source.OPENWSMAN);
        try (Subscription<Instance> subscription = builder(Source.OPENWSMAN, Instance.class)
                .expires(Duration.ofSeconds(3))
                .open()) {
            long end = System.nanoTime() + SOON.toNanos();
            while (heard.count("renewed") == 0 && System.nanoTime() < end) {
                subscription.poll(Duration.ofMillis(100));
            }
            assertThat(heard.count("renewed")).isPositive();
        }
        assertThat(service.lastRequest(ServiceOperation.RENEW_SUBSCRIPTION).xpath("//wse:Renew/wse:Expires"))
                .isEqualTo("PT3.000S");
    }

    @ParameterizedTest
    @EnumSource
    void reportsGapIfSubscriptionWithoutBookmarksIsReplaced(Source source) {
        start(source);
        try (Subscription<Instance> subscription =
                builder(source, Instance.class).open()) {
            service.expireSubscriptions();
            subscription.poll(Duration.ZERO);
            subscription.poll(Duration.ZERO);
            assertThat(heard.callsWithoutHeartbeats())
                    .containsExactly("retrying 1", "gap", "resubscribed without a bookmark");
            emit("later", 2);
            assertThat(next(subscription).text("Text").map(String::strip)).contains("later");
        }
    }

    /** A new subscription would lose what the old one has queued. */
    @Test
    void keepsSubscriptionWithoutBookmarksAfterBrokenConnection() {
        start(Source.OPENWSMAN);
        try (Subscription<Instance> subscription =
                builder(Source.OPENWSMAN, Instance.class).open()) {
            service.on(ServiceOperation.PULL).reset();
            emit("queued", 1);
            assertThat(next(subscription).text("Text").map(String::strip)).contains("queued");
            assertThat(service.requests(ServiceOperation.SUBSCRIBE)).hasSize(1);
            assertThat(heard.callsWithoutHeartbeats()).containsExactly("gap", "retrying 1");
        }
    }

    /** openwsman retains nothing: a new subscription from the oldest event would not receive the lost ones. */
    @Test
    void keepsSubscriptionFromOldestWithoutBookmarksAfterBrokenConnection() {
        start(Source.OPENWSMAN);
        try (Subscription<Instance> subscription =
                builder(Source.OPENWSMAN, Instance.class).fromOldest().open()) {
            service.on(ServiceOperation.PULL).reset();
            emit("queued", 1);
            assertThat(next(subscription).text("Text").map(String::strip)).contains("queued");
            assertThat(heard.callsWithoutHeartbeats()).containsExactly("gap", "retrying 1");
            service.expireSubscriptions();
            subscription.poll(Duration.ZERO);
            subscription.poll(Duration.ZERO);
            assertThat(heard.callsWithoutHeartbeats())
                    .containsExactly(
                            "gap", "retrying 1", "retrying 1", "gap", "resubscribed without a bookmark, may repeat");
        }
    }

    /** A record with a number that the second indication does not have: the others arrive, and nothing is repeated. */
    @ParameterizedTest
    @EnumSource
    void reportsUnreadableIndicationAndContinues(Source source) {
        start(source);
        try (Subscription<LabEvent> subscription =
                builder(source, LabEvent.class).open()) {
            emit("one", 1);
            service.indications().emit("LAB_Event", Map.of("Text", "two", "Number", "not a number"));
            emit("three", 3);
            assertThat(next(subscription, 2))
                    .extracting(event -> event.text().strip())
                    .containsExactly("one", "three");
            assertThat(heard.callsWithoutHeartbeats()).singleElement().satisfies(call -> assertThat(call)
                    .startsWith("unreadable <")
                    .contains("not a number", "Number"));
            assertThat(service.requests(ServiceOperation.SUBSCRIBE)).hasSize(1);
        }
    }

    private static <T> List<T> next(Subscription<T> subscription, int count) {
        List<T> events = new ArrayList<>();
        long end = System.nanoTime() + SOON.toNanos();
        while (events.size() < count && System.nanoTime() < end) {
            events.addAll(subscription.poll(SOON).events());
        }
        return events;
    }

    @Test
    void subscribesWithoutBookmarksIfServerRejectsThem() {
        start(Source.OPENWSMAN);
        service.on(ServiceOperation.SUBSCRIBE).fault(FaultKind.UNSUPPORTED_FEATURE.fault("Bookmarks"));
        builder(Source.OPENWSMAN, Instance.class).open().close();
        List<String> asked = service.requests(ServiceOperation.SUBSCRIBE).stream()
                .map(subscribe -> subscribe.xpath("count(//wsman:SendBookmarks)"))
                .toList();
        assertThat(asked).containsExactly("1", "0");
    }

    @Test
    void rejectsSettingsOfEventLog() {
        start(Source.OMI);
        Subscription.Builder<Instance> builder = Subscription.to(session, Source.OMI.resource);
        assertThatThrownBy(() -> builder.rendered(true))
                .hasMessageContaining("rendered: only the event log of Windows");
        assertThatThrownBy(() -> builder.name("x")).hasMessageContaining("name: only the event log of Windows");
        assertThatThrownBy(() -> builder.tolerateMissingChannels(true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Subscription.to(session, null)).hasMessage("resource is null");
        assertThatThrownBy(() -> Subscription.to(session, ALL, null)).hasMessage("type is null");
        assertThat(service.requests()).isEmpty();
    }
}
