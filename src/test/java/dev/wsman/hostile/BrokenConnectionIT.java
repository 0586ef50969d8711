package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanTransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are reset, and what is sent again. */
@ExtendWith(CaseCounter.class)
class BrokenConnectionIT {
    private static final String FAMILY = "broken connection";

    private static Reaction resetAfter(String octets) {
        return (request, line) -> {
            line.send(octets);
            line.reset();
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.",
                "HTTP/1.1 200 OK\r\nContent-Ty",
                "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: 5000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: 5000\r\n\r\n<s:Envelope"
            })
    void aResetBeforeDuringAndAfterTheHeadersIsAnErrorOfTheConnection(String sent) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(resetAfter(sent)).getFails();
            assertThat(outcome.exception()).isInstanceOf(WsmanTransportException.class);
            assertThat(outcome.kind()).isEqualTo(Kind.CONNECTION);
        }
    }

    @Test
    void whatMayBeSentTwiceIsSentAgainWhereARestedConnectionIsDead() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.assertWell();
            trial.server.forget();
            trial.meets(resetAfter("")).getAnswers();
            assertThat(trial.server.operations()).startsWith("Get", "Get");
        }
    }

    @Test
    void whatMayNotBeSentTwiceIsNotSentAgain() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.assertWell();
            trial.server.forget();
            HostileTrial.Outcome outcome = trial.meets(resetAfter(""))
                    .fails(session -> session.invoke(HostileTrial.THING, "Do", Map.of("Text", "x")));
            assertThat(outcome.kind()).isEqualTo(Kind.CONNECTION);
            assertThat(trial.server.operations()).startsWith("Do", "Get").doesNotHaveDuplicates();
        }
    }

    /** A Pull is never sent twice: whether the connection still stands is looked at first. */
    @Test
    void aServerThatClosesAfterEveryAnswerIsServedByNewConnections() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.server.always(Reaction.envelope(Envelopes::well).thenClose());
            Stream<Instance> things = trial.session.enumerate(HostileTrial.THINGS).stream()
                    .peek(thing -> untilNoConnectionIsOpen(trial.server));
            assertThat(things.map(thing -> thing.text("Name").orElseThrow())).containsExactly("first", "second");
            trial.assertWell();
            CaseCounter.count(FAMILY);
        }
    }

    private static void untilNoConnectionIsOpen(HostileServer server) {
        try {
            assertThat(HostileServer.eventually(() -> server.open() == 0)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyThereIsAnErrorThatNamesTheEndpoint() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        try (Session session = Session.open("127.0.0.1:" + port)) {
            assertThatThrownBy(() -> session.get(HostileTrial.THING))
                    .isInstanceOf(WsmanTransportException.class)
                    .hasMessageContaining("cannot connect to http://127.0.0.1:" + port);
            CaseCounter.count(FAMILY);
        }
    }
}
