package dev.wsman.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.TestAuthority;
import dev.wsman.fixture.TestAuthority.RevocationService;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Revocation checks by OCSP and CRL: when they take place, and what they reject. */
class RevocationIT {
    @TempDir
    private Path directory;

    @AutoClose
    private final TestAuthority authority = new TestAuthority();

    private void assertTrusted(TestAuthority.Server server, UnaryOperator<Session.Builder> settings) {
        try (server;
                Session session = settings.apply(
                                Session.builder(server.endpoint()).trustStore(authority.trustStore()))
                        .build()) {
            assertThat(session.identify().productVendor()).contains("Test");
        }
    }

    private WsmanTransportException rejection(TestAuthority.Server server, UnaryOperator<Session.Builder> settings) {
        try (server;
                Session session = settings.apply(
                                Session.builder(server.endpoint()).trustStore(authority.trustStore()))
                        .build()) {
            WsmanTransportException failure = catchThrowableOfType(WsmanTransportException.class, session::identify);
            assertThat(failure.error().kind()).isEqualTo(Kind.TLS);
            return failure;
        }
    }

    @Test
    void checksNoRevocationByDefault() {
        assertTrusted(authority.server(RevocationService.OCSP).revoked(), builder -> builder);
        assertThat(authority.requests()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = Mode.EXCLUDE)
    void trustsCertificateThatIsNotRevoked(RevocationService where) {
        assertTrusted(authority.server(where), Session.Builder::checkRevocation);
        assertThat(authority.requests()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = Mode.EXCLUDE)
    void rejectsRevokedCertificate(RevocationService where) {
        WsmanTransportException failure =
                rejection(authority.server(where).revoked(), Session.Builder::checkRevocation);
        assertThat(failure).hasStackTraceContaining("revoked");
        assertThat(authority.requests()).isPositive();
    }

    /** With soft-fail an attacker who can block the connection to the authority could skip the check. */
    @ParameterizedTest
    @EnumSource(RevocationService.class)
    void rejectsCertificateOfUnknownRevocationStatus(RevocationService where) {
        TestAuthority.Server server = authority.server(where);
        authority.close();
        assertThat(rejection(server, Session.Builder::checkRevocation)).hasStackTraceContaining("revocation status");
    }

    /** SkipRevocationCheck of the automation API. Needs another JVM, because a JVM reads the property only once. */
    @Test
    void skipsCheckThatPropertiesOfJvmRequire() throws Exception {
        try (TestAuthority.Server server =
                authority.server(RevocationService.OCSP).revoked()) {
            assertThat(inAnotherJvm(server, "default")).contains("Certificate has been revoked");
            assertThat(authority.requests()).isPositive();
            assertThat(inAnotherJvm(server, "skip")).isEqualTo("trusted");
        }
    }

    private String inAnotherJvm(TestAuthority.Server server, String choice) throws Exception {
        Path store = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            authority.trustStore().store(out, Probe.PASSWORD);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dcom.sun.net.ssl.checkRevocation=true",
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Probe.class.getName(),
                        server.endpoint(),
                        store.toString(),
                        choice)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Prints whether it trusts a server. */
    static final class Probe {
        static final char[] PASSWORD = "changeit".toCharArray();

        private Probe() {}

        public static void main(String[] arguments) throws Exception {
            // without this property a JVM that checks revocation by com.sun.net.ssl.checkRevocation skips OCSP
            Security.setProperty("ocsp.enable", "true");
            KeyStore store = KeyStore.getInstance(Path.of(arguments[1]).toFile(), PASSWORD);
            Session.Builder builder = Session.builder(arguments[0]).trustStore(store);
            if (arguments[2].equals("skip")) {
                builder.skipRevocationCheck();
            }
            try (Session session = builder.build()) {
                session.identify();
                System.out.println("trusted");
            } catch (WsmanTransportException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    @Test
    void checksRevocationWithTrustStoreOfJdk() {
        try (TestAuthority.Server server = authority.server(RevocationService.OCSP);
                Session session =
                        Session.builder(server.endpoint()).checkRevocation().build()) {
            assertThat(catchThrowableOfType(WsmanTransportException.class, session::identify)
                            .error()
                            .kind())
                    .isEqualTo(Kind.TLS);
        }
    }
}
