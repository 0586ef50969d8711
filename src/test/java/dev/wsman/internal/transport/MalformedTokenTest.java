package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import dev.wsman.internal.transport.encryption.EncryptedPart;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every exception of an authentication step is reported as a failed authentication, at a server and at a proxy. */
class MalformedTokenTest {
    private static final String CHALLENGE = "Authenticate: Negotiate YWJj\r\nContent-Length: 0\r\n\r\n";
    private static final String FROM_SERVER = "HTTP/1.1 401 Unauthorized\r\nWWW-" + CHALLENGE;
    private static final String FROM_PROXY = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-" + CHALLENGE;

    static Stream<Throwable> unchecked() {
        return Stream.of(
                new BufferOverflowException(),
                new BufferUnderflowException(),
                new ArrayIndexOutOfBoundsException(7),
                new IllegalArgumentException("x"),
                new NegativeArraySizeException(),
                new NumberFormatException(),
                new ArithmeticException(),
                new ClassCastException(),
                new NoSuchElementException(),
                new NullPointerException(),
                new IllegalStateException(),
                new DateTimeParseException("x", "y", 0),
                new UnsupportedOperationException(),
                new StackOverflowError());
    }

    private static void fail(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    /**
     * Makes contexts that fail in the step with that number: 0 makes them, 1 makes the first token, 2 takes the
     * server's.
     */
    private record Failing(Throwable thrown, int when) implements SecurityContextFactory {
        @Override
        public String scheme() {
            return "Negotiate";
        }

        @Override
        public SecurityContext create(AuthenticationTarget target) {
            if (when == 0) {
                fail(thrown);
            }
            return new FailingContext(thrown, when);
        }

        @Override
        public void close() {}
    }

    private static final class FailingContext implements SecurityContext {
        private final Throwable thrown;
        private final int when;
        private int steps;

        FailingContext(Throwable thrown, int when) {
            this.thrown = thrown;
            this.when = when;
        }

        @Override
        public String scheme() {
            return "Negotiate";
        }

        @Override
        public byte[] step(byte[] serverToken) {
            if (++steps == when) {
                fail(thrown);
            }
            return new byte[] {1};
        }

        @Override
        public boolean established() {
            return false;
        }

        @Override
        public boolean canEncrypt() {
            return false;
        }

        @Override
        public String encryptionProtocol() {
            return "none";
        }

        @Override
        public EncryptedPart wrap(byte[] plain, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ByteBuffer unwrap(ByteBuffer token, int signatureLength) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String toString() {
            return "Negotiate (stub)";
        }

        @Override
        public void close() {}
    }

    private static ExchangeException failure(
            boolean https, int port, Authentication login, @Nullable ProxySelector proxies, Authentication proxyLogin) {
        EndpointAddress server = new EndpointAddress(https, "127.0.0.1", port, "/wsman");
        TransportSettings settings = TransportFixture.settings(server, login, false, proxies, proxyLogin);
        try (HttpTransport transport = new HttpTransport(settings)) {
            HttpCall call = TransportFixture.call(new byte[0], Duration.ofSeconds(20));
            ExchangeException failure = catchThrowableOfType(ExchangeException.class, () -> transport.exchange(call));
            assertThat(transport.openConnections()).isZero();
            return failure;
        }
    }

    private static void assertAuthentication(ExchangeException failure, Throwable thrown) {
        assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATION);
        assertThat(failure).hasMessageContaining("Negotiate").hasRootCause(thrown);
        assertThat(failure.getCause()).isInstanceOf(AuthenticationFailedException.class);
    }

    @ParameterizedTest
    @MethodSource("unchecked")
    void reportsExceptionOfStepAsAuthenticationFailure(Throwable thrown) throws Exception {
        for (int when = 0; when <= 2; when++) {
            Authentication login = Authentication.handshake(new Failing(thrown, when), false);
            try (RawServer server = new RawServer(wire -> {
                while (wire.read() != null) {
                    wire.write(FROM_SERVER);
                }
            })) {
                assertAuthentication(failure(false, server.port(), login, null, Authentication.none()), thrown);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("unchecked")
    void reportsExceptionAtEndOfHandshake(Throwable thrown) throws Exception {
        Authentication login = Authentication.handshake(new Failing(thrown, 2), false);
        try (RawServer server = new RawServer(wire -> {
            while (wire.read() != null) {
                wire.write("HTTP/1.1 200 OK\r\nWWW-" + CHALLENGE);
            }
        })) {
            assertAuthentication(failure(false, server.port(), login, null, Authentication.none()), thrown);
        }
    }

    /** Requests that the proxy forwards, and its tunnel. */
    @ParameterizedTest
    @MethodSource("unchecked")
    void reportsExceptionOfStepAtProxy(Throwable thrown) throws Exception {
        for (int when = 0; when <= 2; when++) {
            Authentication login = Authentication.handshake(new Failing(thrown, when), false);
            try (RawServer proxy = new RawServer(wire -> {
                while (wire.read() != null) {
                    wire.write(FROM_PROXY);
                }
            })) {
                ProxySelector proxies = ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port()));
                assertAuthentication(failure(false, 1, Authentication.none(), proxies, login), thrown);
                assertAuthentication(failure(true, 1, Authentication.none(), proxies, login), thrown);
            }
        }
    }
}
