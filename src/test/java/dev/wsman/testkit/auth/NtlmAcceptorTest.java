package dev.wsman.testkit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.fixture.NtlmClient;
import dev.wsman.testkit.fixture.NtlmClient.Mic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptor must accept what Windows accepts: it once rejected other clients that work with Windows. */
class NtlmAcceptorTest {
    private static final int TARGET_INFO = 0x00800000;
    private static final Accounts ACCOUNTS = new Accounts(Map.of("user", "secret"));

    private final NtlmClient client = new NtlmClient("user", "secret");
    private final NtlmAcceptor acceptor = new NtlmAcceptor(ACCOUNTS, Optional.empty(), false);

    @ParameterizedTest
    @ValueSource(ints = {NtlmClient.FLAGS, NtlmClient.FLAGS | TARGET_INFO, 0x00000001})
    void announcesTargetInformationWhateverClientRequests(int flags) throws Exception {
        ByteBuffer challenge =
                ByteBuffer.wrap(acceptor.accept(client.negotiate(flags))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(challenge.getShort(40))
                .as("length of the target information")
                .isPositive();
        assertThat(challenge.getInt(20) & TARGET_INFO).isEqualTo(TARGET_INFO);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_ROOM", "ZEROS", "UNANNOUNCED", "ANNOUNCED"})
    void acceptsClientsWithAndWithoutMic(Mic mic) throws Exception {
        byte[] challenge = acceptor.accept(client.negotiate(NtlmClient.FLAGS));
        assertThat(acceptor.accept(client.authenticate(challenge, mic))).isEmpty();
        assertThat(acceptor.established()).isTrue();
        assertThat(acceptor.user()).isEqualTo("user");
    }

    /** requests-ntlm sends names in OEM, but computes the hashes from Unicode. */
    @ParameterizedTest
    @ValueSource(ints = {0xa2088202, 0xa2088201, 0xa2088203})
    void readsNamesInNegotiatedCharacterSet(int flags) throws Exception {
        byte[] challenge = acceptor.accept(client.negotiate(flags));
        int agreed = ByteBuffer.wrap(challenge).order(ByteOrder.LITTLE_ENDIAN).getInt(20) & 3;
        assertThat(agreed).isEqualTo((flags & 1) != 0 ? 1 : 2);
        acceptor.accept(client.authenticate(challenge, Mic.ANNOUNCED));
        assertThat(acceptor.user()).isEqualTo("user");
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_ROOM", "ZEROS", "UNANNOUNCED"})
    void rejectsClientsThatAnnounceNoMicIfOneIsRequired(Mic mic) throws Exception {
        NtlmAcceptor strict = new NtlmAcceptor(ACCOUNTS, Optional.empty(), true);
        byte[] challenge = strict.accept(client.negotiate(NtlmClient.FLAGS));
        assertThatThrownBy(() -> strict.accept(client.authenticate(challenge, mic)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("announces no MIC");
        assertThat(strict.established()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNANNOUNCED", "ANNOUNCED"})
    void rejectsMicThatDoesNotVerify(Mic mic) throws Exception {
        byte[] challenge = acceptor.accept(client.negotiate(NtlmClient.FLAGS));
        byte[] message = client.authenticate(challenge, mic);
        message[80] ^= 1;
        assertThatThrownBy(() -> acceptor.accept(message))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("MIC is wrong");
        assertThat(acceptor.established()).isFalse();
    }

    @Test
    void rejectsMicThatIsAnnouncedAndMissing() throws Exception {
        byte[] challenge = acceptor.accept(client.negotiate(NtlmClient.FLAGS));
        byte[] message = client.authenticate(challenge, Mic.ANNOUNCED_WITHOUT_ROOM);
        assertThatThrownBy(() -> acceptor.accept(message))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("MIC is wrong");
    }

    @Test
    void rejectsMessageThatWasChangedUnderItsMic() throws Exception {
        byte[] challenge = acceptor.accept(client.negotiate(NtlmClient.FLAGS));
        byte[] message = client.authenticate(challenge, Mic.ANNOUNCED);
        message[60] ^= 0x20;
        assertThatThrownBy(() -> acceptor.accept(message))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("MIC is wrong");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void rejectsResponseThatEndsWithinItsTargetInformation(int length) throws Exception {
        byte[] challenge = acceptor.accept(client.negotiate(NtlmClient.FLAGS));
        byte[] cut = {6, 0, 4, 0, 2, 0};
        byte[] message = client.authenticate(challenge, Mic.ZEROS, Arrays.copyOf(cut, length));
        assertThatThrownBy(() -> acceptor.accept(message)).isInstanceOf(RefusedException.class);
    }
}
