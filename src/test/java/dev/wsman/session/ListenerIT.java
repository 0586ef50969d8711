package dev.wsman.session;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.MicrometerListener;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanListener;
import dev.wsman.WsmanListener.CompletedAttempt;
import dev.wsman.fixture.LogRecorder;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners are called after every attempt, and their exceptions have no effect on the session. */
class ListenerIT {
    private static final ResourceLocator MANY = ResourceLocator.of("wmicimv2/Lab_Many");
    private static final ResourceLocator SERVICE = ResourceLocator.parse("wmicimv2/Win32_Service?Name=winmgmt");

    private static final String IDENTIFIED = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body>"
            + "<i:IdentifyResponse xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'>"
            + "<i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>"
            + "<i:ProductVendor>A</i:ProductVendor><i:ProductVersion>1</i:ProductVersion>"
            + "</i:IdentifyResponse></s:Body></s:Envelope>";

    @AutoStart
    static WsmanService service =
            LenientService.builder().add(ManyInstancesClass.of(25)).build();

    @Test
    void reportsEveryExchangeWithItsSize() {
        List<CompletedAttempt> reported = new CopyOnWriteArrayList<>();
        try (Session session =
                Session.builder(service.endpoint()).listener(reported::add).build()) {
            session.get(SERVICE);
            session.enumerate(MANY).batchItems(10).list();
        }
        assertThat(reported)
                .extracting(CompletedAttempt::operation)
                .containsExactly("Get", "Enumerate", "Pull", "Pull");
        assertThat(reported).extracting(CompletedAttempt::items).containsExactly(0, 10, 10, 5);
        assertThat(reported.get(0).bytesSent())
                .isEqualTo(service.lastRequest(ServiceOperation.GET).bytes().length);
        assertThat(reported.get(0).bytesReceived()).isGreaterThan(500);
        assertThat(reported.get(0).resource()).contains(SERVICE.toString());
        assertThat(reported).allSatisfy(attempt -> assertThat(attempt.error()).isEmpty());
        assertThat(reported)
                .allSatisfy(attempt -> assertThat(attempt.duration()).isPositive())
                .allSatisfy(attempt -> assertThat(attempt.connectionWait()).isZero());
    }

    @Test
    void reportsWaitForConnection() throws Exception {
        List<CompletedAttempt> reported = new CopyOnWriteArrayList<>();
        CountDownLatch release = new CountDownLatch(1);
        try (RawServer server = new RawServer(wire -> answer(wire, release));
                Session session = Session.builder("127.0.0.1:" + server.port())
                        .maxConnections(1)
                        .listener(reported::add)
                        .build()) {
            Thread first = new Thread(session::identify);
            first.start();
            await("the only connection is in use", () -> server.requests().size() == 1);
            Thread second = new Thread(session::identify);
            second.start();
            await("a wait for it", () -> second.getState() == Thread.State.TIMED_WAITING);
            release.countDown();
            await("both replies", () -> reported.size() == 2);
            first.join();
            second.join();
        }
        assertThat(reported.get(0).connectionWait()).isZero();
        assertThat(reported.get(1).connectionWait())
                .isPositive()
                .isLessThan(reported.get(1).duration());
    }

    private static void answer(RawServer.Wire wire, CountDownLatch release) throws IOException {
        while (wire.read() != null) {
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            wire.write(RawServer.response(200, "application/soap+xml", IDENTIFIED));
        }
    }

    @Test
    void reportsErrorOfFailedExchange() {
        List<CompletedAttempt> reported = new CopyOnWriteArrayList<>();
        service.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED);
        try (Session session =
                Session.builder(service.endpoint()).listener(reported::add).build()) {
            assertThatThrownBy(() -> session.get(SERVICE)).isInstanceOf(WsmanFaultException.class);
        }
        assertThat(reported).singleElement().satisfies(attempt -> assertThat(attempt.error())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(WsmanError.Kind.ACCESS_DENIED)));
    }

    @Test
    void logsExceptionOfListenerAndContinues() {
        WsmanListener broken = attempt -> {
            throw new IllegalStateException("listener");
        };
        try (LogRecorder log = LogRecorder.of("dev.wsman");
                Session session =
                        Session.builder(service.endpoint()).listener(broken).build()) {
            assertThat(session.get(SERVICE).text("Name")).contains("winmgmt");
            assertThat(log.records())
                    .filteredOn(entry -> entry.getLevel() == Level.WARNING)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getMessage()).isEqualTo("a listener failed"))
                    .satisfies(entry -> assertThat(entry.getThrown()).hasMessage("listener"));
        }
    }

    private static final class Unprintable extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    static Stream<Throwable> throwables() {
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
    @MethodSource("throwables")
    void keepsResultAndFailureIfListenerThrowsAnything(Throwable thrown) {
        WsmanListener broken = attempt -> ListenerIT.<RuntimeException>sneak(thrown);
        try (LogRecorder log = LogRecorder.of();
                Session session =
                        Session.builder(service.endpoint()).listener(broken).build()) {
            assertThat(session.get(SERVICE).text("Name")).contains("winmgmt");
            assertThat(session.enumerate(MANY).batchItems(10).list()).hasSize(25);
            service.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED);
            assertThatThrownBy(() -> session.get(SERVICE)).isInstanceOf(WsmanFaultException.class);
            assertThat(log.messages()).filteredOn("a listener failed"::equals).hasSize(5);
        }
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void keepsThreadInterruptedWhenListenerWasInterrupted() {
        WsmanListener broken = attempt -> ListenerIT.<RuntimeException>sneak(new InterruptedException());
        try (LogRecorder log = LogRecorder.of();
                Session session =
                        Session.builder(service.endpoint()).listener(broken).build()) {
            assertThat(session.get(SERVICE).text("Name")).contains("winmgmt");
            assertThat(log.messages()).contains("a listener failed");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void countsExchangesByOperationAndOutcomeWithMicrometer() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Session session = Session.builder(service.endpoint())
                .listener(new MicrometerListener(registry))
                .build()) {
            session.invoke(SERVICE, "InterrogateService", null);
            session.enumerate(MANY).batchItems(20).list();
        }
        assertThat(registry.get("wsman.exchange")
                        .tag("operation", "Invoke")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("wsman.connection.wait")
                        .tag("operation", "Invoke")
                        .timer())
                .satisfies(wait -> assertThat(wait.count()).isOne())
                .satisfies(
                        wait -> assertThat(wait.totalTime(TimeUnit.NANOSECONDS)).isZero());
        assertThat(registry.get("wsman.items")
                        .tag("operation", "Pull")
                        .tag("outcome", "success")
                        .summary()
                        .totalAmount())
                .isEqualTo(5);
    }
}
