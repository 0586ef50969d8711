package dev.wsman.internal.transport.auth.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismOid;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Initial;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.Response;
import dev.wsman.internal.transport.auth.spnego.NegotiationToken.State;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpnegoContextTest {
    private static final byte[] NOTHING = {};
    private static final AuthenticationTarget TARGET = AuthenticationTarget.http("server", 5985);

    @Test
    void protectsNtlmInSpnegoWithBothMics() throws Exception {
        SecurityContext client = spnego("secret").create(TARGET);
        SecurityContext server = AcceptorContext.spnego("user", "secret", false);
        byte[] authenticate = client.step(server.step(client.step(NOTHING)));
        assertThat(client.established()).isFalse();
        assertThat(Response.parse(authenticate).mic()).hasSize(16);
        client.finish(server.step(authenticate));
        assertThat(client.established()).isTrue();
        assertThat(client.canEncrypt()).isTrue();
        assertEncrypted(client, server);
        assertEncrypted(server, client);
    }

    @Test
    void offersMechanismsInOrder() throws Exception {
        SpnegoContext client =
                new SpnegoContext(List.of(new FakeKerberos(), ntlm("secret").mechanism(TARGET)));
        Initial initial = Initial.parse(client.step(NOTHING));
        assertThat(initial.mechanisms()).containsExactly(MechanismOid.KERBEROS.content(), MechanismOid.NTLM.content());
        assertThat(initial.token()).isEqualTo(FakeKerberos.TOKEN);
    }

    @Test
    void requiresMicAfterServerSelectsAnotherMechanism() throws Exception {
        SpnegoContext client =
                new SpnegoContext(List.of(new FakeKerberos(), ntlm("secret").mechanism(TARGET)));
        SecurityContext server = AcceptorContext.spnego("user", "secret", true);
        byte[] negotiate = client.step(server.step(client.step(NOTHING)));
        byte[] authenticate = client.step(server.step(negotiate));
        byte[] accepted = server.step(authenticate);
        Response withoutMic = new Response(State.ACCEPT_COMPLETED, null, null, null);
        assertThat(Response.parse(accepted).mic()).isNotNull();
        client.finish(accepted);
        assertThat(client.established()).isTrue();
        assertEncrypted(client, server);

        SpnegoContext cheated =
                new SpnegoContext(List.of(new FakeKerberos(), ntlm("secret").mechanism(TARGET)));
        SecurityContext other = AcceptorContext.spnego("user", "secret", true);
        cheated.step(other.step(cheated.step(other.step(cheated.step(NOTHING)))));
        assertThatThrownBy(() -> cheated.finish(withoutMic.encode())).isInstanceOf(AuthenticationFailedException.class);
        assertThatThrownBy(() -> cheated.finish(NOTHING)).isInstanceOf(AuthenticationFailedException.class);
    }

    /**
     * The server selects a mechanism that was not the preferred one, and neither requests nor sends a mechListMIC. An
     * attacker may then have changed the list (RFC 4178 5). The client rejects every way to end such a negotiation.
     */
    @Test
    void rejectsEndWithoutMicAfterChangeOfMechanism() throws Exception {
        for (State state : new State[] {State.ACCEPT_COMPLETED, State.ACCEPT_INCOMPLETE, null}) {
            SpnegoContext client = switchedToNtlm();
            byte[] end = new Response(state, null, null, null).encode();
            assertThatThrownBy(() -> client.finish(end)).isInstanceOf(AuthenticationFailedException.class);
            assertThat(client.established()).isFalse();
        }
        SpnegoContext silent = switchedToNtlm();
        assertThatThrownBy(() -> silent.finish(NOTHING)).isInstanceOf(AuthenticationFailedException.class);
        assertThat(silent.established()).isFalse();
    }

    @Test
    void rejectsWrongMicAfterChangeOfMechanism() throws Exception {
        for (byte[] mic : new byte[][] {new byte[16], new byte[0], new byte[15], new byte[100]}) {
            SpnegoContext client = switchedToNtlm();
            byte[] end = new Response(State.ACCEPT_COMPLETED, null, null, mic).encode();
            assertThatThrownBy(() -> client.finish(end)).isInstanceOf(AuthenticationFailedException.class);
            assertThat(client.established()).isFalse();
        }
    }

    /**
     * Returns a client that has authenticated by NTLM, which it offered second. The server has neither requested nor
     * sent a mechListMIC.
     */
    private static SpnegoContext switchedToNtlm() throws Exception {
        SpnegoContext client =
                new SpnegoContext(List.of(new FakeKerberos(), ntlm("secret").mechanism(TARGET)));
        SecurityContext server = AcceptorContext.ntlm("user", "secret");
        client.step(NOTHING);
        byte[] choice = new Response(State.ACCEPT_INCOMPLETE, MechanismOid.NTLM.content(), null, null).encode();
        byte[] challenge = server.step(Response.parse(client.step(choice)).token());
        Response authenticate =
                Response.parse(client.step(new Response(State.ACCEPT_INCOMPLETE, null, challenge, null).encode()));
        server.step(authenticate.token());
        assertThat(server.established()).isTrue();
        assertThat(authenticate.mic()).hasSize(16);
        assertThat(client.established()).isFalse();
        return client;
    }

    @Test
    void rejectsForgedMechanismList() throws Exception {
        SecurityContext client = spnego("secret").create(TARGET);
        SecurityContext server = AcceptorContext.spnego("user", "secret", false);
        byte[] accepted = server.step(client.step(server.step(client.step(NOTHING))));
        byte[] forged = accepted.clone();
        forged[forged.length - 6] ^= 1;
        assertThatThrownBy(() -> client.finish(forged)).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void reportsWhatToCheckAfterRejection() throws Exception {
        SecurityContext client = spnego("secret").create(TARGET);
        client.step(NOTHING);
        assertThatThrownBy(() -> client.step(new Response(State.REJECT, null, null, null).encode()))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("rejected NTLM");
        SecurityContext again = spnego("secret").create(TARGET);
        again.step(NOTHING);
        assertThatThrownBy(() -> again.step(NOTHING))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("check user, domain and password");
    }

    @Test
    void rejectsMechanismThatWasNotOffered() throws Exception {
        SecurityContext client = spnego("secret").create(TARGET);
        client.step(NOTHING);
        byte[] unknown = new Response(State.ACCEPT_INCOMPLETE, MechanismOid.KERBEROS.content(), null, null).encode();
        assertThatThrownBy(() -> client.step(unknown))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("not offered; offered was NTLM");
    }

    @Test
    void acceptsEndWithoutTokenFromNtlmServer() throws Exception {
        SecurityContext client = spnego("secret").create(TARGET);
        SecurityContext server = AcceptorContext.spnego("user", "secret", false);
        server.step(client.step(server.step(client.step(NOTHING))));
        client.finish(NOTHING);
        assertThat(client.established()).isTrue();
    }

    @Test
    void rejectsSuccessBeforeHandshakeIsComplete() throws Exception {
        SecurityContext client = spnego("secret").create(TARGET);
        client.step(NOTHING);
        assertThatThrownBy(() -> client.finish(NOTHING))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("before the handshake was complete");
    }

    @Test
    void rejectsMalformedTokens() throws Exception {
        byte[] good = AcceptorContext.spnego("user", "secret", false)
                .step(spnego("secret").create(TARGET).step(NOTHING));
        for (int length = 1; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            SecurityContext client = spnego("secret").create(TARGET);
            client.step(NOTHING);
            assertThatThrownBy(() -> client.step(cut)).isInstanceOf(AuthenticationFailedException.class);
        }
        for (String hex : List.of("a184ffffffff", "a180", "a1850000000001", "a1043002a005", "a107300 5a0030a0109")) {
            byte[] token = HexFormat.of().parseHex(hex.replace(" ", ""));
            SecurityContext client = spnego("secret").create(TARGET);
            client.step(NOTHING);
            assertThatThrownBy(() -> client.step(token)).isInstanceOf(AuthenticationFailedException.class);
        }
    }

    @Test
    void hidesSecrets() throws Exception {
        SpnegoContextFactory factory = spnego("hunter2-secret");
        assertThat(factory.toString() + factory.create(TARGET)).doesNotContain("hunter2");
        factory.close();
        SecurityContext late = factory.create(TARGET);
        byte[] negotiate = late.step(NOTHING);
        byte[] challenge = AcceptorContext.spnego("user", "x", false).step(negotiate);
        assertThatThrownBy(() -> late.step(challenge)).isInstanceOf(IllegalStateException.class);
    }

    private static void assertEncrypted(SecurityContext from, SecurityContext to) throws Exception {
        byte[] plain = "text".getBytes(StandardCharsets.UTF_8);
        EncryptedPart part = from.wrap(plain, 0, plain.length);
        byte[] token = Arrays.copyOf(part.signature(), part.length());
        System.arraycopy(part.cipherText(), 0, token, part.signature().length, part.cipherText().length);
        assertThat(to.unwrap(ByteBuffer.wrap(token), part.signature().length)).isEqualTo(ByteBuffer.wrap(plain));
    }

    private static SpnegoContextFactory spnego(String password) {
        return new SpnegoContextFactory(ntlm(password));
    }

    private static NtlmContextFactory ntlm(String password) {
        return new NtlmContextFactory(
                NtlmContextFactory.Carrier.RAW_NEGOTIATE, "DOMAIN\\user", password.toCharArray(), ServiceName.HTTP);
    }

    /** The preferred mechanism, which calls itself Kerberos and sends a token that the server does not understand. */
    private static final class FakeKerberos implements GssMechanism {
        static final byte[] TOKEN = {1, 2, 3};

        @Override
        public String name() {
            return "Kerberos";
        }

        @Override
        public MechanismOid oid() {
            return MechanismOid.KERBEROS;
        }

        @Override
        public byte[] step(byte[] peerToken) {
            return TOKEN;
        }

        @Override
        public boolean established() {
            return false;
        }

        @Override
        public boolean canEncrypt() {
            return false;
        }

        @Override
        public byte[] sign(byte[] message) {
            throw new IllegalStateException();
        }

        @Override
        public void verify(byte[] message, byte[] signature) {
            throw new IllegalStateException();
        }

        @Override
        public EncryptedPart wrap(byte[] plain, int offset, int length) {
            throw new IllegalStateException();
        }

        @Override
        public ByteBuffer unwrap(ByteBuffer token, int signatureLength) {
            throw new IllegalStateException();
        }

        @Override
        public void close() {}
    }
}
