package dev.wsman.internal.transport.auth.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.WindowsAccount;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import dev.wsman.testkit.auth.Acceptor;
import dev.wsman.testkit.auth.NtlmAcceptor;
import dev.wsman.testkit.auth.NtlmChallengeForm;
import dev.wsman.testkit.auth.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NtlmMechanismTest {
    private static final byte[] NOTHING = {};

    @Test
    void provesPasswordAndEncryptsInBothDirections() throws Exception {
        NtlmMechanism client = client("DOMAIN\\user", "Passw\u00f6rd \u2603", null);
        NtlmAcceptor server = acceptor("user", "Passw\u00f6rd \u2603", NtlmChallengeForm.WINDOWS);
        shakeHands(client, server);
        assertThat(server.domain()).isEqualTo("DOMAIN");
        for (String text : new String[] {"one", "", "three"}) {
            assertEncryptedBothWays(client, server, text);
        }
    }

    @Test
    void namesServiceAndAnnouncesMic() throws Exception {
        NtlmAcceptor server = acceptor("user", "secret", NtlmChallengeForm.WINDOWS);
        shakeHands(client("user", "secret", null), server);
        Map<Integer, byte[]> sent = server.targetInformation();
        assertThat(new String(sent.get(NtlmTargetInfo.TARGET_NAME), StandardCharsets.UTF_16LE))
                .isEqualTo("HTTP/server");
        assertThat(sent.get(NtlmTargetInfo.FLAGS)[0] & NtlmTargetInfo.MIC_PROVIDED)
                .isNotZero();
        assertThat(sent.get(NtlmTargetInfo.CHANNEL_BINDINGS)).isEqualTo(new byte[16]);
        assertThat(server.domain()).isEmpty();
    }

    @Test
    void sendsChannelBindingInResponse() throws Exception {
        byte[] binding = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        NtlmAcceptor server = acceptor("user", "secret", NtlmChallengeForm.WINDOWS);
        shakeHands(client("user", "secret", binding), server);
        assertThat(server.targetInformation().get(NtlmTargetInfo.CHANNEL_BINDINGS))
                .isEqualTo(binding);
    }

    @Test
    void sendsPrincipalNameWholeAndReplacesDotByServersName() throws Exception {
        NtlmAcceptor principal = acceptor("user@example.org", "secret", NtlmChallengeForm.WINDOWS);
        shakeHands(client("user@example.org", "secret", null), principal);
        assertThat(principal.domain()).isEmpty();
        NtlmAcceptor local = acceptor("user", "secret", NtlmChallengeForm.WINDOWS);
        shakeHands(client(".\\user", "secret", null), local);
        assertThat(local.domain()).isEqualTo("TESTKIT");
    }

    @Test
    void failsToProveWrongPassword() {
        assertThatThrownBy(() -> shakeHands(
                        client("user", "wrong", null), acceptor("user", "secret", NtlmChallengeForm.WINDOWS)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("wrong password");
    }

    @Test
    void acceptsServerWithoutKeyExchange() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        NtlmAcceptor server = acceptor("user", "secret", NtlmChallengeForm.without(NtlmFlags.KEY_EXCHANGE));
        shakeHands(client, server);
        assertEncryptedBothWays(client, server, "text");
    }

    @Test
    void rejectsServerWithShortKeys() throws Exception {
        for (int without : new int[] {NtlmFlags.KEY_128, NtlmFlags.KEY_128 | NtlmFlags.KEY_56}) {
            NtlmMechanism client = client("user", "secret", null);
            byte[] challenge = acceptor("user", "secret", NtlmChallengeForm.without(without))
                    .accept(client.step(NOTHING));
            assertThatThrownBy(() -> client.step(challenge))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("128-bit");
        }
    }

    @Test
    void rejectsServerThatOffersOnlyOldNtlm() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        byte[] challenge = acceptor("user", "secret", NtlmChallengeForm.without(NtlmFlags.EXTENDED_SESSION_SECURITY))
                .accept(client.step(NOTHING));
        assertThatThrownBy(() -> client.step(challenge))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("NTLMv2");
    }

    @Test
    void reportsThatServerDoesNotGrantEncryption() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        shakeHands(client, acceptor("user", "secret", NtlmChallengeForm.without(NtlmFlags.SEAL)));
        assertThat(client.canEncrypt()).isFalse();
    }

    @Test
    void computesLmResponseIfServerSendsNoTimestamp() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        NtlmAcceptor server = acceptor("user", "secret", NtlmChallengeForm.withoutTimestamp());
        byte[] authenticate = client.step(server.accept(client.step(NOTHING)));
        server.accept(authenticate);
        assertThat(server.established()).isTrue();
        byte[] lm = NtlmMessage.field(ByteBuffer.wrap(authenticate).order(ByteOrder.LITTLE_ENDIAN), 12);
        assertThat(lm).hasSize(24).isNotEqualTo(new byte[24]);
    }

    @Test
    void rejectsBrokenChallenges() throws Exception {
        byte[] good = acceptor("user", "secret", NtlmChallengeForm.WINDOWS)
                .accept(client("user", "secret", null).step(NOTHING));
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length));
        }
        byte[] pointing = good.clone();
        pointing[44] = (byte) 0xff;
        pointing[47] = (byte) 0xff;
        assertRefused(pointing);
        byte[] otherType = good.clone();
        otherType[8] = 3;
        assertRefused(otherType);
    }

    @Test
    void rejectsChangedRepeatedOrReorderedMessage() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        NtlmAcceptor server = acceptor("user", "secret", NtlmChallengeForm.WINDOWS);
        shakeHands(client, server);
        byte[] token = token(server.wrap("text".getBytes(StandardCharsets.UTF_8)));
        assertThat(client.unwrap(ByteBuffer.wrap(token.clone()), 16)).isEqualTo(StandardCharsets.UTF_8.encode("text"));
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(token), 16))
                .isInstanceOf(EncryptionBrokenException.class)
                .hasMessageContaining("message 1");
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(new byte[10]), 16))
                .isInstanceOf(EncryptionBrokenException.class);
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(new byte[80]), 60))
                .isInstanceOf(EncryptionBrokenException.class)
                .hasMessageContaining("60");
    }

    /** The reply is signed like a mechListMIC, with the readable text after the signature. */
    @Test
    void rejectsReplyThatIsSignedAndNotEncrypted() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        NtlmAcceptor server = acceptor("user", "secret", NtlmChallengeForm.WINDOWS);
        shakeHands(client, server);
        byte[] plain = "readable".getBytes(StandardCharsets.UTF_8);
        byte[] signed = token(new Acceptor.WrappedMessage(server.sign(plain), plain));
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(signed), 16))
                .isInstanceOf(EncryptionBrokenException.class);
    }

    @Test
    void rejectsReplyAfterSkippedOne() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        NtlmAcceptor server = acceptor("user", "secret", NtlmChallengeForm.without(NtlmFlags.KEY_EXCHANGE));
        shakeHands(client, server);
        server.wrap(NOTHING);
        byte[] second = token(server.wrap(NOTHING));
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(second), 16))
                .isInstanceOf(EncryptionBrokenException.class);
    }

    /** Rejects a message that the client itself has encrypted: the keys of the two directions differ. */
    @Test
    void rejectsItsOwnMessageAsReply() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        shakeHands(client, acceptor("user", "secret", NtlmChallengeForm.WINDOWS));
        byte[] own = token(client.wrap(new byte[5], 0, 5));
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(own), 16)).isInstanceOf(EncryptionBrokenException.class);
    }

    @Test
    void encryptsNothingAfterClose() throws Exception {
        NtlmMechanism client = client("user", "secret", null);
        shakeHands(client, acceptor("user", "secret", NtlmChallengeForm.WINDOWS));
        client.close();
        assertThatThrownBy(() -> client.wrap(NOTHING, 0, 0)).isInstanceOf(IllegalStateException.class);
    }

    private static void assertRefused(byte[] challenge) throws AuthenticationFailedException {
        NtlmMechanism client = client("user", "secret", null);
        client.step(NOTHING);
        assertThatThrownBy(() -> client.step(challenge)).isInstanceOf(AuthenticationFailedException.class);
    }

    private static NtlmMechanism client(String user, String password, byte[] binding) {
        return new NtlmMechanism(
                WindowsAccount.parse(user),
                new Secret(password.toCharArray()),
                new NtlmMechanism.Identity("HTTP/server", binding),
                NtlmMechanism.Source.secure());
    }

    private static void shakeHands(GssMechanism client, NtlmAcceptor server) throws Exception {
        server.accept(client.step(server.accept(client.step(NOTHING))));
        assertThat(client.established()).isTrue();
        assertThat(server.established()).isTrue();
    }

    private static void assertEncryptedBothWays(GssMechanism client, NtlmAcceptor server, String text)
            throws Exception {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        assertThat(server.unwrap(token(client.wrap(plain, 0, plain.length)))).isEqualTo(plain);
        assertThat(client.unwrap(ByteBuffer.wrap(token(server.wrap(plain))), 16))
                .isEqualTo(ByteBuffer.wrap(plain));
    }

    private static NtlmAcceptor acceptor(String user, String password, NtlmChallengeForm form) {
        return AcceptorContext.ntlmAcceptor(user, password, form);
    }

    private static byte[] token(Acceptor.WrappedMessage message) {
        return token(new EncryptedPart(message.signature(), message.data()));
    }

    private static byte[] token(EncryptedPart part) {
        return ByteBuffer.allocate(part.length())
                .put(part.signature())
                .put(part.cipherText())
                .array();
    }
}
