package dev.wsman.internal.transport.auth.credssp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.TokenServer;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import dev.wsman.testkit.auth.Accounts;
import dev.wsman.testkit.auth.CredSspAcceptor;
import dev.wsman.testkit.auth.CredSspForm;
import dev.wsman.testkit.http.ServiceCertificate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks of a hostile peer on the TLS session inside CredSSP. An {@link SSLEngine} reports success for steps that do
 * nothing, so that a loop over it must check that it makes progress. Without that check these tests would not end.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class InnerTlsTest {
    private static final byte[] NOTHING = {};
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);
    /** A record that an engine does not read while it has something to send. */
    private static final byte[] MORE = {22, 3, 3, 0, 1, 0};

    private static ServiceCertificate certificate;

    @BeforeAll
    static void createCertificate() throws Exception {
        certificate = ServiceCertificate.create();
    }

    /** Makes the token that a hostile server sends in a round, counted from 0. */
    @FunctionalInterface
    private interface Trick {
        byte[] reply(CredSspAcceptor server, int round, byte[] token) throws Exception;

        Trick NONE = (server, round, token) -> server.accept(token);
    }

    /**
     * Rounds 0 and 1 are those of the TLS handshake; in 2 the client expects NTLM's challenge, in 3 the proof of the
     * key.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void rejectsAnotherHandshakeInsteadOfLooping(int when) throws Exception {
        Trick instead = (server, round, token) -> round == when ? server.helloRequest() : server.accept(token);
        Trick inFront =
                (server, round, token) -> round == when ? joined(server.helloRequest(), MORE) : server.accept(token);
        Trick behind = (server, round, token) ->
                round == when ? joined(server.accept(token), server.helloRequest()) : server.accept(token);
        for (Trick trick : new Trick[] {instead, inFront, behind}) {
            CredSspAcceptor server = acceptor();
            assertThatThrownBy(() -> shakeHands(client(), server, trick))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("the peer asked for another handshake");
            assertThat(server.delegated()).isEmpty();
        }
    }

    @Test
    void rejectsAnotherHandshakeAfterEndOfFirst() throws Exception {
        Trick trick = (server, round, token) ->
                round == 1 ? joined(server.accept(token), server.helloRequest()) : server.accept(token);
        assertThatThrownBy(() -> shakeHands(client(), acceptor(), trick))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("bytes more than its handshake");
    }

    /** The caller gets an error that says what the server did, long before the timeout. */
    @Test
    void failsCallWhenServerRequestsAnotherHandshake() throws Exception {
        try (RawServer server = TokenServer.start("CredSSP", InnerTlsTest::requestsAnotherHandshake);
                Session session = Session.builder("http://127.0.0.1:" + server.port() + "/wsman")
                        .credentials(Credentials.credSsp("user", "secret".toCharArray()))
                        .timeout(Duration.ofMinutes(5))
                        .build()) {
            assertThatThrownBy(session::identify)
                    .isInstanceOf(WsmanAuthenticationException.class)
                    .hasMessageContaining(
                            "CredSSP: the inner TLS session failed: the peer asked for another handshake");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static TokenServer.Replies requestsAnotherHandshake() throws Exception {
        CredSspAcceptor acceptor = acceptor();
        int[] round = {0};
        return token -> round[0]++ == 2 ? joined(acceptor.helloRequest(), MORE) : acceptor.accept(token);
    }

    @Test
    void rejectsAnotherHandshakeInsideReply() throws Exception {
        SecurityContext client = client();
        CredSspAcceptor server = acceptor();
        shakeHands(client, server, Trick.NONE);
        byte[] message = joined(server.records(TEXT), server.helloRequest());
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(message), 16))
                .isInstanceOf(EncryptionBrokenException.class)
                .hasMessageContaining("another handshake");
        // the client does not begin the requested handshake
        assertThatThrownBy(() -> client.wrap(TEXT, 0, TEXT.length)).isInstanceOf(SSLException.class);
    }

    /** A server may send a few records without text, such as warning alerts. */
    @Test
    void acceptsFewRecordsWithoutTextAndRejectsMany() throws Exception {
        InnerTls session = new InnerTls(new StubEngine(HandshakeStatus.NOT_HANDSHAKING, 1, 0));
        assertThat(session.unwrap(new byte[20])).isEmpty();
        assertThatThrownBy(() -> session.unwrap(new byte[2_000]))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("records without text");
    }

    @ParameterizedTest
    @EnumSource(
            value = HandshakeStatus.class,
            names = {"NEED_WRAP", "NEED_UNWRAP", "NEED_UNWRAP_AGAIN", "NEED_TASK"})
    void rejectsEngineThatMakesNoProgress(HandshakeStatus status) {
        for (int consumed : new int[] {0, 1}) {
            assertThatThrownBy(() -> new InnerTls(new StubEngine(status, consumed, 0)).handshake(new byte[5_000]))
                    .isInstanceOf(SSLException.class)
                    .hasMessageMatching(".*(no progress|more than 1000 steps).*");
        }
        assertThatThrownBy(() -> new InnerTls(new StubEngine(status, 0, 0)).unwrap(TEXT))
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> new InnerTls(new StubEngine(status, 0, 0)).wrap(TEXT, 0, TEXT.length))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void rejectsEngineThatReadsAndWritesNothing() {
        InnerTls session = new InnerTls(new StubEngine(HandshakeStatus.NOT_HANDSHAKING, 0, 0));
        assertThatThrownBy(() -> session.unwrap(TEXT)).hasMessageContaining("no progress");
        assertThatThrownBy(() -> session.wrap(TEXT, 0, TEXT.length)).hasMessageContaining("no progress");
    }

    @Test
    void failsWhenServerClosesTlsSession() throws Exception {
        SecurityContext client = client();
        CredSspAcceptor server = acceptor();
        shakeHands(client, server, Trick.NONE);
        byte[] closing = server.closeNotify();
        assertThatThrownBy(() -> client.unwrap(ByteBuffer.wrap(closing), 16))
                .isInstanceOf(EncryptionBrokenException.class);
        assertThatThrownBy(() -> client.wrap(TEXT, 0, TEXT.length)).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> shakeHands(
                        client(),
                        acceptor(),
                        (acceptor, round, token) -> round == 1 ? acceptor.closeNotify() : acceptor.accept(token)))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    /**
     * A handshake message may be split into records of one byte each. One of 5,000 bytes would then take more steps
     * than any server needs.
     */
    @Test
    void limitsStepsAndBytesOfHandshake() throws Exception {
        SecurityContext stepping = client();
        stepping.step(NOTHING);
        assertThatThrownBy(() -> stepping.step(helloInSmallRecords(5_000)))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("steps");
        SecurityContext sending = client();
        sending.step(NOTHING);
        assertThatThrownBy(() -> sending.step(helloInSmallRecords(50_000)))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("bytes");
    }

    /** A ServerHello of that length, each byte in its own record, without its last bytes. */
    private static byte[] helloInSmallRecords(int length) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        byte[] start = {2, 0, (byte) (length >> 8), (byte) length};
        for (int i = 0; i < length; i++) {
            records.writeBytes(new byte[] {22, 3, 3, 0, 1, i < start.length ? start[i] : 3});
        }
        return records.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void shakeHands(SecurityContext client, CredSspAcceptor server, Trick trick) throws Exception {
        byte[] token = client.step(NOTHING);
        for (int round = 0; round < 10 && !server.established(); round++) {
            byte[] reply = trick.reply(server, round, token);
            if (!server.established()) {
                token = client.step(reply);
            }
        }
        assertThat(client.established()).isTrue();
        assertThat(server.established()).isTrue();
    }

    private static SecurityContext client() throws Exception {
        return new CredSspContextFactory("DOM\\user", "secret".toCharArray(), ServiceName.HTTP)
                .create(AuthenticationTarget.http("server", 5985));
    }

    private static CredSspAcceptor acceptor() throws Exception {
        return new CredSspAcceptor(certificate, new Accounts(Map.of("user", "secret")), CredSspForm.WINDOWS);
    }
}
