package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final Credentials BASIC = Credentials.basic("user", new char[1]);
    private static final Credentials DIGEST = Credentials.digest("user", new char[1]);
    private static final Credentials NTLM = Credentials.ntlm("user", new char[1]);
    private static final Credentials NEGOTIATE = Credentials.negotiate("user", new char[1]);
    private static final Credentials KERBEROS = Credentials.kerberos("user", new char[1]);
    private static final Credentials CREDSSP = Credentials.credSsp("user", new char[1]);

    @Test
    void namesOptionThatSchemeDoesNotSupport() {
        for (Credentials without :
                List.of(Credentials.none(), BASIC, DIGEST, NTLM, CREDSSP, Credentials.certificate())) {
            assertRejected(
                    () -> without.realm("EXAMPLE.ORG", "kdc"), "realm: the " + without + " scheme does not support");
            assertRejected(without::delegation, "delegation: the " + without + " scheme does not support");
            assertRejected(without::bareKerberos, "bareKerberos: the " + without + " scheme does not support");
        }
        assertRejected(NEGOTIATE::bareKerberos, "bareKerberos: the Negotiate scheme does not support");
        for (Credentials without : List.of(Credentials.none(), BASIC, DIGEST, Credentials.certificate())) {
            assertRejected(() -> without.service("WSMAN"), "service: the " + without + " scheme does not support");
            assertRejected(without::servicePort, "servicePort: the " + without + " scheme does not support");
        }
    }

    @Test
    void acceptsOptionsThatSchemeSupports() {
        for (Credentials with : List.of(NTLM, NEGOTIATE, KERBEROS, CREDSSP)) {
            with.service("WSMAN").servicePort();
        }
        NEGOTIATE.realm("EXAMPLE.ORG", "kdc").delegation();
        KERBEROS.realm("EXAMPLE.ORG", "kdc").delegation().bareKerberos();
    }

    private static void assertRejected(Supplier<Credentials> option, String message) {
        assertThatThrownBy(option::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
