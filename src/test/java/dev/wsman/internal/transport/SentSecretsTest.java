package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.CredSsp;
import dev.wsman.internal.transport.auth.Kerberos;
import dev.wsman.internal.transport.auth.KerberosLogin;
import dev.wsman.internal.transport.auth.KerberosOptions;
import dev.wsman.internal.transport.auth.Negotiating;
import dev.wsman.internal.transport.auth.Ntlm;
import dev.wsman.internal.transport.auth.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session knows of the secrets that it sends. */
class SentSecretsTest {
    private static final String PASSWORD = "S3cret-p\u00e4ss";

    private static char[] password() {
        return PASSWORD.toCharArray();
    }

    static Stream<Login> logins() {
        ServiceName service = new ServiceName("HTTP", false);
        return Stream.of(
                Login.basic("bob", password()),
                Login.digest("bob", password()),
                Login.handshake(new Ntlm(Ntlm.Carrier.SPNEGO, "bob", password(), service), true),
                Login.handshake(new CredSsp("bob", password(), service), true),
                Login.handshake(new Negotiating("bob", password(), KerberosOptions.DEFAULT), true),
                Login.handshake(
                        new Kerberos(KerberosLogin.password("bob", password()), KerberosOptions.DEFAULT), true));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void masksPasswordOfServerAndOfProxy(Login login) {
        assertThat(new SentSecrets(login, Login.none()).maskedIn("was " + PASSWORD + "!"))
                .isEqualTo("was ***!");
        assertThat(new SentSecrets(Login.none(), login).maskedIn("was " + PASSWORD + "!"))
                .isEqualTo("was ***!");
    }

    @ParameterizedTest
    @MethodSource("logins")
    void showsNothingOnceThePasswordIsWiped(Login login) {
        SentSecrets secrets = new SentSecrets(login, Login.none());
        login.close();
        assertThat(secrets.maskedIn("was " + PASSWORD)).isEqualTo("***");
    }

    @Test
    void masksTokensAndDigestResponsesThatWereSent() {
        SentSecrets secrets = new SentSecrets(Login.none(), Login.none());
        String token = Base64.getEncoder()
                .encodeToString("a token of a handshake ".repeat(20).getBytes(StandardCharsets.UTF_8));
        secrets.sent("Negotiate " + token);
        secrets.sent("Digest username=\"bob\", realm=\"r\", response=\"0123456789abcdef0123456789abcdef\", nc=1");
        assertThat(secrets.maskedIn("got Negotiate " + token + ", response=0123456789ABCDEF0123456789ABCDEF of bob"))
                .isEqualTo("got Negotiate ***, response=*** of bob");
    }

    @Test
    void masksPasswordWithoutMaskingItsUser() {
        SentSecrets secrets = new SentSecrets(Login.basic("administrator", password()), Login.none());
        assertThat(secrets.maskedIn("no access for administrator")).isEqualTo("no access for administrator");
        assertThat(secrets.maskedIn("administrator:" + PASSWORD)).isEqualTo("***");
    }
}
