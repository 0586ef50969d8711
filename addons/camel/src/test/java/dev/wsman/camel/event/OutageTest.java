package dev.wsman.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanAuthenticationException;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.fixture.Await;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // contexts run until they are closed
class OutageTest {
    private static final String URI = "wsman:subscribe?channels=System&start=OLDEST&bookmarkRepository=#bookmarks"
            + "&bookmarkKey=system&pollWait=1s&retryPause=20ms&retryPauseMax=50ms";

    @AutoStart
    final WsmanService server = WsmanService.builder()
            .stalePosition(StalePosition.QUERY_RESULT_STALE)
            .build();

    private final MemoryStateRepository bookmarks = new MemoryStateRepository();
    private final Received received = new Received();

    private RouteContext start(String options) {
        return startUri(URI + options);
    }

    private RouteContext startUri(String uri) {
        return RouteContext.start(server, Map.of("bookmarks", bookmarks), uri, received);
    }

    private static void await(RouteContext context, HealthCheck.State state) {
        Await.until(state.toString(), () -> context.health().getState() == state);
    }

    @Test
    void continuesAfterServiceWasDown() {
        server.log("System").write(1);
        try (RouteContext context = start("")) {
            received.await(1);
            await(context, HealthCheck.State.UP);
            server.on(any -> true).reset().always();
            await(context, HealthCheck.State.DOWN);
            server.clearScriptedReplies();
            server.log("System").write(2);
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 2L);
            await(context, HealthCheck.State.UP);
        }
    }

    @Test
    void continuesAfterServiceRestarts() {
        server.log("System").write(1);
        try (RouteContext context = start("")) {
            received.await(1);
            server.restart();
            server.log("System").write(2);
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 2L);
        }
    }

    @Test
    void continuesAfterSubscriptionExpired() {
        server.log("System").write(1);
        try (RouteContext context = start("")) {
            received.await(1);
            server.expireSubscriptions();
            server.log("System").write(2);
            received.await(2);
            assertThat(received.recordIds()).containsExactly(1L, 2L);
            assertThat(context.health().getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void reportsDetailsToHealthCheck() {
        server.log("System").write(1);
        try (RouteContext context = start("")) {
            received.await(1);
            await(context, HealthCheck.State.UP);
            HealthCheck.Result up = context.health();
            assertThat(up.getDetails()).containsEntry("events", 1L).containsKeys("last.poll", "last.event");
            server.on(any -> true).reset().always();
            server.log("System").write(2); // ends the request that waits; the next one meets the outage
            await(context, HealthCheck.State.DOWN);
            HealthCheck.Result down = context.health();
            assertThat(down.getMessage().orElseThrow()).containsAnyOf("Pull", "Subscribe"); // attempts go on
            assertThat(down.getError()).isPresent();
            assertThat(down.getDetails()).containsKeys("failing.since", "last.error.time", "failed.attempts");
            server.clearScriptedReplies();
        }
    }

    @Test
    void takesPartInHealthChecksOfConsumers() {
        server.on(any -> true).reset().always();
        try (RouteContext context = start("")) {
            DefaultHealthCheckRegistry registry = new DefaultHealthCheckRegistry(context.context());
            registry.register(new ConsumersHealthCheckRepository());
            context.context()
                    .getCamelContextExtension()
                    .addContextPlugin(org.apache.camel.health.HealthCheckRegistry.class, registry);
            Await.until("a failure", () -> context.health().getError().isPresent());
            Optional<HealthCheck.Result> result = HealthCheckHelper.invoke(context.context()).stream()
                    .filter(each -> each.getCheck().getId().equals("consumer:route"))
                    .findFirst();
            assertThat(result.orElseThrow().getState()).isEqualTo(HealthCheck.State.DOWN);
            server.clearScriptedReplies();
        }
    }

    @Test
    void isNotCheckedIfComponentDisablesIt() {
        try (RouteContext context = RouteContext.start(server, Map.of(), new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                getContext()
                        .getComponent("wsman", dev.wsman.camel.WsmanComponent.class)
                        .setHealthCheckConsumerEnabled(false);
                from("wsman:subscribe?channels=System").routeId("route").process(received);
            }
        })) {
            assertThat(context.health().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
        }
    }

    @Test
    void triesRejectedLoginLessOften() {
        try (RouteContext context = RouteContext.start(
                server, Map.of("bookmarks", bookmarks), URI.replace("50ms", "10s") + "&password=wrong", received)) {
            Await.until("the rejection", () -> context.health().getError().isPresent());
            assertThat(context.health().getError().orElseThrow()).isInstanceOf(WsmanAuthenticationException.class);
            assertThat(context.health().getDetails()).containsEntry("failed.attempts", 1);
        }
    }

    @Test
    void stopsIfPositionIsLost() {
        losePosition();
        try (RouteContext context = start("")) {
            Await.until("the end", () -> context.health().getDetails().containsKey("halted"));
            HealthCheck.Result down = context.health();
            assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(down.getMessage().orElseThrow())
                    .startsWith(
                            "The query result is stale. The log may have been cleared or rolled over. The subscription has"
                                    + " stopped, because")
                    .contains("Set positionLost to OLDEST or NOW", "bookmark system");
            assertThat(received.items()).isEmpty();
        }
    }

    @Test
    void continuesWithOldestEventIfPositionIsLost() {
        losePosition();
        try (RouteContext context = start("&positionLost=OLDEST")) {
            received.await(1);
            assertThat(received.items().get(0).header(WsmanConstants.EVENT_GAP))
                    .asString()
                    .isNotBlank();
            assertThat(context.health().getDetails()).containsKey("last.gap");
        }
    }

    @Test
    void continuesWithNextEventIfPositionIsLost() {
        losePosition();
        server.clearRequests();
        try (RouteContext context = start("&positionLost=NOW")) {
            server.awaitRequest(ServiceOperation.PULL);
            server.log("System").write(99);
            assertThat(received.await(1).get(0).header(WsmanConstants.EVENT_ID)).isEqualTo(99);
        }
    }

    /** Saves the position of a record, and clears the log. */
    private void losePosition() {
        for (int i = 1; i <= 5; i++) {
            server.log("System").write(i);
        }
        Received first = new Received();
        try (RouteContext context = RouteContext.start(server, Map.of("bookmarks", bookmarks), URI, first)) {
            first.await(5);
            Await.until("the bookmark", () -> bookmarks.getState("system") != null);
        }
        server.log("System").clear();
    }

    @Test
    void reportsPositionThatIsLostDuringOutage() {
        RecordingExceptionHandler handler = new RecordingExceptionHandler();
        server.log("System").write(1);
        server.log("System").write(2);
        try (RouteContext context = RouteContext.start(
                server,
                Map.of("bookmarks", bookmarks, "handler", handler),
                URI + "&exceptionHandler=#handler",
                received)) {
            received.await(2);
            Await.until("the bookmark", () -> bookmarks.getState("system") != null);
            server.on(any -> true).reset().always();
            await(context, HealthCheck.State.DOWN);
            server.log("System").clear();
            server.clearScriptedReplies();
            Await.until("the end", () -> context.health().getDetails().containsKey("halted"));
            Await.until("both reports", () -> handler.reports().size() == 2);
            assertThat(handler.reports().get(0).message()).endsWith("is interrupted, and the consumer tries again");
            assertThat(handler.reports().get(1).message())
                    .endsWith("has ended, and the consumer waits for a restart of the route");
            assertThat(handler.reports().get(1).exception()).hasMessageContaining("Set positionLost to OLDEST or NOW");
        }
    }

    @Test
    void keepsGapUntilItsMessageIsDelivered() {
        losePosition();
        AtomicBoolean broken = new AtomicBoolean(true);
        received.before(exchange -> {
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("once");
            }
        });
        try (RouteContext context = RouteContext.start(
                server,
                Map.of("bookmarks", bookmarks, "handler", new RecordingExceptionHandler().failing(1)),
                URI + "&positionLost=OLDEST&breakOnFirstError=false&exceptionHandler=#handler",
                received)) {
            assertThat(received.await(1).get(0).headers()).containsKey(WsmanConstants.EVENT_GAP);
        }
    }

    @Test
    void doublesPauses() {
        server.on(any -> true).reset().always();
        long start = System.nanoTime();
        try (RouteContext context = startUri(URI.replace("retryPause=20ms&retryPauseMax=50ms", "retryPause=200ms"))) {
            awaitAttempts(context, 5);
            // 200 + 400 + 800 + 1600 ms, a fifth less at most
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2_400));
        }
    }

    /** Without the longest pause, twenty attempts need three hours. */
    @Test
    void limitsPausesAlsoWhileSubscriptionIsReplaced() {
        server.log("System").write(1);
        try (RouteContext context = start("")) {
            received.await(1);
            server.on(any -> true).reset().always();
            awaitAttempts(context, 20);
        }
    }

    private static void awaitAttempts(RouteContext context, int count) {
        Await.until(
                count + " attempts",
                () -> (int) context.health().getDetails().getOrDefault("failed.attempts", 0) >= count);
    }

    /** Rejects the next Subscribe, and asks for a pause. */
    private void askForPause(Duration pause) {
        server.on(ServiceOperation.SUBSCRIBE)
                .fault(FaultKind.ENDPOINT_UNAVAILABLE
                        .fault()
                        .xml("<a:RetryAfter xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing'>"
                                + pause.toMillis() + "</a:RetryAfter>"));
    }

    @Test
    void keepsPauseThatServerAsksFor() {
        askForPause(Duration.ofMillis(400));
        server.log("System").write(1);
        long start = System.nanoTime();
        try (RouteContext context = start("")) {
            received.await(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
        }
    }

    @Test
    void limitsPauseThatServerAsksForToTenTimesTheLongest() {
        askForPause(Duration.ofDays(1));
        server.log("System").write(1);
        try (RouteContext context = start("")) {
            received.await(1);
            askForPause(Duration.ofDays(1));
            server.expireSubscriptions();
            server.log("System").write(2);
            received.await(2);
            assertThat(server.requests(ServiceOperation.SUBSCRIBE)).hasSize(4);
        }
    }
}
