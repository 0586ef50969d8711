package dev.wsman.internal.transport.auth.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.internal.transport.auth.AcceptorContext;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.TokenServer;
import dev.wsman.internal.transport.auth.WindowsAccount;
import dev.wsman.testkit.auth.SpnegoTokens;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The target information of a hostile NTLM server (MS-NLMP 2.2.2.1). */
class NtlmTargetInfoTest {
    private static final byte[] NOTHING = {};
    private static final String END = "00000000";

    private static String pair(int id, int length, String value) {
        ByteBuffer header = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        return HexFormat.of()
                        .formatHex(header.putShort((short) id)
                                .putShort((short) length)
                                .array())
                + value;
    }

    static Stream<Arguments> malformed() {
        Stream<Arguments> lengths = Stream.of(
                        NtlmTargetInfo.FLAGS, NtlmTargetInfo.TIMESTAMP, NtlmTargetInfo.CHANNEL_BINDINGS)
                .flatMap(id -> IntStream.of(0, 1, 3, 5, 7, 9, 12, 15, 17, 4096)
                        .mapToObj(length -> Arguments.of("pair " + id, pair(id, length, "00".repeat(length)) + END)));
        return Stream.concat(
                lengths,
                Stream.of(
                        Arguments.of("cut short", pair(2, 4, "4100")),
                        Arguments.of("cut short", pair(2, 0xffff, "4100") + END),
                        Arguments.of("no end mark", pair(2, 2, "4100")),
                        Arguments.of("no end mark", pair(2, 2, "4100") + "0000"),
                        Arguments.of("no end mark", "00"),
                        Arguments.of("no end mark", "")));
    }

    /** The client copies the timestamp into its response, which one of more than 8 bytes once overflowed. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformed")
    void rejectsMalformedList(String message, String hex) throws Exception {
        byte[] list = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> NtlmTargetInfo.parse(list))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageStartingWith("NTLM: the server's target information")
                .hasMessageContaining(message);
        NtlmMechanism client = client();
        client.step(NOTHING);
        assertThatThrownBy(() -> client.step(challenge(list))).isInstanceOf(AuthenticationFailedException.class);
    }

    /** The exception that the caller gets, with raw NTLM and with SPNEGO. */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9, 100})
    void reportsMalformedListAsAuthenticationFailure(int length) throws Exception {
        byte[] list = HexFormat.of().parseHex(pair(NtlmTargetInfo.TIMESTAMP, length, "00".repeat(length)) + END);
        byte[] challenge = challenge(list);
        byte[] wrapped = SpnegoTokens.response(
                SpnegoTokens.NegotiationState.ACCEPT_INCOMPLETE, SpnegoTokens.NTLM, challenge, null);
        assertRefused(Credentials.rawNtlm("user", "secret".toCharArray()), challenge);
        assertRefused(Credentials.ntlm("user", "secret".toCharArray()), wrapped);
    }

    private static void assertRefused(Credentials credentials, byte[] reply) throws Exception {
        try (RawServer server = TokenServer.start("Negotiate", () -> token -> reply);
                Session session = Session.builder("http://127.0.0.1:" + server.port() + "/wsman")
                        .credentials(credentials)
                        .build()) {
            assertThatThrownBy(session::identify)
                    .isInstanceOf(WsmanAuthenticationException.class)
                    .hasMessageContaining("NTLM: the server's target information is malformed: pair 7 has");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void rejectsChallengeTooLongForResponse() throws Exception {
        byte[] list = HexFormat.of().parseHex(pair(2, 65_000, "4100".repeat(32_500)) + END);
        NtlmMechanism client = client();
        client.step(NOTHING);
        assertThat(client.step(challenge(list))).isNotEmpty();
        byte[] longer = HexFormat.of().parseHex(pair(2, 65_526, "4100".repeat(32_763)) + END);
        NtlmMechanism other = client();
        other.step(NOTHING);
        assertThatThrownBy(() -> other.step(challenge(longer)))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("does not fit");
        assertThat(other.established()).isFalse();
    }

    private static NtlmMechanism client() {
        return new NtlmMechanism(
                WindowsAccount.parse("user"),
                new Secret("secret".toCharArray()),
                new NtlmMechanism.Identity("HTTP/server", null),
                NtlmMechanism.Source.secure());
    }

    /** A CHALLENGE_MESSAGE with these bytes as its target information. */
    private static byte[] challenge(byte[] targetInfo) throws AuthenticationFailedException {
        byte[] header = AcceptorContext.ntlm("user", "secret").step(NtlmMessage.negotiate(NtlmFlags.OFFERED));
        byte[] challenge = Arrays.copyOf(header, 56 + targetInfo.length);
        System.arraycopy(targetInfo, 0, challenge, 56, targetInfo.length);
        ByteBuffer.wrap(challenge)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(40, (short) targetInfo.length)
                .putShort(42, (short) targetInfo.length)
                .putInt(44, 56);
        return challenge;
    }
}
