package dev.wsman.testkit.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.shell.ShellHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that run commands on Windows must run them on the testkit, with its defaults: NTLM with encryption over
 * http.
 */
class ForeignShellsIT {
    private static final String USER = "carol";
    private static final String PASSWORD = "C4rols password";

    @TempDir
    private static Path directory;

    private static ShellHost shells() {
        return ShellHost.localProcesses().command("umlaut", call -> {
            call.print("\u00fc\r\n");
            return 0;
        });
    }

    private static void assertClean(WsmanService service) {
        assertThat(service.openShells()).isZero();
        assertThat(service.requests())
                .filteredOn(request -> request.operation() != ServiceOperation.UNKNOWN)
                .filteredOn(request -> request.responseStatus() != 401)
                .extracting(RecordedRequest::responseStatus)
                .containsOnly(200);
    }

    @Test
    void servesCommandsOfWinrm4jEncryptedByNtlm() throws Exception {
        try (WsmanService service = WsmanService.builder()
                .ntlm(USER, PASSWORD)
                .shell(shells())
                .build()
                .start()) {
            List<String> lines = ForeignClient.java("winrm4j", "Winrm4jCommands")
                    .run(
                            directory,
                            PASSWORD,
                            service.endpoint(),
                            USER,
                            "echo %GREETING%",
                            "cmd /c echo out && echo err>&2 && exit 3",
                            "sh -c \"echo 'two words' && exit 200\"",
                            "exit -1");
            assertThat(lines)
                    .containsExactly(
                            "0\tgood day\\r\\n\t", "3\tout \\r\\n\terr \\r\\n", "200\ttwo words\\n\t", "-1\t\t");
            assertClean(service);
            assertThat(service.lastRequest(ServiceOperation.COMMAND)
                            .header("Content-Type")
                            .orElse(""))
                    .startsWith("multipart/encrypted");
        }
    }

    @Test
    void servesCommandsOfOverthere() throws Exception {
        try (WsmanService service = WsmanService.builder()
                .basic(USER, PASSWORD)
                .shell(shells())
                .build()
                .start()) {
            List<String> lines = ForeignClient.java("overthere", "OverthereCommands")
                    .run(
                            directory,
                            PASSWORD,
                            service.endpoint(),
                            USER,
                            "echo hello",
                            "cat /no/such/file",
                            "head -n 1 <typed");
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).isEqualTo("0\thello\\r\\n\t");
            assertThat(lines.get(1)).startsWith("1\t\t").contains("cat: /no/such/file");
            assertThat(lines.get(2)).isEqualTo("0\ttyped\\n\t");
            assertClean(service);
        }
    }

    @ParameterizedTest
    @CsvSource({"437,\\x81", "65001,\\xc3\\xbc"})
    void servesCommandsOfPywinrmEncryptedByNtlm(int codePage, String umlaut) throws Exception {
        try (WsmanService service = WsmanService.builder()
                .ntlm(USER, PASSWORD)
                .shell(shells())
                .build()
                .start()) {
            List<String> lines = ForeignClient.python("pywinrm/pywinrm_commands.py", Set.of("winrm", "requests_ntlm"))
                    .run(
                            directory,
                            PASSWORD,
                            service.endpoint(),
                            USER,
                            "ntlm",
                            "always",
                            Integer.toString(codePage),
                            "echo out && echo err>&2 && exit 1",
                            "umlaut",
                            "cat",
                            "<typed\r\n");
            assertThat(lines)
                    .containsExactly(
                            "1\t'out \\r\\n'\t'err \\r\\n'", "0\t'" + umlaut + "\\r\\n'\t''", "0\t'typed\\r\\n'\t''");
            assertClean(service);
        }
    }
}
