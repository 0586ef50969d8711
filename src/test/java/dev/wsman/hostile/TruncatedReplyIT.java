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

/** Replies that break off. */
@ExtendWith(CaseCounter.class)
class TruncatedReplyIT {
    private static final String FAMILY = "truncated";

    private static byte[] pulled(SocketRequest request) {
        byte[] body = Envelopes.envelope(request, Envelopes.lastBatch(Envelopes.thing("second")))
                .getBytes(StandardCharsets.UTF_8);
        return HttpMessages.message(200, HttpMessages.SOAP, body);
    }

    private static Reaction cutAt(int octets, boolean reset) {
        return (request, line) -> {
            byte[] whole = pulled(request);
            line.send(whole, 0, Math.min(octets, whole.length));
            if (reset) {
                line.reset();
            } else {
                line.close();
            }
        };
    }

    @Test
    void aPullCutAtAnyOctetIsAnErrorAndTheSessionGoesOn() throws InterruptedException {
        try (HostileServer server = new HostileServer()) {
            Session session = Session.builder(server.endpoint())
                    .credentials(Credentials.basic("user", "geheim".toCharArray()))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            int length = length(server, session);
            for (int octets = 0; octets < length; octets++) {
                server.then(Reaction.envelope(Envelopes::well)).then(cutAt(octets, octets % 7 == 0));
                WsmanException thrown =
                        catchThrowableOfType(WsmanException.class, () -> session.enumerate(HostileTrial.THINGS)
                                .list());
                assertThat(thrown).as("cut at " + octets).isNotNull();
                assertThat(thrown.error().kind()).as("cut at " + octets).isIn(Kind.CONNECTION, Kind.PROTOCOL);
                assertThat(thrown.error().operation()).contains("Pull");
                assertThat(server.open()).isLessThan(5);
                server.well();
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
        return pulled(received.get(received.size() - 1)).length;
    }

    @Test
    void aBodyThatEndsWithoutLengthInTheMiddleOfTheEnvelopeIsAnError() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets(((Reaction) (request, line) -> {
                        String envelope = Envelopes.well(request);
                        line.send(HttpMessages.message(
                                "HTTP/1.1 200 OK",
                                envelope.substring(0, envelope.length() - 20).getBytes(StandardCharsets.UTF_8)));
                    })
                    .thenClose());
            assertThat(trial.getFails().kind()).isEqualTo(Kind.PROTOCOL);
        }
    }

    @Test
    void anEnvelopeThatBreaksOffAfterItsBodyIsAnError() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.meets((request, line) -> line.send(HttpMessages.message(
                    200,
                    HttpMessages.SOAP,
                    Envelopes.well(request).replace("</s:Envelope>", "").getBytes(StandardCharsets.UTF_8))));
            assertThat(trial.getFails().kind()).isEqualTo(Kind.PROTOCOL);
        }
    }
}
