package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.shell.ScriptedShells.done;
import static dev.wsman.shell.ScriptedShells.fault;
import static dev.wsman.shell.ScriptedShells.piece;
import static dev.wsman.shell.ScriptedShells.running;
import static dev.wsman.shell.ScriptedShells.stderr;
import static dev.wsman.shell.ScriptedShells.stdout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.fixture.LogRecorder;
import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output, the input and the end of one command, with a server whose every reply is scripted. */
class CommandIT {
    @AutoClose
    private final ScriptedShells server = new ScriptedShells();

    @AutoClose
    private final Session session = server.session();

    CommandIT() throws IOException {}

    @Test
    void takesThreeExchangesForEachCommandOfKeptShell() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            for (int i = 0; i < 3; i++) {
                server.nextOutput(done(0L, stdout("x")));
                assertThat(shell.runLine("echo x")).isEqualTo(new CommandResult(0, "x", ""));
            }
        }
        assertThat(String.join(" ", server.operations()))
                .isEqualTo("Create Command Receive Signal Command Receive Signal Command Receive Signal Delete");
        assertThat(server.requests("Signal")).allMatch(request -> request.contains("signal/terminate"));
        assertThat(server.connections()).isOne();
    }

    @Test
    void takesThreeExchangesForEachStartedCommand() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(done(0L, stdout("x")));
            try (RemoteCommand command = shell.startLine("echo x")) {
                command.waitFor();
                assertThat(command.exitCode()).hasValue(0);
            }
        }
        assertThat(server.operations()).containsExactly("Create", "Command", "Receive", "Signal", "Delete");
        assertThat(server.connections()).isOne();
    }

    @Test
    void readsStreamsOfOneReplySeparately() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(
                    running(stdout("a"), stderr("1"), stdout("b")), done(3L, stderr("2"), stdout(""), stdout("c")));
            assertThat(shell.runLine("x")).isEqualTo(new CommandResult(3, "abc", "12"));
        }
    }

    @Test
    void readsCharacterThatThreeStreamsShare() throws IOException {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        String[] replies = new String[3];
        for (int i = 0; i < 3; i++) {
            replies[i] = running(piece("stdout", new byte[] {euro[i]}));
        }
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(replies[0], replies[1], replies[2], done(0L));
            assertThat(shell.runLine("x").stdout()).isEqualTo("€");
            server.nextOutput(replies[0], replies[1], replies[2], done(0L));
            try (RemoteCommand command = shell.startLine("x")) {
                assertThat(command.stdoutReader().readLine()).isEqualTo("€");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "3221225786,-1073741510", "4294967295,-1"})
    void narrowsUnsignedExitCode(long sent, int exitCode) {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(done(sent));
            assertThat(shell.runLine("x").exitCode()).isEqualTo(exitCode);
        }
    }

    @ParameterizedTest
    @CsvSource({"w:TimedOut,2150858793", "w:TimedOut,0", "'',2150858793"})
    void keepsSilenceFromListenerAndError(String subcode, long code) {
        List<Boolean> failures = new ArrayList<>();
        try (Session heard = Session.builder(server.endpoint())
                        .listener(attempt -> failures.add(attempt.error().isPresent()))
                        .build();
                RemoteShell shell = RemoteShell.open(heard)) {
            server.nextOutput(fault(subcode, code), fault(subcode, code), done(0L, stdout("late")));
            assertThat(shell.runLine("x").stdout()).isEqualTo("late");
            assertThat(heard.error()).isEmpty();
        }
        assertThat(failures).hasSizeGreaterThanOrEqualTo(5).containsOnly(false);
        assertThat(server.operations()).startsWith("Create", "Command", "Receive", "Receive", "Receive", "Signal");
    }

    @Test
    void receivesAgainAfterRepliesThatComeAtOnceWithoutOutput() {
        String[] empty = new String[8];
        Arrays.fill(empty, running());
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(empty);
            shell.startLine("x");
            await("the Receives", () -> server.requests("Receive").size() == 9);
        }
    }

    @ParameterizedTest
    @CsvSource({"2150859047", "2150859048"})
    void receivesAgainWhileServerIsBusyWithEarlierReceive(long code) {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(fault("", code), fault("", code), done(0L, stdout("x")));
            assertThat(shell.runLine("x").stdout()).isEqualTo("x");
            assertThat(session.error()).isEmpty();
        }
    }

    @Test
    void failsIfServerStaysBusyWithEarlierReceive() {
        try (Session impatient = server.session(Duration.ofSeconds(2));
                RemoteShell shell = RemoteShell.open(impatient)) {
            String[] busy = new String[30];
            Arrays.fill(busy, fault("", 2150859047L));
            server.nextOutput(busy);
            assertThatThrownBy(() -> shell.runLine("x")).isInstanceOf(WsmanFaultException.class);
        }
    }

    @Test
    void reportsCommandTerminatedByServerAsEndWithoutExitCode() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(running(stdout("some")), fault("", 2150859212L));
            assertThatThrownBy(() -> shell.runLine("x"))
                    .isInstanceOfSatisfying(CommandFailedException.class, failure -> {
                        assertThat(failure).hasMessageStartingWith("the command ended without an exit code");
                        assertThat(failure.exitCode()).isEmpty();
                        assertThat(failure.stdout()).isEqualTo("some");
                    });
            assertThat(session.error()).isEmpty();
        }
    }

    @Test
    void failsIfShellGoesDuringReceiveAndDoesNotRepeatCommand() throws IOException {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(running(stdout("begun")), fault("w:InvalidSelectors", 2150858843L));
            try (RemoteCommand command = shell.startLine("x")) {
                assertThat(command.stdout().readNBytes(5)).isEqualTo("begun".getBytes());
                assertThatThrownBy(() -> command.stdout().read())
                        .isInstanceOf(IOException.class)
                        .hasCauseInstanceOf(WsmanFaultException.class);
                assertThatThrownBy(command::waitFor).isInstanceOf(WsmanFaultException.class);
            }
            assertThat(server.requests("Command")).hasSize(1);
        }
    }

    @Test
    void continuesAfterReceiveWithoutReplyInTime() {
        try (LogRecorder log = LogRecorder.of();
                Session impatient = server.session(Duration.ofSeconds(2));
                RemoteShell shell = RemoteShell.open(impatient)) {
            server.reply("Receive", request -> null);
            server.nextOutput(done(0L, stdout("after")));
            assertThat(shell.runLine("x").stdout()).isEqualTo("after");
            assertThat(log.messages()).singleElement().asString().contains("output that it had is missing");
            assertThat(server.requests("Receive")).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<h1>Internal Server Error</h1>"})
    void continuesAfterHttp500WithoutSoap(String body) {
        try (LogRecorder log = LogRecorder.of();
                RemoteShell shell = RemoteShell.open(session)) {
            server.reply("Receive", request -> RawServer.response(500, "text/html", body));
            server.nextOutput(done(0L, stdout("after")));
            assertThat(shell.runLine("x").stdout()).isEqualTo("after");
            assertThat(log.messages()).singleElement().asString().contains("output that it had is missing");
            assertThat(server.requests("Receive")).hasSize(2);
        }
    }

    @Test
    void continuesOnceAfterConnectionThatBroke() {
        try (LogRecorder log = LogRecorder.of();
                RemoteShell shell = RemoteShell.open(session)) {
            server.reply("Receive", request -> "");
            server.nextOutput(done(0L, stdout("after")));
            assertThat(shell.runLine("x").stdout()).isEqualTo("after");
            server.reply("Receive", request -> "");
            server.reply("Receive", request -> "");
            assertThatThrownBy(() -> shell.runLine("x"))
                    .isInstanceOfSatisfying(
                            WsmanException.class,
                            e -> assertThat(e.error().kind()).isEqualTo(Kind.CONNECTION))
                    .hasMessageContaining("output of the command may be lost");
            assertThat(log.messages()).hasSize(2);
        }
        assertThat(server.operations().stream().filter("Signal"::equals)).hasSize(2);
    }

    @Test
    void sendsInputWhileReceiveHangs() throws IOException {
        try (RemoteShell shell = RemoteShell.open(session);
                RemoteCommand command = shell.startLine("sort")) {
            server.awaitHanging(1);
            OutputStream stdin = command.stdin();
            for (String word : List.of("a", "b", "c")) {
                stdin.write(word.getBytes());
            }
            assertThat(server.requests("Send")).isEmpty();
            stdin.flush();
            stdin.flush();
            stdin.write('d');
            stdin.close();
            stdin.close();
            assertThat(server.hanging()).isOne();
            assertThat(server.requests("Send")).hasSize(2);
            assertThat(server.requests("Send").get(0))
                    .contains(">" + base64("abc") + "<")
                    .doesNotContain("End=");
            assertThat(server.requests("Send").get(1))
                    .contains(">" + base64("d") + "<")
                    .contains("End=\"true\"");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes());
    }

    @Test
    void splitsInputSoThatRequestsFitTheEnvelope() throws IOException {
        try (RemoteShell shell = RemoteShell.open(session);
                RemoteCommand command = shell.startLine("sort");
                OutputStream stdin = command.stdin()) {
            stdin.write(new byte[250_000]);
            assertThat(server.requests("Send")).hasSize(2).allMatch(request -> request.length() < 150 * 1024);
        }
        assertThat(server.requests("Send")).hasSize(3);
    }

    @Test
    void rejectsInputAfterEndLikeBrokenPipe() throws IOException {
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(done(0L));
            RemoteCommand command = shell.startLine("x");
            command.waitFor();
            assertThatThrownBy(() -> command.stdin().write(new byte[10]))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the command has ended and reads no more input");
            command.stdin().close();
            assertThat(server.requests("Send")).isEmpty();
        }
    }

    @Test
    void rejectsInputThatServerReportsAsTooLate() throws IOException {
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            server.reply("Send", request -> fault("w:InvalidSelectors", 2150858843L));
            OutputStream stdin = command.stdin();
            stdin.write('x');
            assertThatThrownBy(stdin::flush)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the command has ended and reads no more input")
                    .hasCauseInstanceOf(WsmanFaultException.class);
            assertThatThrownBy(() -> stdin.write('y')).isInstanceOf(IOException.class);
            stdin.close();
            assertThat(server.requests("Send")).hasSize(1);
        }
    }

    @Test
    void boundsUnreadOutput() throws IOException {
        String chunk = "x".repeat(10_000);
        try (RemoteShell shell = RemoteShell.open(session)) {
            String[] replies = new String[200];
            Arrays.fill(replies, running(stdout(chunk)));
            server.nextOutput(replies);
            server.output(replies);
            try (RemoteCommand command = shell.startLine("x")) {
                InputStream stdout = command.stdout();
                await("more than the bound", () -> available(stdout) > OutputPipe.BOUND);
                assertThat(stdout.skip(30_000)).isEqualTo(30_000);
                await("the next Receives", () -> available(stdout) > OutputPipe.BOUND);
                assertThat(available(stdout)).isLessThanOrEqualTo(OutputPipe.BOUND + 10_000);
                assertThat(server.requests("Receive")).hasSizeLessThan(15);
            }
        }
    }

    private static int available(InputStream stream) {
        try {
            return stream.available();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void dropsOutputOfClosedStream() throws IOException {
        String[] replies = new String[100];
        Arrays.fill(replies, running(stderr("x".repeat(10_000))));
        try (RemoteShell shell = RemoteShell.open(session)) {
            server.nextOutput(replies);
            try (RemoteCommand command = shell.startLine("x")) {
                command.stderr().close();
                await("all output is received", () -> server.requests("Receive").size() == 101);
                server.output(done(0L, stdout("end")));
                assertThat(command.stdoutReader().readLine()).isEqualTo("end");
                assertThatThrownBy(() -> command.stderr().read()).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void terminatesCommandOfWhichServerReportsNothingFurther() {
        server.ignoreEnds();
        try (Session impatient = server.session(Duration.ofSeconds(2));
                RemoteShell shell = RemoteShell.open(impatient)) {
            RemoteCommand command = shell.startLine("x");
            server.awaitHanging(1);
            command.terminate();
            command.terminate();
            server.output(fault("w:TimedOut", 2150858793L), fault("w:TimedOut", 2150858793L));
            command.waitFor();
            assertThat(command.exitCode()).isEmpty();
            assertThat(server.requests("Signal")).hasSize(1);
        }
    }

    @Test
    void endsStreamsOfTerminatedCommandWithoutFailure() throws IOException {
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            server.awaitHanging(1);
            command.terminate();
            assertThat(command.stdout().read()).isEqualTo(-1);
            command.waitFor();
            assertThat(command.exitCode()).isEmpty();
            assertThat(session.error()).isEmpty();
            assertThat(server.requests("Signal")).hasSize(1);
        }
    }

    @Test
    void sendsCtrlCOnlyToCommandThatRuns() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            command.interrupt();
            assertThat(server.requests("Signal")).singleElement().asString().contains("signal/ctrl_c");
            server.output(done(3221225786L));
            command.waitFor();
            assertThat(command.exitCode()).hasValue(0xC000013A);
            command.interrupt();
            assertThat(server.requests("Signal")).hasSize(2);
        }
    }

    @Test
    void keepsResultIfSignalAfterEndFails() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            for (String reply : List.of(fault("", 2150858843L), fault("", 995), fault("", 1359), "")) {
                server.reply("Signal", request -> reply);
                server.nextOutput(done(7L));
                assertThat(shell.runLine("x").exitCode()).isEqualTo(7);
            }
            assertThat(session.error()).isEmpty();
        }
    }

    @Test
    void waitsNoLongerThanAsked() {
        try (RemoteShell shell = RemoteShell.open(session);
                RemoteCommand command = shell.startLine("x")) {
            assertThat(command.waitFor(Duration.ZERO)).isFalse();
            assertThat(command.waitFor(Duration.ofMillis(20))).isFalse();
            server.output(done(0L));
            assertThat(command.waitFor(Duration.ofSeconds(20))).isTrue();
            assertThatThrownBy(() -> command.waitFor(Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("timeout is ");
        }
    }
}
