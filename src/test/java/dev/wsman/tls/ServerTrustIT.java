package dev.wsman.tls;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.fixture.TestAuthority;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The certificates that a session trusts over https. */
class ServerTrustIT {
    @AutoStart
    static final WsmanService service =
            SessionFixture.service().https().basic("user", "secret").build();

    @AutoStart
    static final WsmanService other = SessionFixture.service().https().build();

    private static Session.Builder builder() {
        return Session.builder(service.endpoint()).credentials(Credentials.basic("user", "secret".toCharArray()));
    }

    private static WsmanException rejection(Session.Builder builder) {
        try (Session session = builder.build()) {
            WsmanTransportException failure =
                    catchThrowableOfType(WsmanTransportException.class, () -> session.get(ONE));
            assertThat(failure.error().kind()).isEqualTo(Kind.TLS);
            assertThat(failure.error().httpStatus()).isZero();
            assertThat(failure.error().hint()).isPresent();
            assertThat(service.requests()).isEmpty();
            return failure;
        }
    }

    @Test
    void trustsByContextOfCaller() {
        try (Session session = builder().sslContext(service.sslContext()).build()) {
            assertThat(session.get(ONE).text("Id")).contains("one");
        }
        assertThat(service.lastRequest(ServiceOperation.GET).xpath("/s:Envelope/s:Header/wsa:To"))
                .isEqualTo(service.endpoint())
                .startsWith("https://");
        assertThat(service.lastRequest(ServiceOperation.GET).header("Authorization"))
                .isPresent();
    }

    @Test
    void trustsPinnedFingerprintInEveryNotation() {
        String hex = service.certificateFingerprint();
        String colons = hex.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
        for (String notation : new String[] {hex, colons}) {
            try (Session session = builder().certificateFingerprint(notation).build()) {
                session.get(ONE);
            }
        }
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void rejectsOtherFingerprintBeforeSending() {
        WsmanException failure = rejection(builder().certificateFingerprint(other.certificateFingerprint()));
        assertNamesFingerprint(failure);
        assertThat(failure).hasMessageContaining("the connection may be intercepted");
    }

    /** The fingerprint is ready to be copied into the program. */
    private static void assertNamesFingerprint(WsmanException failure) {
        assertThat(failure.error().reason())
                .contains("certificateFingerprint(\"" + service.certificateFingerprint() + "\")")
                .hasSizeLessThan(300);
    }

    @Test
    void namesExpiryOfExpiredCertificate() {
        Instant expiry = Instant.parse("2024-02-29T12:00:00Z");
        try (TestAuthority authority = new TestAuthority();
                TestAuthority.Server server = authority.expiredServer(expiry);
                Session session = Session.builder(server.endpoint())
                        .trustStore(authority.trustStore())
                        .build()) {
            WsmanTransportException failure = catchThrowableOfType(WsmanTransportException.class, session::identify);
            assertThat(failure.error().kind()).isEqualTo(Kind.TLS);
            assertThat(failure.error().symbol()).contains("ERROR_WINHTTP_SECURE_CERT_DATE_INVALID");
            assertThat(failure).hasMessageContaining("NotAfter: ").hasMessageContaining("2024");
        }
    }

    @Test
    void trustsAllCertificatesIfConfigured() {
        try (Session session = builder().trustAllCertificates().build()) {
            assertThat(session.get(ONE).text("Id")).contains("one");
        }
    }

    @Test
    void rejectsCertificateThatJdkDoesNotTrust() {
        WsmanException failure = rejection(builder());
        assertThat(failure.error().nativeCode()).hasValue(12045);
        assertNamesFingerprint(failure);
    }

    @Test
    void rejectsCertificateThatContextDoesNotTrust() {
        assertNamesFingerprint(rejection(builder().sslContext(other.sslContext())));
        assertNamesFingerprint(rejection(builder().trustStore(other.keyStore())));
        assertNamesFingerprint(
                rejection(builder().sslContext(other.sslContext()).tlsProtocols("TLSv1.2")));
    }

    @Test
    void rejectsCertificateForAnotherName() {
        // an address of this machine that the certificate does not contain
        String elsewhere = "https://0.0.0.0:" + URI.create(service.endpoint()).getPort();
        WsmanException failure = rejection(Session.builder(elsewhere).sslContext(service.sslContext()));
        assertThat(failure.error().nativeCode()).hasValue(12038);
        assertNamesFingerprint(failure);
        try (Session pinned = Session.builder(elsewhere)
                .credentials(Credentials.basic("user", "secret".toCharArray()))
                .certificateFingerprint(service.certificateFingerprint())
                .build()) {
            assertThat(pinned.get(ONE).text("Id")).contains("one");
        }
    }

    @Test
    void reportsServerWithoutTlsAsTlsFailure() throws IOException {
        try (RawServer plain = new RawServer(wire -> wire.write("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            rejection(Session.builder("https://127.0.0.1:" + plain.port()).trustAllCertificates());
        }
    }

    @Test
    void endsHandshakeAtTheConnectTimeout() throws IOException {
        try (RawServer mute = new RawServer(RawServer.Wire::awaitEnd);
                Session session = Session.builder("https://127.0.0.1:" + mute.port())
                        .connectTimeout(Duration.ofMillis(300))
                        .build()) {
            WsmanTimeoutException late = catchThrowableOfType(WsmanTimeoutException.class, () -> session.get(ONE));
            assertThat(late.error().kind()).isEqualTo(Kind.CLIENT_TIMED_OUT);
            assertThat(late).hasMessageContaining("connection");
        }
    }

    @Test
    void reusesTlsConnectionAfterIdleTime() throws InterruptedException {
        int before = service.connections();
        try (Session session = builder().sslContext(service.sslContext()).build()) {
            assertThat(session.enumerate(MANY).batchItems(10).list()).hasSize(25);
            // long enough that the session checks the idle connection before it reuses it
            TimeUnit.MILLISECONDS.sleep(50);
            session.get(ONE);
            session.identify();
        }
        assertThat(service.connections() - before).isEqualTo(1);
        assertThat(service.requests()).hasSize(5);
    }
}
