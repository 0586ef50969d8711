package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.WsmanListener.Exchange;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.ManyInstances;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObservationIT {
    private static final ResourceLocator MANY = ResourceLocator.of("wmicimv2/Lab_Many");
    private static final ResourceLocator SERVICE = ResourceLocator.parse("wmicimv2/Win32_Service?Name=winmgmt");

    @RegisterExtension
    static WsmanService service =
            WsmanService.builder().add(ManyInstances.of(25)).build();

    @Test
    void aListenerHearsOfEveryExchangeWithItsSize() {
        List<Exchange> heard = new CopyOnWriteArrayList<>();
        try (Session session =
                Session.builder(service.endpoint()).listener(heard::add).build()) {
            session.get(SERVICE);
            session.enumerate(MANY).batchItems(10).list();
        }
        assertThat(heard).extracting(Exchange::operation).containsExactly("Get", "Enumerate", "Pull", "Pull");
        assertThat(heard).extracting(Exchange::items).containsExactly(0, 10, 10, 5);
        assertThat(heard.get(0).bytesSent())
                .isEqualTo(service.lastRequest(ServiceOperation.GET).bytes().length);
        assertThat(heard.get(0).bytesReceived()).isGreaterThan(500);
        assertThat(heard.get(0).resource()).contains(SERVICE.toString());
        assertThat(heard).allSatisfy(exchange -> assertThat(exchange.error()).isEmpty());
        assertThat(heard).allSatisfy(exchange -> assertThat(exchange.duration()).isPositive());
    }

    @Test
    void aListenerHearsWhyAnExchangeFailed() {
        List<Exchange> heard = new CopyOnWriteArrayList<>();
        service.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED);
        try (Session session =
                Session.builder(service.endpoint()).listener(heard::add).build()) {
            assertThatThrownBy(() -> session.get(SERVICE)).isInstanceOf(WsmanFaultException.class);
        }
        assertThat(heard).singleElement().satisfies(exchange -> assertThat(exchange.error())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(WsmanError.Kind.ACCESS_DENIED)));
    }

    @Test
    void aListenerThatFailsChangesNothing() {
        WsmanListener broken = exchange -> {
            throw new IllegalStateException("not today");
        };
        try (Session session =
                Session.builder(service.endpoint()).listener(broken).build()) {
            assertThat(session.get(SERVICE).text("Name")).contains("winmgmt");
        }
    }

    private static final class Unprintable extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("not even a message");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    static Stream<Throwable> whateverListenersThrow() {
        return Stream.of(
                new IllegalStateException(),
                new AssertionError("expected"),
                new StackOverflowError(),
                new NoClassDefFoundError("io/micrometer/Absent"),
                new OutOfMemoryError("pretended"),
                new IOException("checked"),
                new Throwable("neither"),
                new Unprintable());
    }

    @ParameterizedTest
    @MethodSource("whateverListenersThrow")
    void keepsResultAndFailureWhateverListenerThrows(Throwable thrown) {
        WsmanListener broken = exchange -> ObservationIT.<RuntimeException>sneak(thrown);
        try (Session session =
                Session.builder(service.endpoint()).listener(broken).build()) {
            assertThat(session.get(SERVICE).text("Name")).contains("winmgmt");
            assertThat(session.enumerate(MANY).batchItems(10).list()).hasSize(25);
            service.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED);
            assertThatThrownBy(() -> session.get(SERVICE)).isInstanceOf(WsmanFaultException.class);
        }
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void keepsThreadInterruptedWhenListenerWasInterrupted() {
        WsmanListener broken = exchange -> ObservationIT.<RuntimeException>sneak(new InterruptedException());
        try (Session session =
                Session.builder(service.endpoint()).listener(broken).build()) {
            assertThat(session.get(SERVICE).text("Name")).contains("winmgmt");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void micrometerCountsExchangesByOperationAndOutcome() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Session session = Session.builder(service.endpoint())
                .listener(new MicrometerListener(registry, List.of()))
                .build()) {
            session.invoke(SERVICE, "InterrogateService", null);
            session.enumerate(MANY).batchItems(20).list();
        }
        assertThat(registry.get("wsman.exchange")
                        .tag("operation", "Invoke")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("wsman.items")
                        .tag("operation", "Pull")
                        .tag("outcome", "success")
                        .summary()
                        .totalAmount())
                .isEqualTo(5);
    }

    @Test
    void prefetchingBringsTheSameItemsInTheSameOrder() throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Session session = Session.open(service.endpoint())) {
            List<Instance> plain = session.enumerate(MANY).batchItems(4).list();
            List<Instance> ahead =
                    session.enumerate(MANY).batchItems(4).prefetch(executor).list();
            assertThat(ahead).isEqualTo(plain).hasSize(25);
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void givingAPrefetchingStreamUpReleasesItAllTheSame() throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Session session = Session.open(service.endpoint())) {
            try (Stream<Instance> stream = session.enumerate(MANY).batchItems(4).prefetch(executor).stream()) {
                assertThat(stream.limit(2)).hasSize(2);
            }
            service.awaitRequest(ServiceOperation.RELEASE);
            executor.shutdown();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(service.openContexts()).isZero();
        }
    }

    @Test
    void aPrefetchThatFailsFailsTheConsumer() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        service.on(ServiceOperation.PULL).fault(FaultKind.INTERNAL_ERROR);
        try (Session session = Session.open(service.endpoint())) {
            assertThatThrownBy(() -> session.enumerate(MANY)
                            .batchItems(4)
                            .prefetch(executor)
                            .list())
                    .isInstanceOf(WsmanFaultException.class);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aPrefetchThatFailsWhileItemsAreLeftLosesNeitherTheItemsNorTheFailure() {
        service.on(ServiceOperation.PULL).fault(FaultKind.INTERNAL_ERROR);
        List<Instance> got = new ArrayList<>();
        try (Session session = Session.open(service.endpoint());
                Stream<Instance> stream = session.enumerate(MANY).batchItems(4).prefetch(Runnable::run).stream()) {
            assertThatThrownBy(() -> stream.forEach(got::add)).isInstanceOf(WsmanFaultException.class);
        }
        assertThat(got).hasSize(4);
    }

    @Test
    void anExecutorThatRefusesLeavesTheWorkToTheConsumer() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdown();
        try (Session session = Session.open(service.endpoint())) {
            assertThat(session.enumerate(MANY).batchItems(10).prefetch(executor).list())
                    .hasSize(25);
        }
    }
}
