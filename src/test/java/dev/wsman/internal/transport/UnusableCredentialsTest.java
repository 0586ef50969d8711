package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Credentials that were wiped, or that need an algorithm which this Java runtime forbids, end an exchange with a
 * failure that says so.
 */
class UnusableCredentialsTest {
    private RawServer server;

    @BeforeEach
    void open() throws IOException {
        server = new RawServer(RawServer.Wire::awaitEnd);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Fails as NTLM does under a security policy without RC4. */
    private static SecurityContextFactory forbidden(Runnable meanwhile) {
        return new SecurityContextFactory() {
            @Override
            public String scheme() {
                return "Negotiate";
            }

            @Override
            public SecurityContext create(AuthenticationTarget target) {
                meanwhile.run();
                throw new IllegalStateException("NTLM needs RC4, which this policy does not offer");
            }

            @Override
            public void close() {}
        };
    }

    private HttpTransport transport(SecurityContextFactory contexts) {
        return new HttpTransport(TransportFixture.settings(server.port(), Authentication.handshake(contexts, true)));
    }

    private static ExchangeException failure(HttpTransport transport) {
        HttpCall call = TransportFixture.call(new byte[0], Duration.ofSeconds(20));
        return catchThrowableOfType(ExchangeException.class, () -> transport.exchange(call));
    }

    @Test
    void reportsForbiddenAlgorithmAsAuthenticationFailure() {
        try (HttpTransport transport = transport(forbidden(() -> {}))) {
            ExchangeException failure = failure(transport);
            assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATION);
            assertThat(failure).hasMessageContaining("RC4");
            assertThat(transport.openConnections()).isZero();
        }
    }

    @Test
    void reportsClosedSessionWhenCredentialsAreWiped() {
        HttpTransport[] transport = new HttpTransport[1];
        transport[0] = transport(forbidden(() -> transport[0].close()));
        assertThat(failure(transport[0]).stage()).isEqualTo(Stage.CLOSED);
    }
}
