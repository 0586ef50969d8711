package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors name the setting to change: the scheme of the URL, the size of requests, the size of the pool. */
class MisconfigurationIT {
    private static WsmanException failure(Session.Builder builder) {
        try (Session session = builder.timeout(Duration.ofSeconds(20)).build()) {
            return catchThrowableOfType(WsmanException.class, () -> session.get(HostileTrial.THING));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>",
                "Client sent an HTTP request to an HTTPS server.\n",
                "<p>Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
                "<p>Bad Request</p><p>This combination of host and port requires TLS.</p>",
            })
    void reportsThatServerRequiresHttps(String page) {
        try (HostileServer server = new HostileServer()) {
            server.always(Reaction.reply(400, "text/html", page.getBytes(StandardCharsets.UTF_8)));
            WsmanException failure = failure(Session.builder(server.endpoint()));
            assertThat(failure.error().reason()).startsWith("the port wants https and was sent plain http");
            assertThat(failure.error().hint()).get().asString().contains("https://", "5986");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void reportsRedirectToHttps() {
        try (HostileServer server = new HostileServer()) {
            server.always(Reaction.bytes(HttpMessages.message(
                    "HTTP/1.1 301 Moved\r\nLocation: https://127.0.0.1:5986/wsman\r\nContent-Length: 0", new byte[0])));
            assertThat(failure(Session.builder(server.endpoint())).error().hint())
                    .get()
                    .asString()
                    .contains("https://");
        }
    }

    @Test
    void reportsPortThatSendsTlsAlert() {
        try (HostileServer server = new HostileServer()) {
            server.always(Reaction.bytes(new byte[] {0x15, 3, 3, 0, 2, 2, 40}).thenClose());
            for (Credentials credentials :
                    new Credentials[] {Credentials.none(), Credentials.ntlm("user", "geheim".toCharArray())}) {
                WsmanException failure =
                        failure(Session.builder(server.endpoint()).credentials(credentials));
                assertThat(failure.error().reason()).startsWith("the port speaks TLS and was sent plain http");
                assertThat(failure.error().hint()).get().asString().contains("https://", "5986");
            }
        }
    }

    @Test
    void suspectsTlsWhenPortClosesWithoutReply() {
        try (HostileServer server = new HostileServer()) {
            server.always((request, connection) -> connection.close());
            WsmanException failure = failure(Session.builder(server.endpoint()));
            assertThat(failure.error().kind()).isEqualTo(Kind.CONNECTION);
            assertThat(failure.error().hint()).get().asString().contains("the port may speak TLS", "https://");
        }
    }

    @Test
    void reportsPortThatSpeaksPlainHttp() throws IOException {
        try (RawServer server = new RawServer(
                wire -> wire.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))) {
            WsmanException failure = failure(Session.builder("https://127.0.0.1:" + server.port()));
            assertThat(failure.error().kind()).isEqualTo(Kind.TLS);
            assertThat(failure.error().reason()).startsWith("the port speaks plain http, not TLS");
            assertThat(failure.error().hint()).get().asString().contains("http://", "5985");
        }
    }

    static Stream<Arguments> silences() {
        return Stream.of(Arguments.of("closes", (RawServer.Script) wire -> {}), Arguments.of("waits", (RawServer.Script)
                RawServer.Wire::awaitEnd));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void suspectsPlainHttpWhenHandshakeGetsNoReply(String name, RawServer.Script script) throws IOException {
        try (RawServer server = new RawServer(script)) {
            WsmanException failure = failure(
                    Session.builder("https://127.0.0.1:" + server.port()).connectTimeout(Duration.ofMillis(300)));
            assertThat(failure.getMessage()).contains("TLS", "127.0.0.1:" + server.port());
            assertThat(failure.error().hint()).get().asString().contains("the port may not speak TLS", "5985");
        }
    }

    @Test
    void namesSizeOfTooLargeRequest() {
        try (HostileServer server = new HostileServer()) {
            server.always(Reaction.reply(413, "", new byte[0]));
            WsmanException failure = failure(Session.builder(server.endpoint()));
            int sent = server.received().get(0).body().length();
            assertThat(failure.error().reason())
                    .contains("HTTP 413")
                    .contains("to a request of %,d bytes".formatted(sent));
            assertThat(failure.error().hint())
                    .get()
                    .asString()
                    .contains("MaxEnvelopeSizekb", "winrm set winrm/config @{MaxEnvelopeSizekb=\"");
        }
    }

    @Test
    void reportsBothMeaningsOfEmpty500() {
        try (HostileServer server = new HostileServer()) {
            server.always(Reaction.bytes(HttpMessages.message(
                            "HTTP/1.1 500 \r\nServer: Microsoft-HTTPAPI/2.0\r\nConnection: close\r\nContent-Length: 0",
                            new byte[0]))
                    .thenClose());
            WsmanException failure = failure(Session.builder(server.endpoint()));
            assertThat(failure.error().reason())
                    .contains("an unencrypted request", "AllowUnencrypted=false", "too long");
            server.always(Reaction.reply(500, "", new byte[0]));
            assertThat(failure(Session.builder(server.endpoint())).error().reason())
                    .doesNotContain("AllowUnencrypted");
        }
    }

    @Test
    void namesMaxConnectionsWhenPoolIsExhausted() throws Exception {
        try (HostileServer server = new HostileServer()) {
            server.then((request, connection) -> connection.awaitClose());
            assertThat(holdOnlyConnection(server).failure().error().kind()).isEqualTo(Kind.CLOSED);
            assertThat(server.received()).hasSize(1);
        }
    }

    /** A call that holds the only connection until the session is closed, while another call waits for it. */
    private static RunningCall holdOnlyConnection(HostileServer server) throws InterruptedException {
        try (Session session =
                Session.builder(server.endpoint()).maxConnections(1).build()) {
            RunningCall held = RunningCall.start(() -> session.get(HostileTrial.THING));
            assertThat(HostileServer.eventually(() -> server.received().size() == 1))
                    .isTrue();
            session.timeout(Duration.ofMillis(100));
            WsmanTimeoutException failure =
                    catchThrowableOfType(WsmanTimeoutException.class, () -> session.get(HostileTrial.THING));
            assertThat(failure.error().reason()).contains("session's connections", "maxConnections is 1");
            assertThat(failure.error().hint())
                    .get()
                    .asString()
                    .contains("raise maxConnections")
                    .doesNotContain("firewall");
            return held;
        }
    }

    static Stream<Arguments> handshakes() {
        char[] password = "geheim".toCharArray();
        return Stream.of(
                Arguments.of("Negotiate", Credentials.ntlm("user", password)),
                Arguments.of("Negotiate", Credentials.rawNtlm("user", password)),
                Arguments.of("CredSSP", Credentials.credSsp("user", password)),
                Arguments.of("Digest", Credentials.digest("user", password)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("handshakes")
    void namesSchemesOfServerThatOffersOnlyBasic(String scheme, Credentials credentials) {
        try (HostileServer server = new HostileServer()) {
            server.always(Reaction.bytes(HttpMessages.message(
                    "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0", new byte[0])));
            WsmanException failure = failure(Session.builder(server.endpoint()).credentials(credentials));
            assertThat(failure).isInstanceOf(WsmanAuthenticationException.class).hasNoCause();
            assertThat(failure.error().reason()).isEqualTo("the server does not offer " + scheme + "; it offers Basic");
            assertThat(failure.error().hint())
                    .get()
                    .asString()
                    .contains("a scheme on offer")
                    .doesNotContain("password");
        }
    }
}
