package dev.wsman.session;

import static dev.wsman.fixture.SessionFixture.MANY;
import static dev.wsman.fixture.SessionFixture.ONE;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.internal.transport.RawServer;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The number, the reuse and the end of connections. */
class ConnectionIT {
    private static final String FOUND = envelope("<p:A xmlns:p='urn:a'><p:Id>x</p:Id></p:A>");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoStart
    static final WsmanService openwsman =
            SessionFixture.service().quirks(ServerQuirks.OPENWSMAN).build();

    /** A call on its own thread, which tests can interrupt. */
    private static final class Caller<T> extends CompletableFuture<T> {
        private final Thread thread;
        private volatile boolean interruptedAfter;

        Caller(Callable<T> call) {
            thread = new Thread(() -> {
                try {
                    complete(call.call());
                } catch (Throwable e) {
                    interruptedAfter = Thread.currentThread().isInterrupted();
                    completeExceptionally(e);
                }
            });
            thread.start();
        }

        WsmanException failure() throws InterruptedException {
            try {
                throw new AssertionError("no failure but " + get(20, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(WsmanException.class);
                return (WsmanException) e.getCause();
            } catch (java.util.concurrent.TimeoutException e) {
                throw new AssertionError("the call did not end", e);
            }
        }
    }

    private static RawServer.Script repeating(String reply) {
        return wire -> {
            while (wire.read() != null) {
                wire.write(reply);
            }
        };
    }

    private static Session open(RawServer server) {
        return Session.builder("127.0.0.1:" + server.port())
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    @Test
    void reportsRefusedConnectionWithItsEndpoint() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Session session = Session.open("127.0.0.1:" + port)) {
            WsmanTransportException failure = catchThrowableOfType(WsmanTransportException.class, session::identify);
            assertThat(failure.error().kind()).isEqualTo(Kind.CONNECTION);
            assertThat(failure.error().httpStatus()).isZero();
            assertThat(failure.error().nativeCode()).hasValue(12029);
            assertThat(failure).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("Identify");
            assertThat(failure).hasCauseInstanceOf(IOException.class);
            assertThat(session.error()).containsSame(failure.error());
            assertThat(failure.error().xml()).contains("12029");
        }
    }

    @Test
    void namesUnknownHost() {
        try (Session session = Session.open("nowhere.invalid")) {
            WsmanTransportException failure = catchThrowableOfType(WsmanTransportException.class, session::identify);
            assertThat(failure.error().kind()).isEqualTo(Kind.CONNECTION);
            assertThat(failure.error().symbol()).contains("ERROR_WSMAN_NAME_NOT_RESOLVED");
            assertThat(failure).hasMessageContaining("nowhere.invalid");
        }
    }

    @Test
    void sendsNothingAfterSessionIsClosed() {
        Session session = Session.open(service.endpoint());
        session.get(ONE);
        session.close();
        session.close();
        for (Runnable operation :
                List.<Runnable>of(session::identify, () -> session.get(ONE), () -> session.enumerate(MANY)
                        .list())) {
            WsmanTransportException failure = catchThrowableOfType(WsmanTransportException.class, operation::run);
            assertThat(failure.error().kind()).isEqualTo(Kind.CLOSED);
        }
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void endsWaitingCallWhenSessionIsClosed() throws Exception {
        service.on(ServiceOperation.GET).drop();
        Session session = Session.open(service.endpoint());
        Caller<Instance> caller = new Caller<>(() -> session.get(ONE));
        service.awaitRequest(ServiceOperation.GET);
        long start = System.nanoTime();
        session.close();
        assertThat(caller.failure().error().kind()).isEqualTo(Kind.CLOSED);
        assertThat(caller.failure()).isInstanceOf(WsmanTransportException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void stopsWaitingWhenInterruptedAndKeepsFlag() throws Exception {
        service.on(ServiceOperation.GET).drop();
        try (Session session = Session.open(service.endpoint())) {
            Caller<Instance> caller = new Caller<>(() -> session.get(ONE));
            service.awaitRequest(ServiceOperation.GET);
            caller.thread.interrupt();
            assertThat(caller.failure().error().kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(caller.interruptedAfter).isTrue();
            assertThat(session.get(ONE).text("Id")).contains("one");
        }
        assertThat(service.requests(ServiceOperation.GET)).hasSize(2);
    }

    @Test
    void sendsNothingFromThreadThatIsAlreadyInterrupted() throws Exception {
        try (Session session = Session.open(service.endpoint())) {
            Caller<Instance> caller = new Caller<>(() -> {
                Thread.currentThread().interrupt();
                return session.get(ONE);
            });
            assertThat(caller.failure().error().kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(caller.interruptedAfter).isTrue();
        }
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void releasesEnumerationOfInterruptedThreadOnClose() throws Exception {
        try (Session session = Session.open(service.endpoint())) {
            Caller<Boolean> caller = new Caller<>(() -> {
                try (Stream<Instance> stream = session.enumerate(MANY).batchItems(5).stream()) {
                    stream.iterator().next();
                    Thread.currentThread().interrupt();
                }
                return Thread.currentThread().isInterrupted();
            });
            assertThat(caller.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(service.requests(ServiceOperation.RELEASE)).hasSize(1);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void closesAtOnceFromInterruptedThreadAndKeepsFlag() throws Exception {
        Session session = Session.open(service.endpoint());
        session.enumerate(MANY).batchItems(5).stream().iterator().next();
        long start = System.nanoTime();
        Caller<Boolean> caller = new Caller<>(() -> {
            Thread.currentThread().interrupt();
            session.close();
            return Thread.currentThread().isInterrupted();
        });
        assertThat(caller.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThatThrownBy(session::identify).isInstanceOf(WsmanTransportException.class);
    }

    @Test
    void limitsConnectionsThatThreadsShare() throws Exception {
        int before = service.connections();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (Session session =
                Session.builder(service.endpoint()).maxConnections(2).build()) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 1; i <= 24; i++) {
                String id = Integer.toString(i);
                calls.add(threads.submit(
                        () -> session.get(MANY.selector("Id", id)).text("Id").orElseThrow()));
            }
            for (int i = 1; i <= 24; i++) {
                assertThat(calls.get(i - 1).get(20, TimeUnit.SECONDS)).isEqualTo(Integer.toString(i));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(service.connections() - before).isBetween(1, 2);
        assertThat(service.requests()).hasSize(24);
    }

    @SuppressWarnings("try") // the test closes the session early
    @Test
    void reportsThatNoConnectionBecameFree() throws Exception {
        service.on(ServiceOperation.GET).drop();
        try (Session session =
                Session.builder(service.endpoint()).maxConnections(1).build()) {
            Caller<Instance> first = new Caller<>(() -> session.get(ONE));
            service.awaitRequest(ServiceOperation.GET);
            session.timeout(Duration.ofMillis(200));
            WsmanTimeoutException late = catchThrowableOfType(WsmanTimeoutException.class, () -> session.get(ONE));
            assertThat(late).hasMessageContaining("connections");
            assertThat(service.requests()).hasSize(1);
            session.close();
            assertThat(first.failure().error().kind()).isEqualTo(Kind.CLOSED);
        }
    }

    @Test
    void opensNewConnectionAfterEachReplyThatClosesIt() {
        int before = openwsman.connections();
        try (Session session =
                Session.builder(openwsman.endpoint()).maxConnections(1).build()) {
            assertThat(session.enumerate(MANY).batchItems(10).list()).hasSize(25);
            session.identify();
        }
        assertThat(openwsman.connections() - before).isEqualTo(4);
        assertThat(openwsman.requests()).hasSize(4);
    }

    @Test
    void replacesConnectionThatServerClosedWhileIdle() throws Exception {
        CountDownLatch close = new CountDownLatch(1);
        String reply = RawServer.response(200, SOAP_TYPE, FOUND);
        try (RawServer server = new RawServer(wire -> {
                    wire.read();
                    wire.write(reply);
                    if (wire.number() == 1) {
                        await(close);
                    } else {
                        repeating(reply).run(wire);
                    }
                });
                Session session = open(server)) {
            session.get(ONE);
            close.countDown();
            SessionFixture.await("the first connection is closed", () -> server.openConnections() == 0);
            // longer than an idle connection is reused without a check
            TimeUnit.MILLISECONDS.sleep(30);
            assertThat(session.invoke(TYPES, "Sum", null).text("Id")).contains("x");
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void repeatsOnlyIdempotentRequestWhenIdleConnectionBreaks() throws Exception {
        String reply = RawServer.response(200, SOAP_TYPE, FOUND);
        RawServer.Script breakingSecondRequest = wire -> {
            wire.read();
            wire.write(reply);
            wire.read();
            if (wire.number() == 1) {
                wire.reset();
            } else {
                wire.write(reply);
                repeating(reply).run(wire);
            }
        };
        try (RawServer server = new RawServer(breakingSecondRequest);
                Session session = open(server)) {
            session.get(ONE);
            assertThat(session.get(ONE).text("Id")).contains("x");
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(1).split("\r\n\r\n")[1])
                    .isEqualTo(server.requests().get(2).split("\r\n\r\n")[1]);
        }
        try (RawServer server = new RawServer(breakingSecondRequest);
                Session session = open(server)) {
            session.get(ONE);
            assertThatThrownBy(() -> session.invoke(TYPES, "Sum", null)).isInstanceOf(WsmanTransportException.class);
            // the server may have executed it
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void reportsResetAndTruncatedReplyAsTransportFailures() {
        try (Session session = Session.open(service.endpoint())) {
            service.on(ServiceOperation.GET).reset();
            assertThat(failure(session).error().kind()).isEqualTo(Kind.CONNECTION);
            service.on(ServiceOperation.GET).truncate(300);
            WsmanException truncated = failure(session);
            assertThat(truncated).isInstanceOf(WsmanTransportException.class);
            assertThat(truncated.error().kind()).isEqualTo(Kind.CONNECTION);
            assertThat(session.get(ONE).text("Id")).contains("one");
        }
        assertThat(service.requests()).hasSize(3);
    }

    private static WsmanException failure(Session session) {
        return catchThrowableOfType(WsmanException.class, () -> session.get(ONE));
    }

    static Stream<RawServer.Script> forms() throws IOException {
        int half = FOUND.length() / 2;
        byte[] zipped = gzip(FOUND);
        return Stream.of(
                replying(
                        "HTTP/1.1 200 (null)\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(half) + "\r\n"
                                + FOUND.substring(0, half) + "\r\n",
                        Integer.toHexString(FOUND.length() - half) + "\r\n" + FOUND.substring(half) + "\r\n0\r\n\r\n"),
                wire -> {
                    wire.read();
                    wire.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.length
                            + "\r\n\r\n");
                    wire.write(zipped);
                    wire.awaitEnd();
                },
                replying("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                        + RawServer.response(200, SOAP_TYPE, FOUND)),
                wire -> {
                    wire.read();
                    wire.write("HTTP/1.0 200 OK\r\nServer: old\r\n\r\n" + FOUND);
                });
    }

    private static RawServer.Script replying(String... pieces) {
        return wire -> {
            wire.read();
            for (String piece : pieces) {
                wire.write(piece);
            }
            wire.awaitEnd();
        };
    }

    /** A chunked, a gzipped and an interim reply, and one that ends with its connection. */
    @ParameterizedTest
    @MethodSource("forms")
    void readsChunkedGzippedInterimAndUndelimitedReplies(RawServer.Script script) throws Exception {
        try (RawServer server = new RawServer(script);
                Session session = open(server)) {
            assertThat(session.get(ONE).text("Id")).contains("x");
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void endsTricklingReplyAtTheTimeout() throws Exception {
        try (RawServer server = new RawServer(wire -> {
                    wire.read();
                    wire.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n<s:Envelope xmlns:s='");
                    while (true) {
                        wire.write("u");
                        try {
                            TimeUnit.MILLISECONDS.sleep(20);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                });
                Session session = open(server).timeout(Duration.ofMillis(400))) {
            long start = System.nanoTime();
            assertThat(failure(session).error().kind()).isEqualTo(Kind.CLIENT_TIMED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void rejectsReplyThatIsNotHttp() throws Exception {
        try (RawServer server = new RawServer(repeating("220 mail.example ESMTP\r\n\r\n"));
                Session session = open(server)) {
            assertThat(failure(session)).isInstanceOf(WsmanException.class);
            assertThat(session.error())
                    .hasValueSatisfying(error -> assertThat(error.kind()).isIn(Kind.PROTOCOL, Kind.CONNECTION));
        }
    }

    @Test
    void leavesNoThreadAndNoSocketAfterTenSessions() throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "this system does not list open descriptors in /proc");
        try (RawServer server = new RawServer(repeating(RawServer.response(200, SOAP_TYPE, FOUND)))) {
            try (Session warm = open(server)) {
                warm.get(ONE);
            }
            SessionFixture.await("the first session's connection is gone", () -> server.openConnections() == 0);
            Set<Thread> threads = threads();
            long sockets = sockets();
            for (int i = 0; i < 10; i++) {
                try (Session session = open(server)) {
                    session.get(ONE);
                    session.get(ONE);
                    assertThat(server.openConnections()).isEqualTo(1);
                }
                SessionFixture.await("the session's connection is gone", () -> server.openConnections() == 0);
            }
            assertThat(server.connections()).isEqualTo(11);
            SessionFixture.await("no socket is left", () -> sockets() <= sockets);
            SessionFixture.await("no thread is left", () -> threads.containsAll(threads()));
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("raw-server"))
                .filter(thread -> !thread.getName().startsWith("wsman-service"))
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }

    private static long sockets() {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.filter(ConnectionIT::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void keepsOpenSessionWorkingAfterAnotherIsClosed() {
        try (Session first = Session.open(service.endpoint())) {
            try (Session second = Session.open(service.endpoint())) {
                second.get(ONE);
            }
            assertThatCode(() -> first.get(ONE)).doesNotThrowAnyException();
        }
    }
}
