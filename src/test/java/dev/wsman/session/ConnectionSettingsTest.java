package dev.wsman.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.testkit.http.ServiceCertificate;
import java.net.ProxySelector;
import java.security.KeyStore;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of proxies and TLS that the builder rejects before anything is sent. */
class ConnectionSettingsTest {
    private static final ServiceCertificate CERTIFICATE = ServiceCertificate.create();
    private static final char[] PASSWORD = "secret".toCharArray();

    private static void assertRejected(UnaryOperator<Session.Builder> settings, String... words) {
        assertThatThrownBy(() -> settings.apply(Session.builder("https://server.example"))
                        .build()
                        .close())
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> {
                    for (String word : words) {
                        assertThat(failure).hasMessageContaining(word);
                    }
                });
    }

    private static void assertAccepted(UnaryOperator<Session.Builder> settings) {
        assertThatCode(() -> settings.apply(Session.builder("https://server.example"))
                        .build()
                        .close())
                .doesNotThrowAnyException();
    }

    private static SSLContext context() {
        return CERTIFICATE.clientContext();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example:3128",
                "10.0.0.1:80",
                "[::1]:8080",
                "http://proxy.example:3128",
                "HTTP://proxy.example:3128/",
                " proxy.example:65535 "
            })
    void acceptsHostAndPortAsProxy(String proxy) {
        assertAccepted(builder -> builder.proxy(proxy));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "proxy.example",
                "proxy.example:",
                "proxy.example:0",
                "proxy.example:65536",
                "proxy.example:http",
                "::1:8080",
                "proxy.example:80/path",
                "https://proxy.example:3128",
                "socks5://proxy.example:1080",
                "two words:80"
            })
    void rejectsInvalidProxyAddress(String proxy) {
        assertRejected(builder -> builder.proxy(proxy), "proxy");
    }

    @Test
    void rejectsPasswordInProxyAddressWithoutRepeatingIt() {
        assertThatThrownBy(() -> Session.builder("server").proxy("http://user:pa55word@proxy:3128"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proxyCredentials")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void namesArgumentThatIsNull() {
        assertRejected(builder -> builder.proxy((String) null), "proxy");
        assertRejected(builder -> builder.proxy((ProxySelector) null), "selector");
        assertRejected(builder -> builder.proxyCredentials(null), "credentials");
        assertRejected(builder -> builder.trustStore(null), "certificates");
        assertRejected(builder -> builder.tlsProtocols((String[]) null), "protocols");
    }

    @Test
    void rejectsSchemesThatProxiesDoNotSupport() {
        assertRejected(builder -> builder.proxyCredentials(Credentials.none()), "proxyCredentials", "none");
        assertRejected(builder -> builder.proxyCredentials(Credentials.credSsp("user", PASSWORD)), "CredSSP");
        assertRejected(builder -> builder.proxyCredentials(Credentials.certificate()), "Certificate");
        assertAccepted(builder -> builder.proxyCredentials(Credentials.kerberos(new Subject())));
    }

    @Test
    void rejectsProxyCredentialsWithoutProxy() {
        assertRejected(builder -> builder.noProxy().proxyCredentials(Credentials.basic("user", PASSWORD)), "noProxy");
        assertAccepted(builder -> builder.noProxy()
                .proxyCredentials(Credentials.basic("user", PASSWORD))
                .proxy("proxy:3128"));
    }

    @Test
    void rejectsTwoWaysToTrustInEitherOrder() {
        String pin = CERTIFICATE.fingerprint();
        KeyStore store = CERTIFICATE.trustStore();
        assertRejected(
                builder -> builder.trustAllCertificates().certificateFingerprint(pin),
                "certificateFingerprint and trustAllCertificates");
        assertRejected(
                builder -> builder.certificateFingerprint(pin).trustAllCertificates(),
                "certificateFingerprint and trustAllCertificates");
        assertRejected(builder -> builder.sslContext(context()).trustStore(store), "sslContext and trustStore");
        assertRejected(builder -> builder.sslContext(context()).trustAllCertificates(), "sslContext and trustAll");
        assertRejected(builder -> builder.trustStore(store).certificateFingerprint(pin), "trustStore and certificateF");
        assertAccepted(builder -> builder.certificateFingerprint(pin).certificateFingerprint(pin));
    }

    @Test
    void rejectsRevocationSettingsWithoutEffect() {
        String pin = CERTIFICATE.fingerprint();
        assertRejected(
                builder -> builder.checkRevocation().skipRevocationCheck(), "checkRevocation", "skipRevocationCheck");
        assertRejected(
                builder -> builder.skipRevocationCheck().checkRevocation(), "checkRevocation", "skipRevocationCheck");
        assertRejected(
                builder -> builder.checkRevocation().certificateFingerprint(pin), "checkRevocation", "Fingerprint");
        assertRejected(builder -> builder.checkRevocation().trustAllCertificates(), "checkRevocation", "trustAll");
        assertRejected(builder -> builder.checkRevocation().sslContext(context()), "checkRevocation", "sslContext");
        assertRejected(
                builder -> builder.skipRevocationCheck().sslContext(context()), "skipRevocationCheck", "sslContext");
        assertAccepted(builder -> builder.checkRevocation().skipHostnameCheck());
        // the flags of the automation API are usually combined like this
        assertAccepted(
                builder -> builder.trustAllCertificates().skipHostnameCheck().skipRevocationCheck());
    }

    @Test
    void rejectsEmptyTrustStore() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        KeyStore notLoaded = KeyStore.getInstance("PKCS12");
        assertRejected(builder -> builder.trustStore(empty), "trustStore", "no trusted certificate");
        assertRejected(builder -> builder.trustStore(empty).checkRevocation(), "trustStore", "no trusted certificate");
        assertRejected(builder -> builder.trustStore(notLoaded), "trustStore");
    }

    @Test
    void rejectsBrokenAndUnknownTlsVersions() {
        assertRejected(builder -> builder.tlsProtocols(), "protocols", "none");
        assertRejected(builder -> builder.tlsProtocols("TLSv1.1"), "TLSv1.1", "use TLSv1.2 or later");
        assertRejected(builder -> builder.tlsProtocols("TLSv1.2", "SSLv3"), "SSLv3");
        assertRejected(builder -> builder.tlsProtocols("TLS 1.2"), "TLS 1.2", "TLSv1.3");
        assertAccepted(builder -> builder.tlsProtocols("TLSv1.2", "TLSv1.3"));
    }

    @Test
    void rejectsTwoClientCertificatesAndPlainHttp() {
        Credentials own = Credentials.certificate(CERTIFICATE.keyStore(), new char[0]);
        assertRejected(builder -> builder.credentials(own).sslContext(context()), "credentials", "sslContext");
        assertRejected(builder -> builder.credentials(Credentials.certificate()), "credentials", "sslContext");
        assertAccepted(builder -> builder.credentials(Credentials.certificate()).sslContext(context()));
        assertThatThrownBy(() -> Session.builder("http://server.example")
                        .credentials(own)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }
}
