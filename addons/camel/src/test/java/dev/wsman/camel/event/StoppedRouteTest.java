package dev.wsman.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.fixture.Await;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // contexts run until they are closed
class StoppedRouteTest {
    private static final String URI = "wsman:subscribe?channels=System&start=OLDEST&bookmarkRepository=#bookmarks"
            + "&bookmarkKey=system&batchItems=20&retryPause=20ms";

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final MemoryStateRepository bookmarks = new MemoryStateRepository();
    private final MemoryIdempotentRepository processed = new MemoryIdempotentRepository();
    private final Received received = new Received();

    private RouteContext start() {
        return RouteContext.start(server, Map.of("bookmarks", bookmarks), URI, received);
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
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before))
                    .isLessThan(4);
        }
    }

    @Test
    void finishesBatchAndSavesItsBookmark() throws Exception {
        for (int i = 1; i <= 10; i++) {
            server.log("System").write(i);
        }
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        received.before(exchange -> {
            first.countDown();
            gate.await();
        });
        try (RouteContext context = start()) {
            first.await();
            Future<?> stop = Executors.newSingleThreadExecutor().submit(() -> {
                context.stopRoute();
                return null;
            });
            Await.until(
                    "the suspended consumer",
                    () -> context.context().getRouteController().getRouteStatus("route") != null && !stop.isDone());
            gate.countDown();
            stop.get(30, TimeUnit.SECONDS);
            assertThat(received.recordIds())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 10).boxed().toList());
            assertThat(bookmarks.getState("system")).contains("RecordId=\"10\"");
            assertThat(server.openSubscriptions()).isZero();
        }
    }

    @Test
    void abandonsBatchAfterShutdownTimeout() throws Exception {
        for (int i = 1; i <= 3; i++) {
            server.log("System").write(i);
        }
        AtomicBoolean blocked = new AtomicBoolean(true);
        received.before(exchange -> {
            if (blocked.get()
                    && exchange.getMessage().getHeader(WsmanConstants.EVENT_ID).equals(2)) {
                new CountDownLatch(1).await(); // until it is interrupted
            }
        });
        try (RouteContext context = start()) {
            received.await(1);
            context.context().getShutdownStrategy().setTimeout(1);
            context.stopRoute();
            assertThat(bookmarks.getState("system")).isNull();
            blocked.set(false);
            context.startRoute();
            received.await(4);
            assertThat(received.recordIds()).containsExactly(1L, 1L, 2L, 3L);
        }
    }

    @Test
    void stopsWhileEventFailsAgainAndAgain() throws Exception {
        server.log("System").write(1);
        CountDownLatch failures = new CountDownLatch(3);
        received.before(exchange -> {
            failures.countDown();
            throw new IllegalStateException("always");
        });
        try (RouteContext context = start()) {
            failures.await();
            long before = System.nanoTime();
            context.stopRoute();
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before))
                    .isLessThan(4);
            assertThat(bookmarks.getState("system")).isNull();
        }
    }

    @Test
    void losesNoEventWhileRouteStopsAndStarts() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> written = writer.submit(() -> {
            while (writing.get()) {
                server.log("System").write(1);
                Thread.sleep(1);
            }
            return null;
        });
        RouteBuilder once = new RouteBuilder() {
            @Override
            public void configure() {
                from(URI)
                        .routeId("route")
                        .idempotentConsumer(header(WsmanConstants.EVENT_KEY), processed)
                        .process(received);
            }
        };
        try (RouteContext context = RouteContext.start(server, Map.of("bookmarks", bookmarks), once)) {
            for (int i = 0; i < 5; i++) {
                int before = received.items().size();
                received.await(before + 50);
                context.stopRoute();
                context.startRoute();
            }
            writing.set(false);
            written.get(30, TimeUnit.SECONDS);
            int all = (int) server.log("System").lastRecordId();
            received.await(all);
            assertThat(received.recordIds())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, all).boxed().toList());
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void deliversNothingWhileSuspendedAndContinuesAfterwards() throws Exception {
        server.log("System").write(1);
        try (RouteContext context = start()) {
            received.await(1);
            context.suspendRoute();
            server.log("System").write(2);
            server.awaitRequests(ServiceOperation.PULL, 2);
            assertThat(received.recordIds()).containsExactly(1L);
            context.resumeRoute();
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 2L);
        }
    }

    @Test
    void suspendsWhileEventFailsAndRetriesAfterwards() throws Exception {
        server.log("System").write(1);
        AtomicBoolean broken = new AtomicBoolean(true);
        CountDownLatch failures = new CountDownLatch(2);
        received.before(exchange -> {
            failures.countDown();
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
        });
        try (RouteContext context = start()) {
            failures.await();
            context.suspendRoute();
            broken.set(false);
            assertThat(received.items()).isEmpty();
            context.resumeRoute();
            received.await(1);
        }
    }

    /** Batches follow each other without a moment in which nothing is pending. */
    private static final String BACKLOG = URI.replace("batchItems=20", "batchItems=1");

    private RouteContext startWithBacklog() {
        for (int i = 1; i <= 300; i++) {
            server.log("System").write(i);
        }
        received.before(exchange -> Thread.sleep(50));
        RouteContext context = RouteContext.start(server, Map.of("bookmarks", bookmarks), BACKLOG, received);
        received.await(3);
        return context;
    }

    @Test
    void stopsAfterPresentBatchOfBacklog() throws Exception {
        try (RouteContext context = startWithBacklog()) {
            int before = received.items().size();
            context.stopRoute();
            assertThat(context.context().getShutdownStrategy().isTimeoutOccurred())
                    .isFalse();
            int last = received.items().size();
            assertThat(last).isLessThanOrEqualTo(before + 3);
            assertThat(bookmarks.getState("system")).contains("RecordId=\"" + last + "\"");
        }
    }

    @Test
    void suspendsAfterPresentBatchOfBacklog() throws Exception {
        try (RouteContext context = startWithBacklog()) {
            int before = received.items().size();
            context.suspendRoute();
            assertThat(context.context().getShutdownStrategy().isTimeoutOccurred())
                    .isFalse();
            int last = received.items().size();
            assertThat(last).isLessThanOrEqualTo(before + 3);
            context.resumeRoute();
            received.await(last + 2);
            assertThat(received.recordIds()).startsWith(1L, 2L, 3L).doesNotHaveDuplicates();
        }
    }

    @Test
    void leavesInterruptedEventEvenIfItContinuesAfterFailures() throws Exception {
        server.log("System").write(1);
        server.log("System").write(2);
        CountDownLatch last = new CountDownLatch(1);
        received.before(exchange -> {
            if (exchange.getMessage().getHeader(WsmanConstants.EVENT_ID).equals(2) && last.getCount() > 0) {
                last.countDown();
                new CountDownLatch(1).await(); // until it is interrupted
            }
        });
        try (RouteContext context = RouteContext.start(
                server, Map.of("bookmarks", bookmarks), URI + "&breakOnFirstError=false", received)) {
            last.await();
            context.context().getShutdownStrategy().setTimeout(1);
            long before = System.nanoTime();
            context.stopRoute();
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before))
                    .isLessThan(8); // not the ten seconds more that Camel grants executors
            context.startRoute();
            received.await(3);
            assertThat(received.recordIds()).containsExactly(1L, 1L, 2L);
        }
    }
}
