package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

    private ExchangeException leaseWithin(Duration limit) {
        return catchThrowableOfType(ExchangeException.class, () -> pool.lease(Deadline.after(limit), true));
    }

    @Test
    void leasesConnectionThatWasUsedLastFirst() {
        HttpConnection first = pool.lease(soon(), true);
        HttpConnection second = pool.lease(soon(), true);
        assertThat(first).isNotSameAs(second);
        assertThat(first.used()).isFalse();
        pool.giveBack(first);
        pool.giveBack(second);
        assertThat(pool.lease(soon(), true)).isSameAs(second);
        assertThat(second.used()).isTrue();
        assertThat(pool.size()).isEqualTo(2);
    }

    @Test
    void failsWhenNoConnectionComesBackInTime() {
        pool.lease(soon(), true);
        pool.lease(soon(), true);
        assertThat(leaseWithin(Duration.ofMillis(50)).stage()).isEqualTo(Stage.TIMEOUT);
        assertThat(pool.size()).isEqualTo(2);
    }

    @Test
    void wakesWaiterForReturnedOrDiscardedConnection() throws Exception {
        HttpConnection first = pool.lease(soon(), true);
        HttpConnection second = pool.lease(soon(), true);
        CompletableFuture<HttpConnection> waiting = CompletableFuture.supplyAsync(() -> pool.lease(soon(), true));
        pool.giveBack(first);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(first);
        CompletableFuture<HttpConnection> another = CompletableFuture.supplyAsync(() -> pool.lease(soon(), true));
        pool.discard(second);
        assertThat(another.get(20, TimeUnit.SECONDS)).isNotSameAs(first).isNotSameAs(second);
        assertThat(pool.size()).isEqualTo(2);
    }

    @Test
    void discardsConnectionThatServerClosed() throws Exception {
        HttpConnection first = pool.lease(soon(), true);
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
        HttpConnection first = pool.lease(soon(), true);
        HttpConnection second = pool.lease(soon(), true);
        pool.giveBack(first);
        pool.giveBack(second);
        HttpConnection fresh = pool.leaseFresh(soon());
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
        HttpConnection lent = pool.lease(soon(), true);
        pool.giveBack(pool.lease(soon(), true));
        pool.lease(soon(), true);
        CompletableFuture<HttpConnection> waiting = CompletableFuture.supplyAsync(() -> pool.lease(soon(), true));
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
        pool.lease(soon(), true);
        pool.lease(soon(), true);
        Thread.currentThread().interrupt();
        ExchangeException failure = leaseWithin(LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.stage()).isEqualTo(Stage.INTERRUPTED);
    }
}
