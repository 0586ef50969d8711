package dev.wsman.internal.transport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.testkit.auth.NtlmAcceptor;
import dev.wsman.testkit.auth.NtlmChallengeForm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 5929 4.1: the hash is the certificate's own, SHA-256 instead of the weak ones. */
class ServerEndPointTest {
    @Test
    void hashesWithSignatureAlgorithmOfCertificate() throws Exception {
        Map<String, String> hashes = Map.of(
                "SHA1withRSA", "SHA-256",
                "SHA256withRSA", "SHA-256",
                "SHA384withRSA", "SHA-384",
                "SHA512withRSA", "SHA-512",
                "SHA256withRSAandMGF1", "SHA-256",
                "SHA384withRSAandMGF1", "SHA-384",
                "SHA512withRSAandMGF1", "SHA-512");
        for (Map.Entry<String, String> expected : hashes.entrySet()) {
            TestCertificate made = TestCertificate.create(expected.getKey());
            byte[] hash = MessageDigest.getInstance(expected.getValue())
                    .digest(made.certificate().getEncoded());
            byte[] prefix = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
            assertThat(ServerEndPoint.applicationData(made.certificate()))
                    .startsWith(prefix)
                    .endsWith(hash)
                    .hasSize(prefix.length + hash.length);
        }
    }

    @Test
    void leavesAddressesOutOfBinding() throws Exception {
        TestCertificate made = TestCertificate.create("SHA256withRSA");
        byte[] data = ServerEndPoint.applicationData(made.certificate());
        byte[] struct = ByteBuffer.allocate(20 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(0)
                .putInt(data.length)
                .put(data)
                .array();
        assertThat(ServerEndPoint.bindings(made.certificate())).isEqualTo(struct);
    }

    @Test
    void sendsBindingOfTargetWithNtlm() throws Exception {
        TestCertificate made = TestCertificate.create("SHA256withRSA");
        AuthenticationTarget target = new AuthenticationTarget("server", 5986, true, made.certificate());
        NtlmAcceptor server = AcceptorContext.ntlmAcceptor("user", "secret", NtlmChallengeForm.WINDOWS);
        SecurityContext client = new NtlmContextFactory(
                        NtlmContextFactory.Carrier.RAW_NEGOTIATE, "user", "secret".toCharArray(), ServiceName.HTTP)
                .create(target);
        server.accept(client.step(server.accept(client.step(new byte[0]))));
        int channelBindings = 10; // MsvAvChannelBindings, MS-NLMP 2.2.2.1
        assertThat(server.targetInformation().get(channelBindings))
                .isEqualTo(md5(ServerEndPoint.bindings(made.certificate())));
    }

    private static byte[] md5(byte[] text) throws Exception {
        return MessageDigest.getInstance("MD5").digest(text);
    }
}
