package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanTimeoutException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupting a call, closing its session, and servers that report that they need more time. */
@ExtendWith(CaseCounter.class)
class InterruptionAndCloseIT {
    private static final String FAMILY = "time";
    private static final String NATIVE =
            "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"2150858793\"/>";

    /** The stage at which a thread is blocked. */
    enum Stage {
        CONNECT,
        TLS,
        SEND,
        WAIT,
        READ,
        POOL
    }

    /** A session with a call that is blocked at a stage. */
    private static final class BlockedCall implements AutoCloseable {
        private final List<Closeable> resources = new ArrayList<>();
        private final Session session;
        private final RunningCall running;

        BlockedCall(Stage stage) throws IOException, InterruptedException {
            ServerSocket server = server(stage);
            String protocol = stage == Stage.TLS ? "https" : "http";
            session = Session.builder(protocol + "://127.0.0.1:" + server.getLocalPort() + "/wsman")
                    .credentials(Credentials.basic("user", "geheim".toCharArray()))
                    .trustAllCertificates()
                    .maxConnections(1)
                    .build();
            if (stage == Stage.POOL) {
                RunningCall.start(() -> session.get(HostileTrial.THING));
                accept(server);
            }
            ResourceLocator resource = stage == Stage.SEND
                    ? HostileTrial.THING.selector("Large", "x".repeat(12_000_000))
                    : HostileTrial.THING;
            running = RunningCall.start(() -> session.get(resource));
            if (stage == Stage.READ) {
                accept(server).getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<".getBytes());
            } else if (stage != Stage.CONNECT && stage != Stage.POOL) {
                accept(server);
            }
            assertThat(HostileServer.eventually(running::isBlocked)).isTrue();
        }

        private ServerSocket server(Stage stage) throws IOException {
            if (stage == Stage.CONNECT) {
                FullBacklog full = FullBacklog.create();
                resources.add(full);
                return full.server();
            }
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            resources.add(server);
            return server;
        }

        private Socket accept(ServerSocket server) throws IOException {
            Socket socket = server.accept();
            resources.add(socket);
            return socket;
        }

        @Override
        public void close() throws IOException {
            session.close();
            for (Closeable each : resources) {
                each.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void interruptsThreadBlockedAtAnyStageAndKeepsFlag(Stage stage) throws Exception {
        CaseCounter.count(FAMILY);
        try (BlockedCall blocked = new BlockedCall(stage)) {
            long start = System.nanoTime();
            blocked.running.interrupt();
            WsmanException failure = blocked.running.failure();
            assertThat(failure.error().kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(blocked.running.interrupted()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void endsCallBlockedAtAnyStageWhenSessionIsClosed(Stage stage) throws Exception {
        CaseCounter.count(FAMILY);
        try (BlockedCall blocked = new BlockedCall(stage)) {
            long start = System.nanoTime();
            blocked.session.close();
            WsmanException failure = blocked.running.failure();
            assertThat(failure.error().kind()).isEqualTo(Kind.CLOSED);
            assertThat(failure.error().reason()).contains("the session is closed");
            assertThat(blocked.running.interrupted()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void sendsNothingFromInterruptedThread() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            Thread.currentThread().interrupt();
            try {
                trial.session.get(HostileTrial.THING);
            } catch (WsmanException e) {
                assertThat(e.error().kind()).isEqualTo(Kind.INTERRUPTED);
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(trial.server.received()).isEmpty();
            CaseCounter.count(FAMILY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"w:TimedOut", "n:TimedOut", ""})
    void repeatsPullThatTimedOutAtServer(String subcode) {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            Reaction later = Reaction.fault(500, subcode, subcode.isEmpty() ? NATIVE : "");
            trial.meets(Reaction.envelope(Envelopes::expected), later, later);
            List<Instance> all = trial.succeeds(
                    session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(all).hasSize(2);
            assertThat(trial.server.operations()).startsWith("Enumerate", "Pull", "Pull", "Pull");
        }
    }

    @Test
    void stopsRepeatingPullAtTheDeadline() {
        try (HostileTrial trial = new HostileTrial(FAMILY, Duration.ofMillis(600))) {
            trial.server.then(Reaction.envelope(Envelopes::expected));
            trial.server.always((request, connection) -> {
                Thread.sleep(50);
                Reaction.fault(500, "w:TimedOut", NATIVE).to(request, connection);
            });
            HostileTrial.Outcome outcome = trial.fails(
                    session -> session.enumerate(HostileTrial.THINGS).list());
            assertThat(outcome.exception()).isInstanceOf(WsmanTimeoutException.class);
            assertThat(outcome.took()).isGreaterThan(Duration.ofMillis(500));
        }
    }

    /** Release may take 2 s, but not longer than the time that is left of the limit of the batch before it. */
    @Test
    void limitsWaitForReplyToRelease() {
        for (Duration timeout : List.of(Duration.ofSeconds(20), Duration.ofSeconds(1))) {
            try (HostileTrial trial = new HostileTrial(FAMILY, timeout)) {
                trial.meets(Reaction.envelope(Envelopes::expected), (request, connection) -> connection.awaitClose());
                long start = System.nanoTime();
                trial.succeeds(session ->
                        session.enumerate(HostileTrial.THINGS).first().orElseThrow());
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
                assertThat(trial.server.operations()).startsWith("Enumerate", "Release");
                SocketRequest release = trial.server.received().get(1);
                assertThat(Duration.parse(release.element("OperationTimeout")))
                        .isLessThanOrEqualTo(Duration.ofSeconds(2))
                        .isLessThanOrEqualTo(timeout);
            }
        }
    }

    @Test
    void releasesEnumerationsWhenInterruptedThreadClosesSession() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.session.enumerate(HostileTrial.THINGS).stream().iterator().next();
            Thread.currentThread().interrupt();
            trial.session.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(trial.server.operations()).containsExactly("Enumerate", "Release");
            CaseCounter.count(FAMILY);
        }
    }

    @Test
    void releasesOpenEnumerationsWhenSessionIsClosed() {
        try (HostileTrial trial = HostileTrial.of(FAMILY)) {
            trial.session.enumerate(HostileTrial.THINGS).stream().iterator().next();
            trial.session.close();
            assertThat(trial.server.operations()).containsExactly("Enumerate", "Release");
            CaseCounter.count(FAMILY);
        }
    }
}
