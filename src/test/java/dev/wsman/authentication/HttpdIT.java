package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.fixture.Programs;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Basic and Digest of Apache httpd in front of the testkit's service; skipped if httpd is not installed. */
class HttpdIT {
    private static final String USER = "dave";
    private static final String PASSWORD = "D4ve's pass";
    private static final List<String> MODULES = List.of(
            "mpm_event",
            "authn_core",
            "authn_file",
            "authz_core",
            "authz_user",
            "auth_basic",
            "auth_digest",
            "proxy",
            "proxy_http");
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/lib/apache2/modules"), Path.of("/usr/lib64/httpd/modules"));

    @AutoStart
    static final WsmanService service = AuthenticatedServices.service().build();

    @TempDir
    private static Path directory;

    @AutoClose
    private static Programs programs;

    private static int port;

    @BeforeAll
    static void startHttpd() throws Exception {
        String httpd = Programs.need("apache2");
        Path modules = PLACES.stream().filter(Files::isDirectory).findFirst().orElse(null);
        assumeTrue(modules != null, "the modules of Apache httpd are not installed");
        programs = new Programs(directory);
        port = Programs.freePort();
        byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(PASSWORD.getBytes(StandardCharsets.UTF_8));
        programs.write("basic.users", USER + ":{SHA}" + Base64.getEncoder().encodeToString(sha1) + "\n");
        byte[] a1 = (USER + ":lab:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(a1));
        programs.write("digest.users", USER + ":lab:" + md5 + "\n");
        Path configuration = programs.write("httpd.conf", configuration(modules));
        Process process =
                programs.start("httpd", httpd, "-X", "-d", directory.toString(), "-f", configuration.toString());
        programs.awaitPort("httpd", process, port);
    }

    private static String configuration(Path modules) {
        StringBuilder text = new StringBuilder();
        MODULES.forEach(
                module -> text.append("LoadModule %s_module %s/mod_%s.so%n".formatted(module, modules, module)));
        return text + """
                ServerName localhost
                Listen 127.0.0.1:%1$d
                PidFile %2$s/httpd.pid
                DefaultRuntimeDir %2$s
                ErrorLog %2$s/error.log
                <Location /basic>
                  AuthType Basic
                  AuthName lab
                  AuthUserFile %2$s/basic.users
                  Require valid-user
                  ProxyPass %3$s
                </Location>
                <Location /digest>
                  AuthType Digest
                  AuthName lab
                  AuthDigestProvider file
                  AuthUserFile %2$s/digest.users
                  AuthDigestNonceLifetime 2
                  Require valid-user
                  ProxyPass %3$s
                </Location>
                """.formatted(port, directory, service.endpoint());
    }

    private static Session open(String scheme, String password) {
        char[] characters = password.toCharArray();
        return Session.builder("http://127.0.0.1:" + port + "/" + scheme)
                .credentials(
                        scheme.equals("basic")
                                ? Credentials.basic(USER, characters)
                                : Credentials.digest(USER, characters))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "digest"})
    void authenticatesAndForwardsRequests(String scheme) throws Exception {
        try (Session session = open(scheme, PASSWORD)) {
            for (int i = 0; i < 3; i++) {
                assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
            }
            session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation("\u20ac"));
            assertThat(session.get(AuthenticatedServices.ONE).text("StringValue"))
                    .contains("\u20ac");
        }
        assertThat(service.requests()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "digest"})
    void reportsWrongPassword(String scheme) {
        try (Session session = open(scheme, "other")) {
            assertThat(catchThrowableOfType(
                            WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .hasMessageContaining("check user");
        }
        assertThat(service.requests()).isEmpty();
    }
}
