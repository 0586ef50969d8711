package dev.wsman.internal.transport;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings and calls of a transport with one connection: shared by tests of this package. */
final class TransportFixture {
    /** The most bytes of a reply. */
    static final int MAXIMUM = 1 << 20;

    private TransportFixture() {}

    /** Settings for a server on the loopback address, over http and without a proxy. */
    static TransportSettings settings(int port, Authentication login) {
        EndpointAddress server = new EndpointAddress(false, "127.0.0.1", port, "/wsman");
        return settings(server, login, false, null, Authentication.none());
    }

    static TransportSettings settings(
            EndpointAddress server,
            Authentication login,
            boolean allowUnencrypted,
            @Nullable ProxySelector proxies,
            Authentication proxyLogin) {
        return new TransportSettings(
                server,
                TlsSettings.builder().build(),
                login,
                allowUnencrypted,
                Duration.ofSeconds(10),
                1,
                MAXIMUM,
                "test",
                proxies,
                proxyLogin);
    }

    /** A call with this body, which may be repeated. */
    static HttpCall call(byte[] body, Duration limit) {
        return new HttpCall(
                body,
                body.length,
                "application/soap+xml;charset=UTF-8",
                Map.of(),
                true,
                Deadline.after(limit),
                new AttemptMeter());
    }
}
