package dev.wsman.testkit.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of cmd.exe and programs of this machine. */
class LocalShellIT {
    private final ShellHost host = ShellHost.localProcesses();

    private final WsmanService service = LenientService.builder()
            .quirks(ServerQuirks.WINRM)
            .shell(host)
            .build()
            .start();

    @AfterEach
    void closeService() {
        service.close();
    }

    @Test
    void runsBuiltInCommandInThreeExchanges() {
        host.gathering(Duration.ofSeconds(10));
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

    @Test
    void passesEachArgumentUnchanged() {
        RawShell shell = RawShell.open(service, "WINRS_CODEPAGE", "65001");
        RawShell.Result result =
                shell.run("printf ^\"^%s^|^\" ^\"a b^\" ^\"say \\^\"hi\\^\"^\" a^&b 50^% ^\"^\" C:\\x\\");
        assertThat(result.out()).isEqualTo("a b|say \"hi\"|a&b|50%||C:\\x\\|");
    }

    @Test
    void connectsProgramsAndRedirectsStreams(@TempDir Path directory) throws IOException {
        RawShell shell = RawShell.open(service);
        String file = directory.resolve("out 1.txt").toString();
        assertThat(shell.run("printf \"b\\na\\n\" | sort | tr a-z A-Z").out()).isEqualTo("A\nB\n");
        RawShell.Result result = shell.run(
                "(echo one& echo two) >\"" + file + "\" & cat <\"" + file + "\" 2>&1 & echo three>>\"" + file + "\"");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("one\r\ntwo\r\n");
        assertThat(Files.readString(Path.of(file))).isEqualTo("one\r\ntwo\r\nthree\r\n");
        assertThat(shell.run("type \"" + file + "\"").out()).isEqualTo("one\r\ntwo\r\nthree\r\n");
        assertThat(shell.run("cd \"" + directory + "\" && dir /b").out()).isEqualTo("out 1.txt\r\n");
    }

    @Test
    void endsPipelineWhoseLastProgramReadsNoMore() {
        assertThat(RawShell.open(service).run("yes | head -n 1").out()).isEqualTo("y\n");
    }

    @ParameterizedTest
    @CsvSource({
        "false && echo no || echo yes,yes",
        "true || echo no && echo never,''",
        "false & echo yes,yes",
        "set X=1& set X,X=1"
    })
    void runsCommandsOnConditions(String line, String out) {
        assertThat(RawShell.open(service).run(line).out().strip()).isEqualTo(out);
    }

    @Test
    void reportsUnknownCommandAsCmdDoes() {
        RawShell.Result result = RawShell.open(service).run("nonesuch x");
        assertThat(result.exitCode()).isEqualTo("1");
        assertThat(result.err()).startsWith("'nonesuch' is not recognized as an internal or external command,\r\n");
    }

    @Test
    void reportsExitCodesAsUnsignedNumbers() {
        assertThat(RawShell.open(service).run("exit -1").exitCode()).isEqualTo("4294967295");
        assertThat(RawShell.open(service).run("sh -c \"exit 255\"").exitCode()).isEqualTo("255");
    }

    @Test
    void convertsOutputOfProgramToCodePage() {
        RawShell shell = RawShell.open(service, "WINRS_CODEPAGE", "850");
        assertThat(shell.run("printf \u00e9\u00df").stdout()).isEqualTo(new byte[] {(byte) 0x82, (byte) 0xE1});
        assertThat(shell.run("printf \\377").stdout()).isEqualTo(new byte[] {(byte) 0xFF});
    }

    @Test
    void interruptsProgram() {
        RawShell shell = RawShell.open(service);
        String command = shell.start("sh -c \"echo started; sleep 100\"");
        assertThat(shell.receive(command).text()).contains("/Running");
        assertThat(shell.signal(command, "ctrl_c").status()).isEqualTo(200);
        assertThat(shell.collect(command).exitCode()).isEqualTo("3221225786");
    }

    @Test
    void killsProcessTreeWhenShellIsDeletedOrServiceIsClosed() {
        for (boolean delete : new boolean[] {true, false}) {
            RawShell shell = RawShell.open(service);
            String command = shell.start("sh -c \"sleep 100 & echo $!; wait\"");
            String reply = shell.receive(command).at("//*[local-name()='Stream'][1]");
            long pid = Long.parseLong(new String(Base64.getDecoder().decode(reply), UTF_8).strip());
            assertThat(ProcessHandle.of(pid)).isPresent();
            if (delete) {
                shell.delete();
            } else {
                service.close();
            }
            SessionFixture.await(
                    "the child has ended",
                    () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        }
    }

    @Test
    void rejectsWorkingDirectoryThatDoesNotExist() {
        RawClient client = new RawClient(service);
        client.send(RawShell.createMessage("<rsp:WorkingDirectory>/no/such</rsp:WorkingDirectory>"));
        RawShell shell = RawShell.attach(service, service.lastRequest(ServiceOperation.CREATE));
        assertThat(shell.command("echo x").nativeCode()).isEqualTo("2147942667");
    }

    @Test
    void hidesProfileIfClientWantsNone() {
        RawShell shell = RawShell.open(service, "WINRS_NOPROFILE", "TRUE");
        assertThat(shell.run("echo %USERPROFILE% %TEMP%").out()).isEqualTo("C:\\Users\\Default C:\\Windows\\TEMP\r\n");
    }

    @Test
    void passesMegabytesInBothDirectionsAndForgetsThem() {
        RawShell shell = RawShell.open(service);
        String command = shell.start("cat");
        byte[] chunk = new byte[90_000];
        Arrays.fill(chunk, (byte) 'x');
        CompletableFuture<Void> input = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                assertThat(shell.send(command, chunk, i == 299).status()).isEqualTo(200);
            }
        });
        assertThat(shell.collect(command).stdout()).hasSize(300 * chunk.length);
        input.join();
        RecordedRequest first = service.requests(ServiceOperation.SEND).get(0);
        assertThatThrownBy(first::text).hasMessageContaining("no longer kept");
        assertThat(first.xpath("//rsp:Stream/@CommandId")).isEqualTo(command);
        assertThat(service.lastRequest(ServiceOperation.SEND).text()).contains("eHh4");
    }
}
