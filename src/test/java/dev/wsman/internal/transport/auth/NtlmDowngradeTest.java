package dev.wsman.internal.transport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a session does where somebody on the way takes the strong flags out of the server's challenge. */
class NtlmDowngradeTest {
    private static final Pattern TOKEN = Pattern.compile("Authorization: Negotiate (\\S+)");

    private static RawServer without(int flags) throws IOException {
        return new RawServer(wire -> {
            NtlmAcceptor acceptor = new NtlmAcceptor("user", "secret", null, NtlmAcceptor.FLAGS & ~flags);
            String request;
            while ((request = wire.read()) != null) {
                wire.write(answer(acceptor, request));
            }
        });
    }

    private static String answer(NtlmAcceptor acceptor, String request) throws IOException {
        Matcher token = TOKEN.matcher(request);
        if (!token.find()) {
            return RawServer.answer(500, "text/plain", "a message came");
        }
        byte[] challenge = acceptor.step(Base64.getDecoder().decode(token.group(1)));
        String empty = "Content-Length: 0\r\n\r\n";
        return acceptor.established()
                ? "HTTP/1.1 200 OK\r\n" + empty
                : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate "
                        + Base64.getEncoder().encodeToString(challenge) + "\r\n" + empty;
    }

    private static Session open(RawServer server, Encryption encryption) {
        return Session.builder("http://127.0.0.1:" + server.port() + "/wsman")
                .credentials(Credentials.rawNtlm("user", "secret".toCharArray()))
                .encryption(encryption)
                .build();
    }

    @Test
    void nothingIsSentToAServerThatDoesNotGrantSealing() throws Exception {
        try (RawServer server = without(NtlmFlags.SEAL);
                Session session = open(server, Encryption.AUTO)) {
            assertThatThrownBy(session::identify)
                    .isInstanceOf(WsmanAuthenticationException.class)
                    .hasMessageContaining("Negotiate (NTLM): the server does not grant sealing");
            assertThat(server.requests()).hasSize(2).allSatisfy(leg -> assertThat(leg)
                    .contains("Authorization: Negotiate ", "Content-Length: 0"));
        }
    }

    @Test
    void noAnswerIsGivenToAServerWithShortKeys() throws Exception {
        for (Encryption encryption : Encryption.values()) {
            try (RawServer server = without(NtlmFlags.KEY_128);
                    Session session = open(server, encryption)) {
                assertThatThrownBy(session::identify)
                        .isInstanceOf(WsmanAuthenticationException.class)
                        .hasMessageContaining("NTLM: the server offers no 128-bit keys");
                assertThat(server.requests()).hasSize(1);
            }
        }
    }
}
