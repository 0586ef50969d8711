package dev.wsman.testkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of cmd.exe and programs of this machine. */
class LocalShellIT {
    private final WsmanService service = LenientService.builder()
            .quirks(ServerQuirks.WINRM)
            .shell(ShellHost.localProcesses())
            .build()
            .start();

    @AfterEach
    void closeService() {
        service.close();
    }

    @Test
    void runsBuiltInCommandInThreeExchanges() {
        RawShell shell = RawShell.open(service);
        String command = shell.start("echo hello");
        assertThat(shell.collect(command)).satisfies(result -> {
            assertThat(result.out()).isEqualTo("hello\r\n");
            assertThat(result.exitCode()).isEqualTo("0");
            assertThat(result.receives()).isEqualTo(1);
        });
        assertThat(shell.signal(command, "terminate").status()).isEqualTo(200);
        assertThat(shell.delete().status()).isEqualTo(200);
        assertThat(service.requests())
                .extracting(request -> request.operation())
                .containsExactly(
                        ServiceOperation.CREATE,
                        ServiceOperation.COMMAND,
                        ServiceOperation.RECEIVE,
                        ServiceOperation.SIGNAL,
                        ServiceOperation.DELETE);
        assertThat(service.openShells()).isZero();
    }

    /** psrp/test_winrs_stderr_rc: the blanks before the operators belong to the text. */
    @Test
    void separatesStreamsAndReportsExitCodeOfRecordedLine() {
        RawShell.Result result = RawShell.open(service).run("cmd.exe /c echo out && echo err>&2 && exit 1");
        assertThat(result.out()).isEqualTo("out \r\n");
        assertThat(result.err()).isEqualTo("err \r\n");
        assertThat(result.exitCode()).isEqualTo("1");
    }

    @Test
    void passesInputToProgramUntilItsEnd() {
        RawShell shell = RawShell.open(service);
        String command = shell.start("cat");
        assertThat(shell.send(command, "one\n".getBytes(), false).status()).isEqualTo(200);
        assertThat(shell.send(command, "two".getBytes(), true).status()).isEqualTo(200);
        assertThat(shell.collect(command).out()).isEqualTo("one\ntwo");
    }

    @Test
    void runsShellOfThisMachine() {
        RawShell.Result result = RawShell.open(service).run("sh -c \"echo $0 $1; exit 7\" a \"b c\"");
        assertThat(result.out()).isEqualTo("a b c\n");
        assertThat(result.exitCode()).isEqualTo("7");
    }
}
