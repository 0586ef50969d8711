package dev.wsman.internal.transport.auth.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.ChallengeParser;
import dev.wsman.internal.transport.encryption.DecryptedStream;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import dev.wsman.internal.transport.encryption.MessageEncryption;
import dev.wsman.testkit.auth.NtlmAcceptor;
import dev.wsman.testkit.auth.NtlmChallengeForm;
import dev.wsman.testkit.auth.SpnegoTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded exchanges of another client with Microsoft OMI: the keys are recomputed and both directions decrypted. */
class RecordedNtlmTest {
    private static final Path RECORDS = Path.of("src/test/resources/omi-ntlm");

    @Test
    void decryptsRecordedBodiesOfRawNtlm() throws Exception {
        String exchange = "gss-raw-ntlm-enc-http";
        NtlmAcceptor acceptor = acceptor(serverToken(exchange, 1));
        NtlmSession client = handshake(acceptor, clientToken(exchange, 1), clientToken(exchange, 2));
        assertBodies(exchange, acceptor, client);
    }

    @Test
    void decryptsRecordedBodiesOfSpnegoNtlmAndVerifiesBothMics() throws Exception {
        String exchange = "gss-spnego-ntlm-enc-http";
        SpnegoTokens.InitialToken initial = SpnegoTokens.InitialToken.parse(clientToken(exchange, 1));
        SpnegoTokens.ResponseToken challenge = SpnegoTokens.ResponseToken.parse(serverToken(exchange, 1));
        SpnegoTokens.ResponseToken authenticate = SpnegoTokens.ResponseToken.parse(clientToken(exchange, 2));
        SpnegoTokens.ResponseToken accepted = SpnegoTokens.ResponseToken.parse(serverToken(exchange, 2));

        NtlmAcceptor acceptor = acceptor(challenge.token());
        NtlmSession client = handshake(acceptor, initial.token(), authenticate.token());
        byte[] list = initial.list();
        acceptor.verify(list, authenticate.mic());
        assertThat(acceptor.sign(list)).isEqualTo(accepted.mic());
        assertThat(client.sign(list)).isEqualTo(authenticate.mic());
        client.restartOutgoing();
        client.verify(list, accepted.mic());
        client.restartIncoming();
        assertBodies(exchange, acceptor, client);
    }

    /** Encrypting what was recorded gives the recorded body, byte for byte, in both directions. */
    @Test
    void encryptsBodiesAsRecorded() throws Exception {
        String exchange = "gss-raw-ntlm-enc-http";
        NtlmAcceptor server = acceptor(serverToken(exchange, 1));
        NtlmSession client = handshake(server, clientToken(exchange, 1), clientToken(exchange, 2));
        assertThat(encrypt(exchange, "req", new SessionEncryption(client))).isEqualTo(read(exchange, 3, "req.body"));
        byte[] response = encrypt(exchange, "resp", new AcceptorContext(server));
        // Microsoft OMI ends its bodies with one more line break
        assertThat(read(exchange, 3, "resp.body")).startsWith(response).hasSize(response.length + 2);
    }

    /** Repeats the recorded handshake, and returns the client's end of the session that it established. */
    private static NtlmSession handshake(NtlmAcceptor acceptor, byte[] negotiate, byte[] authenticate)
            throws Exception {
        acceptor.accept(negotiate);
        acceptor.accept(authenticate);
        int flags = ByteBuffer.wrap(authenticate).order(ByteOrder.LITTLE_ENDIAN).getInt(60);
        return NtlmSession.of(acceptor.sessionKey(), flags, true);
    }

    private static byte[] encrypt(String exchange, String way, MessageEncryption encryption) throws IOException {
        EncryptedBody encrypted = EncryptedBody.encrypt(
                encryption, "application/soap+xml;charset=UTF-8", read(exchange, 3, way + ".plain.xml"));
        assertThat(encrypted.contentType()).isEqualTo(header(exchange, 3, way, "Content-Type"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encrypted.writeTo(out);
        assertThat(encrypted.length()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private static void assertBodies(String exchange, NtlmAcceptor server, NtlmSession client) throws IOException {
        for (int leg = 3; leg <= 4; leg++) {
            assertThat(decrypt(exchange, leg, "req", new AcceptorContext(server)))
                    .isEqualTo(read(exchange, leg, "req.plain.xml"));
            assertThat(decrypt(exchange, leg, "resp", new SessionEncryption(client)))
                    .isEqualTo(read(exchange, leg, "resp.plain.xml"));
        }
    }

    private static byte[] decrypt(String exchange, int leg, String way, MessageEncryption encryption)
            throws IOException {
        ByteArrayInputStream body = new ByteArrayInputStream(read(exchange, leg, way + ".body"));
        try (DecryptedStream plain =
                EncryptedBody.open(encryption, header(exchange, leg, way, "Content-Type"), body, 1_000_000)) {
            assertThat(plain.contentType()).isEqualTo("application/soap+xml;charset=UTF-8");
            return plain.readAllBytes();
        }
    }

    private static NtlmAcceptor acceptor(byte[] challenge) {
        return AcceptorContext.ntlmAcceptor("omitest", "Omi-Test-1", NtlmChallengeForm.recorded(challenge));
    }

    /** The client's session without the handshake that would have established it. */
    private record SessionEncryption(NtlmSession session) implements MessageEncryption {
        @Override
        public String encryptionProtocol() {
            return "application/HTTP-SPNEGO-session-encrypted";
        }

        @Override
        public EncryptedPart wrap(byte[] plain, int offset, int length) {
            return session.encrypt(plain, offset, length);
        }

        @Override
        public byte[] unwrap(byte[] token, int signatureLength) throws EncryptionBrokenException {
            return session.decrypt(token);
        }
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
