package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slow servers: the caller's timeout applies at every stage. */
@ExtendWith(CaseCounter.class)
class SlowServerIT {
    private static final String FAMILY = "slow";
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static HostileTrial trial() {
        return new HostileTrial(FAMILY, TIMEOUT);
    }

    private static void assertTimedOut(HostileTrial.Outcome outcome) {
        assertThat(outcome.exception()).isInstanceOf(WsmanTimeoutException.class);
        assertThat(outcome.kind()).isEqualTo(Kind.CLIENT_TIMED_OUT);
        assertInTime(outcome.took());
    }

    private static void assertInTime(Duration took) {
        assertThat(took)
                .isBetween(
                        TIMEOUT.minusMillis(20),
                        TIMEOUT.plus(TIMEOUT.dividedBy(10)).plusMillis(150));
    }

    private static Reaction trickling(byte[] bytes, int at) {
        return (request, connection) -> {
            connection.send(bytes, 0, at);
            for (int i = at; i < bytes.length; i++) {
                connection.send(bytes, i, 1);
                Thread.sleep(50);
            }
        };
    }

    @Test
    void endsWaitForMissingReply() {
        try (HostileTrial trial = trial()) {
            assertTimedOut(trial.meets((request, connection) -> connection.awaitClose())
                    .failsToGet());
        }
    }

    @Test
    void endsReplyWhoseHeadersTrickle() {
        try (HostileTrial trial = trial()) {
            byte[] reply = HttpMessages.message(200, HttpMessages.SOAP, new byte[5000]);
            assertTimedOut(trial.meets(trickling(reply, 0)).failsToGet());
        }
    }

    @Test
    void endsReplyWhoseBodyTrickles() {
        try (HostileTrial trial = trial()) {
            trial.meets((request, connection) -> {
                byte[] reply = HttpMessages.message(
                        200, HttpMessages.SOAP, Envelopes.expected(request).getBytes());
                trickling(reply, 300).to(request, connection);
            });
            assertTimedOut(trial.failsToGet());
        }
    }

    @Test
    void endsStreamOfWhiteSpaceAfterEnvelope() {
        try (HostileTrial trial = trial()) {
            trial.meets((request, connection) -> {
                connection.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n" + Envelopes.expected(request));
                while (true) {
                    connection.send(" ");
                    Thread.sleep(20);
                }
            });
            assertTimedOut(trial.failsToGet());
        }
    }

    @Test
    void rejectsThousandsOfInterimResponses() {
        try (HostileTrial trial = trial()) {
            trial.meets((request, connection) -> {
                while (true) {
                    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                }
            });
            HostileTrial.Outcome outcome = trial.failsToGet();
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(outcome.reason()).contains("100");
        }
    }

    @Test
    void ignoresInterimResponsesBeforeReply() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> {
                connection.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                Reaction.envelope(Envelopes::expected).to(request, connection);
            });
            assertThat(trial.succeedsToGet().text("Name")).contains("one");
        }
    }

    @Test
    void appliesTimeoutToEachBatch() {
        try (HostileTrial trial = trial()) {
            Reaction late = (request, connection) -> {
                Thread.sleep(350);
                Reaction.envelope(r -> r.operation().equals("Enumerate")
                                ? Envelopes.expected(r)
                                : Envelopes.envelope(r, Envelopes.batch("more", Envelopes.thing("x"))))
                        .to(request, connection);
            };
            trial.meets(late, late, late);
            List<Instance> all = trial.succeeds(
                    session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(all).hasSize(4);
        }
    }

    @Test
    void endsWaitForMissingSecondBatch() {
        try (HostileTrial trial = trial()) {
            HostileTrial.Outcome outcome = trial.meets(
                            Reaction.envelope(Envelopes::expected), (request, connection) -> connection.awaitClose())
                    .fails(session -> session.enumerate(HostileTrial.THINGS).list());
            assertTimedOut(outcome);
            assertThat(outcome.exception().error().operation()).contains("Pull");
        }
    }

    @Test
    void endsSendingToServerThatDoesNotRead() throws IOException {
        try (ServerSocket notReading = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Session session = session("http", notReading)) {
            String large = "x".repeat(12_000_000);
            assertTimesOut(() -> session.invoke(HostileTrial.THING, "Do", Map.of("Text", large)));
        }
    }

    @Test
    void endsConnectToServerThatDoesNotAccept() throws IOException {
        try (FullBacklog full = FullBacklog.create();
                Session session = session("http", full.server())) {
            assertTimesOut(() -> session.get(HostileTrial.THING));
        }
    }

    @Test
    void endsTlsHandshakeWithSilentServer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Session session = session("https", silent)) {
            assertTimesOut(() -> session.get(HostileTrial.THING));
        }
    }

    private static Session session(String protocol, ServerSocket server) {
        return Session.builder(protocol + "://127.0.0.1:" + server.getLocalPort() + "/wsman")
                .credentials(Credentials.basic("user", "geheim".toCharArray()))
                .trustAllCertificates()
                .timeout(TIMEOUT)
                .build();
    }

    private static void assertTimesOut(Runnable call) {
        CaseCounter.count(FAMILY);
        long start = System.nanoTime();
        WsmanTimeoutException thrown = catchThrowableOfType(WsmanTimeoutException.class, call::run);
        assertInTime(Duration.ofNanos(System.nanoTime() - start));
        assertThat(thrown.error().kind()).isEqualTo(Kind.CLIENT_TIMED_OUT);
    }
}
