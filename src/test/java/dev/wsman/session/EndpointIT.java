package dev.wsman.session;

import static dev.wsman.fixture.SessionFixture.ONE;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsman.Session;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoint strings in the forms that CreateSession of the automation API accepts. */
class EndpointIT {
    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoStart
    static final WsmanService elsewhere =
            SessionFixture.service().path("/api/ws-man").build();

    private static int port(WsmanService service) {
        return URI.create(service.endpoint()).getPort();
    }

    @Test
    void reachesServiceByEveryForm() {
        int port = port(service);
        List<String> forms = List.of(
                "127.0.0.1:" + port,
                "http://127.0.0.1:" + port,
                "HTTP://127.0.0.1:" + port + "/",
                "http://127.0.0.1:" + port + "/wsman",
                " 127.0.0.1:" + port + "/wsman ",
                "localhost:" + port);
        for (String form : forms) {
            try (Session session = Session.open(form)) {
                assertThat(session.get(ONE).text("Id")).contains("one");
            }
        }
        assertThat(service.requests(ServiceOperation.GET)).hasSize(forms.size()).allSatisfy(sent -> {
            String host = sent.header("Host").orElseThrow();
            assertThat(sent.path()).isEqualTo("/wsman");
            assertThat(host).isIn("127.0.0.1:" + port, "localhost:" + port);
            assertThat(sent.xpath("/s:Envelope/s:Header/wsa:To")).isEqualTo("http://" + host + "/wsman");
        });
    }

    @Test
    void sendsRequestsToAnotherPath() {
        try (Session session = Session.open(elsewhere.endpoint())) {
            session.get(ONE);
        }
        RecordedRequest sent = elsewhere.lastRequest(ServiceOperation.GET);
        assertThat(sent.path()).isEqualTo("/api/ws-man");
        assertThat(sent.xpath("/s:Envelope/s:Header/wsa:To")).isEqualTo(elsewhere.endpoint());
    }

    @Test
    void sendsIpv6AddressInBrackets() throws IOException {
        assumeTrue(hasIpv6Loopback(), "this system has no IPv6 loopback address");
        try (RawServer server = new RawServer(InetAddress.getByName("::1"), wire -> {
                    wire.read();
                    wire.write(RawServer.response(200, SOAP_TYPE, SessionFixture.envelope("<a xmlns='urn:a'/>")));
                    wire.awaitEnd();
                });
                Session session = Session.open("[::1]:" + server.port())) {
            assertThat(session.get(ONE).name().getLocalPart()).isEqualTo("a");
            assertThat(server.requests().get(0)).contains("Host: [::1]:" + server.port());
        }
    }

    private static boolean hasIpv6Loopback() {
        try (RawServer server = new RawServer(InetAddress.getByName("::1"), wire -> {})) {
            return server.port() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void completesEndpointWithLocalhostUsualPortsAndPath() {
        assertThat(urlOf("")).isEqualTo("http://localhost:5985/wsman");
        assertThat(urlOf("server1")).isEqualTo("http://server1:5985/wsman");
        assertThat(urlOf("https://server1")).isEqualTo("https://server1:5986/wsman");
        assertThat(urlOf("https://server1:8443/x")).isEqualTo("https://server1:8443/x");
        assertThat(urlOf("[fe80::1]")).isEqualTo("http://[fe80::1]:5985/wsman");
    }

    private static String urlOf(String endpoint) {
        try (Session session = Session.open(endpoint)) {
            String url = session.endpoint().toString();
            assertThat(session).hasToString("Session[" + url + "]");
            assertThat(Session.builder(endpoint).endpoint()).isEqualTo(session.endpoint());
            return url;
        }
    }

    @Test
    void rejectsInvalidEndpoints() {
        for (String bad : List.of("ftp://x", "http://", "x:99999", "x:port", "::1", "a b", "http://user:secret@x/")) {
            assertThatThrownBy(() -> Session.builder(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("endpoint")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> Session.open(null)).isInstanceOf(IllegalArgumentException.class);
    }
}
