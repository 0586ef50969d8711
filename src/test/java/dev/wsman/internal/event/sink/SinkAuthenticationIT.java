package dev.wsman.internal.event.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SinkAuthenticationIT {
    private static final String PASSWORD = "S\u00e9cret:1";

    @AutoClose
    private final SinkFixture sink = new SinkFixture(
            null,
            SinkAccess.of(
                    List.of(new SinkUser("amt", PASSWORD.toCharArray()), new SinkUser("idrac", "calvin".toCharArray())),
                    null,
                    null,
                    false),
            SinkLimits.DEFAULT,
            message -> new SinkReply(200, null));

    private SinkClient.Reply post(String... headers) throws IOException {
        try (SinkClient client = new SinkClient(sink.port())) {
            return client.post("/", "<e/>", headers);
        }
    }

    private static String basic(String userAndPassword, Charset charset) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(charset));
    }

    @Test
    void acceptsUsersOfBasic() throws Exception {
        assertThat(post(basic("amt:" + PASSWORD, StandardCharsets.UTF_8)).status())
                .isEqualTo(200);
        assertThat(post(basic("amt:" + PASSWORD, StandardCharsets.ISO_8859_1)).status())
                .isEqualTo(200);
        assertThat(post(basic("idrac:calvin", StandardCharsets.UTF_8)).status()).isEqualTo(200);
        assertThat(sink.messages)
                .extracting(message -> message.peer().principal())
                .containsExactly("amt", "amt", "idrac");
    }

    @Test
    void refusesWrongAndMissingCredentials() throws Exception {
        assertThat(post(basic("amt:calvin", StandardCharsets.UTF_8)).status()).isEqualTo(401);
        assertThat(post(basic("amt:", StandardCharsets.UTF_8)).status()).isEqualTo(401);
        assertThat(post(basic("AMT:" + PASSWORD, StandardCharsets.UTF_8)).status())
                .isEqualTo(401);
        assertThat(post("Authorization: Basic %%%").status()).isEqualTo(400);
        assertThat(post("Authorization: Bearer abc").status()).isEqualTo(401);
        assertThat(post("Authorization: Kerberos YII=").status()).isEqualTo(401);
        SinkClient.Reply reply = post();
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.all("WWW-Authenticate")).containsExactly("Basic realm=\"WSMAN\", charset=\"UTF-8\"");
        assertThat(sink.messages).isEmpty();
    }

    @Test
    void authenticatesEachRequestOfConnection() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            String user = basic("idrac:calvin", StandardCharsets.UTF_8);
            assertThat(client.post("/", "<e/>").status()).isEqualTo(401);
            assertThat(client.post("/", "<e/>", user).status()).isEqualTo(200);
            assertThat(client.post("/", "<e/>").status()).isEqualTo(401);
        }
    }

    @Test
    void wipesPasswordWithServerThatUsesIt() throws Exception {
        SinkUser user = new SinkUser("amt", "once".toCharArray());
        for (int i = 0; i < 2; i++) {
            SinkUser copy = user.copy();
            try (SinkFixture each = new SinkFixture(
                            null,
                            SinkAccess.of(List.of(copy), null, null, false),
                            SinkLimits.DEFAULT,
                            message -> new SinkReply(200, null));
                    SinkClient client = new SinkClient(each.port())) {
                assertThat(client.post("/", "<e/>", basic("amt:once", StandardCharsets.UTF_8))
                                .status())
                        .isEqualTo(200);
            }
            assertThatThrownBy(copy::copy).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void logsReasonAndPeerWithoutSecret() throws Exception {
        post();
        post(basic("amt:Guessed1", StandardCharsets.UTF_8));
        assertThat(sink.warnings())
                .containsExactly("WARNING event sink: refused a request of 127.0.0.1 with 401: wrong user or password");
        assertThat(sink.log.records())
                .extracting(LogRecord::getMessage)
                .anyMatch(text -> text.contains("no credentials"))
                .noneMatch(text -> text.contains("Guessed1") || text.contains(PASSWORD));
        assertThat(new SinkUser("amt", PASSWORD.toCharArray()).toString()).isEqualTo("SinkUser[amt]");
    }
}
