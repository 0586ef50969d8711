package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeadlineWatchdogTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void closesChannelWhenReaderIsLate() throws IOException {
        Pipe pipe = Pipe.open();
        DeadlineWatchdog watch = DeadlineWatchdog.on(pipe.source());
        long begun = System.nanoTime();
        assertThat(readsInTime(watch, pipe, SHORT)).isFalse();
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(pipe.source().isOpen()).isFalse();
        watch.leave();
    }

    @Test
    void keepsChannelOpenWhenReadsFinishInTime() throws IOException {
        Pipe pipe = Pipe.open();
        DeadlineWatchdog watch = DeadlineWatchdog.on(pipe.source());
        for (int i = 0; i < 10_000; i++) {
            pipe.sink().write(ByteBuffer.allocate(1));
            assertThat(readsInTime(watch, pipe, LONG)).isTrue();
        }
        assertThat(pipe.source().isOpen()).isTrue();
        watch.leave();
        pipe.source().close();
    }

    /** A late deadline must not hide an early one, in whichever order they began. */
    @Test
    void findsEarliestOfManyDeadlines() throws Exception {
        List<Pipe> pipes = new ArrayList<>();
        List<DeadlineWatchdog> watches = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            pipes.add(Pipe.open());
            watches.add(DeadlineWatchdog.on(pipes.get(i).source()));
            watches.get(i).begin(System.nanoTime() + (i % 2 == 0 ? LONG : SHORT).toNanos());
        }
        for (int i = 1; i < 50; i += 2) {
            await(pipes.get(i));
            assertThat(watches.get(i).end()).isFalse();
        }
        for (int i = 0; i < 50; i += 2) {
            assertThat(pipes.get(i).source().isOpen()).isTrue();
            assertThat(watches.get(i).end()).isTrue();
        }
        for (int i = 0; i < 50; i++) {
            watches.get(i).leave();
            pipes.get(i).source().close();
        }
    }

    @Test
    void stopsThreadWithLastChannelAndRestartsIt() throws Exception {
        for (int i = 0; i < 20; i++) {
            Pipe pipe = Pipe.open();
            DeadlineWatchdog watch = DeadlineWatchdog.on(pipe.source());
            assertThat(readsInTime(watch, pipe, Duration.ofMillis(1))).isFalse();
            watch.leave();
            while (isThreadAlive()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    @Test
    void stopsThreadWhenNoReaderWaits() throws Exception {
        Pipe pipe = Pipe.open();
        DeadlineWatchdog watch = DeadlineWatchdog.on(pipe.source());
        watch.begin(System.nanoTime() + LONG.toNanos());
        assertThat(isThreadAlive()).isTrue();
        assertThat(watch.end()).isTrue();
        while (isThreadAlive()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(pipe.source().isOpen()).isTrue();
        watch.leave();
        pipe.source().close();
    }

    /** Reads one byte. Returns false if the watchdog has closed the channel. */
    private static boolean readsInTime(DeadlineWatchdog watch, Pipe pipe, Duration limit) {
        watch.begin(System.nanoTime() + limit.toNanos());
        try {
            pipe.source().read(ByteBuffer.allocate(1));
        } catch (IOException closed) {
            assertThat(watch.end()).isFalse();
            return false;
        }
        return watch.end();
    }

    private static void await(Pipe pipe) throws InterruptedException {
        while (pipe.source().isOpen()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static boolean isThreadAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("wsman-deadlines"));
    }
}
