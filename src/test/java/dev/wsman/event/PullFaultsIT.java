package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.event.EventLog;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
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
                service.close();
                service.start();
            }
        };

        private final boolean recovers;

        Fault(boolean recovers) {
            this.recovers = recovers;
        }

        abstract void happen(WsmanService service);
    }

    /** After these faults the service has a subscription that the client does not know of. */
    private static final Set<Fault> ORPHANING =
            Set.of(Fault.EXPIRED_AND_SUBSCRIBE_REPLY_LOST, Fault.CONTEXT_INVALID, Fault.EXPIRED_TWICE);

    private Session start(UnaryOperator<WsmanServiceBuilder> settings) throws IOException {
        service = settings.apply(WsmanService.builder()
                        .quirks(ServerQuirks.WINRM)
                        .withoutAuthentication()
                        .port(freePort()))
                .build()
                .start();
        log = service.log(CHANNEL);
        return Session.builder(service.endpoint())
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private Session start() throws IOException {
        return start(UnaryOperator.identity());
    }

    /** A service that listens on a fixed port has the same URL after a restart. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Subscription.Builder<WindowsEvent> builder(Session session) {
        return Subscription.eventLog(session, EventQuery.channel(CHANNEL))
                .heartbeat(Duration.ofSeconds(1))
                .batchItems(7)
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

    /** A subscription that the client does not know, or that its server denies, expires without a Pull. */
    private void assertNoSubscriptionLeft(int orphans) {
        assertThat(service.openSubscriptions()).isLessThanOrEqualTo(orphans);
    }

    /** The same faults while another thread writes, so that they meet any step. */
    @ParameterizedTest
    @EnumSource
    void seesEveryEventDuringFaultsWhileLogGrows(Fault fault) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        try (Session session = start();
                Subscription<WindowsEvent> subscription =
                        builder(session).fromOldest().open()) {
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 10; i++) {
                    write(EVENTS);
                    pause(20);
                    fault.happen(service);
                }
                write(EVENTS);
                writing.set(false);
            });
            writer.start();
            while (writing.get()) {
                seen.add(subscription.poll(WAIT).events());
            }
            writer.join();
            service.clearScriptedReplies();
            pollAll(subscription, 1);
            assertThat(seen.size()).isEqualTo(11 * EVENTS);
            assertThat(listener.gaps()).isEmpty();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without a position yet, a lost reply may mean lost events; this must be reported. */
    @Test
    void reportsGapIfFirstReplyIsLostWithoutPosition() throws Exception {
        try (Session session = start();
                Subscription<WindowsEvent> subscription = builder(session).open()) {
            service.on(ServiceOperation.PULL).truncate(0);
            write(EVENTS);
            subscription.poll(WAIT);
            long next = log.lastRecordId() + 1;
            write(EVENTS);
            pollAll(subscription, next);
            boolean complete = seen.missing(CHANNEL, 1, log.lastRecordId()).isEmpty();
            assertThat(complete || !listener.gaps().isEmpty()).isTrue();
            assertThat(listener.count("resubscribed")).isPositive();
        }
    }

    @Test
    void failsToOpenIfSubscribeIsClosedForever() throws Exception {
        try (Session session = start()) {
            service.on(ServiceOperation.SUBSCRIBE).reset().always();
            WsmanException failure = catchThrowableOfType(
                    WsmanException.class,
                    () -> builder(session).retryFor(Duration.ofMillis(300)).open());
            assertThat(failure).isNotNull();
            assertThat(failure.error().operation()).contains("Subscribe");
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
    @EnumSource(names = "OLDEST", mode = EnumSource.Mode.EXCLUDE)
    void failsWithServersFaultIfPositionIsLost(StalePosition refusal) throws Exception {
        try (Session session = start(settings -> settings.stalePosition(refusal));
                Subscription<WindowsEvent> subscription =
                        builder(session).onLostPosition(LostPosition.FAIL).open()) {
            write(EVENTS);
            pollAll(subscription, 1);
            losePosition();
            WsmanException failure = catchThrowableOfType(WsmanException.class, () -> subscription.poll(WAIT));
            assertThat(failure).isNotNull();
            assertThat(failure.error().operation()).contains("Subscribe");
        }
        assertNoSubscriptionLeft(0);
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
            subscription.poll(WAIT);
            long next = log.lastRecordId() + 1;
            write(EVENTS);
            pollAll(subscription, next);
            assertThat(listener.gaps()).isNotEmpty();
            assertThat(seen.missing(CHANNEL, 1, 5)).hasSize(5);
        }
    }

    /** A log that wrapped while nobody pulled: the numbers have a hole, which is reported. */
    @Test
    void reportsGapOfWrappedLog() throws Exception {
        try (Session session = start(settings -> settings.stalePosition(StalePosition.OLDEST));
                Subscription<WindowsEvent> subscription =
                        builder(session).onLostPosition(LostPosition.OLDEST).open()) {
            write(EVENTS);
            pollAll(subscription, 1);
            service.expireSubscriptions();
            log.maxRecords(10);
            write(3 * EVENTS);
            pollAll(subscription, log.oldestRecordId());
            assertThat(listener.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.channel()).contains(CHANNEL);
                assertThat(gap.after()).hasValue(EVENTS);
                assertThat(gap.next()).hasValue(log.oldestRecordId());
            });
        }
    }

    /** The service ends a subscription that is not pulled for a time (EVENTING.md 2.2). */
    @Test
    void resumesIfConsumerIsSlowerThanServersLimit() throws Exception {
        try (Session session = start(settings -> settings.enumerationTimeout(Duration.ofMillis(300)));
                Subscription<WindowsEvent> subscription =
                        builder(session).fromOldest().open()) {
            write(EVENTS);
            seen.add(subscription.poll(WAIT).events());
            SessionFixture.await("the subscription expires", () -> service.openSubscriptions() == 0);
            write(EVENTS);
            pollAll(subscription, 1);
            assertThat(seen.repeated()).isZero();
            assertThat(listener.count("resubscribed after a bookmark")).isEqualTo(1);
            assertThat(listener.gaps()).isEmpty();
        }
    }

    @Test
    void returnsEmptyBatchWhenPollIsOverAndKeepsPosition() throws Exception {
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
