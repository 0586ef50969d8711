package dev.wsman.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanTransportException;
import dev.wsman.testkit.http.ServiceCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS sessions that are resumed: between the connections of a session, and between sessions with the same trust. */
class ResumptionIT {
    private static final byte[] IDENTIFIED = ("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>"
                    + "<i:IdentifyResponse xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
                    + "<i:ProductVendor>test</i:ProductVendor></i:IdentifyResponse></s:Body></s:Envelope>")
            .getBytes(StandardCharsets.UTF_8);
    private static final ServiceCertificate CERTIFICATE = ServiceCertificate.create();

    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CyclicBarrier together = new CyclicBarrier(1);
    private CountedKeys keys;
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        keys = new CountedKeys(CERTIFICATE.keyStore());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys.context()));
        server.createContext("/", this::reply);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void reply(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            clients.add(exchange.getRemoteAddress());
            together.await(10, TimeUnit.SECONDS);
            exchange.getResponseHeaders().set("Content-Type", "application/soap+xml;charset=UTF-8");
            exchange.sendResponseHeaders(200, IDENTIFIED.length);
            exchange.getResponseBody().write(IDENTIFIED);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    private Session.Builder builder() {
        return Session.builder("https://127.0.0.1:" + server.getAddress().getPort());
    }

    private void identify(UnaryOperator<Session.Builder> settings) {
        try (Session session = settings.apply(builder()).build()) {
            assertThat(session.identify().productVendor()).contains("test");
        }
    }

    private static Session.Builder trusting(Session.Builder builder) {
        return builder.trustStore(CERTIFICATE.trustStore());
    }

    /** The ticket of TLS 1.3 comes after the handshake, with the first reply (RFC 8446 4.6.1). */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void secondConnectionOfSessionResumesOnceFirstReplyWasRead(String protocol) throws Exception {
        try (Session session = trusting(builder()).tlsProtocols(protocol).build()) {
            session.identify();
            together = new CyclicBarrier(2);
            List<Future<?>> both = List.of(threads.submit(session::identify), threads.submit(session::identify));
            for (Future<?> one : both) {
                one.get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(clients).hasSize(2);
        assertThat(keys.uses()).isEqualTo(1);
    }

    static Stream<UnaryOperator<Session.Builder>> trust() {
        return Stream.of(
                ResumptionIT::trusting,
                builder -> builder.certificateFingerprint(CERTIFICATE.fingerprint()),
                Session.Builder::trustAllCertificates);
    }

    @ParameterizedTest
    @MethodSource("trust")
    void laterSessionWithSameTrustResumes(UnaryOperator<Session.Builder> settings) {
        identify(settings);
        identify(settings);
        assertThat(clients).hasSize(2);
        assertThat(keys.uses()).isEqualTo(1);
    }

    @Test
    void sessionWithOtherTrustChecksCertificateItself() {
        identify(Session.Builder::trustAllCertificates);
        identify(builder -> builder.certificateFingerprint(CERTIFICATE.fingerprint()));
        identify(ResumptionIT::trusting);
        assertThat(keys.uses()).isEqualTo(3);
    }

    @Test
    void sessionThatChecksHostnameDoesNotResumeWhatWasNotChecked() {
        identify(builder -> trusting(builder).skipHostnameCheck());
        identify(ResumptionIT::trusting);
        assertThat(keys.uses()).isEqualTo(2);
    }

    /** The store may be changed between two sessions, and the second one must not trust what was removed. */
    @Test
    void rejectsCertificateThatWasRemovedFromTrustStoreSinceLastSession() throws Exception {
        KeyStore store = CERTIFICATE.trustStore();
        identify(builder -> builder.trustStore(store));
        store.deleteEntry(store.aliases().nextElement());
        store.setCertificateEntry("other", ServiceCertificate.create().certificate());
        try (Session session = builder().trustStore(store).build()) {
            WsmanTransportException failure = catchThrowableOfType(WsmanTransportException.class, session::identify);
            assertThat(failure.error().kind()).isEqualTo(Kind.TLS);
        }
    }

    /** A check for revocation would be skipped with the rest of the check of the certificate. */
    @Test
    void sessionsWithRevocationSettingsDoNotShareTlsSessions() {
        identify(builder -> trusting(builder).skipRevocationCheck());
        identify(builder -> trusting(builder).skipRevocationCheck());
        assertThat(keys.uses()).isEqualTo(2);
    }
}
