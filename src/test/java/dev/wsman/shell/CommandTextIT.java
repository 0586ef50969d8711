package dev.wsman.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.shell.CommandCall;
import dev.wsman.testkit.shell.ShellHost;
import dev.wsman.testkit.shell.ShellQuirk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of commands over real sockets: arguments, scripts, and output, as the service's own readers see them. */
class CommandTextIT {
    private static final String CLIXML = "#< CLIXML\r\n<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/"
            + "powershell/2004/04\"><Obj S=\"progress\" RefId=\"0\"><MS><I64 N=\"SourceId\">1</I64></MS></Obj>"
            + "<S S=\"warning\">old</S><S S=\"Error\">\u3053 &lt;no&gt;_x000D__x000A_</S></Objs>";
    private static final String MESSAGES = "WARNING: old\r\n\u3053 <no>\r\n";

    private final BlockingQueue<List<String>> arguments = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> scripts = new LinkedBlockingQueue<>();
    private final ShellHost host = ShellHost.handlers()
            .command("show", call -> {
                arguments.add(call.arguments());
                return 0;
            })
            .powerShell(this::runScript);

    @AutoClose
    private final WsmanService service =
            LenientService.builder().shell(host).build().start();

    @AutoClose
    private final Session session = Session.builder(service.endpoint()).build();

    /** Reads the script as PowerShell would, then the rest of the input, and writes UTF-8 whatever the code page is. */
    private int runScript(CommandCall call) throws IOException {
        BufferedReader stdin = new BufferedReader(new InputStreamReader(call.stdin(), UTF_8));
        String script = call.script();
        if (script.contains("[Console]::In.ReadLine()")) {
            StringBuilder base64 = new StringBuilder();
            for (String line = stdin.readLine(); !line.isEmpty(); line = stdin.readLine()) {
                base64.append(line);
            }
            script = new String(Base64.getDecoder().decode(base64.toString()), UTF_8);
        }
        scripts.add(script);
        String input = script.contains("read-input") ? stdin.lines().collect(Collectors.joining("|")) : "";
        call.stdout().write(("\ufeff\u00e4\u3053" + input + "\r\n").getBytes(UTF_8));
        call.stderr().write(CLIXML.getBytes(UTF_8));
        return 7;
    }

    @Test
    void passesArgumentsUnchanged() {
        String[] odd = {"", "a b", "C:\\dir with\\", "say \"hi\"", "50%", "%PATH%", "a&b", "<>|()^!", "\\\"", "\u3053'`"
        };
        try (RemoteShell shell = RemoteShell.open(session)) {
            shell.run("show.exe", odd).orThrow();
            try (RemoteCommand command = shell.start("show.exe", odd)) {
                command.waitFor();
            }
        }
        assertThat(arguments).containsExactly(List.of(odd), List.of(odd));
    }

    @Test
    void sendsLineAsItIs() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            CommandResult result = shell.runLine("echo a \"b & c\" ^& d & echo e>&2");
            assertThat(result.stdout()).isEqualTo("a \"b & c\" & d \r\n");
            assertThat(result.stderr()).isEqualTo("e\r\n");
        }
    }

    @Test
    void rejectsTextThatCannotBePassedBeforeAnythingIsSent() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            int sent = service.requests().size();
            rejects("arguments[1]", () -> shell.run("show", "a", "b\nc"));
            rejects("arguments[0]", () -> shell.start("show", "\u0000"));
            rejects("arguments is null", () -> shell.run("show", (String[]) null));
            rejects("arguments[0]", () -> shell.run("show.bat", "\"&calc&\""));
            rejects("command", () -> shell.run(" "));
            rejects("commandLine", () -> shell.runLine("a".repeat(8001)));
            rejects("commandLine", () -> shell.startLine("a\r\nb"));
            rejects("script", () -> shell.runPowerShell(""));
            rejects("script", () -> shell.startPowerShell(null));
            assertThat(service.requests()).hasSize(sent);
        }
    }

    private static void rejects(String argument, Runnable call) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessageStartingWith(argument);
    }

    @Test
    void runsScriptInThreeExchanges() {
        host.gathering(Duration.ofSeconds(10));
        try (RemoteShell shell = RemoteShell.open(session)) {
            CommandResult result = shell.runPowerShell("Get-Item 'n\u00f6'");
            assertThat(result).isEqualTo(new CommandResult(7, "\u00e4\u3053\r\n", MESSAGES));
            assertThat(scripts.remove()).contains(". {Get-Item 'n\u00f6'\n}");
        }
        assertThat(service.requests())
                .extracting(request -> request.operation())
                .containsExactly(
                        ServiceOperation.CREATE,
                        ServiceOperation.COMMAND,
                        ServiceOperation.RECEIVE,
                        ServiceOperation.SIGNAL,
                        ServiceOperation.DELETE);
    }

    @ParameterizedTest
    @ValueSource(ints = {437, 850, 932, 65001})
    void readsScriptsAsUtf8WhateverTheCodePageIs(int page) {
        host.chunkSize(1);
        try (RemoteShell shell = RemoteShell.builder(session).codePage(page).open()) {
            assertThat(shell.runPowerShell("1")).isEqualTo(new CommandResult(7, "\u00e4\u3053\r\n", MESSAGES));
        }
    }

    @Test
    void sendsLongScriptThroughStdin() {
        String script = "'" + "\u3053x".repeat(100_000) + "'\r\n# end";
        try (RemoteShell shell = RemoteShell.open(session)) {
            assertThat(shell.runPowerShell(script).stderr()).isEqualTo(MESSAGES);
        }
        assertThat(scripts).containsExactly(script);
        assertThat(service.requests())
                .extracting(request -> request.operation())
                .contains(ServiceOperation.SEND)
                .endsWith(ServiceOperation.RECEIVE, ServiceOperation.SIGNAL, ServiceOperation.DELETE);
    }

    /** What follows a long script on the standard input is the script's own input. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5000})
    void leavesStdinToTheScript(int lines) throws IOException {
        host.chunkSize(3);
        String script = "read-input\n" + "# comment\n".repeat(lines);
        try (RemoteShell shell = RemoteShell.builder(session).codePage(437).open();
                RemoteCommand command = shell.startPowerShell(script)) {
            try (OutputStream stdin = command.stdin()) {
                stdin.write("one\r\n\u3053\r\n".getBytes(UTF_8));
            }
            assertThat(command.stdoutReader().lines()).containsExactly("\u00e4\u3053one|\u3053");
            assertThat(command.stderrReader().lines()).containsExactly("WARNING: old", "\u3053 <no>");
            command.waitFor();
            assertThat(command.exitCode()).hasValue(7);
        }
        assertThat(scripts).containsExactlyInAnyOrder(lines == 1 ? onlyScript(script) : script);
    }

    private static String onlyScript(String script) {
        return "try{[Console]::OutputEncoding=New-Object Text.UTF8Encoding $false}catch{};$ErrorActionPreference='Stop';"
                + "$ProgressPreference='SilentlyContinue';. {" + script
                + "\n};if(Test-Path variable:LASTEXITCODE){exit $LASTEXITCODE}";
    }

    /** The command has ended before its script was sent: the server rejects the Send. */
    @Test
    void reportsMissingPowerShellForLongScript() {
        String script = "#".repeat(200_000);
        try (WsmanService bare = LenientService.builder()
                        .shell(ShellHost.handlers())
                        .build()
                        .start();
                Session other = Session.builder(bare.endpoint()).build();
                RemoteShell shell = RemoteShell.open(other)) {
            assertThat(shell.runPowerShell(script)).satisfies(result -> {
                assertThat(result.isSuccess()).isFalse();
                assertThat(result.stderr()).contains("powershell");
            });
            try (RemoteCommand command = shell.startPowerShell(script)) {
                assertThat(command.stderrReader().lines().collect(Collectors.joining()))
                        .contains("powershell");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {437, 850, 1252, 932, 65001})
    void readsTextInTheCodePageOfTheShell(int page) {
        String text = page == 932 ? "\u3053" : "\u00e4\u00df";
        host.chunkSize(1).command("write", call -> {
            call.print(text);
            call.printError(text + text);
            return 0;
        });
        try (RemoteShell shell = RemoteShell.builder(session).codePage(page).open()) {
            assertThat(shell.run("write")).isEqualTo(new CommandResult(0, text, text + text));
            try (RemoteCommand command = shell.start("write")) {
                assertThat(command.stdoutReader().lines()).containsExactly(text);
                assertThat(command.stderrReader().lines()).containsExactly(text + text);
            }
        }
    }

    /** Some programs ignore the code page: wmic.exe writes UTF-16 into pipes. */
    @Test
    void readsOtherCharsetOfProgram() {
        host.command("wmic", call -> {
            call.stdout().write("\ufeffn\u00f6".getBytes(CodePages.charset(1200)));
            return 0;
        });
        try (RemoteShell shell = RemoteShell.open(session);
                RemoteCommand command = shell.start("wmic")) {
            assertThat(command.stdoutReader(CodePages.charset(1200)).lines()).containsExactly("n\u00f6");
        }
    }

    /** Windows Server 2008 R2 begins the output with one. */
    @Test
    void dropsByteOrderMark() {
        host.with(ShellQuirk.BYTE_ORDER_MARK);
        try (RemoteShell shell = RemoteShell.open(session)) {
            assertThat(shell.run("echo", "a").stdout()).isEqualTo("a\r\n");
            try (RemoteCommand command = shell.start("echo", "a")) {
                assertThat(command.stdoutReader().lines()).containsExactly("a");
            }
        }
    }
}
