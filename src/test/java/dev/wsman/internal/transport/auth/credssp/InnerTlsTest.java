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
 * What a hostile peer can do with the TLS session inside CredSSP. An {@link SSLEngine} reports steps that do nothing
 * as good ones, so that a loop over it must look for itself whether it gets anywhere. Each test would otherwise run
 * for ever.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class InnerTlsTest {
    private static final byte[] NOTHING = {};
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);
    /** What an engine that wants to send first does not get to. */
    private static final byte[] MORE = {22, 3, 3, 0, 1, 0};

    private static ServiceCertificate certificate;

    @BeforeAll
    static void createCertificate() throws Exception {
        certificate = ServiceCertificate.create();
    }

    /** What a hostile server answers in a round, counted from 0. */
    @FunctionalInterface
    private interface Trick {
        byte[] answer(CredSspAcceptor server, int round, byte[] token) throws Exception;

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

    /** As a caller sees it: a sentence, long before the timeout. */
    @Test
    void failsCallWhenServerRequestsAnotherHandshake() throws Exception {
        try (RawServer server = TokenServer.start("CredSSP", InnerTlsTest::asksForAnotherHandshake);
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

    private static TokenServer.Answering asksForAnotherHandshake() throws Exception {
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
        assertThatThrownBy(() -> client.unwrap(message, 16))
                .isInstanceOf(EncryptionBrokenException.class)
                .hasMessageContaining("another handshake");
        // and none of its own is started by that
        assertThatThrownBy(() -> client.wrap(TEXT, 0, TEXT.length)).isInstanceOf(SSLException.class);
    }

    /** Records without text are warning alerts, for one. */
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
        assertThatThrownBy(() -> client.unwrap(closing, 16)).isInstanceOf(EncryptionBrokenException.class);
        assertThatThrownBy(() -> client.wrap(TEXT, 0, TEXT.length)).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> shakeHands(
                        client(),
                        acceptor(),
                        (acceptor, round, token) -> round == 1 ? acceptor.closeNotify() : acceptor.accept(token)))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    /**
     * A handshake message of one byte a record is allowed; a whole one of them would be more steps than any server
     * takes.
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

    /** A ServerHello of that length, each byte in a record of its own, whose last byte does not come. */
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
            byte[] answer = trick.answer(server, round, token);
            if (!server.established()) {
                token = client.step(answer);
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
