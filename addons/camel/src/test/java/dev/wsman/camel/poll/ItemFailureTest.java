package dev.wsman.camel.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.WsmanAuthenticationException;
import dev.wsman.camel.WsmanComponent;
import dev.wsman.camel.fixture.Await;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // contexts run until they are closed
class ItemFailureTest {
    private static final int ALL_ITEMS = 9;
    private static final String ALL = "wsman:enumerate?resource=wmicimv2/Win32_Service&initialDelay=0&delay=50";

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final Received received = new Received();
    private final MemoryIdempotentRepository seen = new MemoryIdempotentRepository();

    private RouteContext start(String uri) {
        return RouteContext.start(server, Map.of("seen", seen), uri, received);
    }

    private void awaitFurtherPolls(int count) {
        int before = server.requests(ServiceOperation.ENUMERATE).size();
        server.awaitRequests(ServiceOperation.ENUMERATE, before + count);
    }

    @Test
    void removesEagerKeysOfListThatIsLost() {
        server.on(ServiceOperation.PULL).after(1).reset();
        try (RouteContext context =
                start(ALL + "&batchItems=2&batch=true&idempotentRepository=#seen&idempotentEager=true")) {
            assertThat((List<?>) received.await(1).get(0).body()).hasSize(ALL_ITEMS);
            assertThat(server.requests(ServiceOperation.ENUMERATE)).hasSizeGreaterThan(1);
        }
    }

    // A route whose shutdown is forced rejects exchanges without completing their unit of work.
    @Test
    void removesEagerKeyOfItemThatRouteRejectsWithoutCompletion() throws Exception {
        try (RouteContext context = start("direct:none")) {
            context.context().getRegistry().bind("seen", seen);
            AtomicInteger rejected = new AtomicInteger();
            Consumer consumer = context.context()
                    .getEndpoint(ALL + "&idempotentRepository=#seen&idempotentEager=true")
                    .createConsumer(exchange -> {
                        rejected.incrementAndGet();
                        exchange.setException(new RejectedExecutionException("stopped"));
                    });
            try (consumer) {
                consumer.start();
                Await.until("items of a second poll", () -> rejected.get() > ALL_ITEMS);
            }
            Await.until("the end of the poll, without keys", () -> seen.getCacheSize() == 0);
        }
    }

    @Test
    void logsInOnceIfServerRejectsLogin() {
        try (RouteContext context = start(ALL + "&password=wrong")) {
            Await.until("five failed polls", () -> failedPolls(context) >= 5);
            assertThat(context.health().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(context.health().getError()).containsInstanceOf(WsmanAuthenticationException.class);
            assertThat(server.requests(ServiceOperation.ENUMERATE)).isEmpty();
            assertThat(attempts()).isEqualTo(1);
        }
    }

    @Test
    void logsInAgainAfterTenTimesTheLongestPause() {
        try (RouteContext context = start(ALL + "&password=wrong&retryPauseMax=20")) {
            Await.until("three logins", () -> attempts() >= 3);
        }
    }

    private static long failedPolls(RouteContext context) {
        return ((Number) context.health().getDetails().getOrDefault("failure.error.count", 0L)).longValue();
    }

    /** Returns the number of logins; each has a connection of its own. */
    private long attempts() {
        return server.connections();
    }

    @Test
    void polledMinutelyByDefault() throws Exception {
        try (RouteContext context = start(ALL)) {
            ScheduledPollEndpoint endpoint = context.context()
                    .getEndpoint("wsman:get?resource=wmicimv2/Win32_Service", ScheduledPollEndpoint.class);
            assertThat(Duration.ofMillis(endpoint.getDelay())).isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void stopsInTimeWhileServerDoesNotReply() throws Exception {
        server.on(ServiceOperation.ENUMERATE).delay(Duration.ofSeconds(30)).always();
        try (RouteContext context = start(ALL)) {
            server.awaitRequest(ServiceOperation.ENUMERATE);
            long begin = System.nanoTime();

            context.stopRoute();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(context.context().getShutdownStrategy().isTimeoutOccurred())
                    .isFalse();
        }
    }

    @Test
    void skipsProcessedItemsAfterRouteHasRestarted() throws Exception {
        try (RouteContext context = start(ALL + "&idempotent=true")) {
            received.await(ALL_ITEMS);
            context.stopRoute();
            context.startRoute();
            awaitFurtherPolls(2);
            assertThat(received.items()).hasSize(ALL_ITEMS);
        }
    }

    @Test
    void skipsItemsThatAreStillInProgress() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger arrived = new AtomicInteger();
        RouteBuilder route = new RouteBuilder() {
            @Override
            public void configure() {
                from(ALL + "&idempotent=true").routeId("route").to("seda:slow");
                from("seda:slow?concurrentConsumers=20").process(exchange -> {
                    arrived.incrementAndGet();
                    release.await();
                });
            }
        };
        try (RouteContext context = RouteContext.start(server, Map.of(), route)) {
            Await.until("all items", () -> arrived.get() >= ALL_ITEMS);
            awaitFurtherPolls(3);
            assertThat(arrived).hasValue(ALL_ITEMS);
            release.countDown();
        } finally {
            release.countDown();
        }
    }

    @Test
    void pollsItemAgainWhoseKeyCannotBeStored() {
        AtomicBoolean broken = new AtomicBoolean(true);
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                if (broken.getAndSet(false)) {
                    throw new IllegalStateException("the database is down");
                }
                return super.add(key);
            }
        };
        try (RouteContext context = RouteContext.start(
                server, Map.of("repository", repository), ALL + "&idempotentRepository=#repository", received)) {
            received.await(ALL_ITEMS + 1);
            awaitFurtherPolls(2);
            assertThat(received.items()).hasSize(ALL_ITEMS + 1);
        }
    }

    @Test
    void leavesNoSessionOfConsumerThatCannotStart() {
        DefaultScheduledPollConsumerScheduler broken = new DefaultScheduledPollConsumerScheduler() {
            @Override
            public void startScheduler() {
                throw new IllegalStateException("no threads");
            }
        };
        RouteBuilder route = new RouteBuilder() {
            @Override
            public void configure() {
                from(ALL + "&scheduler=#broken")
                        .routeId("route")
                        .autoStartup(false)
                        .process(received);
            }
        };
        try (RouteContext context = RouteContext.start(server, Map.of("broken", broken), route)) {
            assertThatThrownBy(context::startRoute).hasStackTraceContaining("no threads");
            assertThat(context.context()
                            .getComponent("wsman", WsmanComponent.class)
                            .sessions()
                            .size())
                    .isZero();
        }
    }

    @Test
    void deliversEqualItemsOfListOnce() {
        String key = "&idempotentKey=RAW(${body[StartMode]})&resultType=MAP&idempotent=true";
        try (RouteContext context = start(ALL + "&batch=true" + key)) {
            List<?> modes = ((List<?>) received.await(1).get(0).body())
                    .stream().map(item -> ((Map<?, ?>) item).get("StartMode")).toList();
            assertThat(modes).isNotEmpty().doesNotHaveDuplicates();
        }
    }
}
