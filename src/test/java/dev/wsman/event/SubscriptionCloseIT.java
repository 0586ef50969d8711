package dev.wsman.event;

import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.fixture.SessionFixture.awaitCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a subscription ends on every path: exactly one Unsubscribe, and no poll that waits for ever. */
@Timeout(120)
class SubscriptionCloseIT extends EventLogFixture {
    private static final int MANY = 500;

    /** A poll on another thread that hangs in a Pull. */
    private FutureTask<EventBatch<WindowsEvent>> hangingPoll(Subscription<WindowsEvent> subscription) {
        int before = sent(ServiceOperation.PULL);
        FutureTask<EventBatch<WindowsEvent>> poll = new FutureTask<>(() -> {
            EventBatch<WindowsEvent> batch = subscription.poll(Duration.ofMinutes(10));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return batch;
        });
        new Thread(poll).start();
        await("Pull", () -> sent(ServiceOperation.PULL) > before);
        return poll;
    }

    private static void assertClosed(Subscription<WindowsEvent> subscription, String object) {
        WsmanException failure =
                catchThrowableOfType(WsmanException.class, () -> subscription.poll(Duration.ofSeconds(1)));
        assertThat(failure.error().kind()).isEqualTo(Kind.CLOSED);
        assertThat(failure).hasMessageStartingWith(object + " is closed");
        assertThat(subscription.isOpen()).isFalse();
    }

    @Test
    void endsSubscriptionOnce() {
        Subscription<WindowsEvent> subscription = system().open();
        assertThat(service.openSubscriptions()).isOne();
        subscription.close();
        subscription.close();
        assertThat(service.openSubscriptions()).isZero();
        assertClosed(subscription, "the subscription");
        session.close();
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isOne();
        assertThat(sent(ServiceOperation.PULL)).isZero();
    }

    /** Of two connections, one remains free; the only other one is in use. */
    @Test
    void returnsInTimeIfConnectionsAreInUse() throws Exception {
        start(builder(), settings -> settings.maxConnections(2));
        Subscription<WindowsEvent> first = system().open();
        Subscription<WindowsEvent> second = system().open();
        service.on(ServiceOperation.PULL).drop().times(1);
        FutureTask<EventBatch<WindowsEvent>> hanging = hangingPoll(first);

        long start = System.nanoTime();
        assertThat(second.poll(Duration.ofSeconds(1)).isEmpty()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(sent(ServiceOperation.PULL)).isOne();

        first.close();
        assertThat(hanging.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
        service.log("System").write(1);
        assertThat(records(second.poll(SOON))).containsExactly(1L);
        assertThat(heard.count("retrying")).isZero();
        second.close();
        service.clearScriptedReplies();
    }

    /** Of three connections, one remains free; the others are in use for two seconds. */
    @Test
    void givesServerRestOfWaitAfterItsTurn() throws Exception {
        start(builder(), settings -> settings.maxConnections(3));
        service.on(ServiceOperation.PULL).delay(Duration.ofSeconds(2)).times(2);
        try (Subscription<WindowsEvent> first = system().open();
                Subscription<WindowsEvent> second = system().open();
                Subscription<WindowsEvent> third = system().open()) {
            FutureTask<EventBatch<WindowsEvent>> one = hangingPoll(first);
            FutureTask<EventBatch<WindowsEvent>> other = hangingPoll(second);
            service.log("System").write(1);
            assertThat(records(third.poll(SOON))).containsExactly(1L);
            assertThat(Double.parseDouble(last(ServiceOperation.PULL)
                            .xpath("substring-before(substring-after(//wsman:OperationTimeout, 'PT'), 'S')")))
                    .isLessThan(19.5);
            assertThat(records(one.get(20, TimeUnit.SECONDS))).containsExactly(1L);
            assertThat(records(other.get(20, TimeUnit.SECONDS))).containsExactly(1L);
        }
    }

    @Test
    void endsPullThatHangsOverAnotherConnection() throws Exception {
        Subscription<WindowsEvent> subscription = system().open();
        FutureTask<EventBatch<WindowsEvent>> poll = hangingPoll(subscription);
        subscription.close();
        assertThat(poll.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
        RecordedRequest pull = last(ServiceOperation.PULL);
        RecordedRequest unsubscribe = last(ServiceOperation.UNSUBSCRIBE);
        assertThat(unsubscribe.connection()).isNotEqualTo(pull.connection());
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isOne();
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void endsPullThatServerKeeps() throws Exception {
        Subscription<WindowsEvent> subscription = system().open();
        service.on(ServiceOperation.PULL).drop();
        FutureTask<EventBatch<WindowsEvent>> poll = hangingPoll(subscription);
        subscription.close();
        assertThat(poll.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isOne();
        service.clearScriptedReplies();
    }

    @Test
    void endsPauseBetweenAttempts() throws Exception {
        Subscription<WindowsEvent> subscription =
                system().fromOldest().retryPause(Duration.ofMinutes(1)).open();
        service.on(ServiceOperation.PULL).reset();
        FutureTask<EventBatch<WindowsEvent>> poll = hangingPoll(subscription);
        await("pause", () -> heard.count("retrying") == 1);
        subscription.close();
        assertThat(poll.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isOne();
    }

    @Test
    void endsSubscriptionThatIsOpenedWhileClosing() throws Exception {
        Subscription<WindowsEvent> subscription = system().fromOldest().open();
        service.expireSubscriptions();
        service.on(ServiceOperation.SUBSCRIBE).delay(Duration.ofSeconds(2)); // longer than close waits for a Pull
        FutureTask<EventBatch<WindowsEvent>> poll = new FutureTask<>(() -> subscription.poll(SOON));
        new Thread(poll).start();
        await("Subscribe", () -> sent(ServiceOperation.SUBSCRIBE) == 2);
        subscription.close();
        assertThat(poll.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
        assertThat(last(ServiceOperation.SUBSCRIBE).responseText())
                .contains(last(ServiceOperation.UNSUBSCRIBE).xpath("//s:Header/wse:Identifier"));
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void endsSubscriptionsOfSession() throws Exception {
        Subscription<WindowsEvent> idle = system().open();
        Subscription<WindowsEvent> polled = system().open();
        FutureTask<EventBatch<WindowsEvent>> poll = hangingPoll(polled);
        session.close();
        assertThat(poll.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
        assertThat(service.openSubscriptions()).isZero();
        assertClosed(idle, "the session");
        idle.close();
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isEqualTo(2);
    }

    @Test
    void closesOnInterruptedThread() {
        Subscription<WindowsEvent> subscription = system().open();
        Thread.currentThread().interrupt();
        subscription.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(service.openSubscriptions()).isZero();
    }

    @Test
    void closesSubscriptionThatServerDoesNotKnow() {
        Subscription<WindowsEvent> subscription = system().open();
        service.expireSubscriptions();
        subscription.close();
        assertThat(session.error()).isEmpty();
        assertThat(last(ServiceOperation.UNSUBSCRIBE).responseText()).contains("Fault");
    }

    @Test
    void closesWithoutServer() {
        Subscription<WindowsEvent> subscription = system().open();
        service.close();
        subscription.close();
        assertThat(subscription.isOpen()).isFalse();
    }

    @Test
    void endsSubscriptionThatWasCollectedAsGarbage() {
        openAndDrop();
        awaitCollection("end", () -> service.openSubscriptions() == 0);
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isOne();
    }

    private void openAndDrop() {
        assertThat(system().open().isOpen()).isTrue();
    }

    @Test
    void letsListenerCloseSubscription() {
        List<Subscription<WindowsEvent>> opened = new ArrayList<>();
        SubscriptionListener closing = new SubscriptionListener() {
            @Override
            public void heartbeat() {
                opened.get(0).close();
            }
        };
        opened.add(system().heartbeat(Duration.ofMillis(200)).listener(closing).open());
        assertThat(opened.get(0).poll(SOON).isEmpty()).isTrue();
        assertClosed(opened.get(0), "the subscription");
        assertThat(sent(ServiceOperation.UNSUBSCRIBE)).isOne();
    }

    /** The threads are those of this JVM; the service has its own. */
    @Test
    void needsNoThreadsForIdleSubscriptions() {
        List<Subscription<WindowsEvent>> idle = new ArrayList<>();
        try (Session own = Session.builder(service.endpoint()).build()) {
            Subscription.eventLog(own, EventQuery.channel("System")).open().close();
            long before = ownThreads();
            for (int i = 0; i < MANY; i++) {
                idle.add(
                        Subscription.eventLog(own, EventQuery.channel("System")).open());
            }
            assertThat(service.openSubscriptions()).isEqualTo(MANY);
            assertThat(ownThreads()).isLessThanOrEqualTo(before + 2);
            service.log("System").write(1);
            assertThat(records(idle.get(MANY - 1).poll(SOON))).containsExactly(1L);
        }
        assertThat(idle).noneMatch(Subscription::isOpen);
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wsman-"))
                .filter(thread -> !thread.getName().startsWith("wsman-service"))
                .count();
    }
}
