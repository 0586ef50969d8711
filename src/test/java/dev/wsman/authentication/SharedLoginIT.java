package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.internal.transport.auth.kerberos.TestRealm;
import dev.wsman.testkit.WsmanService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with thousands of hosts must not ask the KDC for the user's ticket for each of them. */
class SharedLoginIT {
    @Test
    void needsNoKdcForFurtherSessionsWithSameCredentials(@TempDir Path directory) throws Exception {
        TestRealm realm = TestRealm.start("SHARED.TEST", directory);
        try (WsmanService service = service(realm)) {
            Credentials credentials = credentials(realm);
            try (Session first = open(service, credentials)) {
                assertThat(first.identify().productVendor()).isPresent();
                realm.close();
                try (Session second = open(service, credentials)) {
                    assertThat(second.identify().productVendor()).isPresent();
                }
                assertThat(first.identify().productVendor()).isPresent();
            }
            try (Session later = open(service, credentials)) {
                assertThatThrownBy(later::identify)
                        .as("the tickets were destroyed with the last session")
                        .isInstanceOf(WsmanAuthenticationException.class)
                        .hasMessageContaining("no ticket for");
            }
        }
    }

    private static WsmanService service(TestRealm realm) throws Exception {
        return WsmanService.builder()
                .kerberos(realm.keytab("HTTP/localhost"), "HTTP/localhost@" + realm.realm())
                .build()
                .start();
    }

    private static Credentials credentials(TestRealm realm) {
        return Credentials.kerberos(TestRealm.USER, TestRealm.PASSWORD.toCharArray())
                .realm(realm.realm(), realm.kdc());
    }

    private static Session open(WsmanService service, Credentials credentials) {
        return Session.open(service.endpoint().replace("127.0.0.1", "localhost"), credentials);
    }
}
