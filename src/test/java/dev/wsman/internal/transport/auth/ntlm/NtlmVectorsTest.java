package dev.wsman.internal.transport.auth.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The published values of RFC 1320 A.5 and MS-NLMP 4.2. */
class NtlmVectorsTest {
    private static final byte[] SERVER_CHALLENGE = hex("0123456789abcdef");
    private static final byte[] CLIENT_CHALLENGE = hex("aaaaaaaaaaaaaaaa");
    private static final byte[] SESSION_KEY = hex("55555555555555555555555555555555");
    /** The flags of MS-NLMP 4.2.4: 0xe28a8233. */
    private static final int FLAGS = 0xe28a8233;

    private static final NtlmTargetInfo TARGET_INFO =
            NtlmTargetInfo.empty().withText(2, "Domain").withText(NtlmTargetInfo.COMPUTER_NAME, "Server");

    private final NtlmCryptography cryptography = new NtlmCryptography();

    @Test
    void hashesTestSuiteOfRfc1320() {
        assertThat(md4("")).isEqualTo("31d6cfe0d16ae931b73c59d7e0c089c0");
        assertThat(md4("a")).isEqualTo("bde52cb31de33e46245e05fbdbd6fb24");
        assertThat(md4("abc")).isEqualTo("a448017aaf21d8525fc10ae87aa6729d");
        assertThat(md4("message digest")).isEqualTo("d9130a8164549fe818874806e1c7014b");
        assertThat(md4("abcdefghijklmnopqrstuvwxyz")).isEqualTo("d79e1c308aa5bbcdeea8ed63df412da9");
        assertThat(md4("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"))
                .isEqualTo("043f8582f241db351ce627e153e7f0e4");
        assertThat(md4("1234567890".repeat(8))).isEqualTo("e33b4ddc9c38f2199c3e7b164fcc0536");
    }

    /** MS-NLMP 4.2.4.1.1. */
    @Test
    void computesResponseKeyAsPublished() {
        assertThat(responseKey()).isEqualTo(hex("0c868a403bfd7a93a3001ef22ef02e3f"));
    }

    /** MS-NLMP 4.2.4.2.1 and 4.2.4.2.2. */
    @Test
    void computesResponsesAsPublished() {
        assertThat(NtlmResponse.lmv2(cryptography, responseKey(), SERVER_CHALLENGE, CLIENT_CHALLENGE))
                .isEqualTo(hex("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa"));
        byte[] nt = NtlmResponse.ntlmv2(
                cryptography, responseKey(), SERVER_CHALLENGE, CLIENT_CHALLENGE, new byte[8], TARGET_INFO);
        assertThat(Arrays.copyOf(nt, 16)).isEqualTo(hex("68cd0ab851e51c96aabc927bebef6a1c"));
    }

    /** MS-NLMP 4.2.4.1.2 and 4.2.4.2.3. */
    @Test
    void computesKeysAsPublished() {
        byte[] baseKey = cryptography.hmacMd5(responseKey(), hex("68cd0ab851e51c96aabc927bebef6a1c"));
        assertThat(baseKey).isEqualTo(hex("8de40ccadbc14a82f15cb0ad0de95ca3"));
        assertThat(NtlmCryptography.rc4(baseKey).update(SESSION_KEY))
                .isEqualTo(hex("c5dad2544fc9799094ce1ce90bc9d03e"));
    }

    /** MS-NLMP 4.2.4.4. */
    @Test
    void encryptsMessageAsPublished() throws Exception {
        byte[] plain = "Plaintext".getBytes(StandardCharsets.UTF_16LE);
        EncryptedPart encrypted = NtlmSession.of(SESSION_KEY, FLAGS, true).encrypt(plain, 0, plain.length);
        assertThat(encrypted.cipherText()).isEqualTo(hex("54e50165bf1936dc996020c1811b0f06fb5f"));
        assertThat(encrypted.signature()).isEqualTo(hex("010000007fb38ec5c55d497600000000"));
    }

    @Test
    void overwritesKeysWhenClosed() {
        NtlmSession session = NtlmSession.of(SESSION_KEY, FLAGS, true);
        NtlmSession other = NtlmSession.of(new byte[16], FLAGS, true);
        session.close();
        other.close();
        assertThat(session.sign(new byte[4])).isEqualTo(other.sign(new byte[4]));
        assertThat(session.encrypt(new byte[4], 0, 4).cipherText())
                .isEqualTo(other.encrypt(new byte[4], 0, 4).cipherText());
    }

    private byte[] responseKey() {
        try (Secret password = new Secret("Password".toCharArray())) {
            return cryptography.ntowfv2(password, "User", "Domain");
        }
    }

    @Test
    void capitalizesNamesCharacterByCharacter() {
        assertThat(NtlmCryptography.capitals("stra\u00dfe-j\u00fcrgen")).isEqualTo("STRA\u00dfE-J\u00dcRGEN");
    }

    private static String md4(String text) {
        return HexFormat.of().formatHex(Md4.hash(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
