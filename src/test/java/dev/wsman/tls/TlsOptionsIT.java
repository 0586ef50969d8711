package dev.wsman.tls;

import static dev.wsman.fixture.SessionFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.http.ServiceCertificate;
import dev.wsman.testkit.proxy.ProxyServer;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** The client's part of the TLS handshake: server name, versions, client certificate. */
class TlsOptionsIT {
    private static final ServiceCertificate CLIENT = ServiceCertificate.create();

    /** Accepts every request and records its TLS session. */
    private static final class TlsRecorder implements RequestAuthenticator {
        private volatile ExtendedSSLSession session;

        @Override
        public Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
            session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            return NONE.decide(exchange, body, connection);
        }

        @Override
        public List<String> profiles(boolean https) {
            return List.of();
        }

        List<String> names() {
            return session.getRequestedServerNames().stream()
                    .map(name -> ((SNIHostName) name).getAsciiName())
                    .toList();
        }
    }

    private static final TlsRecorder RECORDER = new TlsRecorder();

    @AutoStart
    static final WsmanService service =
            SessionFixture.service().https().authenticator(RECORDER).build();

    private static int port() {
        return URI.create(service.endpoint()).getPort();
    }

    private static void get(String endpoint, UnaryOperator<Session.Builder> settings) {
        try (Session session = settings.apply(Session.builder(endpoint)).build()) {
            assertThat(session.get(ONE).text("Id")).contains("one");
        }
    }

    private static Session.Builder pinned(Session.Builder builder) {
        return builder.certificateFingerprint(service.certificateFingerprint());
    }

    /** RFC 6066 3. By default the JDK does not send a name without a dot. */
    @Test
    void sendsServerNameIndication() {
        get("https://localhost:" + port(), TlsOptionsIT::pinned);
        assertThat(RECORDER.names()).containsExactly("localhost");
    }

    @Test
    void sendsNameOfServerBehindProxy() {
        try (ProxyServer proxy = ProxyServer.create()
                .address("server.wsman.invalid", "127.0.0.1")
                .start()) {
            get("https://server.wsman.invalid:" + port(), builder -> pinned(builder)
                    .proxy("localhost:" + proxy.port()));
        }
        assertThat(RECORDER.names()).containsExactly("server.wsman.invalid");
    }

    @Test
    void sendsNoNameForAddressAndChecksItAgainstCertificate() {
        get("https://127.0.0.1:" + port(), builder -> builder.trustStore(service.keyStore()));
        assertThat(RECORDER.names()).isEmpty();
        try (ProxyServer proxy =
                ProxyServer.create().address("::1", "127.0.0.1").start()) {
            get("https://[::1]:" + port(), builder -> builder.trustStore(service.keyStore())
                    .proxy(proxy.address()));
            assertThat(proxy.requests()).singleElement().satisfies(request -> assertThat(request.target())
                    .isEqualTo("[::1]:" + port()));
        }
        assertThat(RECORDER.names()).isEmpty();
    }

    @Test
    void rejectsAddressThatCertificateDoesNotHaveBehindProxy() {
        try (ProxyServer proxy =
                        ProxyServer.create().address("2001:db8::1", "127.0.0.1").start();
                Session session = Session.builder("https://[2001:db8::1]:" + port())
                        .trustStore(service.keyStore())
                        .proxy(proxy.address())
                        .build()) {
            WsmanTransportException failure =
                    catchThrowableOfType(WsmanTransportException.class, () -> session.get(ONE));
            assertThat(failure.error().kind()).isEqualTo(Kind.TLS);
            assertThat(failure)
                    .hasMessageContaining("[2001:db8::1]:" + port() + "/wsman through the proxy " + proxy.address());
        }
    }

    @Test
    void requiresTrustedCertificateWithoutHostnameCheck() {
        try (ProxyServer proxy = ProxyServer.create()
                .address("server.wsman.invalid", "127.0.0.1")
                .start()) {
            String endpoint = "https://server.wsman.invalid:" + port();
            get(endpoint, builder -> builder.trustStore(service.keyStore())
                    .skipHostnameCheck()
                    .proxy(proxy.address()));
            try (Session session = Session.builder(endpoint)
                    .skipHostnameCheck()
                    .proxy(proxy.address())
                    .build()) {
                assertThat(catchThrowableOfType(WsmanTransportException.class, () -> session.get(ONE)))
                        .hasMessageContaining("no trusted TLS connection");
            }
        }
    }

    @Test
    void negotiatesTls13IfBothSupportIt() {
        get(service.endpoint(), TlsOptionsIT::pinned);
        assertThat(RECORDER.session.getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void negotiatesVersionsOfCaller() {
        get(service.endpoint(), builder -> pinned(builder).tlsProtocols("TLSv1.2"));
        assertThat(RECORDER.session.getProtocol()).isEqualTo("TLSv1.2");
    }

    @Test
    void namesReplacedCertificateAndWhatToDo() {
        String another = CLIENT.fingerprint();
        try (Session session = Session.builder(service.endpoint())
                .certificateFingerprint(another)
                .build()) {
            assertThat(catchThrowableOfType(WsmanTransportException.class, () -> session.get(ONE)))
                    .hasMessageContaining(service.certificateFingerprint())
                    .hasMessageContaining("compare")
                    .hasMessageContaining("pin it");
        }
    }

    private static SSLContext contextWithKey(WsmanService server) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(CLIENT.keyStore(), new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(server.keyStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void presentsClientCertificateWithEveryWayToTrust() throws Exception {
        Credentials own = Credentials.certificate(CLIENT.keyStore(), new char[0]);
        try (WsmanService mutual = SessionFixture.service()
                .clientCertificates(CLIENT.certificate())
                .build()
                .start()) {
            SSLContext context = contextWithKey(mutual);
            get(mutual.endpoint(), each -> each.credentials(own).trustAllCertificates());
            get(mutual.endpoint(), each -> each.credentials(own).trustStore(mutual.keyStore()));
            get(mutual.endpoint(), each -> each.credentials(own)
                    .certificateFingerprint(mutual.certificateFingerprint()));
            get(mutual.endpoint(), each -> each.credentials(own)
                    .trustStore(mutual.keyStore())
                    .skipRevocationCheck()
                    .tlsProtocols("TLSv1.3"));
            get(mutual.endpoint(), each -> each.credentials(Credentials.certificate())
                    .sslContext(context));
            try (ProxyServer proxy = ProxyServer.create().start()) {
                get(mutual.endpoint(), each -> each.credentials(own)
                        .trustStore(mutual.keyStore())
                        .proxy(proxy.address()));
            }
            assertThat(mutual.requests()).hasSize(6);
        }
    }
}
