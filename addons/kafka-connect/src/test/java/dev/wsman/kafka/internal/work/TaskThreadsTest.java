package dev.wsman.kafka.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskThreadsTest {
    private final CountDownLatch end = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhileAllThreadsThatConnectWait(boolean virtual) throws InterruptedException {
        try (TaskThreads threads = threads(virtual)) {
            for (int host = 0; host < 10; host++) {
                threads.connect(this::waitForEnd);
            }
            CountDownLatch read = new CountDownLatch(1);
            threads.read(read::countDown);
            assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void limitsHostsThatAreConnectedToAtOnce(boolean virtual) throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        CountDownLatch all = new CountDownLatch(20);
        try (TaskThreads threads = threads(virtual)) {
            for (int host = 0; host < 20; host++) {
                threads.connect(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    three.countDown();
                    waitForEnd();
                    running.decrementAndGet();
                    all.countDown();
                });
            }
            assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
            // Work that is read begins later than work that has no limit would.
            CountDownLatch later = new CountDownLatch(1);
            threads.read(later::countDown);
            assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(running.get()).isEqualTo(3);
            end.countDown();
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most.get()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectsToOthersWhileHostsThatFailedDoNotReply(boolean virtual) throws InterruptedException {
        try (TaskThreads threads = threads(virtual)) {
            for (int host = 0; host < 3; host++) {
                threads.retry(this::waitForEnd);
            }
            CountDownLatch connected = new CountDownLatch(1);
            threads.connect(connected::countDown);
            assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectsToOthersWhenHostsHaveNotRepliedForSomeTime(boolean virtual) throws InterruptedException {
        try (TaskThreads threads = threads(virtual)) {
            for (int host = 0; host < 3; host++) {
                threads.connect(this::waitForEnd);
            }
            CountDownLatch connected = new CountDownLatch(1);
            threads.connect(connected::countDown);
            assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(end.getCount()).isOne();
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void interruptsWorkAtClose(boolean virtual) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        TaskThreads threads = threads(virtual);
        threads.read(() -> {
            started.countDown();
            if (!waitForEnd()) {
                interrupted.countDown();
            }
        });
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        threads.close();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        threads.read(interrupted::countDown); // has no effect
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runsWorkAfterPause(boolean virtual) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        try (TaskThreads threads = threads(virtual)) {
            threads.later(Duration.ofMillis(1), done::countDown);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Otherwise a host whose work ended in this way would not be read any more, and nobody would know. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reportsErrorsOfAllWork(boolean virtual) throws InterruptedException {
        BlockingQueue<Throwable> defects = new LinkedBlockingQueue<>();
        try (TaskThreads threads = threads(virtual)) {
            threads.onDefect(defects::add);
            Runnable work = () -> {
                throw new StackOverflowError("deep");
            };
            List<Runnable> starts = List.of(
                    () -> threads.later(Duration.ZERO, work),
                    () -> threads.read(work),
                    () -> threads.connect(work),
                    () -> threads.retry(work));
            for (Runnable start : starts) {
                start.run();
                assertThat(defects.poll(20, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sharesTurnsIfHostsAreMoreThanThreads(boolean virtual) {
        try (TaskThreads threads = threads(virtual)) {
            assertThat(threads.turn(4)).isEqualTo(Duration.ofSeconds(30));
            assertThat(threads.turn(40)).isEqualTo(virtual ? Duration.ofSeconds(30) : Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void finishesWorkOfAllHostsWithinLimit(boolean virtual) throws InterruptedException {
        try (TaskThreads threads = threads(virtual)) {
            AtomicInteger done = new AtomicInteger();
            assertThat(threads.finish(List.of(), Duration.ofSeconds(20))).isTrue();
            assertThat(threads.finish(Collections.nCopies(9, done::incrementAndGet), Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(done.get()).isEqualTo(9);
            CountDownLatch closed = new CountDownLatch(1);
            Runnable late = () -> {
                if (waitForEnd()) {
                    closed.countDown();
                }
            };
            assertThat(threads.finish(List.of(late), Duration.ofMillis(20))).isFalse();
            end.countDown();
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue(); // it goes on, and was not interrupted
        }
    }

    private static TaskThreads threads(boolean virtual) {
        assumeTrue(!virtual || Runtime.version().feature() >= 21, "this JDK has no virtual threads");
        return new TaskThreads("test", 4, 3, virtual);
    }

    private boolean waitForEnd() {
        try {
            return end.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
