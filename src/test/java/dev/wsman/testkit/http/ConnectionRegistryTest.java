package dev.wsman.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionRegistryTest {
    private static final InetSocketAddress CLIENT = client(40_000);

    private final AtomicLong nanos = new AtomicLong(TimeUnit.HOURS.toNanos(1));
    private final ConnectionRegistry registry = new ConnectionRegistry(nanos::get);

    private static InetSocketAddress client(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private ClientConnection request(InetSocketAddress client, boolean kept) {
        ClientConnection connection = registry.begin(client);
        registry.end(client, connection, kept);
        return connection;
    }

    @Test
    void keepsConnectionThatIsUsed() {
        ClientConnection first = request(CLIENT, true);
        pass(29);
        request(CLIENT, true);
        pass(29);
        assertThat(request(CLIENT, true)).isSameAs(first);
        assertThat(registry.count()).isOne();
    }

    @Test
    void keepsConnectionDuringLongRequest() {
        ClientConnection first = registry.begin(CLIENT);
        pass(90);
        request(client(2), true);
        registry.end(CLIENT, first, true);
        pass(29);
        assertThat(request(CLIENT, true)).isSameAs(first);
    }

    @Test
    void forgetsConnectionThatIsClosed() {
        ClientConnection first = request(CLIENT, false);
        assertThat(registry.size()).isZero();
        assertThat(request(CLIENT, true)).isNotSameAs(first);
        assertThat(registry.count()).isEqualTo(2);
    }

    @Test
    void forgetsIdleConnectionsWithoutAnotherRequestOfTheirs() {
        for (int port = 1; port <= 1000; port++) {
            request(client(port), true);
        }
        pass(31);
        request(CLIENT, true);
        assertThat(registry.size()).isOne();
    }
}
