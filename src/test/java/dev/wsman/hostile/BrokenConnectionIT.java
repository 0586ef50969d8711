package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.Programs;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that the server resets, and the requests that the session then repeats. */
@ExtendWith(CaseCounter.class)
class BrokenConnectionIT {
    private static final String FAMILY = "broken connection";

    private static Reaction resetAfter(String bytes) {
        return (request, connection) -> {
            connection.send(bytes);
            connection.reset();
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
    void reportsResetBeforeDuringAndAfterHeaders(String sent) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            HostileTrial.Outcome outcome = trial.meets(resetAfter(sent)).failsToGet();
            assertThat(outcome.exception()).isInstanceOf(WsmanTransportException.class);
            assertThat(outcome.kind()).isEqualTo(Kind.CONNECTION);
        }
    }

    @Test
    void repeatsIdempotentRequestWhenIdleConnectionIsDead() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.assertRecovered();
            trial.server.forget();
            trial.meets(resetAfter("")).succeedsToGet();
            assertThat(trial.server.operations()).startsWith("Get", "Get");
        }
    }

    @Test
    void sendsInvokeOnceWhenIdleConnectionIsDead() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.assertRecovered();
            trial.server.forget();
            HostileTrial.Outcome outcome = trial.meets(resetAfter(""))
                    .fails(session -> session.invoke(HostileTrial.THING, "Do", Map.of("Text", "x")));
            assertThat(outcome.kind()).isEqualTo(Kind.CONNECTION);
            assertThat(trial.server.operations()).startsWith("Do", "Get").doesNotHaveDuplicates();
        }
    }

    /** Because a Pull is never sent twice, the session checks an idle connection before it sends one. */
    @Test
    void opensNewConnectionWhenServerClosesAfterEveryReply() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.server.always(Reaction.envelope(Envelopes::expected).thenClose());
            Stream<Instance> things = trial.session.enumerate(HostileTrial.THINGS).stream()
                    .peek(thing -> awaitNoOpenConnection(trial.server));
            assertThat(things.map(thing -> thing.text("Name").orElseThrow())).containsExactly("first", "second");
            trial.assertRecovered();
            CaseCounter.count(FAMILY);
        }
    }

    private static void awaitNoOpenConnection(HostileServer server) {
        try {
            assertThat(HostileServer.eventually(() -> server.open() == 0)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesEndpointThatRefusesConnections() throws IOException {
        int port = Programs.freePort();
        try (Session session = Session.open("127.0.0.1:" + port)) {
            assertThatThrownBy(() -> session.get(HostileTrial.THING))
                    .isInstanceOf(WsmanTransportException.class)
                    .hasMessageContaining("cannot connect to http://127.0.0.1:" + port);
            CaseCounter.count(FAMILY);
        }
    }
}
