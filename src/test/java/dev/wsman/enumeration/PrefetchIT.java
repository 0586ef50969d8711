package dev.wsman.enumeration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanFaultException;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prefetching: an executor fetches the next batch while the caller reads the current one. */
class PrefetchIT {
    private static final ResourceLocator MANY = ResourceLocator.of("wmicimv2/Lab_Many");

    @AutoStart
    static final WsmanService service =
            LenientService.builder().add(ManyInstancesClass.of(25)).build();

    @Test
    void returnsSameItemsInSameOrder() throws InterruptedException {
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
    void sendsReleaseWhenStreamIsClosedEarly() throws InterruptedException {
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
    void reportsFailureOfPrefetchToConsumer() {
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
    void returnsItemsBeforeFailureOfPrefetch() {
        service.on(ServiceOperation.PULL).fault(FaultKind.INTERNAL_ERROR);
        List<Instance> received = new ArrayList<>();
        try (Session session = Session.open(service.endpoint());
                Stream<Instance> stream = session.enumerate(MANY).batchItems(4).prefetch(Runnable::run).stream()) {
            assertThatThrownBy(() -> stream.forEach(received::add)).isInstanceOf(WsmanFaultException.class);
        }
        assertThat(received).hasSize(4);
    }

    @Test
    void fetchesOnConsumerThreadWhenExecutorRejects() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdown();
        try (Session session = Session.open(service.endpoint())) {
            assertThat(session.enumerate(MANY).batchItems(10).prefetch(executor).list())
                    .hasSize(25);
        }
    }
}
