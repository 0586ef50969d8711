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
@ExtendWith(Cases.class)
class SlowIT {
    private static final String FAMILY = "slow";
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static Trial trial() {
        return new Trial(FAMILY, TIMEOUT);
    }

    private static void timedOut(Trial.Outcome outcome) {
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
        try (Trial trial = trial()) {
            timedOut(trial.meets((request, line) -> line.untilGone()).getFails());
        }
    }

    @Test
    void headersOctetByOctet() {
        try (Trial trial = trial()) {
            byte[] reply = Http.message(200, Http.SOAP, new byte[5000]);
            timedOut(trial.meets(trickling(reply, 0)).getFails());
        }
    }

    @Test
    void aBodyOctetByOctet() {
        try (Trial trial = trial()) {
            trial.meets((request, line) -> {
                byte[] reply = Http.message(200, Http.SOAP, Soap.well(request).getBytes());
                trickling(reply, 300).to(request, line);
            });
            timedOut(trial.getFails());
        }
    }

    @Test
    void aFlatStreamOfWhiteSpaceAfterTheEnvelope() {
        try (Trial trial = trial()) {
            trial.meets((request, line) -> {
                line.send("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n" + Soap.well(request));
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
        try (Trial trial = trial()) {
            trial.meets((request, line) -> {
                while (true) {
                    line.send("HTTP/1.1 100 Continue\r\n\r\n");
                }
            });
            Trial.Outcome outcome = trial.getFails();
            assertThat(outcome.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(outcome.reason()).contains("100");
        }
    }

    @Test
    void aContinueBeforeTheAnswerMeansNothing() {
        try (Trial trial = Trial.of(FAMILY)) {
            trial.meets((request, line) -> {
                line.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                Reaction.envelope(Soap::well).to(request, line);
            });
            assertThat(trial.getAnswers().text("Name")).contains("one");
        }
    }

    @Test
    void eachBatchHasTheTimeoutForItself() {
        try (Trial trial = trial()) {
            Reaction late = (request, line) -> {
                Thread.sleep(350);
                Reaction.envelope(r -> r.operation().equals("Enumerate")
                                ? Soap.well(r)
                                : Soap.envelope(r, Soap.batch("more", Soap.thing("x"))))
                        .to(request, line);
            };
            trial.meets(late, late, late);
            List<Instance> all =
                    trial.answers(session -> session.enumerate(Trial.THINGS).list());
            assertThat(all).hasSize(4);
        }
    }

    @Test
    void theSecondBatchThatDoesNotCome() {
        try (Trial trial = trial()) {
            Trial.Outcome outcome = trial.meets(Reaction.envelope(Soap::well), (request, line) -> line.untilGone())
                    .fails(session -> session.enumerate(Trial.THINGS).list());
            timedOut(outcome);
            assertThat(outcome.exception().error().operation()).contains("Pull");
        }
    }

    @Test
    void aServerThatDoesNotReadWhatIsSent() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Session session = session("http", deaf)) {
            String large = "x".repeat(12_000_000);
            times(() -> session.invoke(Trial.THING, "Do", java.util.Map.of("Text", large)));
        }
    }

    @Test
    void aServerThatDoesNotAccept() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Session session = session("http", full)) {
            fill(full, waiting);
            times(() -> session.get(Trial.THING));
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
            times(() -> session.get(Trial.THING));
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
        Cases.count(FAMILY);
        long start = System.nanoTime();
        WsmanTimeoutException thrown = catchThrowableOfType(WsmanTimeoutException.class, call::run);
        inTime(Duration.ofNanos(System.nanoTime() - start));
        assertThat(thrown.error().kind()).isEqualTo(Kind.CLIENT_TIMED_OUT);
    }
}
