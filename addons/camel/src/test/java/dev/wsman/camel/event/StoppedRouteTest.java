package dev.wsman.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.fixture.Await;
import dev.wsman.camel.fixture.Gate;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.camel.Consumer;
import org.apache.camel.StatefulService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

/** Routes that stop or are suspended; {@link ForcedStopTest} has those that do not end in time. */
@SuppressWarnings("try") // contexts run until they are closed
class StoppedRouteTest {
    private static final String URI = "wsman:subscribe?channels=System&start=OLDEST&bookmarkRepository=#bookmarks"
            + "&bookmarkKey=system&batchItems=20&retryPause=20ms";
    /** Batches follow each other without a moment in which nothing is pending. */
    private static final String BACKLOG = URI.replace("batchItems=20", "batchItems=1");
    /** Far less than the 30 s for which a request waits at the server. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final MemoryStateRepository bookmarks = new MemoryStateRepository();
    private final Received received = new Received();

    private RouteContext start() {
        return start(URI);
    }

    private RouteContext start(String uri) {
        return RouteContext.start(server, Map.of("bookmarks", bookmarks), uri, received);
    }

    private void write(int... eventIds) {
        for (int id : eventIds) {
            server.log("System").write(id);
        }
    }

    private static void awaitEnd(Future<?> stopping) throws Exception {
        stopping.get(60, TimeUnit.SECONDS);
    }

    private static void assertGraceful(RouteContext context) {
        assertThat(context.context().getShutdownStrategy().isTimeoutOccurred()).isFalse();
    }

    @Test
    void endsSubscriptionOnServer() {
        try (RouteContext context = start()) {
            server.awaitRequest(ServiceOperation.PULL);
        }
        assertThat(server.requests(ServiceOperation.UNSUBSCRIBE)).hasSize(1);
        assertThat(server.openSubscriptions()).isZero();
    }

    @Test
    void stopsSoonWhileServerIsSilent() throws Exception {
        try (RouteContext context = start()) {
            server.awaitRequest(ServiceOperation.PULL);
            long before = System.nanoTime();
            context.stopRoute();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        }
    }

    @Test
    void finishesBatchOfStoppedRouteAndBeginsNoOther() throws Exception {
        Gate gate = new Gate(2);
        received.before(gate);
        write(1, 2, 3);
        try (RouteContext context = start()) {
            gate.awaitEvent();
            write(4, 5);
            Future<?> stop = context.begin(context::stopRoute);
            gate.open();
            awaitEnd(stop);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L);
            assertThat(bookmarks.getState("system")).contains("RecordId=\"3\"");
            assertThat(server.openSubscriptions()).isZero();
            context.startRoute();
            received.await(5);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void finishesBatchOfStoppedContextAndBeginsNoOther() throws Exception {
        Gate gate = new Gate(2);
        received.before(gate);
        write(1, 2, 3);
        try (RouteContext context = start()) {
            gate.awaitEvent();
            write(4, 5);
            Future<?> stop = context.begin(context::close);
            gate.open();
            awaitEnd(stop);
        }
        assertThat(received.recordIds()).containsExactly(1L, 2L, 3L);
        assertThat(bookmarks.getState("system")).contains("RecordId=\"3\"");
        try (RouteContext next = start()) {
            received.await(5);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    /** A consumer that is stopped without a shutdown of its route has the time of executors. */
    @Test
    void finishesBatchOfConsumerThatIsStoppedAlone() throws Exception {
        Gate gate = new Gate(2);
        received.before(gate);
        write(1, 2, 3);
        try (RouteContext context = start()) {
            context.context().getExecutorServiceManager().setShutdownAwaitTermination(60_000);
            gate.awaitEvent();
            Consumer consumer = context.context().getRoute("route").getConsumer();
            Future<?> stop = CompletableFuture.runAsync(consumer::stop, task -> new Thread(task).start());
            Await.until("the stop has begun", () -> !((StatefulService) consumer).isStarted());
            gate.open();
            awaitEnd(stop);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L);
            assertThat(bookmarks.getState("system")).contains("RecordId=\"3\"");
        }
    }

    @Test
    void stopsAfterPresentBatchOfBacklog() throws Exception {
        Gate gate = new Gate(1);
        received.before(gate);
        write(1, 2, 3, 4, 5);
        try (RouteContext context = start(BACKLOG)) {
            gate.awaitEvent();
            Future<?> stop = context.begin(context::stopRoute);
            gate.open();
            awaitEnd(stop);
            assertGraceful(context);
            assertThat(received.recordIds()).containsExactly(1L);
            assertThat(bookmarks.getState("system")).contains("RecordId=\"1\"");
        }
    }

    @Test
    void suspendsAfterPresentBatchOfBacklog() throws Exception {
        Gate gate = new Gate(1);
        received.before(gate);
        write(1, 2, 3, 4, 5);
        try (RouteContext context = start(BACKLOG)) {
            gate.awaitEvent();
            Future<?> suspension = context.begin(context::suspendRoute);
            gate.open();
            awaitEnd(suspension);
            assertGraceful(context);
            assertThat(received.recordIds()).containsExactly(1L);
            context.resumeRoute();
            received.await(5);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    private RouteContext startAndSuspendWhileRequestWaits() throws Exception {
        write(1);
        RouteContext context = start();
        received.await(1);
        server.awaitRequests(ServiceOperation.PULL, 2);
        context.suspendRoute();
        write(2);
        Await.until(
                "the consumer has received the second event",
                () -> context.health().getDetails().get("events").equals(2L));
        return context;
    }

    @Test
    void deliversNothingWhileSuspendedAndContinuesAfterwards() throws Exception {
        try (RouteContext context = startAndSuspendWhileRequestWaits()) {
            assertThat(received.recordIds()).containsExactly(1L);
            context.resumeRoute();
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 2L);
        }
    }

    @Test
    void losesNoEventThatWasReceivedWhileSuspended() throws Exception {
        try (RouteContext context = startAndSuspendWhileRequestWaits()) {
            context.stopRoute();
            assertThat(received.recordIds()).containsExactly(1L);
            assertThat(bookmarks.getState("system")).contains("RecordId=\"1\"");
            context.startRoute();
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 2L);
        }
    }

    @Test
    void leavesEventThatFailsWhileRouteStops() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        Gate gate = new Gate(2);
        received.before(exchange -> {
            gate.process(exchange);
            if (exchange.getMessage().getHeader(WsmanConstants.EVENT_ID).equals(2) && broken.get()) {
                throw new IllegalStateException("broken");
            }
        });
        write(1, 2, 3);
        try (RouteContext context = start()) {
            gate.awaitEvent();
            Future<?> stop = context.begin(context::stopRoute);
            gate.open();
            awaitEnd(stop);
            assertGraceful(context);
            assertThat(received.recordIds()).containsExactly(1L);
            assertThat(bookmarks.getState("system")).isNull();
            broken.set(false);
            context.startRoute();
            received.await(4);
            assertThat(received.recordIds()).containsExactly(1L, 1L, 2L, 3L);
        }
    }

    @Test
    void stopsWhileEventFailsAgainAndAgain() throws Exception {
        write(1);
        CountDownLatch failures = new CountDownLatch(3);
        received.before(exchange -> {
            failures.countDown();
            throw new IllegalStateException("always");
        });
        try (RouteContext context = start()) {
            assertThat(failures.await(30, TimeUnit.SECONDS)).isTrue();
            context.stopRoute();
            assertGraceful(context);
            assertThat(bookmarks.getState("system")).isNull();
        }
    }

    @Test
    void losesNoEventWhileRouteStopsAndStarts() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        received.before(exchange -> {
            if (writing.get()) {
                write(1); // so that there are always further events
            }
        });
        write(new int[100]);
        RouteBuilder once = new RouteBuilder() {
            @Override
            public void configure() {
                from(URI)
                        .routeId("route")
                        .idempotentConsumer(header(WsmanConstants.EVENT_KEY), new MemoryIdempotentRepository())
                        .process(received);
            }
        };
        try (RouteContext context = RouteContext.start(server, Map.of("bookmarks", bookmarks), once)) {
            for (int i = 0; i < 5; i++) {
                received.await(received.items().size() + 50);
                context.stopRoute();
                context.startRoute();
            }
            writing.set(false);
            Await.until(
                    "all events",
                    () -> received.items().size() == server.log("System").lastRecordId());
            assertThat(received.recordIds())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, received.items().size())
                                    .boxed()
                                    .toList());
        }
    }

    @Test
    void suspendsWhileEventFailsAndRetriesAfterwards() throws Exception {
        write(1);
        AtomicBoolean broken = new AtomicBoolean(true);
        CountDownLatch failures = new CountDownLatch(2);
        received.before(exchange -> {
            failures.countDown();
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
        });
        try (RouteContext context = start()) {
            assertThat(failures.await(30, TimeUnit.SECONDS)).isTrue();
            context.suspendRoute();
            broken.set(false);
            assertThat(received.items()).isEmpty();
            context.resumeRoute();
            received.await(1);
        }
    }
}
