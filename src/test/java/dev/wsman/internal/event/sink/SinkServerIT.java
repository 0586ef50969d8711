package dev.wsman.internal.event.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SinkServerIT {
    @AutoClose
    private final SinkFixture sink = new SinkFixture(SinkLimits.DEFAULT);

    @Test
    void passesMessageToHandlerAndReturnsReply() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            SinkClient.Reply reply = client.post("/wsman/subscriptions/1?a=%20b", "<e/>");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo(SinkFixture.ENVELOPE);
            assertThat(reply.header("Content-Type")).contains("application/soap+xml;charset=UTF-8");
            assertThat(sink.messages).singleElement().satisfies(message -> {
                assertThat(message.path()).isEqualTo("/wsman/subscriptions/1?a=%20b");
                assertThat(message.body()).asString(StandardCharsets.UTF_8).isEqualTo("<e/>");
                assertThat(message.peer().address()).isEqualTo("127.0.0.1");
                assertThat(message.peer().encrypted()).isFalse();
            });
        }
    }

    @Test
    void keepsConnectionForFurtherMessages() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
            }
            assertThat(sink.messages).hasSize(5);
        }
    }

    @Test
    void readsChunkedMessage() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            client.write(SinkClient.head("/") + "Transfer-Encoding: chunked\r\n\r\n3\r\n<e>\r\n4\r\n</e>\r\n0\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(sink.messages).singleElement().satisfies(message -> assertThat(message.body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("<e></e>"));
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesOtherMethods() throws Exception {
        try (SinkClient client = new SinkClient(sink.port())) {
            client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            SinkClient.Reply reply = client.read();
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.header("Allow")).contains("POST");
            assertThat(reply.body()).isEmpty();
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
        }
    }
}
