package dev.wsman.internal.event.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Intel AMT logs in to a sink by Digest only. */
class DigestSinkIT {
    private static final Pattern NONCE = Pattern.compile("nonce=\"([0-9a-f]{32})\"");
    private static final String PASSWORD = "P@ssw0rd";

    @AutoClose
    private final SinkFixture sink = new SinkFixture(
            null,
            SinkAccess.of(List.of(), null, null, false).digest(List.of(new SinkUser("amt", PASSWORD.toCharArray()))),
            SinkLimits.DEFAULT,
            message -> new SinkReply(200, SinkFixture.ENVELOPE));

    /** The JDK has a Digest client of its own. */
    private int postByJdk(String password) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + sink.port() + "/events/t?a=b")
                        .toURL()
                        .openConnection();
        connection.setAuthenticator(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("amt", password.toCharArray());
            }
        });
        connection.setRequestProperty("Content-Type", "application/soap+xml;charset=UTF-8");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write("<e/>".getBytes(StandardCharsets.US_ASCII));
        }
        return connection.getResponseCode();
    }

    private static String nonce(SinkClient.Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.all("WWW-Authenticate")).hasSize(1);
        Matcher nonce = NONCE.matcher(reply.header("WWW-Authenticate").orElseThrow());
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String authorization(String nonce, String nc, String uri, String password) throws Exception {
        String a1 = md5("amt:WSMAN:" + password);
        String response = md5(a1 + ":" + nonce + ":" + nc + ":c:auth:" + md5("POST:" + uri));
        return "Authorization: Digest username=\"amt\", realm=\"WSMAN\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", qop=auth, nc=" + nc + ", cnonce=\"c\", response=\"" + response + "\"";
    }

    @Test
    void acceptsUserOfAnotherClient() throws Exception {
        assertThat(postByJdk(PASSWORD)).isEqualTo(200);
        assertThat(sink.messages)
                .singleElement()
                .satisfies(message -> assertThat(message.peer().principal()).isEqualTo("amt"));
    }

    @Test
    void acceptsEachCountOnce() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            String nonce = nonce(client.post("/", "<e/>"));
            String first = authorization(nonce, "00000001", "/", PASSWORD);
            assertThat(client.post("/", "<e/>", first).status()).isEqualTo(200);
            assertThat(client.post("/", "<e/>", authorization(nonce, "00000002", "/", PASSWORD))
                            .status())
                    .isEqualTo(200);
            SinkClient.Reply repeated = client.post("/", "<e/>", first);
            assertThat(repeated.header("WWW-Authenticate").orElseThrow()).endsWith("stale=true");
            assertThat(nonce(repeated)).isNotEqualTo(nonce);
            assertThat(sink.messages).hasSize(2);
        }
    }

    @Test
    void refusesWrongProofs() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            String nonce = nonce(client.post("/", "<e/>"));
            for (String header : List.of(
                    authorization(nonce, "00000001", "/", "wrong"),
                    authorization(nonce, "00000001", "/other", PASSWORD),
                    authorization("00", "00000001", "/", PASSWORD),
                    authorization(nonce, "1", "/", PASSWORD),
                    authorization(nonce, "00000001", "/", PASSWORD).replace("\"amt\"", "\"other\""),
                    "Authorization: Digest",
                    "Authorization: Digest username=\"amt\"")) {
                assertThat(client.post("/", "<e/>", header).status()).as(header).isEqualTo(401);
            }
            assertThat(sink.messages).isEmpty();
        }
    }
}
