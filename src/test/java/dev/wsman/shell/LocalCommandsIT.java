package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.shell.ShellHost;
import dev.wsman.testkit.shell.ShellQuirk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs of this machine as commands: talking to them, killing them, and leaving them alone. */
class LocalCommandsIT {
    private final ShellHost host = ShellHost.localProcesses();

    private final WsmanService service = LenientService.builder()
            .quirks(ServerQuirks.WINRM)
            .shell(host)
            .build()
            .start();

    private final Session session =
            Session.builder(service.endpoint()).timeout(Duration.ofSeconds(5)).build();

    @AfterEach
    void close() {
        session.close();
        service.close();
    }

    @Test
    void talksToProgramLineByLine() throws Exception {
        try (RemoteShell shell = RemoteShell.open(session);
                RemoteCommand command = shell.start("cat")) {
            OutputStream stdin = command.stdin();
            BufferedReader stdout = command.stdoutReader();
            for (String line : new String[] {"one", "zwei €", "três"}) {
                stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                stdin.flush();
                assertThat(stdout.readLine()).isEqualTo(line);
            }
            stdin.close();
            assertThat(stdout.readLine()).isNull();
            command.waitFor();
            assertThat(command.exitCode()).hasValue(0);
        }
    }

    @Test
    void waitsForCommandLongerThanTimeoutOfSession() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            CommandResult result = shell.run("sh", "-c", "sleep 7; echo late");
            assertThat(result.orThrow().stdout()).isEqualTo("late\n");
            assertThat(session.error()).isEmpty();
        }
    }

    @Test
    void terminatesProgramThatHangs() throws IOException {
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.start("sh", "-c", "echo $$; exec sleep 1000");
            List<Long> programs = processIds(command);
            assertThat(programs).hasSize(1);
            command.terminate();
            command.waitFor();
            assertThat(command.exitCode()).isEmpty();
            awaitEnd(programs);
            assertThat(shell.runLine("echo next").stdout()).isEqualTo("next\r\n");
        }
    }

    /** Reads the identifiers of running processes, which a command prints in its first line. */
    private static List<Long> processIds(RemoteCommand command) throws IOException {
        List<Long> ids = Stream.of(command.stdoutReader().readLine().split(" "))
                .map(Long::valueOf)
                .toList();
        assertThat(ids).allMatch(LocalCommandsIT::isAlive);
        return ids;
    }

    private static boolean isAlive(long id) {
        return ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void awaitEnd(List<Long> programs) {
        await("the programs end", () -> programs.stream().noneMatch(LocalCommandsIT::isAlive));
    }

    @Test
    void interruptsCommandByCtrlC() throws Exception {
        host.command("spin", call -> {
            call.print("spinning\n");
            TimeUnit.MINUTES.sleep(10);
            return 0;
        });
        try (RemoteShell shell = RemoteShell.open(session);
                RemoteCommand command = shell.start("spin")) {
            assertThat(command.stdoutReader().readLine()).isEqualTo("spinning");
            command.interrupt();
            command.waitFor();
            assertThat(command.exitCode()).hasValue(0xC000013A);
            assertThat(session.error()).isEmpty();
        }
    }

    @Test
    void endsProgramsWithTheirShell() throws IOException {
        RemoteShell shell = RemoteShell.open(session);
        List<Long> programs = new ArrayList<>(processIds(shell.start("sh", "-c", "echo $$; exec sleep 1000")));
        programs.addAll(processIds(shell.start("sh", "-c", "sleep 1000 & echo $$ $!; sleep 1000")));
        assertThat(programs).hasSize(3);
        shell.close();
        awaitEnd(programs);
        assertThat(service.openShells()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ShellQuirk.class)
    void readsOutputOfServersWithQuirks(ShellQuirk quirk) {
        host.with(quirk).chunkSize(1).gathering(Duration.ZERO);
        try (RemoteShell shell = RemoteShell.open(session)) {
            assertThat(shell.run("printf", "%s", "ä€😀")).isEqualTo(new CommandResult(0, "ä€😀", ""));
        }
    }
}
