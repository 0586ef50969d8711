package dev.wsman.internal.transport.auth.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Initial;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismContext;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.RawMechanismContext;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken;
import dev.wsman.internal.transport.encryption.SealedBody;
import dev.wsman.internal.transport.encryption.UnsealedStream;

/** Recorded exchanges of another client with Microsoft OMI: the keys are recomputed, both directions unsealed. */
class RecordedNtlmTest {
    private static final Path RECORDS = Path.of("src/test/resources/omi-ntlm");

    @Test
    void rawNtlmBodiesAreUnsealedToTheirPlainText() throws Exception {
        String exchange = "gss-raw-ntlm-enc-http";
        NtlmAcceptor acceptor = acceptor(serverToken(exchange, 1));
        acceptor.step(clientToken(exchange, 1));
        acceptor.step(clientToken(exchange, 2));
        assertBodies(exchange, acceptor, acceptor.mirrored());
    }

    @Test
    void spnegoNtlmBodiesAreUnsealedToTheirPlainTextAndBothMicsVerify() throws Exception {
        String exchange = "gss-spnego-ntlm-enc-http";
        Initial initial = Initial.parse(clientToken(exchange, 1));
        Response challenge = Response.parse(serverToken(exchange, 1));
        Response authenticate = Response.parse(clientToken(exchange, 2));
        Response accepted = Response.parse(serverToken(exchange, 2));
        assertThat(challenge.state()).isEqualTo(NegotiationToken.State.ACCEPT_INCOMPLETE);
        assertThat(challenge.mechanism()).isEqualTo(MechanismOid.NTLM.content());
        assertThat(accepted.state()).isEqualTo(NegotiationToken.State.ACCEPT_COMPLETED);

        NtlmAcceptor acceptor = acceptor(challenge.token());
        acceptor.step(initial.token());
        acceptor.step(authenticate.token());
        byte[] list = NegotiationToken.mechanismList(initial.mechanisms());
        NtlmAcceptor client = acceptor.mirrored();
        acceptor.verify(list, authenticate.mic());
        assertThat(acceptor.sign(list)).isEqualTo(accepted.mic());
        assertThat(client.sign(list)).isEqualTo(authenticate.mic());
        client.verify(list, accepted.mic());
        assertBodies(exchange, acceptor, client);
    }

    /** The tokens of that client, written again by ours from their contents, are the same octets. */
    @Test
    void theNegotiationTokensAreWrittenAsTheyWereRecorded() throws Exception {
        String exchange = "gss-spnego-ntlm-enc-http";
        byte[] initial = clientToken(exchange, 1);
        assertThat(Initial.parse(initial).encode()).isEqualTo(initial);
        for (byte[] response : List.of(clientToken(exchange, 2), serverToken(exchange, 1), serverToken(exchange, 2))) {
            assertThat(Response.parse(response).encode()).isEqualTo(response);
        }
    }

    /** Sealing again what was recorded gives the recorded body, octet for octet, in both directions. */
    @Test
    void whatIsWrittenIsWhatWasRecorded() throws Exception {
        String exchange = "gss-raw-ntlm-enc-http";
        NtlmAcceptor server = acceptor(serverToken(exchange, 1));
        server.step(clientToken(exchange, 1));
        server.step(clientToken(exchange, 2));
        assertThat(seal(exchange, "req", server.mirrored())).isEqualTo(read(exchange, 3, "req.body"));
        byte[] response = seal(exchange, "resp", server);
        // Microsoft OMI ends its bodies with one line break more
        assertThat(read(exchange, 3, "resp.body")).startsWith(response).hasSize(response.length + 2);
    }

    private static byte[] seal(String exchange, String way, GssMechanism mechanism) throws IOException {
        SecurityContext context = new RawMechanismContext("Negotiate", mechanism, MechanismContext.SPNEGO_PROTOCOL);
        SealedBody sealed =
                SealedBody.seal(context, "application/soap+xml;charset=UTF-8", read(exchange, 3, way + ".plain.xml"));
        assertThat(sealed.contentType()).isEqualTo(header(exchange, 3, way, "Content-Type"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sealed.writeTo(out);
        assertThat(sealed.length()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private static void assertBodies(String exchange, NtlmAcceptor server, NtlmAcceptor client) throws IOException {
        for (int leg = 3; leg <= 4; leg++) {
            assertThat(unseal(exchange, leg, "req", server)).isEqualTo(read(exchange, leg, "req.plain.xml"));
            assertThat(unseal(exchange, leg, "resp", client)).isEqualTo(read(exchange, leg, "resp.plain.xml"));
        }
    }

    private static byte[] unseal(String exchange, int leg, String way, NtlmAcceptor acceptor) throws IOException {
        SecurityContext context = new RawMechanismContext("Negotiate", acceptor, MechanismContext.SPNEGO_PROTOCOL);
        ByteArrayInputStream body = new ByteArrayInputStream(read(exchange, leg, way + ".body"));
        try (UnsealedStream plain =
                SealedBody.open(context, header(exchange, leg, way, "Content-Type"), body, 1_000_000)) {
            assertThat(plain.contentType()).isEqualTo("application/soap+xml;charset=UTF-8");
            return plain.readAllBytes();
        }
    }

    private static NtlmAcceptor acceptor(byte[] challenge) {
        return new NtlmAcceptor("omitest", "Omi-Test-1", challenge, 0);
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

    private static byte[] read(String exchange, int leg, String what) throws IOException {
        return Files.readAllBytes(RECORDS.resolve(file(exchange, leg, what)));
    }

    private static String file(String exchange, int leg, String what) {
        return exchange + "-0" + leg + "." + what;
    }
}
