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
import dev.wsman.internal.shell.NewShell;
import dev.wsman.internal.shell.ReceivedOutput;
import dev.wsman.internal.shell.ShellClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens if a shell or a command ends on one thread while another thread uses it. */
class ShellRacesIT {
    private static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
    private static final String SILENCE = fault("w:TimedOut", 2150858793L);
    private static final long QUOTA = 2150859174L;
    private static final long GONE = 2150858843L;

    @AutoClose
    private final ScriptedShells server = new ScriptedShells();

    @AutoClose
    private final Session session = server.session();

    private final Duration step = QuotaBackoff.step;
    /** Ends the replies that a test delays. */
    private final CountDownLatch latch = new CountDownLatch(1);

    ShellRacesIT() throws IOException {}

    @AfterEach
    void restoreBackoff() {
        latch.countDown();
        QuotaBackoff.step = step;
    }

    private void awaitLatch() {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Returns the reply, as soon as the test opens the latch. */
    private String delayed(String response) {
        awaitLatch();
        return response;
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private FutureTask<Object> closeSession() {
        return start(() -> {
            session.close();
            return "closed";
        });
    }

    private void awaitRequests(String operation, int count) {
        await(count + " " + operation, () -> server.requests(operation).size() >= count);
    }

    private static Kind kind(Throwable failure) {
        return ((WsmanException) failure).error().kind();
    }

    @Test
    void deletesShellThatIsClosedWhileSessionCloses() throws Exception {
        RemoteShell one = RemoteShell.open(session);
        RemoteShell two = RemoteShell.open(session);
        server.reply("Delete", request -> delayed(ok("")));
        FutureTask<Object> closing = closeSession();
        awaitRequests("Delete", 1);
        boolean isFirst = server.requests("Delete").get(0).contains(">" + one.id() + "<");
        RemoteShell other = isFirst ? two : one;
        other.close();
        assertThat(server.shells()).doesNotContain(other.id());
        latch.countDown();
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void deletesShellThatIsCreatedWhileSessionCloses() throws Exception {
        RemoteShell first = RemoteShell.open(session);
        server.reply("Create", request -> delayed(server.created("late")));
        FutureTask<RemoteShell> opening = start(() -> RemoteShell.open(session));
        awaitRequests("Create", 2);
        CountDownLatch second = new CountDownLatch(1);
        server.reply("Delete", request -> {
            try {
                second.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return ok("");
        });
        FutureTask<Object> closing = closeSession();
        awaitRequests("Delete", 1);
        latch.countDown();
        RemoteShell late = opening.get(10, TimeUnit.SECONDS);
        assertThat(server.requests("Delete")).hasSize(2);
        assertThat(server.shells()).doesNotContain("late");
        assertThatThrownBy(() -> late.runLine("x"))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.CLOSED));
        second.countDown();
        closing.get(10, TimeUnit.SECONDS);
        first.close();
    }

    @Test
    void deletesShellWhoseCloserSessionCutsOff() throws Exception {
        RemoteShell shell = RemoteShell.open(session);
        server.reply("Delete", request -> delayed(ok("")));
        FutureTask<Object> closing = start(() -> {
            shell.close();
            return "closed";
        });
        awaitRequests("Delete", 1);
        session.close();
        assertThat(server.shells()).isEmpty();
        latch.countDown();
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    @Timeout(30) // the threads of the second shell would wait for ever
    void endsAllCommandsAlsoIfReleasingFirstShellTakesAllTime() {
        String output = running(stdout("x".repeat(2 * OutputPipe.BOUND)));
        server.reply("Delete", request -> null);
        List<RemoteCommand> commands = List.of(startFull(output), startFull(output));
        session.close();
        for (RemoteCommand command : commands) {
            assertThatThrownBy(command::waitFor)
                    .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.CLOSED));
        }
    }

    /** Starts a command whose thread has stopped receiving. */
    private RemoteCommand startFull(String output) {
        RemoteShell shell = RemoteShell.open(session);
        server.nextOutput(output);
        RemoteCommand command = shell.startLine("x");
        await("the output", () -> {
            try {
                return command.stdout().available() > OutputPipe.BOUND;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return command;
    }

    @Test
    void keepsShellInWhichAnotherThreadIsStartingCommand() throws Exception {
        QuotaBackoff.step = Duration.ofMillis(5);
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.reply(
                    "Command",
                    request -> delayed(ok("<rsp:CommandResponse xmlns:rsp='" + SHELL
                            + "'><rsp:CommandId>first</rsp:CommandId></rsp:CommandResponse>")));
            FutureTask<RemoteCommand> first = start(() -> shell.startLine("first"));
            awaitRequests("Command", 1);
            server.reply("Command", request -> fault("", QUOTA));
            shell.startLine("second");
            assertThat(server.requests("Delete")).isEmpty();
            latch.countDown();
            RemoteCommand command = first.get(10, TimeUnit.SECONDS);
            server.awaitHanging(2);
            assertThat(command.waitFor(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void waitsForQuotaOfNewShellToo() {
        QuotaBackoff.step = Duration.ofMillis(5);
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.reply("Command", request -> fault("w:InvalidSelectors", GONE));
            server.reply("Create", request -> fault("w:QuotaLimit", QUOTA));
            shell.startLine("x");
            assertThat(server.operations()).startsWith("Create", "Command", "Create", "Create", "Command");
        }
    }

    @Test
    void endsScriptThatCannotBeSent() {
        QuotaBackoff.step = Duration.ofMillis(5);
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.reply("Send", request -> fault("", 1359));
            assertThatThrownBy(() -> shell.runPowerShell("'" + "x".repeat(20_000) + "'"))
                    .isInstanceOf(WsmanFaultException.class);
            assertThat(server.requests("Signal")).hasSize(1);
            server.reply("Command", request -> fault("", QUOTA));
            shell.startLine("x");
            assertThat(server.requests("Delete"))
                    .as("the shell is replaced, because it has no command")
                    .hasSize(1);
        }
    }

    @Test
    void freesPlaceOfCommandIfInterruptedAfterItsEnd() {
        OutputSink interrupting = new OutputSink() {
            @Override
            public boolean isFull() {
                return false;
            }

            @Override
            public void add(ReceivedOutput.Piece piece) {
                Thread.currentThread().interrupt();
            }

            @Override
            public void end(@Nullable RuntimeException failure) {}
        };
        OpenShell shell = OpenShell.create(ShellClient.of(session), new NewShell(Map.of(), Map.of(), null, null, null));
        server.nextOutput(done(0L, stdout("x")));
        RunningCommand command = shell.start("x", interrupting);
        command.receiveAll();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(command.state().exitCode()).hasValue(0);
        assertThat(server.requests("Signal")).hasSize(1);
        shell.close();
    }

    @Test
    void deletesShellIfInterruptedDuringDelete() throws Exception {
        RemoteShell shell = RemoteShell.open(session);
        server.reply("Delete", request -> delayed(ok("")));
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            shell.close();
            return Thread.currentThread().isInterrupted();
        });
        Thread closer = new Thread(closing, "closer");
        closer.start();
        awaitRequests("Delete", 1);
        closer.interrupt();
        assertThat(closing.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.requests("Delete")).hasSize(2);
        assertThat(server.shells()).isEmpty();
    }

    @Test
    void pausesBetweenEmptyRepliesAfterTermination() {
        server.ignoreEnds();
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            server.awaitHanging(1);
            command.terminate();
            String[] replies = new String[9];
            Arrays.fill(replies, running());
            replies[8] = done(null);
            long start = System.nanoTime();
            server.output(replies);
            command.waitFor();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void receivesRestAfterSilenceBeforeReplyToTermination(boolean confirmed) throws Exception {
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            server.awaitHanging(1);
            server.reply("Signal", request -> delayed(confirmed ? ok("") : fault("", 1359)));
            FutureTask<Object> terminating = start(() -> {
                command.terminate();
                return "terminated";
            });
            awaitRequests("Signal", 1);
            server.output(SILENCE);
            awaitRequests("Receive", 2);
            latch.countDown();
            await("the reply to Signal", terminating::isDone);
            server.output(done(3L, stdout("rest")));
            command.waitFor();
            assertThat(command.exitCode()).hasValue(3);
            assertThat(command.stdout().readAllBytes()).isEqualTo("rest".getBytes());
            await("the place is freed", () -> server.requests("Signal").size() == (confirmed ? 1 : 2));
        }
    }

    private static String listed(String id, String owner) {
        return "<rsp:Shell xmlns:rsp='" + SHELL + "'>" + (id.isEmpty() ? "" : "<rsp:ShellId>" + id + "</rsp:ShellId>")
                + "<rsp:ResourceUri>" + SHELL + "/cmd</rsp:ResourceUri><rsp:Owner>" + owner
                + "</rsp:Owner><rsp:ShellInactivity>P0DT1H0M0S</rsp:ShellInactivity></rsp:Shell>";
    }

    @Test
    void deletesFurtherInactiveShellsAfterFailure() {
        server.reply(
                "Enumerate",
                request -> ok("<n:EnumerateResponse xmlns:n='http://schemas.xmlsoap.org/ws/2004/09/enumeration'>"
                        + "<n:EnumerationContext/><w:Items>" + listed("", "H\\a") + listed("1", "H\\a")
                        + listed("2", "H\\a") + listed("3", "H\\a") + "</w:Items><w:EndOfSequence/>"
                        + "</n:EnumerateResponse>"));
        for (long code : new long[] {1359, 1360}) {
            server.reply("Delete", request -> fault("", code));
        }
        server.reply("Delete", request -> ok(""));
        assertThatThrownBy(() -> RemoteShell.deleteInactive(session, "H\\a", Duration.ofMinutes(5)))
                .isInstanceOfSatisfying(WsmanFaultException.class, e -> {
                    assertThat(e.error().nativeCode()).hasValue(1359);
                    assertThat(e.getSuppressed()).hasSize(1);
                });
        assertThat(server.requests("Delete")).hasSize(3);
    }
}
