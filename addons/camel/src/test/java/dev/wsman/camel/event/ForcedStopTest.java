package dev.wsman.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.fixture.Await;
import dev.wsman.camel.fixture.Gate;
import dev.wsman.camel.fixture.Received;
import dev.wsman.camel.fixture.RouteContext;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes whose exchanges do not end within the timeout of the shutdown: their batch comes again. */
@SuppressWarnings("try") // contexts run until they are closed
class ForcedStopTest {
    private static final String URI = "wsman:subscribe?channels=System&start=OLDEST&bookmarkRepository=#bookmarks"
            + "&bookmarkKey=system&retryPause=20ms";

    @AutoStart
    final WsmanService server = WsmanService.builder().build();

    private final MemoryStateRepository bookmarks = new MemoryStateRepository();
    private final Received received = new Received();
    /** Holds the last event of the batch, so that nothing but its result keeps the bookmark from being saved. */
    private final Gate gate = new Gate(3);

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

    /** Returns the thread of the consumer, which saves bookmarks. */
    private Thread thread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("WsmanSubscription[" + server.endpoint()))
                .findFirst()
                .orElseThrow();
    }

    private void assertNothingSaved(Thread thread) {
        Await.until("the end of " + thread, () -> !thread.isAlive());
        assertThat(bookmarks.getState("system")).isNull();
    }

    private void assertBatchComesAgain(RouteContext context) throws Exception {
        gate.open();
        context.startRoute();
        received.await(5);
        assertThat(received.recordIds()).containsExactly(1L, 2L, 1L, 2L, 3L);
    }

    /** With breakOnFirstError=false, the interrupted event is not a failure that the batch continues after. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&breakOnFirstError=false"})
    void abandonsBatchAfterShutdownTimeout(String options) throws Exception {
        received.before(gate);
        try (RouteContext context = start(options)) {
            gate.awaitEvent();
            Thread thread = thread();
            context.forceStopAfter(1);
            context.stopRoute();
            assertNothingSaved(thread);
            assertBatchComesAgain(context);
        }
    }

    @Test
    void interruptsExchangeWithoutTheTimeThatCamelGrantsExecutors() throws Exception {
        received.before(gate);
        try (RouteContext context = start("")) {
            context.context().getExecutorServiceManager().setShutdownAwaitTermination(60_000);
            gate.awaitEvent();
            Thread thread = thread();
            context.forceStopAfter(1);
            long before = System.nanoTime();
            context.stopRoute();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
            assertNothingSaved(thread);
        }
    }

    /** Camel forgets the timeout of a shutdown when the next one begins. */
    @Test
    void leavesEventThatFailsAfterTheNextShutdownHasBegun() throws Exception {
        StubbornProcessor stubborn = new StubbornProcessor();
        received.before(stubborn);
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(URI + "&breakOnFirstError=false").routeId("route").process(received);
                from("direct:other").routeId("other").to("log:other");
            }
        };
        try (RouteContext context = start(routes)) {
            assertThat(stubborn.reached.await(30, TimeUnit.SECONDS)).isTrue();
            Thread thread = thread();
            context.forceStopAfter(1);
            context.stopRoute();
            context.context().getRouteController().stopRoute("other");
            assertThat(context.context().getShutdownStrategy().isTimeoutOccurred())
                    .isFalse();
            stubborn.released.countDown();
            assertNothingSaved(thread);
        }
    }

    /** Waits with the last event in spite of interrupts, and then fails. */
    private static final class StubbornProcessor implements Processor {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void process(Exchange exchange) {
            if (!exchange.getMessage().getHeader(WsmanConstants.EVENT_ID).equals(3)) {
                return;
            }
            reached.countDown();
            boolean waits = true;
            while (waits) {
                try {
                    waits = !released.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    // that is the behavior to test
                }
            }
            throw new IllegalStateException("stopped late");
        }
    }

    @Test
    void leavesEventsThatDoNotEndOnOtherThreads() throws Exception {
        StubbornProcessor stubborn = new StubbornProcessor();
        received.before(stubborn);
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("route").to("seda:later");
                from("seda:later").process(received);
            }
        };
        Thread thread;
        try (RouteContext context = start(routes)) {
            assertThat(stubborn.reached.await(30, TimeUnit.SECONDS)).isTrue();
            thread = thread();
            context.forceStopAfter(1);
        }
        assertNothingSaved(thread);
        stubborn.released.countDown();
        Received next = new Received();
        try (RouteContext context = start(RouteContext.route(URI, next))) {
            next.await(3);
            assertThat(next.recordIds()).containsExactly(1L, 2L, 3L);
        }
    }
}
