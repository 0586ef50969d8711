package dev.wsman.internal.event.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.HeapHistogram;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A check for the first request once kept each closed connection in memory for the time that a request may take: with
 * sources that open one connection per delivery, thousands of them.
 */
@Timeout(120)
class SinkMemoryIT {
    private static final int CONNECTIONS = 100;
    /** Jetty may hold those of the latest accepts and reads. */
    private static final int MOST = 20;

    private static final List<String> OF_A_CONNECTION = List.of(
            "org.eclipse.jetty.server.internal.HttpConnection",
            "org.eclipse.jetty.io.SocketChannelEndPoint",
            SinkExchange.class.getName(),
            PeerConnection.class.getName());

    @AutoClose
    private final SinkFixture sink = new SinkFixture(SinkLimits.DEFAULT.maxMessageSize(1000));

    /** Uses a connection in some way before it is closed. */
    @FunctionalInterface
    private interface Use {
        void of(SinkClient client) throws IOException;
    }

    private void openAndClose(Use use) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            try (SinkClient client = new SinkClient(sink.port())) {
                use.of(client);
            }
        }
        SinkFixture.await("closed connections are not in memory", () -> instances() <= MOST);
    }

    /** Returns the most objects of one of the classes. */
    private static long instances() {
        HeapHistogram histogram = HeapHistogram.take();
        return OF_A_CONNECTION.stream().mapToLong(histogram::instances).max().orElseThrow();
    }

    @Test
    void forgetsConnectionThatDelivered() throws Exception {
        openAndClose(client -> assertThat(client.post("/", "<e/>").status()).isEqualTo(200));
    }

    @Test
    void forgetsConnectionWithoutRequest() throws Exception {
        openAndClose(client -> {});
    }

    @Test
    void forgetsConnectionWhoseMessageIsIncomplete() throws Exception {
        openAndClose(client -> client.write(SinkClient.head("/") + "Content-Length: 100\r\n\r\n<e>"));
    }

    @Test
    void forgetsConnectionWhoseMessageIsRefused() throws Exception {
        openAndClose(client ->
                assertThat(client.post("/", "a".repeat(2000)).status()).isEqualTo(413));
    }

    @Test
    void forgetsConnectionThatDoesNotWaitForReply() throws Exception {
        openAndClose(client -> client.write(SinkClient.head("/") + "Content-Length: 4\r\n\r\n<e/>"));
    }
}
