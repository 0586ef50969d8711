package dev.wsman.internal.transport.auth.credssp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.encryption.DecryptedStream;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import dev.wsman.testkit.auth.Accounts;
import dev.wsman.testkit.auth.CredSspAcceptor;
import dev.wsman.testkit.auth.CredSspForm;
import dev.wsman.testkit.http.ServiceCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client of CredSSP against the testkit's acceptor, which can also behave as a hostile server. */
class CredSspContextFactoryTest {
    private static final byte[] NOTHING = {};
    private static final AuthenticationTarget TARGET = AuthenticationTarget.http("server", 5985);
    private static ServiceCertificate certificate;

    @BeforeAll
    static void createCertificate() throws Exception {
        certificate = ServiceCertificate.create();
    }

    @Test
    void sendsPasswordAfterBothSidesProvedKey() throws Exception {
        SecurityContext client = client("s\u00e9cret");
        CredSspAcceptor server = acceptor("s\u00e9cret", CredSspForm.version(6));
        shakeHands(client, server);
        assertThat(server.delegated()).isEqualTo("DOM\\user:s\u00e9cret");
        client.finish(NOTHING);
    }

    @Test
    void acceptsVersion5AndRejectsVersion4() throws Exception {
        CredSspAcceptor five = acceptor("secret", CredSspForm.version(5));
        shakeHands(client("secret"), five);
        assertThat(five.delegated()).endsWith(":secret");
        CredSspAcceptor four = acceptor("secret", CredSspForm.version(4));
        assertThatThrownBy(() -> shakeHands(client("secret"), four))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("CVE-2018-0886");
        assertThat(four.delegated()).isEmpty();
    }

    /**
     * CVE-2018-0886: the hash is over the direction, the client's nonce and the key of the TLS session that the
     * client is in.
     */
    @Test
    void provesKeyUnderFreshNonce() throws Exception {
        CredSspAcceptor one = acceptor("secret", CredSspForm.version(6));
        CredSspAcceptor two = acceptor("secret", CredSspForm.version(6));
        shakeHands(client("secret"), one);
        shakeHands(client("secret"), two);
        assertThat(one.clientProof())
                .isEqualTo(CredSspAcceptor.bindingHash("Client-To-Server", one.nonce(), one.key()));
        assertThat(one.nonce()).hasSize(32).isNotEqualTo(new byte[32]).isNotEqualTo(two.nonce());
    }

    static Stream<Arguments> wrongProofs() throws Exception {
        PublicKey other = ServiceCertificate.create().certificate().getPublicKey();
        CredSspAcceptor earlier = acceptor("secret", CredSspForm.version(6));
        shakeHands(client("secret"), earlier);
        byte[] replayed = CredSspAcceptor.bindingHash("Server-To-Client", earlier.nonce(), earlier.key());
        return Stream.of(
                wrong("another key", server -> server.encrypted(hash(server.nonce(), other))),
                wrong("another nonce", server -> server.encrypted(hash(new byte[32], server.key()))),
                wrong("no nonce", server -> server.encrypted(hash(new byte[0], server.key()))),
                wrong("the client's own proof", server -> server.encrypted(server.clientProof())),
                wrong("an earlier session's proof", server -> server.encrypted(replayed)),
                wrong("the key itself, plus one", server -> server.encrypted(incremented(server.key()))),
                wrong("one byte less", server -> server.encrypted(Arrays.copyOf(honest(server), 31))),
                wrong("one byte more", server -> server.encrypted(Arrays.copyOf(honest(server), 33))),
                wrong("nothing, encrypted", server -> server.encrypted(new byte[0])),
                wrong("a proof that is not encrypted", CredSspContextFactoryTest::honest),
                wrong("an empty proof", server -> new byte[0]),
                wrong("no proof", server -> null));
    }

    private static Arguments wrong(String name, CredSspForm.Proof proof) {
        return Arguments.of(name, proof);
    }

    private static byte[] honest(CredSspAcceptor server) {
        return hash(server.nonce(), server.key());
    }

    private static byte[] hash(byte[] nonce, PublicKey key) {
        return CredSspAcceptor.bindingHash("Server-To-Client", nonce, key);
    }

    /** The proof of versions 2 to 4, which are vulnerable to CVE-2018-0886. */
    private static byte[] incremented(PublicKey key) {
        byte[] bits = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getPublicKeyData()
                .getOctets();
        bits[0]++;
        return bits;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongProofs")
    void withholdsPasswordFromServerWithWrongProof(String name, CredSspForm.Proof proof) throws Exception {
        CredSspAcceptor server = acceptor("secret", CredSspForm.proving(proof));
        SecurityContext client = client("secret");
        assertThatThrownBy(() -> shakeHands(client, server))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("the password was not sent");
        assertThat(server.delegated()).isEmpty();
        assertThat(client.established()).isFalse();
    }

    @Test
    void reportsWrongPasswordWithItsStatus() throws Exception {
        assertThatThrownBy(() -> shakeHands(client("wrong"), acceptor("secret", CredSspForm.version(6))))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("0xc000006d")
                .hasMessageContaining("user or password is wrong");
    }

    @Test
    void splitsBodiesIntoPartsOfSixteenKibibytes() throws Exception {
        SecurityContext client = client("secret");
        CredSspAcceptor server = acceptor("secret", CredSspForm.version(6));
        shakeHands(client, server);
        for (int size : new int[] {0, 1, 16_384, 16_385, 1_000_000}) {
            assertThat(roundTrip(client, new AcceptorContext(server), size))
                    .startsWith(size > 16_384 ? "multipart/x-multi-encrypted;" : "multipart/encrypted;");
            roundTrip(new AcceptorContext(server), client, size);
        }
    }

    /**
     * Records of older Windows have MAC and padding instead of a tag. The expected length is computed from the length
     * of the record.
     */
    @Test
    void putsTrailerLengthOfRecordIntoLengthField() throws Exception {
        for (String suite : new String[] {
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"
        }) {
            SecurityContext client = client("secret");
            CredSspAcceptor server = acceptor("secret", CredSspForm.suites(suite));
            shakeHands(client, server);
            int explicit = suite.contains("GCM") ? 8 : 16;
            for (int size : new int[] {1, 15, 16, 100, 1000}) {
                EncryptedPart part = client.wrap(new byte[size], 0, size);
                assertThat(part.signature().length).isEqualTo(part.length() - 5 - explicit - size);
            }
            EncryptedPart next = client.wrap(new byte[5], 0, 5);
            assertThat(next.length()).isPositive();
        }
    }

    @Test
    void rejectsChangedRecord() throws Exception {
        SecurityContext client = client("secret");
        CredSspAcceptor server = acceptor("secret", CredSspForm.version(6));
        shakeHands(client, server);
        EncryptedPart part = new AcceptorContext(server).wrap("text".getBytes(StandardCharsets.UTF_8), 0, 4);
        byte[] token = Arrays.copyOf(part.signature(), part.length());
        System.arraycopy(part.cipherText(), 0, token, part.signature().length, part.cipherText().length);
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(Arrays.copyOf(token, token.length - 1)), 16))
                .isInstanceOf(EncryptionBrokenException.class);
        token[token.length - 1] ^= 1;
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(token), 16))
                .isInstanceOf(EncryptionBrokenException.class);
    }

    @Test
    void reportsWhereServerStopped() throws Exception {
        SecurityContext client = client("secret");
        client.step(NOTHING);
        assertThatThrownBy(() -> client.step(NOTHING))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("TLS handshake");
        SecurityContext confused = client("secret");
        confused.step(NOTHING);
        assertThatThrownBy(() -> confused.step("no TLS at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void hidesSecrets() throws Exception {
        CredSspContextFactory factory = new CredSspContextFactory("user", "hunter2".toCharArray(), ServiceName.HTTP);
        assertThat(factory.toString() + factory.create(TARGET)).doesNotContain("hunter2");
    }

    private static String roundTrip(SecurityContext from, SecurityContext to, int size) throws Exception {
        byte[] plain = new byte[size];
        new Random(size).nextBytes(plain);
        EncryptedBody body = EncryptedBody.encrypt(from, "application/soap+xml;charset=UTF-8", plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        try (DecryptedStream read =
                EncryptedBody.open(to, body.contentType(), new ByteArrayInputStream(out.toByteArray()), 2_000_000)) {
            assertThat(read.readAllBytes()).isEqualTo(plain);
        }
        return body.contentType();
    }

    private static void shakeHands(SecurityContext client, CredSspAcceptor acceptor) throws Exception {
        SecurityContext server = new AcceptorContext(acceptor);
        byte[] token = client.step(NOTHING);
        for (int round = 0; round < 10 && !server.established(); round++) {
            byte[] reply = server.step(token);
            if (!server.established()) {
                token = client.step(reply);
            }
        }
        assertThat(client.established()).isTrue();
        assertThat(server.established()).isTrue();
    }

    private static SecurityContext client(String password) throws Exception {
        return new CredSspContextFactory("DOM\\user", password.toCharArray(), ServiceName.HTTP).create(TARGET);
    }

    private static CredSspAcceptor acceptor(String password, CredSspForm form) {
        return new CredSspAcceptor(certificate, new Accounts(Map.of("user", password)), form);
    }
}
