package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanAuthenticationException;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.http.ServiceCertificate;
import dev.wsman.testkit.protocol.ServiceOperation;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** Logins with the schemes of {@code authScheme} that other tests do not use. */
class LoginTest extends CamelTestSupport {
    private static final String USER = "operator";
    private static final String PASSWORD = "p&w+%41=";

    private static String identify(WsmanService server, String scheme, String password) {
        return "wsman:identify?host=" + server.endpoint() + "&authScheme=" + scheme + "&username=" + USER
                + "&password=RAW(" + password + ")";
    }

    private void assertLogsIn(WsmanService server, String scheme, String authorization) {
        Object body = template().requestBody(identify(server, scheme, PASSWORD), (Object) null);

        assertThat(body).isInstanceOf(dev.wsman.Identity.class);
        assertThat(server.requests()).anySatisfy(request -> assertThat(request.header("Authorization"))
                .hasValueSatisfying(value -> assertThat(value).startsWith(authorization + " ")));
        assertThat(template()
                        .request(identify(server, scheme, "wrong"), exchange -> {})
                        .getException())
                .isInstanceOf(WsmanAuthenticationException.class);
    }

    @Test
    void logsInByDigest() {
        try (WsmanService server =
                WsmanService.builder().digest(USER, PASSWORD).build().start()) {
            assertLogsIn(server, "digest", "Digest");
        }
    }

    @Test
    void logsInByCredSsp() {
        try (WsmanService server =
                WsmanService.builder().credSsp(USER, PASSWORD).build().start()) {
            assertLogsIn(server, "credssp", "CredSSP");
        }
    }

    @Test
    void logsInByClientCertificate() {
        ServiceCertificate client = ServiceCertificate.create();
        try (WsmanService server = WsmanService.builder()
                .clientCertificates(client.certificate())
                .build()
                .start()) {
            context().getRegistry().bind("known", tls(server, client));
            context().getRegistry().bind("unknown", tls(server, ServiceCertificate.create()));
            String uri = "wsman:identify?authScheme=certificate&host=" + server.endpoint() + "&sslContextParameters=#";

            template().requestBody(uri + "known", (Object) null);

            RecordedRequest sent = server.lastRequest(ServiceOperation.IDENTIFY);
            assertThat(sent.header("Authorization"))
                    .hasValueSatisfying(value -> assertThat(value).endsWith("/secprofile/https/mutual"));
            assertThat(template().request(uri + "unknown", exchange -> {}).getException())
                    .isNotNull();
            assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
        }
    }

    private static SSLContextParameters tls(WsmanService server, ServiceCertificate client) {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(server.keyStore()));
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store(client.keyStore()));
        keys.setKeyPassword("");
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        parameters.setKeyManagers(keys);
        return parameters;
    }

    private static KeyStoreParameters store(java.security.KeyStore keyStore) {
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setKeyStore(keyStore);
        return parameters;
    }
}
