package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wsman.testkit.WsmanService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A KDC that takes connections and never says a word: the JDK would wait for it for half a minute. */
class SilentKdcIT {
    private static final Duration SOON = Duration.ofSeconds(4);

    private ServerSocket kdc;
    private WsmanService service;

    @BeforeEach
    void start() throws IOException {
        kdc = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        service = AuthenticatedServices.everyHandshake().build().start();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
        kdc.close();
    }

    private Session open(String scheme, Duration timeout) {
        Credentials credentials = scheme.equals("kerberos")
                ? Credentials.kerberos("bob", AuthenticatedServices.password())
                : Credentials.negotiate("bob", AuthenticatedServices.password());
        // a realm of its own each time: that a KDC is slow is remembered by the JDK, for the process
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

    private void awaitQuestion() throws IOException {
        kdc.setSoTimeout((int) SOON.toMillis());
        kdc.accept();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos", "negotiate"})
    void theTimeOfTheOperationHoldsForTheKdcToo(String scheme) {
        try (Session session = open(scheme, Duration.ofSeconds(1))) {
            assertThat(failureOf(session)).succeedsWithin(SOON).satisfies(failure -> assertThat(failure)
                    .isInstanceOf(WsmanTimeoutException.class)
                    .hasMessageContaining("no Kerberos ticket for localhost within "));
            assertThat(service.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos", "negotiate"})
    void closingTheSessionEndsTheWaitAndDoesNotWaitItself(String scheme) throws Exception {
        try (Session session = open(scheme, Duration.ofMinutes(1))) {
            CompletableFuture<Throwable> failure = failureOf(session);
            awaitQuestion();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(session::close);
            assertThat(closed).succeedsWithin(SOON);
            assertThat(failure).succeedsWithin(SOON).satisfies(why -> assertThat(why)
                    .hasMessageContaining("the session is closed"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos", "negotiate"})
    void anInterruptionEndsTheWait(String scheme) throws Exception {
        try (Session session = open(scheme, Duration.ofMinutes(1))) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                failure.complete(catchThrowable(session::identify));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            awaitQuestion();
            caller.interrupt();
            assertThat(failure).succeedsWithin(SOON).satisfies(why -> assertThat(why)
                    .hasMessageContaining("interrupted"));
            assertThat(flag).succeedsWithin(SOON).isEqualTo(true);
        }
    }
}
