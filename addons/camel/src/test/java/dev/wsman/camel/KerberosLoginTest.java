package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Identity;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.camel.fixture.KerberosRealm;
import dev.wsman.testkit.WsmanService;
import java.nio.file.Path;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins with tickets of a realm that only the options of the endpoint name. Has a JVM of its own. */
class KerberosLoginTest extends CamelTestSupport {
    private static final String USER = "operator";
    private static final String PASSWORD = "p&w+%41=";

    @TempDir
    static Path directory;

    private static KerberosRealm realm;
    private static WsmanService server;

    @BeforeAll
    static void startsRealmAndServer() throws Exception {
        realm = KerberosRealm.start(directory);
        realm.add(USER, PASSWORD);
        server = WsmanService.builder()
                .kerberos(realm.addService(), realm.service())
                .build()
                .start();
    }

    @AfterAll
    static void stopsRealmAndServer() throws Exception {
        server.close();
        realm.close();
    }

    private static String identify(String login) {
        String host = server.endpoint().replace("127.0.0.1", "localhost");
        return "wsman:identify?authScheme=kerberos&host=" + host + "&realm=" + KerberosRealm.NAME + "&kdc="
                + realm.kdc() + "&username=" + USER + login;
    }

    @Test
    void logsInByPassword() {
        assertThat(template().requestBody(identify("&password=RAW(" + PASSWORD + ")"), (Object) null))
                .isInstanceOf(Identity.class);
    }

    @Test
    void logsInByKeytab() throws Exception {
        assertThat(template().requestBody(identify("&keytab=" + realm.keytab(USER)), (Object) null))
                .isInstanceOf(Identity.class);
    }

    @Test
    void reportsWrongPassword() {
        assertThat(template()
                        .request(identify("&password=wrong"), exchange -> {})
                        .getException())
                .isInstanceOf(WsmanAuthenticationException.class);
    }
}
