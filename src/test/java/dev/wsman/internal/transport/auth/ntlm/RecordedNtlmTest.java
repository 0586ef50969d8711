package dev.wsman.internal.transport.auth.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.RecordedExchange;
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
import org.junit.jupiter.api.Test;

/** Recorded exchanges of another client with Microsoft OMI: the keys are recomputed and both directions decrypted. */
class RecordedNtlmTest {
    @Test
    void decryptsRecordedBodiesOfRawNtlm() throws Exception {
        RecordedExchange exchange = RecordedExchange.RAW_NTLM;
        NtlmAcceptor acceptor = acceptor(exchange.serverToken(1));
        NtlmSession client = handshake(acceptor, exchange.clientToken(1), exchange.clientToken(2));
        assertBodies(exchange, acceptor, client);
    }

    @Test
    void decryptsRecordedBodiesOfSpnegoNtlmAndVerifiesBothMics() throws Exception {
        RecordedExchange exchange = RecordedExchange.SPNEGO_NTLM;
        SpnegoTokens.InitialToken initial = SpnegoTokens.InitialToken.parse(exchange.clientToken(1));
        SpnegoTokens.ResponseToken challenge = SpnegoTokens.ResponseToken.parse(exchange.serverToken(1));
        SpnegoTokens.ResponseToken authenticate = SpnegoTokens.ResponseToken.parse(exchange.clientToken(2));
        SpnegoTokens.ResponseToken accepted = SpnegoTokens.ResponseToken.parse(exchange.serverToken(2));

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

    /** Encrypting a recorded message gives the recorded body, byte for byte, in both directions. */
    @Test
    void encryptsBodiesAsRecorded() throws Exception {
        RecordedExchange exchange = RecordedExchange.RAW_NTLM;
        NtlmAcceptor server = acceptor(exchange.serverToken(1));
        NtlmSession client = handshake(server, exchange.clientToken(1), exchange.clientToken(2));
        assertThat(encrypt(exchange, "req", new SessionEncryption(client))).isEqualTo(exchange.read(3, "req.body"));
        byte[] response = encrypt(exchange, "resp", new AcceptorContext(server));
        // Microsoft OMI ends its bodies with one more line break
        assertThat(exchange.read(3, "resp.body")).startsWith(response).hasSize(response.length + 2);
    }

    /** Repeats the recorded handshake, and returns the client's end of the session that it established. */
    private static NtlmSession handshake(NtlmAcceptor acceptor, byte[] negotiate, byte[] authenticate)
            throws Exception {
        acceptor.accept(negotiate);
        acceptor.accept(authenticate);
        int flags = ByteBuffer.wrap(authenticate).order(ByteOrder.LITTLE_ENDIAN).getInt(60);
        return NtlmSession.of(acceptor.sessionKey(), flags, true);
    }

    private static byte[] encrypt(RecordedExchange exchange, String direction, MessageEncryption encryption)
            throws IOException {
        EncryptedBody encrypted = EncryptedBody.encrypt(
                encryption, "application/soap+xml;charset=UTF-8", exchange.read(3, direction + ".plain.xml"));
        assertThat(encrypted.contentType()).isEqualTo(exchange.header(3, direction, "Content-Type"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encrypted.writeTo(out);
        assertThat(encrypted.length()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private static void assertBodies(RecordedExchange exchange, NtlmAcceptor server, NtlmSession client)
            throws IOException {
        for (int roundTrip = 3; roundTrip <= 4; roundTrip++) {
            assertThat(decrypt(exchange, roundTrip, "req", new AcceptorContext(server)))
                    .isEqualTo(exchange.read(roundTrip, "req.plain.xml"));
            assertThat(decrypt(exchange, roundTrip, "resp", new SessionEncryption(client)))
                    .isEqualTo(exchange.read(roundTrip, "resp.plain.xml"));
        }
    }

    private static byte[] decrypt(
            RecordedExchange exchange, int roundTrip, String direction, MessageEncryption encryption)
            throws IOException {
        ByteArrayInputStream body = new ByteArrayInputStream(exchange.read(roundTrip, direction + ".body"));
        try (DecryptedStream plain = EncryptedBody.open(
                encryption, exchange.header(roundTrip, direction, "Content-Type"), body, 1_000_000)) {
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
        public ByteBuffer unwrap(ByteBuffer token, int signatureLength) throws EncryptionBrokenException {
            return session.decrypt(token);
        }
    }
}
