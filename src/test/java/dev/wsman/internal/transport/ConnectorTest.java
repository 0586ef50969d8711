package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.auth.ServiceName;
import dev.wsman.internal.transport.auth.credssp.CredSspContextFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The address that a name resolves to decides whether a password may be sent, not the name itself. */
class ConnectorTest {
    private static final byte[] ELSEWHERE = {(byte) 192, 0, 2, 1};

    private static Authentication basic() {
        return Authentication.basic("user", "secret".toCharArray());
    }

    private static TransportSettings settings(
            int port,
            Authentication login,
            boolean allowed,
            @Nullable ProxySelector proxies,
            Authentication proxyLogin) {
        EndpointAddress server = new EndpointAddress(false, "localhost", port, "/wsman");
        return TransportFixture.settings(server, login, allowed, proxies, proxyLogin);
    }

    private static ExchangeException refusal(TransportSettings settings, byte[] resolved) {
        Connector connector = new Connector(settings, new RequestPreparation(settings), host ->
                new InetAddress[] {InetAddress.getByAddress(host, resolved)});
        return catchThrowableOfType(
                ExchangeException.class,
                () -> connector.connect(Deadline.after(Duration.ofSeconds(20)), new PendingConnect()));
    }

    @Test
    void withholdsPasswordFromLocalhostOnAnotherMachine() {
        for (Authentication login : new Authentication[] {
            basic(),
            Authentication.handshake(new CredSspContextFactory("user", "secret".toCharArray(), ServiceName.HTTP), true)
        }) {
            ExchangeException failure = refusal(settings(1, login, false, null, Authentication.none()), ELSEWHERE);
            assertThat(failure.stage()).isEqualTo(Stage.UNENCRYPTED);
            assertThat(failure)
                    .hasMessageContaining("http://localhost:1/wsman at 192.0.2.1")
                    .hasMessageContaining("nothing was sent");
        }
    }

    @Test
    void rejectsProxyNamedLocalhostOnAnotherMachine() {
        ProxySelector proxy = ProxySelector.of(InetSocketAddress.createUnresolved("localhost", 3128));
        ExchangeException forwarded = refusal(settings(1, basic(), false, proxy, Authentication.none()), ELSEWHERE);
        assertThat(forwarded.stage()).isEqualTo(Stage.UNENCRYPTED);
        ExchangeException shown = refusal(settings(1, Authentication.none(), false, proxy, basic()), ELSEWHERE);
        assertThat(shown.stage()).isEqualTo(Stage.UNENCRYPTED);
        assertThat(shown).hasMessageContaining("the proxy localhost:3128 at 192.0.2.1");
    }

    @Test
    void connectsIfPermissionOrAddressAllowsIt() throws Exception {
        try (RawServer server = new RawServer(RawServer.Wire::awaitEnd)) {
            byte[] here = {127, 0, 0, 1};
            assertThat(refusal(settings(server.port(), basic(), false, null, Authentication.none()), here))
                    .isNull();
            byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 127, 0, 0, 1};
            assertThat(refusal(settings(server.port(), basic(), false, null, Authentication.none()), mapped))
                    .isNull();
            assertThat(refusal(settings(server.port(), basic(), true, null, Authentication.none()), here))
                    .isNull();
        }
    }
}
