package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Instance;
import dev.wsman.Retry;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanListener.CompletedAttempt;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.Programs;
import dev.wsman.testkit.http.ServiceCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests and failures that cause a retry, and those that never do. */
@ExtendWith(CaseCounter.class)
class RetryIT {
    private static final String FAMILY = "retry";
    private static final Instance CONTENT = Instance.parse("<LAB_Thing xmlns='" + Envelopes.CLASS + "'/>");

    private final List<CompletedAttempt> reported = new CopyOnWriteArrayList<>();

    private HostileTrial trial(Retry retry) {
        return new HostileTrial(
                FAMILY, Duration.ofSeconds(5), builder -> builder.retry(retry).listener(reported::add));
    }

    private HostileTrial trial() {
        return trial(Retry.of(3, Duration.ofMillis(20)));
    }

    private static Reaction status(int status, String headers) {
        return Reaction.bytes(
                HttpMessages.message("HTTP/1.1 " + status + " Busy\r\n" + headers + "Content-Length: 0", new byte[0]));
    }

    private static final Reaction RESET = (request, connection) -> connection.reset();
    private static final Reaction BUSY = status(503, "");
    private static final Reaction QUOTA = Reaction.fault(500, "w:QuotaLimit", "");
    private static final Reaction LATER =
            Reaction.fault(500, "a:EndpointUnavailable", "<a:RetryAfter>30</a:RetryAfter>");

    static Stream<Arguments> temporaryFailures() {
        return Stream.of(
                Arguments.of("reset", RESET),
                Arguments.of("503", BUSY),
                Arguments.of("429 with Retry-After", status(429, "Retry-After: 0\r\n")),
                Arguments.of("quota", QUOTA),
                Arguments.of("wsa:RetryAfter", LATER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("temporaryFailures")
    void retriesGetIdentifyAndEnumerate(String name, Reaction trouble) {
        try (HostileTrial trial = trial()) {
            trial.meets(trouble, trouble);
            assertThat(trial.succeedsToGet().text("Name")).contains("one");
            trial.meets(trouble);
            assertThat(trial.succeeds(Session::identify).productVendor()).contains("Well");
            trial.meets(trouble, trouble);
            List<Instance> all = trial.succeeds(
                    session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void countsBytesOfEachAttemptAlone() {
        try (HostileTrial trial = trial()) {
            assertThat(trial.meets(QUOTA, QUOTA).succeedsToGet().text("Name")).contains("one");
            List<CompletedAttempt> attempts = reported.subList(0, 3);
            assertThat(attempts).extracting(CompletedAttempt::bytesSent).containsOnly((long)
                    trial.server.received().get(0).body().length());
            assertThat(attempts.get(1).bytesReceived())
                    .isPositive()
                    .isEqualTo(attempts.get(0).bytesReceived())
                    .isNotEqualTo(attempts.get(2).bytesReceived());
            assertThat(attempts.get(2).bytesReceived()).isPositive();
        }
    }

    static Stream<Arguments> operationsThatAreNotIdempotent() {
        return temporaryFailures().flatMap(trouble -> Stream.<Map.Entry<String, Consumer<Session>>>of(
                        Map.entry("Put", session -> session.put(HostileTrial.THING, CONTENT)),
                        Map.entry("Create", session -> session.create(HostileTrial.THINGS, CONTENT)),
                        Map.entry("Delete", session -> session.delete(HostileTrial.THING)),
                        Map.entry("Do", session -> session.invoke(HostileTrial.THING, "Do", null)))
                .map(call -> Arguments.of(call.getKey(), trouble.get()[0], call.getValue(), trouble.get()[1])));
    }

    @ParameterizedTest(name = "{0} after {1}")
    @MethodSource("operationsThatAreNotIdempotent")
    void sendsOperationThatIsNotIdempotentOnce(
            String operation, String name, Consumer<Session> call, Reaction trouble) {
        try (HostileTrial trial = trial()) {
            trial.meets(trouble).fails(session -> {
                call.accept(session);
                return null;
            });
            assertThat(trial.server.operations()).filteredOn(operation::equals).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("temporaryFailures")
    void sendsPullOnce(String name, Reaction trouble) {
        try (HostileTrial trial = trial()) {
            trial.meets(Reaction.envelope(Envelopes::expected), trouble)
                    .fails(session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(trial.server.operations())
                    .startsWith("Enumerate", "Pull")
                    .filteredOn("Pull"::equals)
                    .hasSize(2);
        }
    }

    @Test
    void sendsPullAfterEmptyFirstBatchOnce() {
        try (HostileTrial trial = trial()) {
            trial.meets(Reaction.envelope(request -> Envelopes.envelope(request, Envelopes.enumerated("c", ""))), RESET)
                    .fails(session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(trial.server.operations()).filteredOn("Pull"::equals).hasSize(2);
        }
    }

    @Test
    void releasesAbandonedEnumerationAfterRetry() {
        try (HostileTrial trial = trial()) {
            trial.meets(RESET)
                    .succeeds(session ->
                            session.enumerate(HostileTrial.THINGS).first().orElseThrow());
            assertThat(trial.server.operations()).startsWith("Enumerate", "Enumerate", "Release");
        }
    }

    @Test
    void doesNotRetryOtherFailures() {
        Reaction page = Reaction.reply(200, "text/html", "<html/>".getBytes(StandardCharsets.UTF_8));
        for (Reaction trouble : List.of(
                status(429, ""), status(500, ""), status(404, ""), page, Reaction.fault(500, "w:InternalError", ""))) {
            try (HostileTrial trial = trial()) {
                trial.meets(trouble).failsToGet();
                assertThat(trial.server.operations()).startsWith("Get", "Get", "Enumerate");
            }
        }
    }

    @Test
    void stopsAfterConfiguredAttemptsAndReportsEach() {
        try (HostileTrial trial = trial()) {
            HostileTrial.Outcome outcome = trial.meets(BUSY, BUSY, BUSY).failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.HTTP);
            assertThat(reported.subList(0, 3)).allSatisfy(exchange -> {
                assertThat(exchange.operation()).isEqualTo("Get");
                assertThat(exchange.error().orElseThrow().httpStatus()).isEqualTo(503);
            });
            assertThat(reported.get(3).error()).isEmpty();
        }
    }

    @Test
    void waitsForRetryAfterOfServer() {
        try (HostileTrial trial = trial()) {
            long start = System.nanoTime();
            trial.meets(status(503, "Retry-After: 1\r\n")).succeedsToGet();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void readsRetryAfterDateByClockOfServer() {
        try (HostileTrial trial = trial()) {
            long start = System.nanoTime();
            trial.meets(status(
                            429,
                            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:38 GMT\r\n"))
                    .succeedsToGet();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            trial.meets(status(
                            429,
                            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:00:00 GMT\r\n"))
                    .succeedsToGet();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Retry-After: Sun, 06 Nov 1994 08:49:38 GMT\r\n",
                "Date: yesterday\r\nRetry-After: Sun, 06 Nov 1994 08:49:38 GMT\r\n",
                "Date: Sun, 06 Nov 1994 08:49:38 GMT\r\nRetry-After: soon\r\n"
            })
    void ignoresRetryAfterDateWithoutServerDate(String headers) {
        try (HostileTrial trial = trial()) {
            trial.meets(status(503, headers)).succeedsToGet();
            trial.meets(status(429, headers)).failsToGet();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Retry-After: 3600\r\n",
                "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Mon, 07 Nov 1994 08:49:37 GMT\r\n"
            })
    void doesNotWaitBeyondTimeout(String headers) {
        try (HostileTrial trial = trial()) {
            HostileTrial.Outcome outcome = trial.meets(status(503, headers)).failsToGet();
            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(2));
            assertThat(outcome.exception().error().httpStatus()).isEqualTo(503);
        }
    }

    @Test
    void doesNotRetryByDefault() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            assertThat(trial.meets(BUSY).failsToGet().kind()).isEqualTo(Kind.HTTP);
        }
    }

    @Test
    void retriesAnyOperationWithoutConnection() throws IOException {
        CaseCounter.count(FAMILY);
        try (Session session = Session.builder("127.0.0.1:" + Programs.freePort())
                .retry(Retry.of(3, Duration.ofMillis(10)))
                .listener(reported::add)
                .build()) {
            assertThatThrownBy(() -> session.invoke(HostileTrial.THING, "Do", null))
                    .hasMessageContaining("cannot connect");
        }
        assertThat(reported).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "160303005A0102"})
    void sendsRequestOnceWhenTlsBreaksAfterIt(String lastWords) throws IOException {
        CaseCounter.count(FAMILY);
        AtomicInteger arrived = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Session session = Session.builder("https://127.0.0.1:" + server.getLocalPort() + "/wsman")
                        .trustAllCertificates()
                        .retry(Retry.of(3, Duration.ofMillis(10)))
                        .listener(reported::add)
                        .build()) {
            byte[] bytes = HexFormat.of().parseHex(lastWords);
            Thread thread = new Thread(() -> renegotiate(server, arrived, bytes), "hostile-server");
            thread.setDaemon(true);
            thread.start();
            WsmanTransportException thrown = catchThrowableOfType(
                    WsmanTransportException.class, () -> session.invoke(HostileTrial.THING, "Do", null));
            assertThat(thrown.error().kind()).isEqualTo(Kind.CONNECTION);
        }
        assertThat(arrived).hasValue(1);
        assertThat(reported).hasSize(1);
    }

    /** Reads a request over TLS 1.2, starts a new handshake, and aborts it. */
    private static void renegotiate(ServerSocket server, AtomicInteger arrived, byte[] lastWords) {
        SSLContext context = ServiceCertificate.create().serverContext();
        while (true) {
            try (Socket raw = server.accept();
                    SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, false)) {
                tls.setEnabledProtocols(new String[] {"TLSv1.2"});
                SocketRequest.read(tls.getInputStream());
                arrived.incrementAndGet();
                tls.startHandshake();
                raw.getOutputStream().write(lastWords);
                raw.shutdownOutput();
                raw.getInputStream().readAllBytes();
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    /** In TLS 1.3 the server detects a missing client certificate only after the client has sent its request. */
    @Test
    void reportsMissingClientCertificateWithoutRetry() throws IOException {
        CaseCounter.count(FAMILY);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Session session = Session.builder("https://127.0.0.1:" + server.getLocalPort() + "/wsman")
                        .trustAllCertificates()
                        .retry(Retry.of(3, Duration.ofMillis(10)))
                        .listener(reported::add)
                        .build()) {
            Thread thread = new Thread(() -> requireClientCertificate(server), "hostile-server");
            thread.setDaemon(true);
            thread.start();
            WsmanTransportException thrown =
                    catchThrowableOfType(WsmanTransportException.class, () -> session.get(HostileTrial.THING));
            assertThat(thrown.error().kind()).isEqualTo(Kind.TLS);
            assertThat(thrown.error().reason()).contains("certificate");
        }
        assertThat(reported).hasSize(1);
    }

    private static void requireClientCertificate(ServerSocket server) {
        SSLContext context = ServiceCertificate.create().serverContext();
        try (Socket raw = server.accept();
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, false)) {
            tls.setNeedClientAuth(true);
            assertThatThrownBy(() -> SocketRequest.read(tls.getInputStream())).isInstanceOf(SSLException.class);
            raw.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client closed the connection.
        }
    }

    @Test
    void endsWaitWhenInterruptedOrClosed() throws InterruptedException {
        for (boolean close : new boolean[] {true, false}) {
            try (HostileTrial trial = trial(Retry.of(2, Duration.ofSeconds(4)))) {
                RunningCall running = RunningCall.start(() -> trial.session.get(HostileTrial.THING));
                trial.server.always(BUSY);
                assertThat(HostileServer.eventually(() -> !reported.isEmpty())).isTrue();
                if (close) {
                    trial.session.close();
                } else {
                    running.interrupt();
                }
                assertThat(running.failure().error().kind()).isEqualTo(close ? Kind.CLOSED : Kind.INTERRUPTED);
                assertThat(running.interrupted()).isEqualTo(!close);
                CaseCounter.count(FAMILY);
                reported.clear();
            }
        }
    }
}
