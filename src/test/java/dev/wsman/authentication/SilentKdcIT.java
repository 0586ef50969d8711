package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A KDC that accepts connections and never replies. The JDK would wait half a minute for it. */
class SilentKdcIT {
    private static final Duration SOON = Duration.ofSeconds(4);

    @AutoStart
    static final WsmanService service = AuthenticatedServices.everyHandshake().build();

    @AutoClose
    private final ServerSocket kdc = listener();

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Session open(String scheme, Duration timeout) {
        Credentials credentials = scheme.equals("kerberos")
                ? Credentials.kerberos("bob", AuthenticatedServices.password())
                : Credentials.negotiate("bob", AuthenticatedServices.password());
        // a new realm for each test: the JDK remembers for the whole process that a KDC is slow
        String realm = "SILENT" + kdc.getLocalPort() + ".TEST";
        return AuthenticatedServices.session(service)
                .credentials(credentials.realm(realm, "127.0.0.1:" + kdc.getLocalPort()))
                .timeout(timeout)
                .build();
    }

    private static CompletableFuture<Throwable> failureOf(Session session) {
        return CompletableFuture.supplyAsync(() -> catchThrowable(session::identify), task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void awaitRequest() throws IOException {
        kdc.setSoTimeout((int) SOON.toMillis());
        kdc.accept();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos", "negotiate"})
    void appliesTimeoutToKdc(String scheme) {
        try (Session session = open(scheme, Duration.ofSeconds(1))) {
            assertThat(failureOf(session)).succeedsWithin(SOON).satisfies(failure -> assertThat(failure)
                    .isInstanceOf(WsmanTimeoutException.class)
                    .hasMessageContaining("no Kerberos ticket for localhost within "));
            assertThat(service.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos", "negotiate"})
    void endsWaitWhenSessionIsClosed(String scheme) throws Exception {
        try (Session session = open(scheme, Duration.ofMinutes(1))) {
            CompletableFuture<Throwable> failure = failureOf(session);
            awaitRequest();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(session::close);
            assertThat(closed).succeedsWithin(SOON);
            assertThat(failure).succeedsWithin(SOON).satisfies(why -> assertThat(why)
                    .hasMessageContaining("the session is closed"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos", "negotiate"})
    void endsWaitWhenInterrupted(String scheme) throws Exception {
        try (Session session = open(scheme, Duration.ofMinutes(1))) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                failure.complete(catchThrowable(session::identify));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            awaitRequest();
            caller.interrupt();
            assertThat(failure).succeedsWithin(SOON).satisfies(why -> assertThat(why)
                    .hasMessageContaining("interrupted"));
            assertThat(flag).succeedsWithin(SOON).isEqualTo(true);
        }
    }
}
