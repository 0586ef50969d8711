package dev.wsman.internal.transport.auth.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** An attacker on the network removes the flags for encryption or 128-bit keys from the server's challenge. */
class NtlmDowngradeTest {
    private static final byte[] NOTHING = {};

    private static RawServer without(int flags) throws IOException {
        return NtlmRawServer.start(flags, context -> NOTHING);
    }

    private static Session open(RawServer server, Encryption encryption) {
        return Session.builder("http://127.0.0.1:" + server.port() + "/wsman")
                .credentials(Credentials.rawNtlm("user", "secret".toCharArray()))
                .encryption(encryption)
                .build();
    }

    @Test
    void sendsNoBodyToServerThatDoesNotGrantEncryption() throws Exception {
        try (RawServer server = without(NtlmFlags.SEAL);
                Session session = open(server, Encryption.AUTO)) {
            assertThatThrownBy(session::identify)
                    .isInstanceOf(WsmanAuthenticationException.class)
                    .hasMessageContaining("Negotiate (NTLM): the server does not grant encryption");
            assertThat(server.requests()).hasSize(2).allSatisfy(request -> assertThat(request)
                    .contains("Authorization: Negotiate ", "Content-Length: 0"));
        }
    }

    @Test
    void sendsNoResponseToServerWithShortKeys() throws Exception {
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
