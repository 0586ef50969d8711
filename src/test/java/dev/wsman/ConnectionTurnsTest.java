package dev.wsman;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ConnectionTurns turns = new ConnectionTurns(3);
    private final CountDownLatch end = new CountDownLatch(1);

    private static <T> FutureTask<T> started(FutureTask<T> task) {
        new Thread(task).start();
        return task;
    }

    /** Uses both connections on one thread, which releases them at once when {@link #end} is counted down. */
    private FutureTask<Boolean> holdBoth() {
        CountDownLatch held = new CountDownLatch(1);
        FutureTask<Boolean> holder = started(new FutureTask<>(() -> turns.take((keep, waited) -> hold(held))));
        await("both connections", () -> held.getCount() == 0);
        return holder;
    }

    private boolean hold(CountDownLatch held) {
        try {
            return turns.take((keep, waited) -> {
                held.countDown();
                return awaitEnd();
            });
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** How long the server may hold the reply back; null if no connection was free. */
    private Duration limitWithin(Duration time) {
        try {
            return turns.<Duration>tryTake((left, waited) -> left, time);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean awaitEnd() {
        try {
            return end.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givesWholeTimeIfConnectionIsFree() {
        assertThat(limitWithin(LONG)).isEqualTo(LONG);
    }

    @Test
    void givesSecondOnLastConnection() throws Exception {
        Duration limit = turns.take((keep, waited) -> limitWithin(LONG));
        assertThat(limit).isEqualTo(ConnectionTurns.SHORT);
    }

    /** With the whole time for the server, a poll would take up to twice as long as its wait. */
    @Test
    void givesRestOfTimeAfterWaitForConnection() throws Exception {
        FutureTask<Boolean> holder = holdBoth();
        FutureTask<Duration> waiting = new FutureTask<>(() -> limitWithin(LONG));
        Thread waiter = new Thread(waiting);
        waiter.start();
        await("wait for a connection", () -> waiter.getState() == Thread.State.TIMED_WAITING);
        long start = System.nanoTime();
        await("some of its time", () -> System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(300));
        end.countDown();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isLessThan(LONG.minusMillis(299));
        assertThat(holder.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runsNothingIfNoConnectionIsFreeInTime() throws Exception {
        FutureTask<Boolean> holder = holdBoth();
        assertThat(limitWithin(Duration.ofMillis(50))).isNull();
        end.countDown();
        assertThat(holder.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void measuresOnlyWaitThatIsNeeded() throws Exception {
        assertThat(turns.<Long>tryTake((left, waited) -> waited, LONG)).isZero();
        assertThat(turns.<Long>take((keep, waited) -> waited)).isZero();
        FutureTask<Boolean> holder = holdBoth();
        FutureTask<Long> waiting = new FutureTask<>(() -> turns.take((keep, waited) -> waited));
        Thread waiter = new Thread(waiting);
        waiter.start();
        await("wait for a connection", () -> waiter.getState() == Thread.State.WAITING);
        end.countDown();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isPositive();
        assertThat(holder.get(20, TimeUnit.SECONDS)).isTrue();
    }
}
