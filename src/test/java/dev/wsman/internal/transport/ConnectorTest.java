package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.Failure;
import dev.wsman.internal.fault.Failure.Stage;
import dev.wsman.internal.transport.auth.CredSsp;
import dev.wsman.internal.transport.auth.ServiceName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a name resolves to decides whether a password may be handed over, not the name. */
class ConnectorTest {
    private static final byte[] ELSEWHERE = {(byte) 192, 0, 2, 1};

    private static Login basic() {
        return Login.basic("user", "secret".toCharArray());
    }

    private static TransportSettings settings(
            int port, Login login, boolean allowed, @Nullable ProxySelector proxies, Login proxyLogin) {
        return new TransportSettings(
                new EndpointAddress(false, "localhost", port, "/wsman"),
                TlsSettings.ofTheJdk(),
                login,
                allowed,
                Duration.ofSeconds(10),
                1,
                1 << 20,
                "test",
                proxies,
                proxyLogin);
    }

    private static Failure refusal(TransportSettings settings, byte[] resolved) {
        Connector connector = new Connector(
                settings, new Requests(settings), host -> new InetAddress[] {InetAddress.getByAddress(host, resolved)});
        return catchThrowableOfType(Failure.class, () -> connector.connect(Deadline.after(Duration.ofSeconds(20))));
    }

    @Test
    void refusesToHandThePasswordToALocalhostThatIsElsewhere() {
        for (Login login : new Login[] {
            basic(), Login.handshake(new CredSsp("user", "secret".toCharArray(), ServiceName.HTTP), true)
        }) {
            Failure failure = refusal(settings(1, login, false, null, Login.none()), ELSEWHERE);
            assertThat(failure.stage()).isEqualTo(Stage.UNENCRYPTED);
            assertThat(failure)
                    .hasMessageContaining("http://localhost:1/wsman at 192.0.2.1")
                    .hasMessageContaining("nothing was sent");
        }
    }

    @Test
    void refusesAProxyNamedLocalhostThatIsElsewhere() {
        ProxySelector proxy = ProxySelector.of(InetSocketAddress.createUnresolved("localhost", 3128));
        Failure forwarded = refusal(settings(1, basic(), false, proxy, Login.none()), ELSEWHERE);
        assertThat(forwarded.stage()).isEqualTo(Stage.UNENCRYPTED);
        Failure shown = refusal(settings(1, Login.none(), false, proxy, basic()), ELSEWHERE);
        assertThat(shown.stage()).isEqualTo(Stage.UNENCRYPTED);
        assertThat(shown).hasMessageContaining("the proxy localhost:3128 at 192.0.2.1");
    }

    @Test
    void connectsWhereThePermissionOrTheAddressAllowsIt() throws Exception {
        try (RawServer server = new RawServer(RawServer.Wire::awaitEnd)) {
            byte[] here = {127, 0, 0, 1};
            assertThat(refusal(settings(server.port(), basic(), false, null, Login.none()), here))
                    .isNull();
            byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 127, 0, 0, 1};
            assertThat(refusal(settings(server.port(), basic(), false, null, Login.none()), mapped))
                    .isNull();
            assertThat(refusal(settings(server.port(), basic(), true, null, Login.none()), here))
                    .isNull();
        }
    }
}
