package dev.wsman.internal.event.sink;

import static dev.wsman.internal.event.sink.SinkFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SinkCloseIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private SinkFixture sink(SinkLimits limits) {
        return new SinkFixture(null, SinkFixture.ANYONE, limits, message -> {
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return new SinkReply(200, SinkFixture.ENVELOPE);
        });
    }

    private static CompletableFuture<SinkClient.Reply> posting(SinkClient client) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return client.post("/", "<e/>");
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                SinkFixture.THREADS);
    }

    private static boolean isRefused(int port) throws IOException {
        try {
            new SinkClient(port).close();
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wsman-sink"))
                .toList();
    }

    /** The numbers of the sinks that have threads. */
    private static List<Integer> servers() {
        return threads().stream()
                .map(thread -> Integer.valueOf(thread.getName().split("-")[2]))
                .distinct()
                .toList();
    }

    @Test
    void acknowledgesWhatIsBeingHandled() throws Exception {
        SinkFixture sink = sink(SinkLimits.DEFAULT);
        int port = sink.port();
        try (SinkClient busy = new SinkClient(port);
                SinkClient idle = new SinkClient(port)) {
            CompletableFuture<SinkClient.Reply> reply = posting(busy);
            begun.await();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(sink::close, SinkFixture.THREADS);
            await("refused connection", () -> isRefused(port));
            assertThat(idle.post("/", "<e/>").status()).isEqualTo(503);
            assertThat(closed).isNotDone();
            release.countDown();
            assertThat(reply.get().status()).isEqualTo(200);
            assertThat(reply.get().text()).isEqualTo(SinkFixture.ENVELOPE);
            closed.get();
            assertThat(busy.isClosedByServer()).isTrue();
            assertThat(idle.isClosedByServer()).isTrue();
        }
    }

    @Test
    void leavesNoThread() throws Exception {
        release.countDown();
        List<Thread> before = threads();
        List<Thread> own;
        try (SinkFixture sink = sink(SinkLimits.DEFAULT);
                SinkClient client = new SinkClient(sink.port())) {
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
            own = threads().stream().filter(thread -> !before.contains(thread)).toList();
            assertThat(own).isNotEmpty().allMatch(Thread::isDaemon);
        }
        await("end of threads", () -> before.containsAll(threads()));
        assertThat(own).noneMatch(Thread::isAlive);
    }

    @Test
    void stopsWaitingForHandlerThatDoesNotReturn() throws Exception {
        SinkFixture sink = sink(SinkLimits.DEFAULT.times(LONG, LONG, LONG, Duration.ofMillis(300)));
        try (SinkClient client = new SinkClient(sink.port())) {
            posting(client);
            begun.await();
            assertThat(CompletableFuture.runAsync(sink::close, SinkFixture.THREADS))
                    .succeedsWithin(LONG);
        } finally {
            release.countDown();
        }
    }

    @Test
    void canBeClosedByHandler() throws Exception {
        AtomicReference<SinkFixture> sink = new AtomicReference<>();
        sink.set(new SinkFixture(null, SinkFixture.ANYONE, SinkLimits.DEFAULT, message -> {
            sink.get().close();
            return new SinkReply(200, SinkFixture.ENVELOPE);
        }));
        try (SinkClient client = new SinkClient(sink.get().port())) {
            assertThat(client.post("/", "<e/>").status()).isEqualTo(200);
            assertThat(client.isClosedByServer()).isTrue();
        }
        sink.get().close();
    }

    @Test
    void canBeClosedTwice() {
        SinkFixture sink = sink(SinkLimits.DEFAULT);
        sink.close();
        sink.close();
        assertThat(sink.messages).isEmpty();
    }

    @Test
    void reportsPortThatIsInUse() {
        try (SinkFixture sink = sink(SinkLimits.DEFAULT)) {
            SinkSettings same = new SinkSettings(
                    InetAddress.getLoopbackAddress(), sink.port(), null, SinkFixture.ANYONE, SinkLimits.DEFAULT);
            List<Integer> before = servers();
            assertThatThrownBy(() -> SinkServer.start(same, message -> new SinkReply(200, null)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(sink.port()));
            await("end of threads", () -> before.containsAll(servers()));
        }
    }
}
