package dev.wsman.internal.transport.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.credssp.CredSspContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.internal.transport.auth.kerberos.TestRealm;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.internal.transport.auth.spnego.SpnegoContextFactory;
import dev.wsman.internal.transport.encryption.DecryptedStream;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import dev.wsman.testkit.auth.Accounts;
import dev.wsman.testkit.auth.CredSspAcceptor;
import dev.wsman.testkit.auth.CredSspForm;
import dev.wsman.testkit.auth.KerberosAcceptor;
import dev.wsman.testkit.auth.ServiceKeys;
import dev.wsman.testkit.http.ServiceCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens and encrypted bodies of a server with random damage are understood, or rejected with a declared exception. See
 * {@link TokenFuzzer} for the number of tokens and the seed.
 */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class TokenFuzzTest {
    private static final int RUNS = TokenFuzzer.RUNS;
    private static final int FEW = TokenFuzzer.FEW;
    private static final byte[] NOTHING = {};
    private static final AuthenticationTarget TARGET = AuthenticationTarget.http("localhost", 5985);
    private static final String REALM = "WSMAN.TEST";

    @TempDir
    private static Path directory;

    private static ServiceCertificate certificate;

    private final TokenFuzzer fuzzer = new TokenFuzzer();

    @BeforeAll
    static void createCertificate() throws Exception {
        certificate = ServiceCertificate.create();
    }

    /** Without the guard that every connection has around its context: the mechanism itself rejects the token. */
    @Test
    void understandsOrRejectsDamagedNtlmChallenges() throws Exception {
        byte[] challenge = AcceptorContext.ntlm("user", "secret").step(ntlm().step(NOTHING));
        for (int i = 0; i < RUNS; i++) {
            GssMechanism client = ntlm();
            client.step(NOTHING);
            fuzzer.feed(challenge, client::step);
        }
    }

    @Test
    void understandsOrRejectsDamagedSpnegoTokens() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            SecurityContext client = spnego();
            SecurityContext server = AcceptorContext.spnego("user", "secret", i % 2 == 0);
            byte[] challenge = server.step(client.step(NOTHING));
            if (i % 3 == 0) {
                byte[] accepted = server.step(client.step(challenge));
                fuzzer.feed(accepted, client::finish);
            } else {
                fuzzer.feed(challenge, client::step);
            }
        }
    }

    /** Records of the TLS session, and messages inside it. */
    @Test
    void understandsOrRejectsDamagedCredSspTokens() throws Exception {
        for (int i = 0; i < FEW; i++) {
            int when = i % 4;
            SecurityContext client =
                    new CredSspContextFactory("user", "secret".toCharArray(), ServiceName.HTTP).create(TARGET);
            CredSspAcceptor acceptor =
                    new CredSspAcceptor(certificate, new Accounts(Map.of("user", "secret")), CredSspForm.WINDOWS);
            SecurityContext server = new AcceptorContext(acceptor);
            byte[] token = client.step(NOTHING);
            for (int round = 0; round < when; round++) {
                token = client.step(server.step(token));
            }
            fuzzer.feed(server.step(token), client::step);
        }
    }

    /** With the guard that every connection has around its context, since the JDK reads these tokens. */
    @Test
    void understandsOrRejectsDamagedKerberosTokens() throws Exception {
        try (TestRealm realm = TestRealm.start(REALM, directory)) {
            KerberosOptions options =
                    KerberosOptions.DEFAULT.realm(REALM, realm.kdc()).bare(true);
            Path keytab = realm.keytab("HTTP/localhost");
            try (KerberosContextFactory kerberos = new KerberosContextFactory(
                    KerberosLogin.password(TestRealm.USER, TestRealm.PASSWORD.toCharArray()), options)) {
                for (int i = 0; i < FEW; i++) {
                    SecurityContext client = GuardedContext.create(kerberos, TARGET);
                    SecurityContext server = new AcceptorContext(
                            new KerberosAcceptor(new ServiceKeys(keytab, "HTTP/localhost@" + REALM), true));
                    byte[] accepted = server.step(client.step(NOTHING));
                    if (i % 2 == 0) {
                        fuzzer.feed(accepted, client::finish);
                    } else {
                        client.finish(accepted);
                        feedEncrypted(client, server);
                    }
                }
            }
        }
    }

    @Test
    void understandsOrRejectsDamagedEncryptedBodies() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            SecurityContext client = GuardedContext.create(
                    new NtlmContextFactory(
                            NtlmContextFactory.Carrier.RAW_NTLM, "user", "secret".toCharArray(), ServiceName.HTTP),
                    TARGET);
            SecurityContext server = AcceptorContext.ntlm("user", "secret");
            server.step(client.step(server.step(client.step(NOTHING))));
            feedEncrypted(client, server);
        }
    }

    private void feedEncrypted(SecurityContext client, SecurityContext server) throws IOException {
        EncryptedBody body = EncryptedBody.encrypt(server, "application/soap+xml;charset=UTF-8", new byte[100]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        fuzzer.feed(out.toByteArray(), worse -> {
            try (DecryptedStream in =
                    EncryptedBody.open(client, body.contentType(), new ByteArrayInputStream(worse), 1_000_000)) {
                assertThat(in.readAllBytes()).hasSizeLessThanOrEqualTo(1_000_000);
            }
        });
    }

    private static GssMechanism ntlm() throws AuthenticationFailedException {
        return factory().mechanism(TARGET);
    }

    private static NtlmContextFactory factory() {
        return new NtlmContextFactory(
                NtlmContextFactory.Carrier.RAW_NTLM, ".\\user", "secret".toCharArray(), ServiceName.HTTP);
    }

    private static SecurityContext spnego() throws AuthenticationFailedException {
        return new SpnegoContextFactory(factory()).create(TARGET);
    }
}
