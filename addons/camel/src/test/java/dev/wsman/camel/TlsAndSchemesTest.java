package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.proxy.ProxyServer;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;

class TlsAndSchemesTest extends WsmanTestSupport {
    @AutoStart
    static final WsmanService server =
            WsmanService.builder().https().basic("admin", "Tr0ub4dor").build();

    @Override
    WsmanService server() {
        return server;
    }

    @Override
    WsmanComponent component(CamelContext created) {
        WsmanComponent component = super.component(created);
        component.getConfiguration().setAuthScheme(WsmanAuthScheme.BASIC);
        return component;
    }

    private static SSLContextParameters trusting() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setKeyStore(server.keyStore());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private void identify(String options) {
        send("wsman:identify" + options, null);
        assertThat(server.lastRequest(ServiceOperation.IDENTIFY).header("Authorization"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
    }

    @Test
    void rejectsUnknownCertificateByDefault() {
        assertThat(failure("wsman:identify")).hasMessageContaining("no trusted TLS connection");
    }

    @Test
    void trustsFingerprint() {
        identify("?certificateFingerprint=" + server.certificateFingerprint());
    }

    @Test
    void trustsAllCertificates() {
        identify("?trustAllCertificates=true");
    }

    @Test
    void trustsCertificatesOfSslContextParameters() {
        context().getRegistry().bind("tls", trusting());
        identify("?sslContextParameters=#tls");
    }

    @Test
    void usesGlobalSslContextParametersIfChosen() {
        context().setSSLContextParameters(trusting());
        assertThat(failure("wsman:identify")).isNotNull();

        component().setUseGlobalSslContextParameters(true);
        identify("?maxConnections=2");
    }

    @Test
    void acceptsOtherHostNameIfChosen() {
        context().getRegistry().bind("tls", trusting());
        try (ProxyServer proxy = ProxyServer.create()
                .address("server.wsman.invalid", "127.0.0.1")
                .start()) {
            String port = server.endpoint().replaceAll(".*:(\\d+)/.*", "$1");
            String uri = "?sslContextParameters=#tls&proxy=" + proxy.address() + "&host=https://server.wsman.invalid:"
                    + port;
            assertThat(failure("wsman:identify" + uri)).hasMessageContaining("TLS");
            identify(uri + "&skipHostnameCheck=true");
        }
    }

    @Test
    void sendsSchemeOfOption() {
        String trust = "&certificateFingerprint=" + server.certificateFingerprint();
        for (String scheme : new String[] {"digest", "ntlm", "negotiate", "credssp"}) {
            assertThat(failure("wsman:identify?authScheme=" + scheme + trust))
                    .hasMessageContaining("does not offer")
                    .hasMessageContaining("it offers Basic");
        }
        component().getConfiguration().setUsername(null);
        component().getConfiguration().setPassword(null);
        send("wsman:identify?authScheme=none" + trust, null);
        assertThat(server.lastRequest(ServiceOperation.IDENTIFY).header("Authorization"))
                .isEmpty();
    }

    @Test
    void readsKeytabOfOption() {
        component().getConfiguration().setPassword(null);
        Path missing = Path.of("target", "missing.keytab").toAbsolutePath();

        assertThat(failure("wsman:identify?authScheme=kerberos&realm=EXAMPLE.ORG&kdc=127.0.0.1:1&keytab=" + missing
                        + "&trustAllCertificates=true"))
                .hasMessageContaining("admin");
    }
}
