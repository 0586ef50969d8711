package dev.wsman.internal.transport.auth.spnego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Initial;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tokens of another client and of Microsoft OMI, as they were recorded. */
class RecordedNegotiationTest {
    private static final Path RECORDS = Path.of("src/test/resources/omi-ntlm");

    /** Tokens that are parsed and encoded again are the same bytes. */
    @Test
    void encodesNegotiationTokensAsRecorded() throws Exception {
        String exchange = "gss-spnego-ntlm-enc-http";
        byte[] initial = clientToken(exchange, 1);
        assertThat(Initial.parse(initial).encode()).isEqualTo(initial);
        for (byte[] response : List.of(clientToken(exchange, 2), serverToken(exchange, 1), serverToken(exchange, 2))) {
            assertThat(Response.parse(response).encode()).isEqualTo(response);
        }
        Response challenge = Response.parse(serverToken(exchange, 1));
        assertThat(challenge.state()).isEqualTo(NegotiationToken.State.ACCEPT_INCOMPLETE);
        assertThat(challenge.mechanism()).isEqualTo(MechanismOid.NTLM.content());
        assertThat(Response.parse(serverToken(exchange, 2)).state()).isEqualTo(NegotiationToken.State.ACCEPT_COMPLETED);
    }

    private static byte[] clientToken(String exchange, int leg) throws Exception {
        return token(header(exchange, leg, "req", "Authorization"));
    }

    private static byte[] serverToken(String exchange, int leg) throws Exception {
        return token(header(exchange, leg, "resp", "WWW-Authenticate"));
    }

    private static byte[] token(String header) throws AuthenticationFailedException {
        return ChallengeParser.token(ChallengeParser.parse(List.of(header)).get(0));
    }

    private static String header(String exchange, int leg, String way, String name) throws IOException {
        return Files.readAllLines(RECORDS.resolve(file(exchange, leg, way + ".headers"))).stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2).strip())
                .findFirst()
                .orElseThrow();
    }

    private static String file(String exchange, int leg, String what) {
        return exchange + "-0" + leg + "." + what;
    }
}
