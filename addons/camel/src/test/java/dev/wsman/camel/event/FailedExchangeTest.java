package dev.wsman.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.fixture.Await;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // contexts run until they are closed
class FailedExchangeTest {
    private static final String URI = "wsman:subscribe?channels=System&start=OLDEST&bookmarkRepository=#bookmarks"
            + "&bookmarkKey=system&retryPause=20ms&retryPauseMax=50ms";

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final MemoryStateRepository bookmarks = new MemoryStateRepository();
    private final Received received = new Received();
    private final Received dead = new Received();
    private final AtomicInteger failures = new AtomicInteger();

    @BeforeEach
    void writesThreeEvents() {
        for (int i = 1; i <= 3; i++) {
            server.log("System").write(i);
        }
    }

    private RouteContext start(RouteBuilder routes) {
        return RouteContext.start(server, Map.of("bookmarks", bookmarks), routes);
    }

    private RouteContext start(String options) {
        return start(RouteContext.route(URI + options, received));
    }

    /** Fails for an event a number of times. */
    private Processor failing(int eventId, int times) {
        return exchange -> {
            Object id = exchange.getMessage().getHeader(WsmanConstants.EVENT_ID);
            if (id.equals(eventId) && failures.incrementAndGet() <= times) {
                throw new IllegalStateException("failure " + failures.get());
            }
        };
    }

    private void awaitBookmark(int recordId) {
        Await.until(
                "the bookmark of record " + recordId,
                () -> bookmarks.getState("system") != null
                        && bookmarks.getState("system").contains("RecordId=\"" + recordId + "\""));
    }

    @Test
    void deliversFailedEventAgainBeforeTheNext() {
        received.before(failing(2, 3));
        try (RouteContext context = start("")) {
            received.await(3);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L);
            assertThat(failures).hasValue(4);
            awaitBookmark(3);
        }
    }

    @Test
    void keepsBookmarkWhileEventFails() {
        received.before(failing(2, Integer.MAX_VALUE));
        try (RouteContext context = start("")) {
            Await.until("three failures", () -> failures.get() > 3);
            assertThat(received.recordIds()).containsExactly(1L);
            assertThat(bookmarks.getState("system")).isNull();
        }
        assertThat(bookmarks.getState("system")).isNull();
        Received next = new Received();
        try (RouteContext context = start(RouteContext.route(URI, next))) {
            next.await(3);
            assertThat(next.recordIds()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void continuesAfterFailedEventIfConfigured() {
        received.before(failing(2, Integer.MAX_VALUE));
        try (RouteContext context = start("&breakOnFirstError=false")) {
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 3L);
            awaitBookmark(3);
            assertThat(failures).hasValue(1);
        }
    }

    @Test
    void passesFailedEventToErrorHandlerOfRoute() {
        received.before(failing(2, Integer.MAX_VALUE));
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(
                        deadLetterChannel("direct:dead").maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:dead").process(dead);
                from(URI).routeId("route").process(received);
            }
        };
        try (RouteContext context = start(routes)) {
            received.await(2);
            dead.await(1);
            assertThat(received.recordIds()).containsExactly(1L, 3L);
            assertThat(dead.recordIds()).containsExactly(2L);
            assertThat(failures).hasValue(3);
            awaitBookmark(3);
        }
    }

    @Test
    void deliversEventAgainWhoseRouteRolledBack() {
        AtomicInteger rollbacks = new AtomicInteger();
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from(URI)
                        .routeId("route")
                        .filter(exchange -> exchange.getMessage()
                                        .getHeader(WsmanConstants.EVENT_ID)
                                        .equals(2)
                                && rollbacks.incrementAndGet() < 3)
                        .markRollbackOnly()
                        .end()
                        .process(received);
            }
        };
        try (RouteContext context = start(routes)) {
            received.await(3);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L);
            assertThat(rollbacks).hasValue(3);
        }
    }

    @Test
    void waitsForExchangesThatContinueOnOtherThreads() {
        CountDownLatch gate = new CountDownLatch(1);
        received.before(exchange -> gate.await());
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("route").to("seda:later");
                from("seda:later").process(received);
            }
        };
        try (RouteContext context = start(routes)) {
            Await.until(
                    "the events in the queue",
                    () -> context.context().getInflightRepository().size() > 0);
            assertThat(bookmarks.getState("system")).isNull();
            gate.countDown();
            received.await(3);
            awaitBookmark(3);
        }
    }

    @Test
    void deliversEventAgainThatFailedOnAnotherThread() {
        CountDownLatch third = new CountDownLatch(1);
        received.before(exchange -> {
            third.await(); // all events of a batch are queued before the first one fails
            failing(2, 1).process(exchange);
        });
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(URI)
                        .routeId("route")
                        .process(exchange -> {
                            if (exchange.getMessage()
                                    .getHeader(WsmanConstants.EVENT_ID)
                                    .equals(3)) {
                                third.countDown();
                            }
                        })
                        .to("seda:later");
                from("seda:later").process(received);
            }
        };
        try (RouteContext context = start(routes)) {
            received.await(3);
            assertThat(received.recordIds()).containsExactlyInAnyOrder(1L, 2L, 3L);
            awaitBookmark(3);
        }
    }

    @Test
    void deliversEachEventOnceWithIdempotentConsumer() {
        AtomicInteger attempts = new AtomicInteger();
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(URI + "&batch=false")
                        .routeId("route")
                        .idempotentConsumer(header(WsmanConstants.EVENT_KEY), new MemoryIdempotentRepository())
                        .process(received);
            }
        };
        received.before(exchange -> {
            if (attempts.incrementAndGet() == 3) { // the third event fails once, and the batch is not complete
                throw new IllegalStateException("once");
            }
        });
        try (RouteContext context = start(routes)) {
            received.await(3);
            awaitBookmark(3);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void continuesAfterRouteHasLeftAnInterruptOnTheThread() {
        received.before(exchange -> Thread.currentThread().interrupt());
        try (RouteContext context = start("")) {
            awaitBookmark(3);
            server.log("System").write(4);
            awaitBookmark(4);
            assertThat(received.recordIds()).containsExactly(1L, 2L, 3L, 4L);
            assertThat(context.health().getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void passesFailureOfConnectionToBridgedErrorHandler() {
        List<Throwable> bridged = new CopyOnWriteArrayList<>();
        server.on(any -> true).reset().always();
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .process(exchange -> bridged.add(
                                exchange.getProperty(org.apache.camel.Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from(URI + "&bridgeErrorHandler=true").routeId("route").process(received);
            }
        };
        try (RouteContext context = start(routes)) {
            Await.until("the failure", () -> !bridged.isEmpty());
            Await.until("further attempts", () -> attempts(context) > 3);
            assertThat(bridged).singleElement().isInstanceOf(dev.wsman.WsmanTransportException.class);
            server.clearScriptedReplies();
            received.await(3);
        }
    }

    private static int attempts(RouteContext context) {
        return (int) context.health().getDetails().getOrDefault("failed.attempts", 0);
    }

    @Test
    void deliversBatchAgainIfExceptionHandlerFails() {
        received.before(failing(2, 1));
        RecordingExceptionHandler handler = new RecordingExceptionHandler().failing(1);
        String uri = URI + "&breakOnFirstError=false&exceptionHandler=#handler";
        try (RouteContext context =
                RouteContext.start(server, Map.of("bookmarks", bookmarks, "handler", handler), uri, received)) {
            received.await(4);
            assertThat(received.recordIds()).containsExactly(1L, 1L, 2L, 3L);
            assertThat(handler.reports())
                    .extracting(RecordingExceptionHandler.Report::message)
                    .containsExactly(
                            "The route failed to process an event",
                            "The subscription to " + server.endpoint()
                                    + " is interrupted, and the consumer tries again");
            awaitBookmark(3);
        }
    }

    @Test
    void triesEventSoonAgainIfRouteHadItsLoginRejected() {
        AtomicInteger logins = new AtomicInteger();
        received.before(exchange -> {
            if (logins.incrementAndGet() == 1) {
                try (Session other = Session.builder(server.endpoint())
                        .credentials(Credentials.negotiate(server.user(), "wrong".toCharArray()))
                        .build()) {
                    other.identify();
                }
            }
        });
        RecordingExceptionHandler handler = new RecordingExceptionHandler();
        try (RouteContext context = RouteContext.start(
                server,
                Map.of("bookmarks", bookmarks, "handler", handler),
                URI.replace("retryPauseMax=50ms", "retryPauseMax=1m") + "&exceptionHandler=#handler",
                received)) {
            received.await(3);
            assertThat(handler.reports()).singleElement().satisfies(report -> assertThat(report.exception())
                    .isInstanceOf(WsmanAuthenticationException.class));
        }
    }

    @Test
    void deliversEventAgainThatFailedAfterItWasQueued() {
        received.before(failing(2, 1));
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(URI).routeId("route").to("seda:later").process(received);
                from("seda:later").log("${body}");
            }
        };
        try (RouteContext context = start(routes)) {
            received.await(3);
            awaitBookmark(3);
            assertThat(received.recordIds()).contains(2L);
        }
    }
}
