package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceFault;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a subscription of Windows survives failures, what it sends for that, and what it reports. */
class SubscriptionRecoveryIT extends EventLogFixture {
    /** ERROR_WSMAN_QUOTA_MAX_OPERATIONS, as recorded in txwinrm's max_concurrent.xml. */
    private static final long MAX_OPERATIONS = 2150859174L;

    private static WsmanException failure(Callable<?> call) {
        return catchThrowableOfType(WsmanException.class, call::call);
    }

    /** Opens a subscription that has returned record 1. */
    private Subscription<WindowsEvent> opened(Subscription.Builder<WindowsEvent> builder) {
        service.log("System").write(1);
        Subscription<WindowsEvent> subscription = builder.fromOldest().open();
        assertThat(poll(subscription, 1)).containsExactly(1L);
        return subscription;
    }

    @Test
    void endsSubscriptionOfLostReplyAfterReplacingIt() {
        try (Subscription<WindowsEvent> subscription = opened(system())) {
            String first = last(ServiceOperation.SUBSCRIBE).responseText();
            service.on(ServiceOperation.PULL).truncate(0);
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
            assertThat(resumedAfter()).isEqualTo("1");
            assertThat(heard.callsWithoutHeartbeats()).containsExactly("retrying 1", "resubscribed after a bookmark");
            assertThat(first).contains(last(ServiceOperation.UNSUBSCRIBE).xpath("//wse:Identifier"));
            assertThat(service.openSubscriptions()).isOne();
        }
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isEqualTo(2);
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void subscribesAtOnceIfSubscriptionIsGone() {
        try (Subscription<WindowsEvent> subscription = opened(system().retryPause(Duration.ofMinutes(1)))) {
            service.on(ServiceOperation.PULL).fault(FaultKind.DESTINATION_UNREACHABLE);
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
        }
        assertThat(heard.pauses()).containsExactly(Duration.ZERO);
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isOne(); // that of the new one, when it was closed
    }

    /** The context is unknown, but the server may still have the subscription. */
    @ParameterizedTest
    @ValueSource(strings = {"context", "stale query", "invalid position", "aborted"})
    void endsOldSubscriptionIfOnlyItsContextIsUnknown(String what) {
        Map<String, ServiceFault> faults = Map.of(
                "context", FaultKind.INVALID_ENUMERATION_CONTEXT.fault(),
                "stale query", FaultKind.INTERNAL_ERROR.fault().nativeCode(15011),
                "invalid position", FaultKind.INTERNAL_ERROR.fault().nativeCode(15012),
                "aborted", FaultKind.INTERNAL_ERROR.fault().nativeCode(995));
        try (Subscription<WindowsEvent> subscription = opened(system().retryPause(Duration.ofMinutes(1)))) {
            String first = last(ServiceOperation.SUBSCRIBE).responseText();
            service.on(ServiceOperation.PULL).fault(faults.get(what));
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
            assertThat(heard.pauses()).containsExactly(Duration.ZERO);
            assertThat(first).contains(last(ServiceOperation.UNSUBSCRIBE).xpath("//s:Header/wse:Identifier"));
            assertThat(service.openSubscriptions()).isOne();
        }
        assertThat(heard.callsWithoutHeartbeats()).containsExactly("retrying 1", "resubscribed after a bookmark");
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void pullsAgainWithSameContextAfterQuota() {
        try (Subscription<WindowsEvent> subscription = opened(system())) {
            service.on(ServiceOperation.PULL)
                    .fault(FaultKind.INTERNAL_ERROR.fault().nativeCode(MAX_OPERATIONS));
            int before = sent(ServiceOperation.PULL);
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
            List<String> contexts = service.requests(ServiceOperation.PULL).stream()
                    .skip(before)
                    .map(pull -> pull.xpath("//wsen:EnumerationContext"))
                    .toList();
            assertThat(contexts).hasSize(2);
            assertThat(contexts.get(0)).isEqualTo(contexts.get(1));
        }
        assertThat(heard.callsWithoutHeartbeats()).containsExactly("retrying 1");
        assertThat(heard.pauses().get(0)).isBetween(Duration.ofMillis(40), Duration.ofMillis(50));
        assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
    }

    @Test
    void throwsLastFailureWhenTimeIsOverAndLaterPollTriesAgain() {
        try (Subscription<WindowsEvent> subscription = opened(system().retryFor(Duration.ofSeconds(2)))) {
            service.expireSubscriptions();
            service.on(ServiceOperation.SUBSCRIBE)
                    .fault(FaultKind.INTERNAL_ERROR)
                    .always();
            service.log("System").write(2);
            assertThat(failure(() -> subscription.poll(SOON)).error().operation())
                    .contains("Subscribe");
            assertThat(heard.count("retrying")).isBetween(1L, 40L);
            assertThat(subscription.isOpen()).isTrue();
            service.clearScriptedReplies();
            assertThat(poll(subscription, 1)).containsExactly(2L);
            assertThat(resumedAfter()).isEqualTo("1");
        }
    }

    @Test
    void doublesPauses() {
        try (Subscription<WindowsEvent> subscription = opened(system().retryPause(Duration.ofMillis(40)))) {
            service.expireSubscriptions();
            service.on(ServiceOperation.SUBSCRIBE)
                    .fault(FaultKind.INTERNAL_ERROR)
                    .times(3);
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
        }
        assertThat(heard.callsWithoutHeartbeats())
                .containsExactly(
                        "retrying 1", "retrying 2", "retrying 3", "retrying 4", "resubscribed after a bookmark");
        assertThat(heard.pauses().get(0)).isZero();
        for (int attempt = 2; attempt <= 4; attempt++) {
            long longest = 40L << (attempt - 1);
            assertThat(heard.pauses().get(attempt - 1).toMillis()).isBetween(longest * 8 / 10 - 1, longest);
        }
    }

    @Test
    void boundsAttemptsIfEverySubscriptionIsGoneAtOnce() {
        try (Subscription<WindowsEvent> subscription = opened(system().retryFor(Duration.ofMillis(300)))) {
            service.on(ServiceOperation.PULL)
                    .fault(FaultKind.INVALID_ENUMERATION_CONTEXT)
                    .always();
            assertThat(failure(() -> subscription.poll(SOON)).error().kind())
                    .isEqualTo(Kind.INVALID_ENUMERATION_CONTEXT);
            assertThat(sent(ServiceOperation.SUBSCRIBE)).isLessThan(20);
            service.clearScriptedReplies();
        }
    }

    @Test
    void throwsFailureAtOnceIfRetriesAreOff() {
        try (Subscription<WindowsEvent> subscription = opened(system().retryFor(Duration.ZERO))) {
            service.expireSubscriptions();
            assertThat(failure(() -> subscription.poll(SOON)).error().kind())
                    .isEqualTo(Kind.INVALID_ENUMERATION_CONTEXT);
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
        }
        assertThat(heard.count("retrying")).isZero();
    }

    /** Repeated attempts with rejected credentials lock accounts. */
    @Test
    void throwsRejectionAtOnce() {
        try (Subscription<WindowsEvent> subscription = opened(system())) {
            service.on(ServiceOperation.PULL).fault(FaultKind.ACCESS_DENIED);
            assertThat(failure(() -> subscription.poll(SOON)).error().kind()).isEqualTo(Kind.ACCESS_DENIED);
            assertThat(heard.count("retrying")).isZero();
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
        }
    }

    /** The certificate of the host behind the name was replaced by one that is not trusted. */
    @Test
    void throwsFailureOfUntrustedCertificateAtOnce() throws IOException {
        try (CuttingRelay relay = new CuttingRelay();
                WsmanService other = builder().https().build().start()) {
            start(builder().https());
            relay.target(URI.create(service.endpoint()).getPort());
            session.close();
            session = Session.builder("https://127.0.0.1:" + relay.url().getPort() + "/wsman")
                    .sslContext(service.sslContext())
                    .build();
            try (Subscription<WindowsEvent> subscription = opened(system())) {
                relay.target(URI.create(other.endpoint()).getPort());
                relay.cutRequests(1);
                WsmanException failure = failure(() -> subscription.poll(SOON));
                assertThat(failure.error().kind()).isEqualTo(Kind.TLS);
                relay.target(URI.create(service.endpoint()).getPort());
            }
        }
        assertThat(heard.failures()).noneMatch(failure -> failure.error().kind() == Kind.TLS);
    }

    @ParameterizedTest
    @EnumSource(names = "OLDEST", mode = EnumSource.Mode.EXCLUDE)
    void throwsFaultOfLostPositionUnlessPolicyAllows(StalePosition rejection) {
        start(builder().stalePosition(rejection));
        try (Subscription<WindowsEvent> subscription = opened(system())) {
            service.log("System").write(1);
            assertThat(poll(subscription, 1)).containsExactly(2L);
            service.expireSubscriptions();
            service.log("System").clear();
            assertThat(failure(() -> subscription.poll(SOON)).error().operation())
                    .contains("Subscribe");
            assertThat(heard.callsWithoutHeartbeats()).containsExactly("retrying 1");
            assertThat(sent(ServiceOperation.SUBSCRIBE)).isEqualTo(2);
        }
    }

    @Test
    void returnsInTimeDuringPause() {
        try (Subscription<WindowsEvent> subscription = opened(system().retryPause(Duration.ofMinutes(1)))) {
            service.on(ServiceOperation.PULL).reset();
            await("pause", () -> {
                assertThat(subscription.poll(Duration.ZERO).isEmpty()).isTrue();
                return heard.count("retrying") == 1;
            });
            assertThat(subscription.poll(Duration.ofMillis(10)).isEmpty()).isTrue();
            assertThat(heard.count("retrying")).isOne();
            assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
        }
    }

    @Test
    void losesNothingAfterInterruptedPoll() throws Exception {
        try (Subscription<WindowsEvent> subscription = opened(system())) {
            AtomicReference<Boolean> flag = new AtomicReference<>();
            FutureTask<WsmanException> poll = new FutureTask<>(() -> {
                WsmanException thrown = failure(() -> subscription.poll(SOON));
                flag.set(Thread.currentThread().isInterrupted());
                return thrown;
            });
            Thread thread = new Thread(poll);
            int before = sent(ServiceOperation.PULL);
            thread.start();
            await("Pull", () -> sent(ServiceOperation.PULL) > before);
            thread.interrupt();
            assertThat(poll.get().error().kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(flag).hasValue(true);
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
        }
    }

    /** The library throws such exceptions, too; one of a listener must not be taken for that of a Pull. */
    @Test
    void keepsBatchIfListenerThrows() {
        start(builder().stalePosition(StalePosition.OLDEST));
        WsmanException own = failure(() -> session.get(ResourceLocator.of("urn:unknown")));
        SubscriptionListener throwing = new SubscriptionListener() {
            @Override
            public void gap(EventGap gap) {
                throw own;
            }
        };
        try (Subscription<WindowsEvent> subscription = opened(system().listener(throwing))) {
            service.log("System").write(1);
            service.log("System").write(1);
            assertThat(poll(subscription, 2)).containsExactly(2L, 3L);
            service.expireSubscriptions();
            service.log("System").clear();
            service.log("System").write(2);
            assertThatThrownBy(() -> subscription.poll(SOON)).isSameAs(own);
            assertThat(subscription.bookmark().orElseThrow().positions()).containsEntry("System", 3L);
            EventBatch<WindowsEvent> batch = subscription.poll(Duration.ZERO);
            assertThat(batch.events()).isNotEmpty();
            assertThat(subscription.bookmark()).isEqualTo(batch.bookmark());
        }
    }

    @Test
    void requestsFewerEventsIfReplyWouldBeTooLarge() {
        try (Subscription<WindowsEvent> subscription =
                opened(system().batchItems(16).retryPause(Duration.ofMinutes(1)))) {
            service.on(ServiceOperation.PULL).fault(FaultKind.ENCODING_LIMIT);
            service.log("System").write(2);
            assertThat(poll(subscription, 1)).containsExactly(2L);
            assertThat(last(ServiceOperation.PULL).xpath("//wsen:MaxElements")).isEqualTo("2");
            subscription.poll(Duration.ZERO);
            assertThat(last(ServiceOperation.PULL).xpath("//wsen:MaxElements")).isEqualTo("4");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reportsLostRecordsOnlyIfQuerySelectsAll(boolean filtered) {
        start(builder().stalePosition(StalePosition.OLDEST));
        EventQuery all = EventQuery.channel("System");
        EventQuery query = filtered ? all.xpath("*[System[EventID=1]]") : all;
        service.log("System").write(1);
        try (Subscription<WindowsEvent> subscription = Subscription.eventLog(session, query)
                .fromOldest()
                .listener(heard)
                .open()) {
            assertThat(poll(subscription, 1)).containsExactly(1L);
            service.expireSubscriptions();
            service.log("System").maxRecords(2);
            for (int i = 0; i < 4; i++) {
                service.log("System").write(1);
            }
            assertThat(poll(subscription, 2)).containsExactly(4L, 5L);
        }
        if (filtered) {
            assertThat(heard.gaps()).isEmpty();
        } else {
            assertThat(heard.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.channel()).contains("System");
                assertThat(gap.after()).hasValue(1);
                assertThat(gap.next()).hasValue(4);
            });
        }
    }

    @Test
    void reportsClearedLogUnderLiveSubscription() {
        try (Subscription<WindowsEvent> subscription = opened(system())) {
            service.on(ServiceOperation.PULL).respond(200, SOAP_TYPE, batch(9));
            assertThat(poll(subscription, 1)).containsExactly(9L);
            service.on(ServiceOperation.PULL).respond(200, SOAP_TYPE, batch(1));
            assertThat(poll(subscription, 1)).containsExactly(1L);
        }
        assertThat(heard.gaps()).singleElement().satisfies(gap -> assertThat(gap.reason())
                .contains("cleared"));
    }

    private static String batch(long record) {
        return envelope(
                "<w:Bookmark>" + SubscriptionIT.at(record) + "</w:Bookmark>",
                "<n:PullResponse><n:EnumerationContext>next</n:EnumerationContext><n:Items>"
                        + "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                        + "<Provider Name='x'/><EventRecordID>" + record + "</EventRecordID><Channel>System</Channel>"
                        + "</System></Event></n:Items></n:PullResponse>");
    }

    @Test
    void letsOneThreadPollAtATime() throws Exception {
        try (Subscription<WindowsEvent> subscription = system().open()) {
            List<FutureTask<EventBatch<WindowsEvent>>> polls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                polls.add(new FutureTask<>(() -> subscription.poll(SOON)));
            }
            polls.forEach(poll -> new Thread(poll).start());
            for (int i = 1; i <= polls.size(); i++) {
                int count = i;
                await("Pull " + i, () -> sent(ServiceOperation.PULL) == count);
                service.log("System").write(1);
                await(
                        "end of a poll",
                        () -> polls.stream().filter(FutureTask::isDone).count() == count);
            }
            List<Long> records = new ArrayList<>();
            for (FutureTask<EventBatch<WindowsEvent>> poll : polls) {
                records.addAll(records(poll.get()));
            }
            assertThat(records).containsExactlyInAnyOrder(1L, 2L, 3L);
            assertThat(sent(ServiceOperation.SUBSCRIBE)).isOne();
        }
    }
}
