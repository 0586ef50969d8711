package dev.wsman.testkit.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawReply;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;

/** Ctrl+C, and input for several programs of a line. */
class InterruptedCommandIT {
    /** 0xC000013A (SHELL-AND-CLI.md 1.4). */
    private static final String CONTROL_C_EXIT = "3221225786";

    private WsmanService service;

    private RawShell open(ShellHost host) {
        service = LenientService.builder().shell(host).build().start();
        return RawShell.open(service);
    }

    @AfterEach
    void closeService() {
        service.close();
    }

    private static void assertEndedByControlC(RawShell shell, String command) {
        assertThat(shell.signal(command, "ctrl_c").status()).isEqualTo(200);
        assertThat(shell.collect(command)).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(CONTROL_C_EXIT);
            assertThat(result.err()).isEmpty();
        });
    }

    /** Receives until stdout has this text. */
    private static String awaitOutput(RawShell shell, String command, String text) {
        StringBuilder all = new StringBuilder();
        for (int receives = 0; receives < 100 && !all.toString().contains(text); receives++) {
            RawReply reply = shell.receive(command);
            assertThat(reply.fault()).as(reply.text()).isEmpty();
            for (Node each : reply.nodes("//*[local-name()='Stream'][@Name='stdout']")) {
                all.append(new String(Base64.getDecoder().decode(each.getTextContent()), UTF_8));
            }
        }
        assertThat(all.toString()).contains(text);
        return all.toString();
    }

    @Test
    void endsHandlerThatWaitsForInput() {
        RawShell shell = open(ShellHost.handlers().command("ask", call -> {
            call.print("name?");
            return call.stdin().read();
        }));
        String command = shell.start("ask");
        awaitOutput(shell, command, "name?");
        assertEndedByControlC(shell, command);
    }

    @Test
    void endsHandlerWhoseOutputIsNotRead() {
        RawShell shell = open(ShellHost.handlers().command("flood", call -> {
            byte[] line = new byte[100_000];
            for (int i = 0; i < 500; i++) {
                call.stdout().write(line);
            }
            return 0;
        }));
        String command = shell.start("flood");
        assertThat(shell.receive(command).status()).isEqualTo(200);
        assertEndedByControlC(shell, command);
    }

    @Test
    void endsScriptedCommandThatWaitsForInput() {
        ShellHost host = ShellHost.scripted();
        host.expect("sort").reads("b\r\n").prints("b\r\n");
        RawShell shell = open(host);
        assertEndedByControlC(shell, shell.start("sort"));
    }

    @Test
    void endsHandlerInPipelineWithProgram() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        RawShell shell = open(ShellHost.localProcesses().command("hold", call -> {
            try {
                call.print("holding\n");
                Thread.sleep(TimeUnit.MINUTES.toMillis(5));
                return 0;
            } finally {
                ended.countDown();
            }
        }));
        String command = shell.start("hold | cat");
        awaitOutput(shell, command, "holding");
        assertEndedByControlC(shell, command);
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** SHELL-AND-CLI.md 1.6: a program with a handler of its own may ignore Ctrl+C. */
    @Test
    void leavesProgramThatHandlesControlC() {
        RawShell shell = open(ShellHost.localProcesses());
        String command =
                shell.start("sh -c \"trap 'echo caught; exit 7' INT; echo ready; while :; do sleep 0.1; done\"");
        awaitOutput(shell, command, "ready");
        assertThat(shell.signal(command, "ctrl_c").status()).isEqualTo(200);
        RawShell.Result result = shell.collect(command);
        assertThat(result.out()).contains("caught");
        assertThat(result.exitCode()).isEqualTo("7");
    }

    @Test
    void passesInputToNextProgramOfLine() {
        RawShell shell = open(ShellHost.localProcesses());
        String command = shell.start("head -c 3 & echo next & cat");
        assertThat(shell.send(command, "abc".getBytes(UTF_8), false).status()).isEqualTo(200);
        assertThat(awaitOutput(shell, command, "next")).startsWith("abc");
        assertThat(shell.send(command, "def".getBytes(UTF_8), true).status()).isEqualTo(200);
        assertThat(shell.collect(command).out()).endsWith("def");
    }

    @Test
    void rejectsSignalThatOnlyEndsLikeOne() {
        RawShell shell =
                open(ShellHost.handlers().command("hold", call -> call.stdin().read()));
        String command = shell.start("hold");
        assertThat(shell.signal(command, "other/terminate").fault()).isEqualTo("InvalidParameter");
        assertThat(service.runningCommands()).isOne();
        assertThat(shell.signal(command, "terminate").status()).isEqualTo(200);
    }
}
