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

/** What of proxies and TLS is refused when the session is made, before anything is sent. */
class ConnectionSettingsTest {
    private static final ServiceCertificate CERTIFICATE = ServiceCertificate.create();
    private static final char[] PASSWORD = "secret".toCharArray();

    private static void refused(UnaryOperator<Session.Builder> settings, String... words) {
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

    private static void taken(UnaryOperator<Session.Builder> settings) {
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
    void aProxyIsHostAndPort(String proxy) {
        taken(builder -> builder.proxy(proxy));
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
    void whatIsNoProxyIsRefusedWithItsName(String proxy) {
        refused(builder -> builder.proxy(proxy), "proxy");
    }

    @Test
    void aPasswordInTheProxysAddressIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> Session.builder("server").proxy("http://user:pa55word@proxy:3128"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proxyCredentials")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void nullsAreRefusedWithTheirNames() {
        refused(builder -> builder.proxy((String) null), "proxy");
        refused(builder -> builder.proxy((ProxySelector) null), "selector");
        refused(builder -> builder.proxyCredentials(null), "credentials");
        refused(builder -> builder.trustStore(null), "certificates");
        refused(builder -> builder.tlsProtocols((String[]) null), "protocols");
    }

    @Test
    void schemesThatProxiesHaveNotAreRefused() {
        refused(builder -> builder.proxyCredentials(Credentials.none()), "proxyCredentials", "none");
        refused(builder -> builder.proxyCredentials(Credentials.credSsp("user", PASSWORD)), "CredSSP");
        refused(builder -> builder.proxyCredentials(Credentials.certificate()), "Certificate");
        taken(builder -> builder.proxyCredentials(Credentials.kerberos(new Subject())));
    }

    @Test
    void credentialsForNoProxyAreRefused() {
        refused(builder -> builder.noProxy().proxyCredentials(Credentials.basic("user", PASSWORD)), "noProxy");
        taken(builder -> builder.noProxy()
                .proxyCredentials(Credentials.basic("user", PASSWORD))
                .proxy("proxy:3128"));
    }

    @Test
    void whomToTrustIsSaidOnceInWhateverOrder() {
        String pin = CERTIFICATE.fingerprint();
        KeyStore store = CERTIFICATE.trustStore();
        refused(
                builder -> builder.trustAllCertificates().certificateFingerprint(pin),
                "certificateFingerprint and trustAllCertificates");
        refused(
                builder -> builder.certificateFingerprint(pin).trustAllCertificates(),
                "certificateFingerprint and trustAllCertificates");
        refused(builder -> builder.sslContext(context()).trustStore(store), "sslContext and trustStore");
        refused(builder -> builder.sslContext(context()).trustAllCertificates(), "sslContext and trustAll");
        refused(builder -> builder.trustStore(store).certificateFingerprint(pin), "trustStore and certificateF");
        taken(builder -> builder.certificateFingerprint(pin).certificateFingerprint(pin));
    }

    @Test
    void revocationIsAskedForOrSkippedWhereThatHasAnEffect() {
        String pin = CERTIFICATE.fingerprint();
        refused(builder -> builder.checkRevocation().skipRevocationCheck(), "checkRevocation", "skipRevocationCheck");
        refused(builder -> builder.skipRevocationCheck().checkRevocation(), "checkRevocation", "skipRevocationCheck");
        refused(builder -> builder.checkRevocation().certificateFingerprint(pin), "checkRevocation", "Fingerprint");
        refused(builder -> builder.checkRevocation().trustAllCertificates(), "checkRevocation", "trustAll");
        refused(builder -> builder.checkRevocation().sslContext(context()), "checkRevocation", "sslContext");
        refused(builder -> builder.skipRevocationCheck().sslContext(context()), "skipRevocationCheck", "sslContext");
        taken(builder -> builder.checkRevocation().skipHostnameCheck());
        // as the flags of the automation API are combined
        taken(builder -> builder.trustAllCertificates().skipHostnameCheck().skipRevocationCheck());
    }

    @Test
    void anEmptyTrustStoreIsRefused() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        KeyStore notLoaded = KeyStore.getInstance("PKCS12");
        refused(builder -> builder.trustStore(empty), "trustStore", "no trusted certificate");
        refused(builder -> builder.trustStore(empty).checkRevocation(), "trustStore", "no trusted certificate");
        refused(builder -> builder.trustStore(notLoaded), "trustStore");
    }

    @Test
    void brokenAndUnknownVersionsOfTlsAreRefused() {
        refused(builder -> builder.tlsProtocols(), "protocols", "none");
        refused(builder -> builder.tlsProtocols("TLSv1.1"), "TLSv1.1", "TLSv1.2 is the least");
        refused(builder -> builder.tlsProtocols("TLSv1.2", "SSLv3"), "SSLv3");
        refused(builder -> builder.tlsProtocols("TLS 1.2"), "TLS 1.2", "TLSv1.3");
        taken(builder -> builder.tlsProtocols("TLSv1.2", "TLSv1.3"));
    }

    @Test
    void aClientCertificateComesFromOneSideAndNeedsHttps() {
        Credentials own = Credentials.certificate(CERTIFICATE.keyStore(), new char[0]);
        refused(builder -> builder.credentials(own).sslContext(context()), "credentials", "sslContext");
        refused(builder -> builder.credentials(Credentials.certificate()), "credentials", "sslContext");
        taken(builder -> builder.credentials(Credentials.certificate()).sslContext(context()));
        assertThatThrownBy(() -> Session.builder("http://server.example")
                        .credentials(own)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }
}
