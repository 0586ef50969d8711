package dev.wsman.kafka.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.kafka.fixture.PortRelay;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows on sockets what the keys of connections change. */
class SessionConfigIT {
    private static final String STORE_PASSWORD = "store-password-1";
    /** Less than the timeouts that do not apply, which are a minute, and much more than those that do. */
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private static Session session(String endpoint, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("auth.scheme", "none"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        ConfigDef definition = new ConfigDef();
        SessionKeys.define(definition);
        SessionConfig config = SessionConfig.of(new AbstractConfig(definition, values, false));
        ConfigProblems problems = new ConfigProblems();
        config.check(List.of(endpoint), problems);
        problems.throwFirst();
        return config.session(endpoint).build();
    }

    private static WsmanServiceBuilder https() {
        return WsmanService.builder().withoutAuthentication().https();
    }

    private String store(KeyStore keys) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            keys.store(out, STORE_PASSWORD.toCharArray());
        }
        return file.toString();
    }

    private String trustStore(WsmanService service) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setCertificateEntry("service", service.certificate());
        return store(keys);
    }

    private static void assertFailure(Session session, Kind kind) {
        assertThatExceptionOfType(WsmanException.class)
                .isThrownBy(session::identify)
                .satisfies(failure -> assertThat(failure.error().kind()).isEqualTo(kind));
    }

    @Test
    void trustsCertificatesOfFile() throws Exception {
        try (WsmanService service = https().build().start();
                Session trusting = session(
                        service.endpoint(),
                        "tls.trust.store.path",
                        trustStore(service),
                        "tls.trust.store.password",
                        STORE_PASSWORD);
                Session other = session(service.endpoint())) {
            assertThat(trusting.identify()).isNotNull();
            assertFailure(other, Kind.TLS);
        }
    }

    @Test
    void comparesNameOfHostUnlessConfiguredOtherwise() throws Exception {
        // The certificate has the names localhost, 127.0.0.1 and ::1.
        try (WsmanService service = https().build().start();
                PortRelay relay = PortRelay.start(
                        "127.0.0.2", URI.create(service.endpoint()).getPort())) {
            String endpoint = "https://127.0.0.2:" + relay.port();
            String[] trust = {
                "tls.trust.store.path",
                trustStore(service),
                "tls.trust.store.password",
                STORE_PASSWORD,
                "tls.host.name.check",
                "true"
            };
            try (Session checking = session(endpoint, trust)) {
                assertFailure(checking, Kind.TLS);
            }
            trust[5] = "false";
            try (Session tolerant = session(endpoint, trust)) {
                assertThat(tolerant.identify()).isNotNull();
            }
        }
    }

    @Test
    void logsInWithCertificateOfFile() throws Exception {
        Path keys = folder.resolve("client.p12");
        X509Certificate certificate = createKey(keys);
        try (WsmanService service = WsmanService.builder()
                        .https()
                        .clientCertificates(certificate)
                        .build()
                        .start();
                Session session = session(
                        service.endpoint(),
                        "auth.scheme",
                        "certificate",
                        "tls.key.store.path",
                        keys.toString(),
                        "tls.key.store.password",
                        STORE_PASSWORD,
                        "tls.trust.store.path",
                        trustStore(service),
                        "tls.trust.store.password",
                        STORE_PASSWORD)) {
            assertThat(session.identify().productVendor()).isPresent();
        }
    }

    private static X509Certificate createKey(Path file) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "client",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=collector",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD.toCharArray());
        return (X509Certificate) store.getCertificate("client");
    }

    @Test
    void encryptsAsConfigured() {
        try (WsmanService service = WsmanService.builder()
                .ntlm("admin", STORE_PASSWORD)
                .encryption(EncryptionPolicy.ALLOWED)
                .build()
                .start()) {
            assertThat(sentText(service, "auto")).doesNotContain("Envelope");
            assertThat(sentText(service, "always")).doesNotContain("Envelope");
            assertThat(sentText(service, "never")).contains("Envelope");
        }
    }

    /** Returns what an exchange sends, before it is decrypted. */
    private static String sentText(WsmanService service, String encryption) {
        service.clearRequests();
        try (Session session = session(
                service.endpoint(),
                "auth.scheme",
                "ntlm",
                "auth.username",
                "admin",
                "auth.password",
                STORE_PASSWORD,
                "encryption",
                encryption)) {
            session.enumerate(ResourceLocator.of("wmicimv2/Win32_ComputerSystem"))
                    .list();
        }
        return new String(service.lastRequest(ServiceOperation.ENUMERATE).rawBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void waitsForReplyNoLongerThanConfigured() {
        try (WsmanService service = WsmanService.builder()
                        .withoutAuthentication()
                        .encryption(EncryptionPolicy.ALLOWED)
                        .build()
                        .start();
                Session session = session(service.endpoint(), "timeout.ms", "300")) {
            service.on(ServiceOperation.IDENTIFY).always().drop();
            assertTimeoutPreemptively(SOON, () -> assertFailure(session, Kind.CLIENT_TIMED_OUT));
        }
    }

    @Test
    void waitsForConnectionNoLongerThanConfigured() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Session session = session(
                        "https://127.0.0.1:" + silent.getLocalPort(),
                        "connect.timeout.ms",
                        "300",
                        "timeout.ms",
                        "60000")) {
            assertTimeoutPreemptively(SOON, () -> assertFailure(session, Kind.CLIENT_TIMED_OUT));
        }
    }
}
