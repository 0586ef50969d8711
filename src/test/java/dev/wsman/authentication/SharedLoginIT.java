package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with thousands of hosts must not ask the KDC for the user's ticket for each of them. */
class SharedLoginIT {
    @AutoStart
    static final WsmanService service = AuthenticatedServices.service()
            .kerberos(AuthenticatedServices.keytab(), AuthenticatedServices.PRINCIPAL)
            .build();

    /** A login reads the keytab; the second session has none to read. */
    @Test
    void logsInOnceForAllOpenSessionsWithSameCredentials(@TempDir Path folder) throws Exception {
        Path keytab =
                Files.copy(AuthenticatedServices.realm().userKeytab(), folder.resolve("deleted-after-login.keytab"));
        Credentials credentials =
                AuthenticatedServices.inRealm(Credentials.kerberos(keytab, AuthenticatedServices.USER));
        try (Session first = open(credentials)) {
            assertThat(first.identify().productVendor()).isPresent();
            Files.delete(keytab);
            try (Session second = open(credentials)) {
                assertThat(second.identify().productVendor()).isPresent();
            }
            assertThat(first.identify().productVendor()).isPresent();
        }
        try (Session later = open(credentials)) {
            assertThatThrownBy(later::identify)
                    .as("the tickets were destroyed with the last session")
                    .isInstanceOf(WsmanAuthenticationException.class)
                    .hasMessageContaining("no ticket for");
        }
    }

    private static Session open(Credentials credentials) {
        return AuthenticatedServices.session(service).credentials(credentials).build();
    }
}
