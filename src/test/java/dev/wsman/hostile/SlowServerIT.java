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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers that take their time: the caller's timeout holds at every stage. */
@ExtendWith(CaseCounter.class)
class SlowServerIT {
    private static final String FAMILY = "slow";
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static HostileTrial trial() {
        return new HostileTrial(FAMILY, TIMEOUT);
    }

    private static void timedOut(HostileTrial.Outcome outcome) {
        assertThat(outcome.exception()).isInstanceOf(WsmanTimeoutException.class);
        assertThat(outcome.kind()).isEqualTo(Kind.CLIENT_TIMED_OUT);
        inTime(outcome.took());
    }

    private static void inTime(Duration took) {
        assertThat(took)
                .isBetween(
                        TIMEOUT.minusMillis(20),
                        TIMEOUT.plus(TIMEOUT.dividedBy(10)).plusMillis(150));
    }

    private static Reaction trickling(byte[] octets, int at) {
        return (request, line) -> {
            line.send(octets, 0, at);
            for (int i = at; i < octets.length; i++) {
                line.send(octets, i, 1);
                Thread.sleep(50);
            }
        };
    }

    @Test
    void noAnswerAtAll() {
        try (HostileTrial trial = trial()) {
            timedOut(trial.meets((request, line) -> line.untilGone()).getFails());
        }
    }

    @Test
    void headersOctetByOctet() {
        try (HostileTrial trial = trial()) {
            byte[] reply = HttpMessages.message(200, HttpMessages.SOAP, new byte[5000]);
            timedOut(trial.meets(trickling(reply, 0)).getFails());
        }
    }

    @Test
    void aBodyOctetByOctet() {
        try (HostileTrial trial = trial()) {
            trial.meets((request, line) -> {
                byte[] reply = HttpMessages.message(
                        200, HttpMessages.SOAP, Envelopes.well(request).getBytes());
                trickling(reply, 300).to(request, line);
            });
            timedOut(trial.getFails());
        }
    }

    @Test
    void aFlatStreamOfWhiteSpaceAfterTheEnvelope() {
        try (HostileTrial trial = trial()) {
            trial.meets((request, line) -> {
                line.send("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n" + Envelopes.well(request));
                while (true) {
                    line.send(" ");
                    Thread.sleep(20);
                }
            });
            timedOut(trial.getFails());
        }
    }

    @Test
    void thousandsOfContinues() {
        try (HostileTrial trial = trial()) {
            trial.meets((request, line) -> {
                while (true) {
                    line.send("HTTP/1.1 100 Continue\r\n\r\n");
                }
            });
            HostileTrial.Outcome outcome = trial.getFails();
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(outcome.reason()).contains("100");
        }
    }

    @Test
    void aContinueBeforeTheAnswerMeansNothing() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, line) -> {
                line.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                Reaction.envelope(Envelopes::well).to(request, line);
            });
            assertThat(trial.getAnswers().text("Name")).contains("one");
        }
    }

    @Test
    void eachBatchHasTheTimeoutForItself() {
        try (HostileTrial trial = trial()) {
            Reaction late = (request, line) -> {
                Thread.sleep(350);
                Reaction.envelope(r -> r.operation().equals("Enumerate")
                                ? Envelopes.well(r)
                                : Envelopes.envelope(r, Envelopes.batch("more", Envelopes.thing("x"))))
                        .to(request, line);
            };
            trial.meets(late, late, late);
            List<Instance> all = trial.answers(
                    session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(all).hasSize(4);
        }
    }

    @Test
    void theSecondBatchThatDoesNotCome() {
        try (HostileTrial trial = trial()) {
            HostileTrial.Outcome outcome = trial.meets(
                            Reaction.envelope(Envelopes::well), (request, line) -> line.untilGone())
                    .fails(session -> session.enumerate(HostileTrial.THINGS).list());
            timedOut(outcome);
            assertThat(outcome.exception().error().operation()).contains("Pull");
        }
    }

    @Test
    void aServerThatDoesNotReadWhatIsSent() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Session session = session("http", deaf)) {
            String large = "x".repeat(12_000_000);
            times(() -> session.invoke(HostileTrial.THING, "Do", java.util.Map.of("Text", large)));
        }
    }

    @Test
    void aServerThatDoesNotAccept() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Session session = session("http", full)) {
            fill(full, waiting);
            times(() -> session.get(HostileTrial.THING));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** The system takes no more connections for a server that has enough of them waiting. */
    private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (java.net.SocketTimeoutException e) {
                return;
            }
        }
    }

    @Test
    void aServerThatSaysNothingToTls() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Session session = session("https", silent)) {
            times(() -> session.get(HostileTrial.THING));
        }
    }

    private static Session session(String protocol, ServerSocket server) {
        return Session.builder(protocol + "://127.0.0.1:" + server.getLocalPort() + "/wsman")
                .credentials(Credentials.basic("user", "geheim".toCharArray()))
                .trustAllCertificates()
                .timeout(TIMEOUT)
                .build();
    }

    private static void times(Runnable call) {
        CaseCounter.count(FAMILY);
        long start = System.nanoTime();
        WsmanTimeoutException thrown = catchThrowableOfType(WsmanTimeoutException.class, call::run);
        inTime(Duration.ofNanos(System.nanoTime() - start));
        assertThat(thrown.error().kind()).isEqualTo(Kind.CLIENT_TIMED_OUT);
    }
}
