package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies that end too early. */
@ExtendWith(CaseCounter.class)
class TruncatedReplyIT {
    private static final String FAMILY = "truncated";

    private static byte[] pullResponse(SocketRequest request) {
        byte[] body = Envelopes.envelope(request, Envelopes.lastBatch(Envelopes.thing("second")))
                .getBytes(StandardCharsets.UTF_8);
        return HttpMessages.message(200, HttpMessages.SOAP, body);
    }

    private static Reaction cutAt(int bytes, boolean reset) {
        return (request, connection) -> {
            byte[] whole = pullResponse(request);
            connection.send(whole, 0, Math.min(bytes, whole.length));
            if (reset) {
                connection.reset();
            } else {
                connection.close();
            }
        };
    }

    @Test
    void reportsPullResponseCutAtAnyByteAndRecovers() throws InterruptedException {
        try (HostileServer server = new HostileServer()) {
            Session session = Session.builder(server.endpoint())
                    .credentials(Credentials.basic("user", "geheim".toCharArray()))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            int length = length(server, session);
            for (int bytes = 0; bytes < length; bytes++) {
                server.then(Reaction.envelope(Envelopes::expected)).then(cutAt(bytes, bytes % 7 == 0));
                WsmanException thrown =
                        catchThrowableOfType(WsmanException.class, () -> session.enumerate(HostileTrial.THINGS)
                                .list());
                assertThat(thrown).as("cut at " + bytes).isNotNull();
                assertThat(thrown.error().kind()).as("cut at " + bytes).isIn(Kind.CONNECTION, Kind.PROTOCOL);
                assertThat(thrown.error().operation()).contains("Pull");
                assertThat(server.open()).isLessThan(5);
                server.reset();
            }
            CaseCounter.count(FAMILY, length);
            assertThat(session.enumerate(HostileTrial.THINGS).list()).hasSize(2);
            server.forget();
            session.close();
            assertThat(HostileServer.eventually(() -> server.open() == 0)).isTrue();
        }
    }

    private static int length(HostileServer server, Session session) {
        assertThat(session.enumerate(HostileTrial.THINGS).list()).hasSize(2);
        List<SocketRequest> received = server.received();
        return pullResponse(received.get(received.size() - 1)).length;
    }

    @Test
    void rejectsBodyWithoutLengthThatEndsInsideEnvelope() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets(((Reaction) (request, connection) -> {
                        String envelope = Envelopes.expected(request);
                        connection.send(HttpMessages.message(
                                "HTTP/1.1 200 OK",
                                envelope.substring(0, envelope.length() - 20).getBytes(StandardCharsets.UTF_8)));
                    })
                    .thenClose());
            assertThat(trial.failsToGet().kind()).isEqualTo(Kind.PROTOCOL);
        }
    }

    @Test
    void rejectsEnvelopeThatEndsAfterItsBody() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, connection) -> connection.send(HttpMessages.message(
                    200,
                    HttpMessages.SOAP,
                    Envelopes.expected(request).replace("</s:Envelope>", "").getBytes(StandardCharsets.UTF_8))));
            assertThat(trial.failsToGet().kind()).isEqualTo(Kind.PROTOCOL);
        }
    }
}
