package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.shell.ScriptedShells.done;
import static dev.wsman.shell.ScriptedShells.fault;
import static dev.wsman.shell.ScriptedShells.ok;
import static dev.wsman.shell.ScriptedShells.running;
import static dev.wsman.shell.ScriptedShells.stdout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a shell: what is sent to create it, how it is replaced, and how it ends on every path. */
class RemoteShellIT {
    @AutoClose
    private final ScriptedShells server = new ScriptedShells();

    @AutoClose
    private final Session session = server.session();

    private final Duration step = QuotaBackoff.step;

    RemoteShellIT() throws IOException {}

    @AfterEach
    void restoreBackoff() {
        QuotaBackoff.step = step;
    }

    private static Kind kind(Throwable failure) {
        return ((WsmanException) failure).error().kind();
    }

    @Test
    void sendsParametersOfShell() {
        RemoteShell.builder(session)
                .workingDirectory("C:\\Program Files")
                .environment("A", "1 & \"2\"")
                .environment("EMPTY", "")
                .codePage(437)
                .profile(false)
                .idleTimeout(Duration.ofMinutes(10))
                .name("nightly")
                .open()
                .close();
        assertThat(server.requests("Create").get(0))
                .contains(">437</", "WINRS_CODEPAGE", "WINRS_NOPROFILE")
                .contains("Name=\"A\">1 &amp; \"2\"</", "Name=\"EMPTY\"")
                .contains("WorkingDirectory>C:\\Program Files<", "IdleTimeOut>PT600.000S<", "Name>nightly<")
                .contains("InputStreams>stdin<", "OutputStreams>stdout stderr<");
    }

    @Test
    void sendsOnlyCodePageByDefault() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            assertThat(shell.id()).isEqualTo("S-1");
            assertThat(shell).hasToString("RemoteShell[S-1]");
        }
        assertThat(server.requests("Create").get(0))
                .contains(">65001</")
                .doesNotContain("NOPROFILE", "Environment", "WorkingDirectory", "IdleTimeOut", "rsp:Name");
        assertThat(server.shells()).isEmpty();
    }

    @Test
    void rejectsInvalidArgumentsBeforeAnythingIsSent() {
        RemoteShell.Builder builder = RemoteShell.builder(session);
        rejects("directory", () -> builder.workingDirectory(" "));
        rejects("directory", () -> builder.workingDirectory("a\u0000b"));
        rejects("name", () -> builder.environment("", "x"));
        rejects("name", () -> builder.environment("a=b", "x"));
        rejects("value", () -> builder.environment("a", "\u0001"));
        rejects("value", () -> builder.environment("a", null));
        rejects("timeout", () -> builder.idleTimeout(Duration.ofSeconds(59)));
        rejects("timeout", () -> builder.idleTimeout(Duration.ofDays(30)));
        rejects("page", () -> builder.codePage(4711));
        rejects("name", () -> builder.name(""));
        rejects("session", () -> RemoteShell.builder(null));
        rejects("owner", () -> RemoteShell.deleteInactive(session, "", Duration.ofHours(1)));
        rejects("inactivity", () -> RemoteShell.deleteInactive(session, "a", Duration.ofMinutes(1)));
        assertThat(server.operations()).isEmpty();
        try (RemoteShell shell = builder.open()) {
            rejects("commandLine", () -> shell.runLine(" "));
            rejects("commandLine", () -> shell.startLine(null));
            assertThat(server.operations()).containsExactly("Create");
        }
    }

    private static void rejects(String argument, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(argument);
    }

    @ParameterizedTest
    @ValueSource(longs = {2150858843L, 2150859082L, 2150859118L, 2147943418L})
    void createsNewShellForRejectedCommandOnce(long code) {
        try (RemoteShell shell = RemoteShell.builder(session).name("kept").open()) {
            server.reply("Command", request -> fault("", code));
            server.reply("Receive", request -> ok(done(0L, stdout("x"))));
            assertThat(shell.runLine("echo x").stdout()).isEqualTo("x");
            assertThat(shell.id()).isEqualTo("S-2");
            assertThat(server.operations())
                    .containsExactly("Create", "Command", "Create", "Command", "Receive", "Signal");
            assertThat(server.requests("Create")).allMatch(request -> request.contains("Name>kept<"));
            server.reply("Command", request -> fault("", code));
            server.reply("Command", request -> fault("", code));
            assertThatThrownBy(() -> shell.runLine("echo x")).isInstanceOf(WsmanFaultException.class);
            assertThat(server.requests("Command")).hasSize(4);
            assertThat(server.requests("Create")).hasSize(3);
        }
    }

    @Test
    void createsOneNewShellForCommandsOfSeveralThreads() throws Exception {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.reap();
            List<FutureTask<RemoteCommand>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(start(() -> shell.startLine("x")));
            }
            for (FutureTask<RemoteCommand> call : calls) {
                call.get(20, TimeUnit.SECONDS);
            }
            assertThat(server.shells()).hasSize(1);
            assertThat(server.requests("Create")).hasSize(2);
        }
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static Throwable failure(FutureTask<?> task) throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("returned " + task.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2150859174L, 2150859236L, 2150859239L, 2150859241L, 2150859242L})
    void replacesIdleShellAndTriesAgainAfterQuota(long code) {
        QuotaBackoff.step = Duration.ofMillis(20);
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.reply("Command", request -> fault("", code));
            server.reply("Receive", request -> ok(done(0L)));
            long start = System.nanoTime();
            assertThat(shell.runLine("x").exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            assertThat(server.operations())
                    .containsExactly("Create", "Command", "Delete", "Create", "Command", "Receive", "Signal");
        }
    }

    @Test
    void keepsShellWithRunningCommandDuringQuota() {
        QuotaBackoff.step = Duration.ofMillis(5);
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand running = shell.startLine("long");
            server.awaitHanging(1);
            for (int i = 0; i < 3; i++) {
                server.reply("Command", request -> fault("", 2150859174L));
            }
            shell.startLine("x");
            assertThat(server.requests("Delete")).isEmpty();
            assertThat(server.requests("Command")).hasSize(5);
            assertThat(running.waitFor(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void reportsQuotaThatDoesNotPass() {
        QuotaBackoff.step = Duration.ofMillis(5);
        for (int i = 0; i < 5; i++) {
            server.reply("Create", request -> fault("w:QuotaLimit", 2150859174L));
        }
        assertThatThrownBy(() -> RemoteShell.open(session))
                .satisfies(failure -> assertThat(kind(failure)).isEqualTo(Kind.QUOTA_LIMIT));
        assertThat(server.requests("Create")).hasSize(5);
    }

    @Test
    void waitsForQuotaOnlyWithinTimeoutOfSession() {
        QuotaBackoff.step = Duration.ofSeconds(5);
        server.reply("Create", request -> fault("w:QuotaLimit", 2150859174L));
        try (Session impatient = server.session(Duration.ofSeconds(4))) {
            assertThatThrownBy(() -> RemoteShell.open(impatient)).isInstanceOf(WsmanFaultException.class);
        }
        assertThat(server.requests("Create")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {2150859173L, 2150859175L, 2150859176L, 2150859179L, 2150859180L})
    void reportsOtherRefusalsAtOnceWithHint(long code) {
        server.reply("Create", request -> fault("", code));
        assertThatThrownBy(() -> RemoteShell.open(session)).isInstanceOfSatisfying(WsmanFaultException.class, e -> {
            assertThat(e.error().hint()).isPresent();
        });
        assertThat(server.requests("Create")).hasSize(1);
    }

    @Test
    void endsWaitForQuotaWhenSessionIsClosed() throws Exception {
        QuotaBackoff.step = Duration.ofSeconds(30);
        server.reply("Create", request -> fault("w:QuotaLimit", 2150859174L));
        FutureTask<RemoteShell> opening = start(() -> RemoteShell.open(session));
        await("Create was sent", () -> server.requests("Create").size() == 1);
        session.close();
        assertThat(kind(failure(opening))).isEqualTo(Kind.CLOSED);
    }

    @Test
    @Timeout(30) // a Receive of this server hangs for a minute
    void deletesShellWhileReceivesHangInOtherThreads() throws Exception {
        RemoteShell shell = RemoteShell.open(session);
        FutureTask<CommandResult> running = start(() -> shell.runLine("x"));
        RemoteCommand started = shell.startLine("x");
        FutureTask<Integer> reading = start(() -> started.stdout().read());
        server.awaitHanging(2);
        shell.close();
        assertThat(server.shells()).isEmpty();
        assertThat(kind(failure(running))).isEqualTo(Kind.CLOSED);
        assertThat(failure(running))
                .hasMessageStartingWith("the shell is closed")
                .hasMessageContaining("open a new shell");
        assertThat(failure(reading)).isInstanceOf(IOException.class).hasCauseInstanceOf(WsmanException.class);
        assertThatThrownBy(started::waitFor).satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.CLOSED));
        assertThatThrownBy(() -> shell.runLine("y"))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.CLOSED));
        assertThat(session.error()).isEmpty();
        assertThat(server.operations()).containsOnlyOnce("Delete").doesNotContain("Signal");
    }

    @Test
    @Timeout(30) // a Receive of this server hangs for a minute
    void endsStartedCommandsEvenIfServerLetsTheirReceivesHang() {
        server.ignoreEnds();
        RemoteShell shell = RemoteShell.open(session);
        RemoteCommand command = shell.startLine("x");
        server.awaitHanging(1);
        shell.close();
        assertThatThrownBy(command::waitFor).satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.CLOSED));
        LiveReceivers.awaitNone();
    }

    @Test
    @Timeout(30) // a Receive of this server hangs for a minute
    void closesCommandWhileItsReceiveHangs() throws Exception {
        server.ignoreEnds();
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            FutureTask<Integer> reading = start(() -> command.stdout().read());
            server.awaitHanging(1);
            command.close();
            command.close();
            assertThat(failure(reading)).hasMessageStartingWith("the command is closed");
            assertThat(server.requests("Signal")).singleElement().asString().contains("terminate");
            LiveReceivers.awaitNone();
        }
    }

    @Test
    void keepsOutputOfEndedCommandAfterItIsClosed() throws IOException {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(done(0L, stdout("rest")));
            RemoteCommand command = shell.startLine("x");
            command.waitFor();
            command.close();
            assertThat(command.stdout().readAllBytes()).isEqualTo("rest".getBytes());
            assertThat(command.exitCode()).hasValue(0);
            assertThat(server.requests("Signal")).hasSize(1);
        }
    }

    @Test
    void deletesShellOnceWhenSeveralThreadsCloseIt() throws Exception {
        RemoteShell shell = RemoteShell.open(session);
        List<FutureTask<?>> closers = Stream.generate(() -> start(() -> {
                    shell.close();
                    return null;
                }))
                .limit(8)
                .<FutureTask<?>>map(task -> task)
                .toList();
        for (FutureTask<?> closer : closers) {
            closer.get(10, TimeUnit.SECONDS);
        }
        assertThat(server.requests("Delete")).hasSize(1);
        assertThat(server.shells()).isEmpty();
    }

    @Test
    void deletesShellOnInterruptedThreadWhichStaysInterrupted() {
        RemoteShell shell = RemoteShell.open(session);
        RemoteCommand command = shell.startLine("x");
        Thread.currentThread().interrupt();
        command.close();
        shell.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests("Signal")).hasSize(1);
        assertThat(server.shells()).isEmpty();
    }

    @Test
    void doesNotFailIfShellHasGoneOrServerDoesNotDelete() {
        RemoteShell gone = RemoteShell.open(session);
        server.reap();
        gone.close();
        assertThat(session.error()).isEmpty();
        RemoteShell kept = RemoteShell.open(session);
        server.reply("Delete", request -> fault("", 1359));
        kept.close();
        kept.close();
        assertThat(session.error()).isPresent();
        assertThat(server.requests("Delete")).hasSize(2);
    }

    @Test
    void deletesShellsWhenSessionIsClosed() throws Exception {
        RemoteShell one = RemoteShell.open(session);
        RemoteShell two = RemoteShell.open(session);
        RemoteCommand command = two.startLine("x");
        FutureTask<CommandResult> running = start(() -> one.runLine("x"));
        server.awaitHanging(2);
        session.close();
        assertThat(server.shells()).isEmpty();
        assertThat(kind(failure(running))).isEqualTo(Kind.CLOSED);
        assertThatThrownBy(command::waitFor)
                .hasMessageStartingWith("the session is closed")
                .hasMessageContaining("open a new session")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.CLOSED));
        one.close();
        two.close();
        assertThat(server.requests("Delete")).hasSize(2);
        LiveReceivers.awaitNone();
    }

    /** A separate method, so that no stack frame refers to the shell afterwards. */
    private void drop() {
        server.nextOutput(done(0L));
        assertThat(RemoteShell.open(session).runLine("x").exitCode()).isZero();
    }

    private InputStream streamOfDroppedShell() {
        return RemoteShell.open(session).startLine("x").stdout();
    }

    @Test
    void deletesShellThatBecameUnreachable() {
        server.reply("Receive", request -> ok(done(0L)));
        drop();
        await("the shell is deleted", () -> {
            System.gc();
            return server.shells().isEmpty();
        });
    }

    @Test
    void keepsShellWhileStreamOfItsCommandIsReachable() throws IOException {
        InputStream stdout = streamOfDroppedShell();
        server.awaitHanging(1);
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        server.output(running(stdout("x")));
        assertThat(stdout.read()).isEqualTo('x');
        assertThat(server.shells()).hasSize(1);
        stdout.close();
        stdout = null;
        await("the shell is deleted", () -> {
            System.gc();
            return server.shells().isEmpty();
        });
        LiveReceivers.awaitNone();
    }

    /** A call that blocks until the test interrupts it. */
    enum BlockingCall {
        RUN,
        WAIT,
        READ,
        SEND
    }

    private Object block(BlockingCall call, RemoteShell shell, RemoteCommand command) throws IOException {
        switch (call) {
            case RUN -> shell.runLine("x");
            case WAIT -> command.waitFor();
            case READ -> command.stdout().read();
            default -> {
                OutputStream stdin = command.stdin();
                stdin.write(1);
                stdin.flush();
            }
        }
        return call;
    }

    @ParameterizedTest
    @EnumSource(BlockingCall.class)
    void interruptsEachBlockingCallAndKeepsFlag(BlockingCall call) throws Exception {
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            server.awaitHanging(1);
            server.reply("Send", request -> null);
            List<Boolean> flag = new ArrayList<>();
            FutureTask<Object> blocked = new FutureTask<>(() -> {
                try {
                    return block(call, shell, command);
                } finally {
                    flag.add(Thread.currentThread().isInterrupted());
                }
            });
            Thread thread = new Thread(blocked, "caller");
            thread.start();
            await("the call waits", () -> switch (call) {
                case RUN -> server.hanging() == 2;
                case SEND -> !server.requests("Send").isEmpty();
                default -> thread.getState().name().endsWith("WAITING");
            });
            thread.interrupt();
            Throwable failure = failure(blocked);
            Throwable reported = failure instanceof InterruptedIOException ? failure.getCause() : failure;
            assertThat(failure instanceof IOException)
                    .isEqualTo(call == BlockingCall.READ || call == BlockingCall.SEND);
            assertThat(kind(reported)).isEqualTo(Kind.INTERRUPTED);
            assertThat(flag).containsExactly(true);
            assertThat(server.requests("Signal")).hasSize(call == BlockingCall.RUN ? 1 : 0);
            server.output(running(stdout("later")));
            if (call == BlockingCall.READ) {
                assertThat(command.stdout().readNBytes(5)).isEqualTo("later".getBytes());
            }
        }
    }
}
