package dev.wsman.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.TestAuthority;
import dev.wsman.fixture.TestAuthority.Asked;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whether a revoked certificate is found out. */
class RevocationIT {
    @TempDir
    private Path directory;

    private TestAuthority authority;

    @BeforeEach
    void start() {
        authority = new TestAuthority();
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private void trusted(TestAuthority.Server server, UnaryOperator<Session.Builder> settings) {
        try (server;
                Session session = settings.apply(
                                Session.builder(server.endpoint()).trustStore(authority.trustStore()))
                        .build()) {
            assertThat(session.identify().productVendor()).contains("Test");
        }
    }

    private WsmanTransportException refused(TestAuthority.Server server, UnaryOperator<Session.Builder> settings) {
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
    void theJdkDoesNotAskUnlessToldTo() {
        trusted(authority.server(Asked.OCSP).revoked(), builder -> builder);
        assertThat(authority.questions()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = "NOWHERE", mode = Mode.EXCLUDE)
    void aCertificateThatIsNotRevokedIsTrusted(Asked where) {
        trusted(authority.server(where), Session.Builder::checkRevocation);
        assertThat(authority.questions()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = "NOWHERE", mode = Mode.EXCLUDE)
    void aRevokedCertificateIsRefused(Asked where) {
        WsmanTransportException failure = refused(authority.server(where).revoked(), Session.Builder::checkRevocation);
        assertThat(failure).hasStackTraceContaining("revoked");
        assertThat(authority.questions()).isPositive();
    }

    /** Soft fail would let whoever can cut the way to the authority decide. */
    @ParameterizedTest
    @EnumSource(Asked.class)
    void whatCannotBeLearntIsNoTrust(Asked where) {
        TestAuthority.Server server = authority.server(where);
        authority.close();
        assertThat(refused(server, Session.Builder::checkRevocation)).hasStackTraceContaining("revocation status");
    }

    /** SkipRevocationCheck of the automation API; the JVM reads its property once, so that it takes another JVM. */
    @Test
    void skippingHoldsWhereTheJvmWouldAsk() throws Exception {
        try (TestAuthority.Server server = authority.server(Asked.OCSP).revoked()) {
            assertThat(inAnotherJvm(server, "default")).contains("Certificate has been revoked");
            assertThat(authority.questions()).isPositive();
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

    /** Says whether it trusts a server. */
    static final class Probe {
        static final char[] PASSWORD = "changeit".toCharArray();

        private Probe() {}

        public static void main(String[] arguments) throws Exception {
            // the revocation checker of a JVM that is told so by its properties looks for OCSP only if this is set as
            // well
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
    void theJdksTrustStoreIsCheckedAsWell() {
        try (TestAuthority.Server server = authority.server(Asked.OCSP);
                Session session =
                        Session.builder(server.endpoint()).checkRevocation().build()) {
            assertThat(catchThrowableOfType(WsmanTransportException.class, session::identify)
                            .error()
                            .kind())
                    .isEqualTo(Kind.TLS);
        }
    }
}
