package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The choice of a scheme among several that a proxy offers. */
class ProxyLoginTest {
    private static ProxyLogin negotiate() {
        Authentication login = Authentication.handshake(
                new NtlmContextFactory(
                        NtlmContextFactory.Carrier.RAW_NEGOTIATE, "user", "secret".toCharArray(), ServiceName.HTTP),
                false);
        return new ProxyLogin(login, new SentSecrets(Authentication.none(), login));
    }

    @Test
    void keepsSchemeThatIsAmongOffered() {
        ProxyLogin login = negotiate();
        assertThat(login.adopt(List.of("NTLM", "negotiate"))).isFalse();
        assertThat(login.current().scheme()).isEqualTo("Negotiate");
    }

    /** Many proxies offer NTLM under its own name only. */
    @Test
    void adoptsFirstOfferedSchemeThatCredentialsSupport() {
        ProxyLogin login = negotiate();
        assertThat(login.adopt(List.of("Digest", "Basic", "ntlm"))).isTrue();
        assertThat(login.current().scheme()).isEqualTo("NTLM");
        assertThat(login.adopt(List.of("NTLM"))).isFalse();
    }

    @Test
    void adoptsNoOtherSchemeForBasic() {
        Authentication basic = Authentication.basic("user", "secret".toCharArray());
        ProxyLogin login = new ProxyLogin(basic, new SentSecrets(Authentication.none(), basic));
        assertThat(login.adopt(List.of("Negotiate", "NTLM"))).isFalse();
        assertThat(login.current()).isSameAs(basic);
    }

    @Test
    void adoptsNothingIfNoOfferedSchemeIsSupported() {
        ProxyLogin login = negotiate();
        assertThat(login.adopt(List.of("Kerberos", "Digest"))).isFalse();
        assertThat(login.current().scheme()).isEqualTo("Negotiate");
    }
}
