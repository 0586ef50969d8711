package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanException;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.ClientConnection;
import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.http.ServiceCertificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A client certificate in place of a password. */
class ClientCertificateIT {
    private static final ServiceCertificate CLIENT = ServiceCertificate.create();

    private static Credentials certificate(ServiceCertificate of) {
        return Credentials.certificate(of.keyStore(), new char[0]);
    }

    @Test
    void presentsCertificateAndSendsProfileWithEveryRequest() {
        try (WsmanService service = AuthenticatedServices.service()
                        .clientCertificates(CLIENT.certificate())
                        .build()
                        .start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(certificate(CLIENT))
                        .build()) {
            session.get(AuthenticatedServices.ONE);
            session.get(AuthenticatedServices.ONE);
            assertThat(service.requests()).hasSize(2).allSatisfy(request -> assertThat(request.header("Authorization"))
                    .contains("http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual"));
        }
    }

    @Test
    void reportsRejectionOfUnknownCertificate() {
        try (WsmanService service = AuthenticatedServices.service()
                        .clientCertificates(CLIENT.certificate())
                        .build()
                        .start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(certificate(ServiceCertificate.create()))
                        .build()) {
            assertThat(catchThrowableOfType(WsmanException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .isInstanceOfAny(WsmanAuthenticationException.class, WsmanTransportException.class);
        }
    }

    /** Windows Server 2022 cannot request a client certificate within TLS 1.3. */
    @Test
    void negotiatesTls12() {
        AtomicReference<String> protocol = new AtomicReference<>();
        RequestAuthenticator recording = new RequestAuthenticator() {
            @Override
            public Decision decide(HttpExchange exchange, byte[] body, ClientConnection connection) {
                protocol.set(((HttpsExchange) exchange).getSSLSession().getProtocol());
                return NONE.decide(exchange, body, connection);
            }

            @Override
            public List<String> profiles(boolean https) {
                return List.of();
            }
        };
        try (WsmanService service = AuthenticatedServices.service()
                        .clientCertificates(CLIENT.certificate())
                        .authenticator(recording)
                        .build()
                        .start();
                Session session = AuthenticatedServices.session(service)
                        .credentials(certificate(CLIENT))
                        .build()) {
            session.get(AuthenticatedServices.ONE);
            assertThat(protocol).hasValue("TLSv1.2");
        }
    }
}
