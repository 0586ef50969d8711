package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.auth.ChallengeParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server's proof under Digest with {@code auth-int} (RFC 7616 3.5). It covers the body, so that the caller gets
 * nothing of the body before the proof has been checked.
 */
class DigestProofTest {
    private static final String USER = "user";
    private static final String PASSWORD = "geheim-8";
    private static final byte[] REQUEST = "<Request/>".getBytes(StandardCharsets.UTF_8);
    private static final byte[] REPLY = "<Reply/>".getBytes(StandardCharsets.UTF_8);

    /** Replies to a request whose credentials are accepted, with a proof for any body. */
    @FunctionalInterface
    private interface Script {
        void reply(RawServer.Wire wire, Proof proof) throws IOException;
    }

    /**
     * Makes the value of {@code Authentication-Info}.
     *
     * @param sent the parameters of the request's {@code Authorization}
     */
    private record Proof(Map<String, String> sent) {
        String of(byte[] body) {
            return of(sent.get("qop"), body);
        }

        String of(String qop, byte[] body) {
            String a1 = md5((USER + ":r:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            String covered = qop.equals("auth-int") ? ":" + md5(body) : "";
            String a2 = md5((":" + sent.get("uri") + covered).getBytes(StandardCharsets.UTF_8));
            String proof = String.join(":", a1, "n", sent.get("nc"), sent.get("cnonce"), qop, a2);
            return "qop=" + qop + ", rspauth=\"" + md5(proof.getBytes(StandardCharsets.UTF_8)) + "\"";
        }
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Requires Digest, as a server or as a proxy, and checks that the client's response covers the request's body. */
    private static RawServer server(boolean proxy, Script script) throws IOException {
        Pattern header = Pattern.compile((proxy ? "Proxy-" : "") + "Authorization: Digest (.*)\r\n");
        String challenge = (proxy ? "HTTP/1.1 407 Who\r\nProxy" : "HTTP/1.1 401 Who\r\nWWW")
                + "-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth, auth-int\"\r\nContent-Length: 0\r\n\r\n";
        return new RawServer(wire -> {
            String request;
            while ((request = wire.read()) != null) {
                Matcher given = header.matcher(request);
                if (given.find()) {
                    Map<String, String> sent = ChallengeParser.parameters(given.group(1));
                    assertThat(sent).containsEntry("qop", "auth-int");
                    script.reply(wire, new Proof(sent));
                } else {
                    wire.write(challenge);
                }
            }
        });
    }

    private static void write(RawServer.Wire wire, String info, String more, byte[] body) throws IOException {
        wire.write("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nAuthentication-Info: " + info + "\r\n"
                + more + "\r\n");
        wire.write(body);
    }

    private static String length(byte[] body) {
        return "Content-Length: " + body.length + "\r\n";
    }

    private static HttpTransport transport(
            int port, Authentication login, @Nullable ProxySelector proxies, Authentication proxyLogin) {
        EndpointAddress server = new EndpointAddress(false, "127.0.0.1", port, "/wsman");
        return new HttpTransport(TransportFixture.settings(server, login, false, proxies, proxyLogin));
    }

    private static Authentication digest() {
        return Authentication.digest(USER, PASSWORD.toCharArray());
    }

    private static byte[] exchange(HttpTransport transport, Duration limit) throws IOException {
        try (HttpReply reply = transport.exchange(TransportFixture.call(REQUEST, limit))) {
            return reply.body().readAllBytes();
        }
    }

    private static byte[] exchange(HttpTransport transport) throws IOException {
        return exchange(transport, Duration.ofSeconds(20));
    }

    /** The failure of an exchange, after which its connection is gone; null if there is none. */
    private static @Nullable ExchangeException failure(Script script, Duration limit) throws Exception {
        try (RawServer server = server(false, script);
                HttpTransport transport = transport(server.port(), digest(), null, Authentication.none())) {
            ExchangeException failure = catchThrowableOfType(ExchangeException.class, () -> exchange(transport, limit));
            assertThat(transport.openConnections()).isEqualTo(failure == null ? 1 : 0);
            return failure;
        }
    }

    private static @Nullable ExchangeException failure(Script script) throws Exception {
        return failure(script, Duration.ofSeconds(20));
    }

    @Test
    void readsBodyCoveredByProofAndKeepsConnection() throws Exception {
        try (RawServer server = server(false, (wire, proof) -> write(wire, proof.of(REPLY), length(REPLY), REPLY));
                HttpTransport transport = transport(server.port(), digest(), null, Authentication.none())) {
            for (int i = 0; i < 3; i++) {
                assertThat(exchange(transport)).isEqualTo(REPLY);
            }
            // one for the challenge, one for all authorized requests
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void checksProofOverCompressedAndChunkedBody() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(REPLY);
        }
        byte[] bytes = packed.toByteArray();
        Script script = (wire, proof) -> {
            write(wire, proof.of(bytes), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", new byte[0]);
            for (byte each : bytes) {
                wire.write("1\r\n");
                wire.write(new byte[] {each, '\r', '\n'});
            }
            wire.write("0\r\n\r\n");
        };
        try (RawServer server = server(false, script);
                HttpTransport transport = transport(server.port(), digest(), null, Authentication.none())) {
            assertThat(exchange(transport)).isEqualTo(REPLY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<Reply />", "", "<Reply/>\n", "<Forged/>"})
    void rejectsBodyThatProofDoesNotCover(String forged) throws Exception {
        byte[] body = forged.getBytes(StandardCharsets.UTF_8);
        ExchangeException failure = failure((wire, proof) -> write(wire, proof.of(REPLY), length(body), body));
        assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATION);
        assertThat(failure).hasMessageContaining("rspauth").hasMessageNotContaining("Forged");
    }

    /** A fault needs a valid proof, like any other reply. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 500, 503})
    void rejectsForgedBodyUnderEveryStatus(int status) throws Exception {
        ExchangeException failure = failure((wire, proof) ->
                wire.write("HTTP/1.1 " + status + " Oh\r\nContent-Type: application/soap+xml\r\nAuthentication-Info: "
                        + proof.of(REPLY) + "\r\nContent-Length: 3\r\n\r\n<x>"));
        assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATION);
        assertThat(failure.httpStatus()).isEqualTo(status);
    }

    /** The server names the qop of its proof; a proof computed under another qop is wrong. */
    @ParameterizedTest
    @CsvSource({"auth,auth,true", "auth-int,auth,false", "auth,auth-int,false", "none,none,false"})
    void checksProofUnderQopOfServer(String computed, String named, boolean right) throws Exception {
        Script script = (wire, proof) ->
                write(wire, proof.of(computed, REPLY).replace("qop=" + computed, "qop=" + named), length(REPLY), REPLY);
        ExchangeException failure = failure(script);
        if (right) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATION);
        }
    }

    /** RFC 7616 3.5: a server need not send a proof. */
    @Test
    void acceptsReplyWithoutProof() throws Exception {
        assertThat(failure((wire, proof) -> wire.write(RawServer.response(200, "application/soap+xml", "<Reply/>"))))
                .isNull();
        assertThat(failure((wire, proof) -> write(wire, "nextnonce=\"m\"", length(REPLY), REPLY)))
                .isNull();
    }

    @Test
    void limitsBodyThatIsReadForProof() throws Exception {
        byte[] large = new byte[TransportFixture.MAXIMUM + 1];
        assertThat(failure((wire, proof) -> write(wire, proof.of(large), length(large), large))
                        .stage())
                .isEqualTo(Stage.ENVELOPE_TOO_LARGE);
        assertThat(failure((wire, proof) -> {
                            write(wire, proof.of(REPLY), "Content-Length: 9\r\n", REPLY);
                            wire.reset();
                        })
                        .stage())
                .isEqualTo(Stage.RECEIVE);
        assertThat(failure(
                                (wire, proof) -> write(wire, proof.of(REPLY), "Content-Length: 9\r\n", REPLY),
                                Duration.ofSeconds(2))
                        .stage())
                .isEqualTo(Stage.TIMEOUT);
    }

    @Test
    void checksProofOfProxy() throws Exception {
        for (boolean honest : new boolean[] {true, false}) {
            Script script = (wire, proof) ->
                    wire.write("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nProxy-Authentication-Info: "
                            + proof.of(honest ? REPLY : REQUEST) + "\r\n" + length(REPLY) + "\r\n<Reply/>");
            try (RawServer proxy = server(true, script);
                    HttpTransport transport = transport(
                            1,
                            Authentication.none(),
                            ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())),
                            digest())) {
                if (honest) {
                    assertThat(exchange(transport)).isEqualTo(REPLY);
                } else {
                    assertThat(catchThrowableOfType(ExchangeException.class, () -> exchange(transport)))
                            .hasMessageContaining("the proxy 127.0.0.1:" + proxy.port() + ": Digest")
                            .extracting(ExchangeException::stage)
                            .isEqualTo(Stage.AUTHENTICATION);
                }
            }
        }
    }
}
