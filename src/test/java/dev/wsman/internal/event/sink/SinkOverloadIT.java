package dev.wsman.internal.event.sink;

import static dev.wsman.internal.event.sink.SinkFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SinkOverloadIT {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String HELD = "<held/>";

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void releaseHandlers() {
        release.countDown();
    }

    /** The handler does not return from messages that begin with {@link #HELD} until they are released. */
    private SinkFixture sink(SinkLimits limits) {
        return new SinkFixture(null, SinkFixture.ANYONE, limits, message -> {
            if (new String(message.body(), 0, Math.min(HELD.length(), message.body().length)).equals(HELD)) {
                hold();
            }
            return new SinkReply(200, SinkFixture.ENVELOPE);
        });
    }

    private void hold() {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<SinkClient.Reply> posting(SinkClient client, String body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return client.post("/", body);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                SinkFixture.THREADS);
    }

    private static void awaitMessages(SinkFixture sink, int count) {
        await(count + " messages", () -> sink.messages.size() == count);
    }

    /** Waits until a new connection can deliver a message. */
    private static void awaitRoom(SinkFixture sink) {
        await("room for a message", () -> {
            try (SinkClient next = new SinkClient(sink.port())) {
                return next.post("/", "<e/>").status() == 200;
            }
        });
    }

    private static String ofLength(String beginning, int length) {
        return beginning + " ".repeat(length - beginning.length());
    }

    @Test
    void refusesMessagesWhileTooManyArePending() throws Exception {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT.pending(2, 1 << 20));
                SinkClient first = new SinkClient(sink.port());
                SinkClient second = new SinkClient(sink.port());
                SinkClient third = new SinkClient(sink.port())) {
            CompletableFuture<SinkClient.Reply> one = posting(first, HELD);
            CompletableFuture<SinkClient.Reply> two = posting(second, HELD);
            awaitMessages(sink, 2);
            for (int i = 0; i < 3; i++) {
                SinkClient.Reply refused = third.post("/", "<e/>");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Connection")).isEmpty();
            }
            release.countDown();
            assertThat(one.get().status()).isEqualTo(200);
            assertThat(two.get().status()).isEqualTo(200);
            assertThat(third.post("/", "<e/>").status()).isEqualTo(200);
            assertThat(sink.messages).hasSize(3);
            assertThat(sink.warnings())
                    .containsExactly("WARNING event sink: refused a request of 127.0.0.1 with 503:"
                            + " too many messages are pending");
        }
    }

    @Test
    void boundsBytesOfPendingMessages() throws Exception {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT.pending(100, 20_000));
                SinkClient first = new SinkClient(sink.port());
                SinkClient second = new SinkClient(sink.port())) {
            CompletableFuture<SinkClient.Reply> held = posting(first, ofLength(HELD, 15_000));
            awaitMessages(sink, 1);
            assertThat(second.post("/", ofLength("<e/>", 5_001)).status()).isEqualTo(503);
            assertThat(second.post("/", ofLength("<e/>", 5_000)).status()).isEqualTo(200);
            second.write(SinkClient.head("/") + "Transfer-Encoding: chunked\r\n\r\n1b58\r\n" + ofLength("<e/>", 7_000)
                    + "\r\n0\r\n\r\n");
            assertThat(second.read().status()).isEqualTo(503);
            assertThat(second.post("/", ofLength("<e/>", 5_000)).status()).isEqualTo(200);
            release.countDown();
            assertThat(held.get().status()).isEqualTo(200);
            assertThat(second.post("/", ofLength("<e/>", 20_000)).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesMessageThatIsTooLong() throws Exception {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT.maxMessageSize(10_000));
                SinkClient client = new SinkClient(sink.port())) {
            assertThat(client.post("/", ofLength("<e/>", 10_001)).status()).isEqualTo(413);
            client.write(SinkClient.head("/") + "Transfer-Encoding: chunked\r\n\r\n2711\r\n" + ofLength("<e/>", 10_001)
                    + "\r\n0\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(413);
            assertThat(client.post("/", ofLength("<e/>", 10_000)).status()).isEqualTo(200);
            client.write(SinkClient.head("/") + "Content-Length: 1000000000\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(413);
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(sink.messages).hasSize(1);
        }
    }

    @Test
    void refusesSenderThatPausesOrIsTooSlow() throws Exception {
        SinkLimits limits = SinkLimits.DEFAULT.pending(1, 1 << 20).times(LONG, SHORT, LONG, LONG);
        try (SinkFixture sink = sink(limits)) {
            try (SinkClient client = new SinkClient(sink.port())) {
                client.write(SinkClient.head("/") + "Content-Length: 100\r\n\r\n<e>");
                assertThat(client.read().status()).isEqualTo(408);
                assertThat(client.isClosedByServer()).isTrue();
            }
            try (SinkClient client = new SinkClient(sink.port())) {
                client.write(SinkClient.head("/") + "Content-Length: 100000\r\n\r\n");
                // the reply is lost if the sender still writes
                await("refusal", () -> {
                    if (sink.refusals().size() == 1) {
                        client.write(" ");
                    }
                    return sink.refusals().stream().anyMatch(text -> text.contains("slower than 4096 bytes a second"));
                });
            }
            try (SinkClient client = new SinkClient(sink.port())) {
                assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void closesConnectionThatSendsNoRequest() throws Exception {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT.times(LONG, SHORT, LONG, LONG))) {
            try (SinkClient silent = new SinkClient(sink.port())) {
                assertThat(silent.isClosedByServer()).isTrue();
            }
            try (SinkClient slow = new SinkClient(sink.port())) {
                CompletableFuture<Boolean> closed =
                        CompletableFuture.supplyAsync(slow::isClosedByServer, SinkFixture.THREADS);
                slow.write("POST / HTTP/1.1\r\n");
                await("end of connection", () -> {
                    try {
                        slow.write("X-Header: a\r\n");
                    } catch (IOException reset) {
                        return true;
                    }
                    return closed.isDone();
                });
                assertThat(closed.get()).isTrue();
            }
        }
    }

    @Test
    void closesConnectionAfterIdleTimeout() throws Exception {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT.times(SHORT, LONG, LONG, LONG));
                SinkClient client = new SinkClient(sink.port())) {
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    /** A subscription whose heartbeat is longer than the idle timeout. */
    @Test
    void keepsConnectionUntilHeartbeat() throws Exception {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT.times(SHORT, LONG, LONG, LONG));
                SinkClient client = new SinkClient(sink.port())) {
            sink.server().keepConnections(Duration.ofSeconds(2));
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
            Thread.sleep(3 * SHORT.toMillis()); // the silence that must not end the connection
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
        }
    }

    @Test
    void closesConnectionOfSenderThatIsNotKnown() throws Exception {
        SinkAccess users = SinkAccess.of(List.of(new SinkUser("u", "p".toCharArray())), null, null, false);
        try (SinkFixture sink = new SinkFixture(
                        null,
                        users,
                        SinkLimits.DEFAULT.times(LONG, SHORT, LONG, LONG),
                        message -> new SinkReply(200, null));
                SinkClient client = new SinkClient(sink.port())) {
            assertThat(client.post("/", "<e/>").status()).isEqualTo(401);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void boundsConnections() throws Exception {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT.concurrency(1, 4))) {
            try (SinkClient first = new SinkClient(sink.port())) {
                assertThat(first.post("/", "<e/>").status()).isEqualTo(200);
                for (int i = 0; i < 3; i++) {
                    try (SinkClient further = new SinkClient(sink.port())) {
                        assertThat(further.isClosedByServer()).isTrue();
                    }
                }
                assertThat(first.post("/", "<e/>").status()).isEqualTo(200);
            }
            awaitRoom(sink);
            assertThat(sink.warnings())
                    .containsExactly("WARNING event sink: closed a connection of 127.0.0.1, because 1 are open");
        }
    }

    @Test
    void repliesWithTimeoutWhileHandlerRuns() throws Exception {
        SinkLimits limits = SinkLimits.DEFAULT.pending(1, 1 << 20).times(LONG, LONG, SHORT, LONG);
        try (SinkFixture sink = sink(limits)) {
            try (SinkClient client = new SinkClient(sink.port())) {
                assertThat(client.post("/", HELD).status()).isEqualTo(504);
                assertThat(client.isClosedByServer()).isTrue();
            }
            try (SinkClient client = new SinkClient(sink.port())) {
                // the memory of the message is not free before its handler has returned
                assertThat(client.post("/", "<e/>").status()).isEqualTo(503);
            }
            release.countDown();
            awaitRoom(sink);
        }
    }

    /** The source repeats a message that it got no acknowledgement for: handling it as well would double it. */
    @Test
    void doesNotHandleMessageThatWaitedTooLong() throws Exception {
        SinkLimits limits = SinkLimits.DEFAULT.concurrency(10, 1).times(LONG, LONG, SHORT, LONG);
        try (SinkFixture sink = sink(limits);
                SinkClient first = new SinkClient(sink.port());
                SinkClient second = new SinkClient(sink.port())) {
            CompletableFuture<SinkClient.Reply> held = posting(first, HELD);
            awaitMessages(sink, 1);
            assertThat(second.post("/", "<waiting/>").status()).isEqualTo(504);
            assertThat(held.get().status()).isEqualTo(504);
            release.countDown();
            awaitRoom(sink);
            assertThat(sink.messages)
                    .extracting(message -> new String(message.body()))
                    .startsWith(HELD)
                    .contains("<e/>")
                    .doesNotContain("<waiting/>");
        }
    }

    @Test
    void repliesToHandlerThatFails() throws Exception {
        try (SinkFixture sink = new SinkFixture(null, SinkFixture.ANYONE, SinkLimits.DEFAULT, message -> {
                    throw new IllegalStateException("broken handler");
                });
                SinkClient client = new SinkClient(sink.port())) {
            assertThat(client.post("/", "<e/>").status()).isEqualTo(500);
            assertThat(client.post("/", "<e/>").status()).isEqualTo(500);
            assertThat(sink.warnings())
                    .hasSize(2)
                    .allMatch(text -> text.contains("handling a message of 127.0.0.1 failed"));
        }
    }

    @Test
    void repliesToMalformedRequestsWithoutPage() throws Exception {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT)) {
            for (String request : new String[] {
                "\u0001\u0002 nonsense\r\n\r\n",
                "POST / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            }) {
                try (SinkClient client = new SinkClient(sink.port())) {
                    client.write(request);
                    SinkClient.Reply reply = client.read();
                    assertThat(reply.status()).isEqualTo(400);
                    assertThat(reply.body()).isEmpty();
                    assertThat(client.isClosedByServer()).isTrue();
                }
            }
            try (SinkClient client = new SinkClient(sink.port())) {
                client.write("POST / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");
                assertThat(client.read().status()).isEqualTo(431);
            }
            assertThat(sink.messages).isEmpty();
        }
    }
}
