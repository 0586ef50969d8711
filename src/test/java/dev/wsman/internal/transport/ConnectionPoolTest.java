package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connections of one session: leased, given back, replaced and limited in number. */
class ConnectionPoolTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private RawServer server;
    private ConnectionPool pool;

    @BeforeEach
    void open() throws IOException {
        server = new RawServer(RawServer.Wire::awaitEnd);
        TransportSettings settings = TransportFixture.settings(server.port(), Authentication.none());
        pool = new ConnectionPool(new Connector(settings, new RequestPreparation(settings)), 2);
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        server.close();
    }

    private static Deadline soon() {
        return Deadline.after(LONG);
    }

    private HttpConnection lease(Deadline deadline) {
        return pool.lease(deadline, true, new AttemptMeter());
    }

    private ExchangeException leaseWithin(Duration limit) {
        return catchThrowableOfType(ExchangeException.class, () -> lease(Deadline.after(limit)));
    }

    @Test
    void leasesConnectionThatWasUsedLastFirst() {
        HttpConnection first = lease(soon());
        HttpConnection second = lease(soon());
        assertThat(first).isNotSameAs(second);
        assertThat(first.used()).isFalse();
        pool.giveBack(first);
        pool.giveBack(second);
        assertThat(lease(soon())).isSameAs(second);
        assertThat(second.used()).isTrue();
        assertThat(pool.size()).isEqualTo(2);
    }

    @Test
    void failsWhenNoConnectionComesBackInTime() {
        lease(soon());
        lease(soon());
        assertThat(leaseWithin(Duration.ofMillis(50)).stage()).isEqualTo(Stage.TIMEOUT);
        assertThat(pool.size()).isEqualTo(2);
    }

    @Test
    void wakesWaiterForReturnedOrDiscardedConnection() throws Exception {
        HttpConnection first = lease(soon());
        HttpConnection second = lease(soon());
        CompletableFuture<HttpConnection> waiting = CompletableFuture.supplyAsync(() -> lease(soon()));
        pool.giveBack(first);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(first);
        CompletableFuture<HttpConnection> another = CompletableFuture.supplyAsync(() -> lease(soon()));
        pool.discard(second);
        assertThat(another.get(20, TimeUnit.SECONDS)).isNotSameAs(first).isNotSameAs(second);
        assertThat(pool.size()).isEqualTo(2);
    }

    @Test
    void discardsConnectionThatServerClosed() throws Exception {
        HttpConnection first = lease(soon());
        pool.giveBack(first);
        awaitConnections(1);
        server.close();
        awaitConnections(0);
        try (RawServer other = new RawServer(RawServer.Wire::awaitEnd)) {
            assertThat(other.port()).isPositive();
            TimeUnit.MILLISECONDS.sleep(30);
            assertThat(leaseWithin(LONG).stage()).isEqualTo(Stage.CONNECT);
            assertThat(pool.size()).isZero();
        }
    }

    private void awaitConnections(int count) {
        long end = System.nanoTime() + LONG.toNanos();
        while (server.openConnections() != count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(server.openConnections()).isEqualTo(count);
    }

    @Test
    void discardsIdleConnectionsForFreshOne() {
        HttpConnection first = lease(soon());
        HttpConnection second = lease(soon());
        pool.giveBack(first);
        pool.giveBack(second);
        HttpConnection fresh = pool.leaseFresh(soon(), new AttemptMeter());
        assertThat(fresh).isNotSameAs(first).isNotSameAs(second);
        assertThat(fresh.used()).isFalse();
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void freesPlaceOfConnectionThatCannotBeMade() throws IOException {
        server.close();
        for (int i = 0; i < 5; i++) {
            assertThat(leaseWithin(LONG).stage()).isEqualTo(Stage.CONNECT);
        }
        assertThat(pool.size()).isZero();
    }

    @Test
    void endsWaitersAndConnectionsOnClose() throws Exception {
        HttpConnection lent = lease(soon());
        pool.giveBack(lease(soon()));
        lease(soon());
        CompletableFuture<HttpConnection> waiting = CompletableFuture.supplyAsync(() -> lease(soon()));
        pool.close();
        ExecutionException ended =
                catchThrowableOfType(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
        assertThat(ended.getCause()).isInstanceOfSatisfying(ExchangeException.class, e -> assertThat(e.stage())
                .isEqualTo(Stage.CLOSED));
        assertThat(pool.size()).isZero();
        awaitConnections(0);
        pool.giveBack(lent);
        assertThat(pool.size()).isZero();
        assertThat(leaseWithin(LONG).stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    void stopsWaitingAndKeepsInterruptStatus() {
        lease(soon());
        lease(soon());
        Thread.currentThread().interrupt();
        ExchangeException failure = leaseWithin(LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.stage()).isEqualTo(Stage.INTERRUPTED);
    }

    @Test
    void measuresWaitOnlyIfAllConnectionsAreInUse() throws Exception {
        AttemptMeter unhindered = new AttemptMeter();
        HttpConnection first = pool.lease(soon(), true, unhindered);
        pool.giveBack(first);
        pool.lease(soon(), true, unhindered);
        lease(soon());
        assertThat(unhindered.nanosWaited()).isZero();
        AttemptMeter late = new AttemptMeter();
        assertThat(catchThrowableOfType(
                        ExchangeException.class, () -> pool.lease(Deadline.after(Duration.ofMillis(50)), true, late)))
                .isNotNull();
        assertThat(late.nanosWaited()).isBetween(TimeUnit.MILLISECONDS.toNanos(50), late.nanosSpent());
    }

    /** Starts a thread that leases a connection, and returns when it waits for one. */
    private Waiter waiter() {
        Waiter waiter = new Waiter(() -> lease(soon()));
        waiter.thread.start();
        awaitState(waiter.thread, Thread.State.TIMED_WAITING);
        return waiter;
    }

    private static void awaitState(Thread thread, Thread.State state) {
        long end = System.nanoTime() + LONG.toNanos();
        while (thread.getState() != state && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(thread.getState()).isEqualTo(state);
    }

    private static final class Waiter {
        private final FutureTask<HttpConnection> lease;
        private final Thread thread;

        Waiter(Callable<HttpConnection> call) {
            lease = new FutureTask<>(call);
            thread = new Thread(lease, "waiter");
        }

        HttpConnection leased() throws Exception {
            return lease.get(20, TimeUnit.SECONDS);
        }
    }

    /** Otherwise sixteen busy threads would keep the connections, and others would wait until their deadline. */
    @Test
    void servesWaitersInOrderOfArrivalBeforeThreadsThatComeLater() throws Exception {
        HttpConnection first = lease(soon());
        HttpConnection second = lease(soon());
        List<Waiter> waiters = List.of(waiter(), waiter(), waiter());
        pool.giveBack(first);
        assertThat(leaseWithin(Duration.ofMillis(20)).stage()).isEqualTo(Stage.TIMEOUT);
        assertThat(waiters.get(0).leased()).isSameAs(first);
        pool.giveBack(second);
        assertThat(waiters.get(1).leased()).isSameAs(second);
        assertThat(waiters.get(2).lease.isDone()).isFalse();
        pool.giveBack(first);
        assertThat(waiters.get(2).leased()).isSameAs(first);
    }

    @Test
    void forgetsWaiterThatWasInterruptedOrLate() throws Exception {
        HttpConnection first = lease(soon());
        lease(soon());
        Waiter interrupted = waiter();
        Waiter next = waiter();
        interrupted.thread.interrupt();
        assertThat(catchThrowableOfType(ExecutionException.class, interrupted::leased))
                .hasCauseInstanceOf(ExchangeException.class);
        pool.giveBack(first);
        assertThat(next.leased()).isSameAs(first);
        assertThat(leaseWithin(Duration.ofMillis(20)).stage()).isEqualTo(Stage.TIMEOUT);
        pool.giveBack(first);
        assertThat(lease(soon())).isSameAs(first);
    }

    /** No wake-up is lost, whether connections are given back, discarded, or granted to threads that are interrupted. */
    @Test
    void servesManyThreadsHoweverTheirLeasesEnd() throws Exception {
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            FutureTask<Integer> task = new FutureTask<>(this::leaseOften);
            tasks.add(task);
            threads.add(new Thread(task, "busy-" + i));
        }
        threads.forEach(Thread::start);
        for (int i = 0; i < 100; i += 10) {
            threads.get(i).interrupt();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(tasks.get(i).get(60, TimeUnit.SECONDS)).isBetween(i % 10 == 0 ? 0 : 20, 20);
        }
        assertThat(pool.size()).isLessThanOrEqualTo(2);
        List<HttpConnection> both = List.of(lease(soon()), lease(soon()));
        assertThat(both.get(0)).isNotSameAs(both.get(1));
    }

    /** Returns the number of leases until the thread was interrupted; at most 20. */
    private int leaseOften() {
        for (int i = 0; i < 20; i++) {
            HttpConnection connection;
            try {
                connection = lease(soon());
            } catch (ExchangeException e) {
                assertThat(e.stage()).isIn(Stage.INTERRUPTED, Stage.CONNECT);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                return i;
            }
            if (i % 4 == 3) {
                pool.discard(connection);
            } else {
                pool.giveBack(connection);
            }
        }
        return 20;
    }
}
