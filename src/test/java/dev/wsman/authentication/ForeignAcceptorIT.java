package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanFaultException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.fixture.MitRealm;
import dev.wsman.fixture.Programs;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.ServiceCertificate;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kerberos with the KDC of MIT, and Kerberos and NTLM with MIT's GSSAPI and gss-ntlmssp as the acceptor. Each side
 * decrypts what the other encrypted; see src/test/acceptors.
 */
class ForeignAcceptorIT {
    private static final String USER = "carol";
    private static final String PASSWORD = "C4rol's pass\u00fc";
    /** kadmin decodes its command line with its own character set, so that this password must be ASCII. */
    private static final String ASCII_PASSWORD = "C4rol's pass";

    private static final Path SCRIPT =
            Path.of("src/test/acceptors/gssapi_acceptor.py").toAbsolutePath();
    private static final ServiceCertificate CERTIFICATE = ServiceCertificate.create();

    @AutoStart
    static final WsmanService service = AuthenticatedServices.service().build();

    @TempDir
    private static Path directory;

    @AutoClose
    private static Programs programs;

    private static MitRealm realm;
    private static String python;
    private static Path pem;

    private enum Framing {
        OMI,
        WINDOWS
    }

    private enum Scheme {
        NTLM,
        NTLM_OF_A_DOMAIN,
        RAW_NTLM,
        KERBEROS,
        BARE_KERBEROS,
        NEGOTIATE;

        Credentials credentials() {
            return switch (this) {
                case NTLM -> Credentials.ntlm(USER, PASSWORD.toCharArray());
                case NTLM_OF_A_DOMAIN -> Credentials.ntlm("LAB\\" + USER, PASSWORD.toCharArray());
                case RAW_NTLM -> Credentials.rawNtlm(USER, PASSWORD.toCharArray());
                case KERBEROS -> kerberos();
                case BARE_KERBEROS -> kerberos().bareKerberos();
                case NEGOTIATE -> inRealm(Credentials.negotiate(USER, ASCII_PASSWORD.toCharArray()));
            };
        }

        private static Credentials kerberos() {
            return inRealm(Credentials.kerberos(USER, ASCII_PASSWORD.toCharArray()));
        }

        private static Credentials inRealm(Credentials credentials) {
            return credentials.realm(MitRealm.REALM, realm.kdc());
        }
    }

    @BeforeAll
    static void startPrograms() throws Exception {
        python = Programs.need("python3");
        programs = new Programs(directory);
        assumeTrue(programs.succeeds(python, "-c", "import gssapi"), "python3-gssapi is not installed here");
        realm = MitRealm.start(programs);
        realm.user(USER, ASCII_PASSWORD);
        programs.environment("KRB5_KTNAME", realm.service("HTTP/localhost"));
        programs.environment("NTLM_USER_FILE", programs.write("ntlm.users", "LAB:" + USER + ":" + PASSWORD + "\n"));
        pem = programs.write("server.pem", pem(CERTIFICATE));
    }

    private static String pem(ServiceCertificate of) throws Exception {
        KeyStore store = of.keyStore();
        Key key = store.getKey(store.aliases().nextElement(), new char[0]);
        return block("CERTIFICATE", of.certificate().getEncoded()) + block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String name, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + name + "-----\n" + base64 + "\n-----END " + name + "-----\n";
    }

    /** Starts an acceptor for one test; returns a builder of sessions for it. */
    private static Session.Builder acceptor(String name, Framing framing, boolean https) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                python, SCRIPT.toString(), service.endpoint(), framing.name().toLowerCase(Locale.ROOT)));
        if (https) {
            command.add(pem.toString());
        }
        int port = programs.firstNumber(name, programs.start(name, command.toArray(String[]::new)));
        Session.Builder builder = Session.builder((https ? "https" : "http") + "://localhost:" + port + "/wsman")
                .maxEnvelopeSize(64L << 20);
        return https ? builder.certificateFingerprint(CERTIFICATE.fingerprint()) : builder;
    }

    static Stream<Arguments> schemesAndFramings() {
        List<Arguments> ways = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            for (Framing framing : Framing.values()) {
                ways.add(Arguments.of(scheme, framing, false, Encryption.AUTO));
            }
            ways.add(Arguments.of(scheme, Framing.OMI, false, Encryption.NEVER));
            ways.add(Arguments.of(scheme, Framing.OMI, true, Encryption.AUTO));
            ways.add(Arguments.of(scheme, Framing.WINDOWS, true, Encryption.ALWAYS));
        }
        return ways.stream();
    }

    @ParameterizedTest(name = "{0} as {1}, https {2}, {3}")
    @MethodSource("schemesAndFramings")
    void exchangesMessagesOfEverySizeWithMitGssapi(Scheme scheme, Framing framing, boolean https, Encryption encryption)
            throws Exception {
        String name = scheme + "-" + framing + "-" + https + "-" + encryption;
        String large = "0123456789abcdef".repeat(1 << 16);
        try (Session session = acceptor(name, framing, https)
                .credentials(scheme.credentials())
                .encryption(encryption)
                .build()) {
            assertThat(session.get(AuthenticatedServices.ONE).text("Id")).contains("one");
            assertThat(session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation(large))
                            .text("StringValue"))
                    .contains(large);
            service.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED);
            assertThat(catchThrowableOfType(WsmanFaultException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .isNotNull();
            assertThat(session.put(AuthenticatedServices.ONE, AuthenticatedServices.representation("\u20ac"))
                            .text("StringValue"))
                    .contains("\u20ac");
        }
        assertThat(programs.log(name)).as("one handshake").containsOnlyOnce(" is ");
    }

    @ParameterizedTest
    @EnumSource(names = {"NTLM", "RAW_NTLM"})
    void reportsWrongPasswordOfNtlm(Scheme scheme) throws Exception {
        char[] wrong = "other".toCharArray();
        Credentials credentials =
                scheme == Scheme.NTLM ? Credentials.ntlm(USER, wrong) : Credentials.rawNtlm(USER, wrong);
        try (Session session = acceptor("wrong-" + scheme, Framing.OMI, false)
                .credentials(credentials)
                .build()) {
            assertThat(catchThrowableOfType(
                            WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .hasMessageContaining("offers Negotiate, Kerberos")
                    .hasMessageContaining("check user, domain and password");
        }
        assertThat(programs.log("wrong-" + scheme)).as("one attempt").containsOnlyOnce("refused: ");
    }

    @Test
    void reportsWrongPasswordFromMitKdc() throws Exception {
        try (Session session = acceptor("wrong-kerberos", Framing.OMI, false)
                .credentials(Scheme.inRealm(Credentials.kerberos(USER, "other".toCharArray())))
                .build()) {
            assertThat(catchThrowableOfType(
                            WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .hasMessageContaining("Kerberos")
                    .hasMessageContaining("password");
        }
    }
}
