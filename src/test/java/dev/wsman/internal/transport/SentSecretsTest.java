package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.credssp.CredSspContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.internal.transport.auth.spnego.NegotiateContextFactory;
import dev.wsman.internal.transport.auth.spnego.SpnegoContextFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The secrets that a session has sent are masked in texts. */
class SentSecretsTest {
    private static final String PASSWORD = "S3cret-p\u00e4ss";

    private static char[] password() {
        return PASSWORD.toCharArray();
    }

    static Stream<Authentication> logins() {
        ServiceName service = new ServiceName("HTTP", false);
        return Stream.of(
                Authentication.basic("bob", password()),
                Authentication.digest("bob", password()),
                Authentication.handshake(
                        new SpnegoContextFactory(new NtlmContextFactory(
                                NtlmContextFactory.Carrier.RAW_NEGOTIATE, "bob", password(), service)),
                        true),
                Authentication.handshake(new CredSspContextFactory("bob", password(), service), true),
                Authentication.handshake(new NegotiateContextFactory("bob", password(), KerberosOptions.DEFAULT), true),
                Authentication.handshake(
                        new KerberosContextFactory(KerberosLogin.password("bob", password()), KerberosOptions.DEFAULT),
                        true));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void masksPasswordOfServerAndOfProxy(Authentication login) {
        assertThat(new SentSecrets(login, Authentication.none()).maskedIn("was " + PASSWORD + "!"))
                .isEqualTo("was ***!");
        assertThat(new SentSecrets(Authentication.none(), login).maskedIn("was " + PASSWORD + "!"))
                .isEqualTo("was ***!");
    }

    @ParameterizedTest
    @MethodSource("logins")
    void masksWholeTextAfterPasswordIsWiped(Authentication login) {
        SentSecrets secrets = new SentSecrets(login, Authentication.none());
        login.close();
        assertThat(secrets.maskedIn("was " + PASSWORD)).isEqualTo("***");
    }

    @Test
    void masksTokensAndDigestResponsesThatWereSent() {
        SentSecrets secrets = new SentSecrets(Authentication.none(), Authentication.none());
        String token = Base64.getEncoder()
                .encodeToString("a token of a handshake ".repeat(20).getBytes(StandardCharsets.UTF_8));
        secrets.sent("Negotiate " + token);
        secrets.sent("Digest username=\"bob\", realm=\"r\", response=\"0123456789abcdef0123456789abcdef\", nc=1");
        assertThat(secrets.maskedIn("got Negotiate " + token + ", response=0123456789ABCDEF0123456789ABCDEF of bob"))
                .isEqualTo("got Negotiate ***, response=*** of bob");
    }

    @Test
    void masksPasswordWithoutMaskingItsUser() {
        SentSecrets secrets = new SentSecrets(Authentication.basic("administrator", password()), Authentication.none());
        assertThat(secrets.maskedIn("no access for administrator")).isEqualTo("no access for administrator");
        assertThat(secrets.maskedIn("administrator:" + PASSWORD)).isEqualTo("***");
    }
}
