package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.event.EventLog;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults at every step of a pulled subscription, with a log whose events are counted: each event is seen at least once,
 * and exactly once by its key.
 */
class PullFaultsIT {
    private static final String CHANNEL = "Application";
    private static final int EVENTS = 20;
    private static final int ROUNDS = 6;
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SeenEvents seen = new SeenEvents();
    private final EventRecorder listener = new EventRecorder();
    private WsmanService service;
    private EventLog log;

    /** What happens to a subscription that has a position, between two writes to the log. */
    private enum Fault {
        NONE(false) {
            @Override
            void happen(WsmanService service) {
                // for comparison
            }
        },
        PULL_CLOSED(true) {
            @Override
            void happen(WsmanService service) {
                service.on(ServiceOperation.PULL).reset();
            }
        },
        PULL_CLOSED_OFTEN(true) {
            @Override
            void happen(WsmanService service) {
                service.on(ServiceOperation.PULL).reset().times(3);
            }
        },
        PULL_REPLY_LOST_AFTER_COMMIT(true) {
            @Override
            void happen(WsmanService service) {
                service.on(ServiceOperation.PULL).truncate(0);
            }
        },
        PULL_REPLY_CUT_WITHIN_EVENTS(true) {
            @Override
            void happen(WsmanService service) {
                service.on(ServiceOperation.PULL).truncate(2000);
            }
        },
        PULL_UNAVAILABLE(true) {
            @Override
            void happen(WsmanService service) {
                service.on(ServiceOperation.PULL).respond(503, "text/html", "<html>busy</html>");
            }
        },
        PULL_TIMED_OUT(false) {
            @Override
            void happen(WsmanService service) {
                service.on(ServiceOperation.PULL).fault(FaultKind.TIMED_OUT).times(2);
            }
        },
        CONTEXT_INVALID(true) {
            @Override
            void happen(WsmanService service) {
                service.on(ServiceOperation.PULL).fault(FaultKind.INVALID_ENUMERATION_CONTEXT);
            }
        },
        EXPIRED(true) {
            @Override
            void happen(WsmanService service) {
                service.expireSubscriptions();
            }
        },
        EXPIRED_AND_SUBSCRIBE_CLOSED(true) {
            @Override
            void happen(WsmanService service) {
                service.expireSubscriptions();
                service.on(ServiceOperation.SUBSCRIBE).reset();
            }
        },
        EXPIRED_AND_SUBSCRIBE_REPLY_LOST(true) {
            @Override
            void happen(WsmanService service) {
                service.expireSubscriptions();
                service.on(ServiceOperation.SUBSCRIBE).truncate(100);
            }
        },
        EXPIRED_TWICE(true) {
            @Override
            void happen(WsmanService service) {
                service.expireSubscriptions();
                service.on(ServiceOperation.PULL).after(1).fault(FaultKind.INVALID_ENUMERATION_CONTEXT);
            }
        },
        RESTARTED(true) {
            @Override
            void happen(WsmanService service) {
                service.restart();
            }
        };

        private final boolean recovers;

        Fault(boolean recovers) {
            this.recovers = recovers;
        }

        abstract void happen(WsmanService service);
    }

    /** After these faults the service has a subscription whose identifier the client never received. */
    private static final Set<Fault> ORPHANING = Set.of(Fault.EXPIRED_AND_SUBSCRIBE_REPLY_LOST);

    private Session start(UnaryOperator<WsmanServiceBuilder> settings) {
        service = settings.apply(
                        WsmanService.builder().quirks(ServerQuirks.WINRM).withoutAuthentication())
                .build()
                .start();
        log = service.log(CHANNEL);
        return Session.builder(service.endpoint())
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private Session start() {
        return start(UnaryOperator.identity());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Subscription.Builder<WindowsEvent> builder(Session session) {
        return Subscription.eventLog(session, EventQuery.channel(CHANNEL))
                .heartbeat(Duration.ofMillis(300))
                .batchItems(7)
                .pollInterval(Duration.ofMillis(50))
                .retryPause(Duration.ofMillis(20))
                .listener(listener);
    }

    private void write(int events) {
        for (int i = 0; i < events; i++) {
            log.write(100, "event " + i);
        }
    }

    /** Polls until all events of the log since a record were seen. */
    private void pollAll(Subscription<WindowsEvent> subscription, long first) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!seen.missing(CHANNEL, first, log.lastRecordId()).isEmpty() && System.nanoTime() < end) {
            seen.add(subscription.poll(WAIT).events());
        }
        assertThat(seen.missing(CHANNEL, first, log.lastRecordId())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void seesEveryEventAfterFault(Fault fault) throws Exception {
        try (Session session = start()) {
            try (Subscription<WindowsEvent> subscription = builder(session).open()) {
                write(EVENTS);
                pollAll(subscription, 1);
                long repeatedBefore = seen.repeated();
                fault.happen(service);
                write(EVENTS);
                pollAll(subscription, 1);
                write(EVENTS);
                pollAll(subscription, 1);

                assertThat(seen.size()).isEqualTo(3 * EVENTS);
                assertThat(repeatedBefore).isZero();
                assertThat(seen.repeated()).as("bookmarks are exact").isZero();
                assertThat(listener.gaps()).isEmpty();
                assertThat(listener.count("retrying") + listener.count("resubscribed") > 0)
                        .isEqualTo(fault.recovers);
            }
        }
        assertNoSubscriptionLeft(ORPHANING.contains(fault) ? 1 : 0);
    }

    private void assertNoSubscriptionLeft(int orphans) {
        assertThat(service.openSubscriptions()).isEqualTo(orphans);
    }

    /** The same faults while another thread writes, so that they meet any step. */
    @ParameterizedTest
    @EnumSource
    void seesEveryEventDuringFaultsWhileLogGrows(Fault fault) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        try (Session session = start();
                Subscription<WindowsEvent> subscription =
                        builder(session).fromOldest().open()) {
            Thread writer = new Thread(() -> writeDuring(fault, writing));
            writer.start();
            try {
                while (writer.isAlive()) {
                    seen.add(subscription.poll(WAIT).events());
                }
            } finally {
                writing.set(false);
                writer.join();
            }
            service.clearScriptedReplies();
            pollAll(subscription, 1);
            assertThat(seen.size()).isEqualTo((ROUNDS + 1) * EVENTS);
            assertThat(listener.gaps()).isEmpty();
        }
    }

    private void writeDuring(Fault fault, AtomicBoolean writing) {
        for (int i = 0; i < ROUNDS && writing.get(); i++) {
            write(EVENTS / 2);
            int before = service.requests(ServiceOperation.PULL).size();
            fault.happen(service);
            write(EVENTS / 2); // the Pull before the fault returns
            SessionFixture.await(
                    "a Pull meets the fault",
                    () -> service.requests(ServiceOperation.PULL).size() > before || !writing.get());
        }
        write(EVENTS);
    }

    /**
     * Without a position yet, the events of a lost reply are lost; this must be reported. The context is invalid after
     * it, because the reply had the new one.
     */
    @Test
    void reportsGapIfFirstReplyIsLostWithoutPosition() {
        try (Session session = start();
                Subscription<WindowsEvent> subscription = builder(session).open()) {
            service.on(ServiceOperation.PULL).truncate(0);
            write(EVENTS);
            SessionFixture.await("the new subscription", () -> {
                seen.add(subscription.poll(Duration.ZERO).events());
                return listener.count("resubscribed") == 1;
            });
            long next = log.lastRecordId() + 1;
            write(EVENTS);
            pollAll(subscription, next);
            assertThat(listener.gaps()).isNotEmpty().allSatisfy(gap -> assertThat(gap.reason())
                    .contains("has sent no bookmark"));
            assertThat(listener.callsWithoutHeartbeats()).endsWith("resubscribed without a bookmark");
        }
        assertNoSubscriptionLeft(0);
    }

    /** Opening is not covered by {@code retryFor}: a wrong host name fails at once. */
    @Test
    void failsToOpenAfterOneSubscribe() {
        try (Session session = start()) {
            service.on(ServiceOperation.SUBSCRIBE).reset().always();
            WsmanException failure = catchThrowableOfType(
                    WsmanException.class, () -> builder(session).open());
            assertThat(failure.error().operation()).contains("Subscribe");
            assertThat(service.requests(ServiceOperation.SUBSCRIBE)).hasSize(1);
            assertThat(listener.calls()).isEmpty();
        }
        assertNoSubscriptionLeft(0);
    }

    /** The position that a program kept is passed to a subscription of another session, as after a crash. */
    @Test
    void resumesAfterBookmarkOfProcessThatEnded() throws Exception {
        Optional<Bookmark> kept;
        try (Session session = start()) {
            try (Subscription<WindowsEvent> subscription = builder(session).open()) {
                write(EVENTS);
                EventBatch<WindowsEvent> processed = subscription.poll(WAIT);
                seen.add(processed.events());
                kept = processed.bookmark();
                subscription.poll(WAIT); // its events are not processed before the crash
            }
        }
        write(EVENTS);
        Bookmark parsed = Bookmark.parse(kept.orElseThrow().xml());
        try (Session session = Session.builder(service.endpoint()).build();
                Subscription<WindowsEvent> subscription =
                        builder(session).after(parsed).open()) {
            pollAll(subscription, 1);
            assertThat(seen.size()).isEqualTo(2 * EVENTS);
            assertThat(seen.repeated()).isZero();
        }
    }

    /** Clears the log under a subscription that ended, so that its position is gone. */
    private void losePosition() {
        service.expireSubscriptions();
        log.clear();
        seen.logCleared();
        write(5);
    }

    @ParameterizedTest
    @EnumSource
    void continuesWithOldestIfPositionIsLost(StalePosition refusal) throws Exception {
        try (Session session = start(settings -> settings.stalePosition(refusal));
                Subscription<WindowsEvent> subscription =
                        builder(session).onLostPosition(LostPosition.OLDEST).open()) {
            write(EVENTS);
            pollAll(subscription, 1);
            losePosition();
            pollAll(subscription, 1);
            write(EVENTS);
            pollAll(subscription, 1);
            assertThat(listener.gaps()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "OLDEST", mode = EnumSource.Mode.EXCLUDE)
    void continuesWithNextEventIfPositionIsLost(StalePosition refusal) throws Exception {
        try (Session session = start(settings -> settings.stalePosition(refusal));
                Subscription<WindowsEvent> subscription =
                        builder(session).onLostPosition(LostPosition.NOW).open()) {
            write(EVENTS);
            pollAll(subscription, 1);
            losePosition();
            SessionFixture.await("the new subscription", () -> {
                seen.add(subscription.poll(Duration.ZERO).events());
                return listener.count("resubscribed") == 1;
            });
            long next = log.lastRecordId() + 1;
            write(EVENTS);
            pollAll(subscription, next);
            assertThat(listener.gaps()).isNotEmpty();
            assertThat(seen.missing(CHANNEL, 1, 5)).hasSize(5);
        }
    }

    /** The service ends a subscription that is not pulled for a time (EVENTING.md 2.2). */
    @Test
    void resumesIfConsumerIsSlowerThanServersLimit() {
        try (Session session = start(settings -> settings.enumerationTimeout(Duration.ofSeconds(1)));
                Subscription<WindowsEvent> subscription =
                        builder(session).fromOldest().open()) {
            write(EVENTS);
            seen.add(subscription.poll(WAIT).events());
            SessionFixture.await("the subscription expires", () -> service.openSubscriptions() == 0);
            write(EVENTS);
            pollAll(subscription, 1);
            assertThat(seen.repeated()).isZero();
            assertThat(listener.count("resubscribed after a bookmark")).isPositive();
            assertThat(listener.gaps()).isEmpty();
        }
    }

    /** A batch that is too large is requested again after the position, one event at a time. */
    @Test
    void returnsLargeEventWholeAmongSmallOnes() {
        String large = "x".repeat(400_000);
        try (Session session = start(settings -> settings.maxEnvelopeSize(512_000));
                Subscription<WindowsEvent> subscription =
                        builder(session).fromOldest().open()) {
            write(2);
            log.write(200, large);
            log.write(200, large);
            write(2);
            List<WindowsEvent> events = new ArrayList<>();
            SessionFixture.await("six events", () -> {
                events.addAll(subscription.poll(WAIT).events());
                return events.size() >= 6;
            });
            seen.add(events);
            assertThat(seen.missing(CHANNEL, 1, 6)).isEmpty();
            assertThat(seen.repeated()).isZero();
            assertThat(events.get(2).data().get(0).value()).isEqualTo(large);
            assertThat(listener.gaps()).isEmpty();
        }
        assertNoSubscriptionLeft(0);
    }

    @Test
    void losesNothingIfEventIsLargerThanEnvelope() {
        Bookmark position;
        try (Session session = start(settings -> settings.maxEnvelopeSize(2_000_000));
                Subscription<WindowsEvent> subscription = builder(session).open()) {
            write(2);
            pollAll(subscription, 1);
            log.write(200, "x".repeat(600_000));
            for (int i = 0; i < 2; i++) {
                WsmanException failure = catchThrowableOfType(WsmanException.class, () -> subscription.poll(PATIENCE));
                assertThat(failure.error().kind()).isEqualTo(Kind.ENCODING_LIMIT);
                assertThat(failure.error().hint().orElseThrow()).contains("maxEnvelopeSize");
            }
            position = subscription.bookmark().orElseThrow();
        }
        try (Session session = Session.builder(service.endpoint())
                        .maxEnvelopeSize(1_000_000)
                        .build();
                Subscription<WindowsEvent> subscription =
                        builder(session).after(position).open()) {
            pollAll(subscription, 1);
            assertThat(seen.repeated()).isZero();
            assertThat(listener.gaps()).isEmpty();
        }
        assertNoSubscriptionLeft(0);
    }

    @Test
    void returnsEmptyBatchWhenPollIsOverAndKeepsPosition() {
        try (Session session = start();
                Subscription<WindowsEvent> subscription = builder(session).open()) {
            assertThat(subscription.poll(Duration.ofMillis(100)).isEmpty()).isTrue();
            write(EVENTS);
            pollAll(subscription, 1);
            Optional<Bookmark> position = subscription.bookmark();
            assertThat(subscription.poll(Duration.ofMillis(100)).isEmpty()).isTrue();
            assertThat(subscription.bookmark()).isEqualTo(position);
        }
    }
}
