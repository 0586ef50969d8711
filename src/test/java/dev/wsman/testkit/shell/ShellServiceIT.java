package dev.wsman.testkit.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.fixture.ManualClock;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages, quotas and faults of shells. */
class ShellServiceIT {
    private static final String RECEIVE_IN_PROGRESS = "2150859047";

    private final ManualClock clock = new ManualClock();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ShellHost host = ShellHost.handlers()
            .command("hold", call -> {
                started.countDown();
                try {
                    Thread.sleep(TimeUnit.MINUTES.toMillis(5));
                    return 0;
                } finally {
                    ended.countDown();
                }
            })
            .command("hi", call -> {
                call.print("hi\r\n");
                return 0;
            });
    private WsmanService service;

    private WsmanService start() {
        service = LenientService.builder()
                .quirks(ServerQuirks.WINRM)
                .clock(clock)
                .shell(host)
                .build()
                .start();
        return service;
    }

    @AfterEach
    void closeService() {
        if (service != null) {
            service.close();
        }
    }

    private static void assertFault(RawReply reply, String subcode, String nativeCode) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(500);
        assertThat(reply.fault()).isEqualTo(subcode);
        assertThat(reply.nativeCode()).isEqualTo(nativeCode);
    }

    @Test
    void rejectsShellsUnlessTheyAreConfigured() {
        service = LenientService.builder().quirks(ServerQuirks.WINRM).build().start();
        RawClient client = new RawClient(service);
        assertFault(client.send(RawShell.createMessage("")), "AccessDenied", "2150859180");
        assertFault(client.send(RawClient.optimized(ServiceNamespaces.SHELL, 10, "")), "AccessDenied", "2150859180");
        assertThat(service.openShells()).isZero();
    }

    @Test
    void echoesSettingsOfShell() {
        RawReply created = new RawClient(start())
                .send(RawShell.createMessage("<rsp:Environment><rsp:Variable Name=\"A\">x \"y\"</rsp:Variable>"
                        + "</rsp:Environment><rsp:WorkingDirectory>C:\\Windows</rsp:WorkingDirectory>"
                        + "<rsp:IdleTimeOut>PT60S</rsp:IdleTimeOut><rsp:Lifetime>PT60S</rsp:Lifetime>"));
        String shell = "//*[local-name()='Shell']/*";
        assertThat(created.at(shell + "[local-name()='IdleTimeOut']")).isEqualTo("PT60.000S");
        assertThat(created.at(shell + "[local-name()='WorkingDirectory']")).isEqualTo("C:\\Windows");
        assertThat(created.at(shell + "[local-name()='Environment']/*[@Name='A']"))
                .isEqualTo("x \"y\"");
        assertThat(created.at(shell + "[local-name()='ClientIP']")).isEqualTo("127.0.0.1");
        assertThat(created.at(shell + "[local-name()='ShellId']"))
                .isEqualTo(created.at("//wsman:Selector"))
                .matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
    }

    @Test
    void passesSettingsAndLineToHandler() {
        AtomicReference<CommandCall> seen = new AtomicReference<>();
        host.command("show", call -> {
            seen.set(call);
            call.print(call.environment().get("a") + call.workingDirectory().orElse(""));
            return -1;
        });
        RawClient client = new RawClient(start());
        client.send(RawShell.createMessage("<rsp:Environment><rsp:Variable Name=\"A\">x</rsp:Variable>"
                + "</rsp:Environment><rsp:WorkingDirectory>C:\\W</rsp:WorkingDirectory>"));
        RawShell shell = RawShell.attach(service, service.lastRequest(ServiceOperation.CREATE));
        RawShell.Result result = shell.run("SHOW.EXE ^\"a b^\" %A%");
        assertThat(result.out()).isEqualTo("xC:\\W");
        assertThat(result.exitCode()).isEqualTo("4294967295");
        assertThat(seen.get().arguments()).containsExactly("a b", "x");
        assertThat(seen.get().line()).isEqualTo("SHOW.EXE ^\"a b^\" %A%");
    }

    @ParameterizedTest
    @CsvSource({
        "437,\u00e9\u2592",
        "850,\u00e9\u00d7",
        "1252,\u20ac\u00fc",
        "932,\u3053\u3093",
        "65001,\u20ac\ud83d\ude00"
    })
    void encodesOutputInCodePageOfShell(int page, String text) {
        host.command("text", call -> {
            call.print(text);
            return 0;
        });
        RawShell.Result result =
                RawShell.open(start(), "winrs_codepage", Integer.toString(page)).run("text & echo " + text);
        Charset charset = CodePage.charset(page).orElseThrow();
        assertThat(new String(result.stdout(), charset)).isEqualTo(text + text + "\r\n");
        assertThat(result.stdout()).isEqualTo((text + text + "\r\n").getBytes(charset));
    }

    @Test
    void splitsOutputInsideCharacters() {
        host.chunkSize(1).gathering(Duration.ofSeconds(10)).command("text", call -> {
            call.print("\u20ac");
            return 0;
        });
        RawShell shell = RawShell.open(start(), "WINRS_CODEPAGE", "65001");
        String command = shell.start("text");
        RawReply reply = shell.receive(command);
        assertThat(reply.texts("//*[local-name()='Stream']")).containsExactly("4g==", "gg==", "rA==", "", "");
        assertThat(reply.texts("//*[local-name()='Stream']/@End")).containsExactly("true", "true");
    }

    @Test
    void waitsForOutputAtLeastHalfSecondAndThenTimesOut() {
        RawShell shell = RawShell.open(start());
        String command = shell.start("hold");
        long begin = System.nanoTime();
        assertFault(shell.receive(command, "PT0.01S"), "TimedOut", "2150858793");
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(490));
    }

    /** psrp/test_winrs_fail_poll_process, test_winrs_bad_cmd_id. */
    @Test
    void rejectsReceiveWithoutOrWithUnknownCommand() {
        RawShell shell = RawShell.open(start());
        RawReply without = shell.receive("");
        assertFault(without, "InvalidParameter", "87");
        assertThat(without.at("//f:ProviderFault/@provider")).isEqualTo("Shell cmd plugin");
        assertThat(without.at("//s:Reason/s:Text")).isEqualTo(without.at("//f:ProviderFault"));
        RawReply unknown = shell.receive("87E77BEB-6761-4C48-9D70-A00266B8459A");
        assertFault(unknown, "InvalidSelectors", "2150858843");
        assertThat(unknown.detail()).isEqualTo("UnexpectedSelectors");
    }

    @Test
    void rejectsSecondReceiveWhileOneWaits() {
        RawShell shell = RawShell.open(start());
        String command = shell.start("hold");
        CompletableFuture<RawReply> first = waitingReceive(shell, command);
        assertThat(shell.receive(command).nativeCode()).isEqualTo(RECEIVE_IN_PROGRESS);
        shell.delete();
        assertThat(first.join().nativeCode()).isEqualTo("995");
    }

    /** Returns a Receive that waits at the command, which a second one shows. Either may arrive there first. */
    private static CompletableFuture<RawReply> waitingReceive(RawShell shell, String command) {
        List<String> seen = new ArrayList<>();
        CompletableFuture<RawReply> first = receiveAsync(shell, command);
        for (int i = 0; i < 20; i++) {
            String second = shell.receive(command, "PT0.5S").nativeCode();
            if (second.equals(RECEIVE_IN_PROGRESS)) {
                return first;
            }
            seen.add(second);
            if (first.isDone()) {
                assertThat(first.join().nativeCode()).isEqualTo(RECEIVE_IN_PROGRESS);
                first = receiveAsync(shell, command);
            }
        }
        throw new AssertionError("no Receive waits: " + seen);
    }

    private static CompletableFuture<RawReply> receiveAsync(RawShell shell, String command) {
        return CompletableFuture.supplyAsync(() -> shell.receive(command));
    }

    /** Waits until the handler of {@code hold} runs. */
    private void awaitStart() throws InterruptedException {
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void abortsWaitingReceiveAndKillsCommandWhenShellIsDeleted() throws InterruptedException {
        RawShell shell = RawShell.open(start());
        String command = shell.start("hold");
        awaitStart();
        CompletableFuture<RawReply> waiting = waitingReceive(shell, command);
        assertThat(shell.delete().status()).isEqualTo(200);
        assertThat(waiting.join().nativeCode()).isEqualTo("995");
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(service.openShells()).isZero();
        assertFault(shell.receive(command), "InvalidSelectors", "2150858843");
        assertFault(shell.delete(), "InvalidSelectors", "2150858843");
    }

    @Test
    void terminatesCommandWithoutExitCodeAndForgetsIt() throws InterruptedException {
        RawShell shell = RawShell.open(start());
        String command = shell.start("hold");
        awaitStart();
        assertThat(service.runningCommands()).isOne();
        assertThat(shell.signal(command, "terminate").status()).isEqualTo(200);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(service.runningCommands()).isZero();
        assertFault(shell.receive(command), "InvalidSelectors", "2150858843");
        assertFault(shell.signal(command, "terminate"), "InvalidSelectors", "2150858843");
    }

    /** SHELL-AND-CLI.md 1.4: a terminated command has no exit code. */
    @Test
    void endsWaitingReceiveOfTerminatedCommandWithoutExitCode() {
        RawShell shell = RawShell.open(start());
        String command = shell.start("hold");
        CompletableFuture<RawReply> waiting = waitingReceive(shell, command);
        shell.signal(command, "terminate");
        RawReply reply = waiting.join();
        assertThat(reply.at("//*[local-name()='CommandState']/@State")).endsWith("/Done");
        assertThat(reply.count("//*[local-name()='ExitCode']")).isZero();
    }

    @Test
    void reportsInterruptedCommandAsWindowsDoes() {
        RawShell shell = RawShell.open(start());
        String command = shell.start("hold");
        // the handler may not have started yet
        RawReply reply;
        do {
            shell.signal(command, "ctrl_c");
            reply = shell.receive(command, "PT0.5S");
        } while (reply.nativeCode().equals("2150858793"));
        assertThat(reply.at("//*[local-name()='ExitCode']")).isEqualTo("3221225786");
        assertThat(shell.signal(command, "ctrl_c").status()).isEqualTo(200);
    }

    @Test
    void deliversDoneOnceOnly() {
        RawShell shell = RawShell.open(start());
        String command = shell.start("hi");
        assertThat(shell.collect(command).out()).isEqualTo("hi\r\n");
        assertFault(shell.receive(command), "InvalidSelectors", "2150858843");
    }

    @Test
    void limitsShellsOfUser() {
        host.maxShellsPerUser(2);
        RawShell first = RawShell.open(start());
        RawShell.open(service);
        RawClient client = new RawClient(service);
        assertFault(client.send(RawShell.createMessage("")), "InternalError", "2150859173");
        first.delete();
        assertThat(client.send(RawShell.createMessage("")).status()).isEqualTo(200);
    }

    /** On cmd shells the counter of operations falls only with the shell (MS-WSMV, note 118). */
    @Test
    void countsOperationsUntilShellIsDeleted() {
        host.maxOperationsPerUser(15);
        RawShell shell = RawShell.open(start());
        for (int i = 0; i < 15; i++) {
            String command = shell.start("hi");
            shell.collect(command);
            shell.signal(command, "terminate");
        }
        RawShell other = RawShell.open(service);
        assertFault(other.command("hi"), "InternalError", "2150859174");
        shell.delete();
        assertThat(other.run("hi").exitCode()).isEqualTo("0");
    }

    @Test
    void limitsCommandsOfShellUntilTheyAreTerminated() {
        host.maxProcessesPerShell(1);
        RawShell shell = RawShell.open(start());
        String command = shell.start("hi");
        shell.collect(command);
        assertFault(shell.command("hi"), "InternalError", "2150859241");
        shell.signal(command, "Terminate");
        assertThat(shell.run("hi").exitCode()).isEqualTo("0");
    }

    @Test
    void deletesShellThatIsIdleForTooLong() {
        RawShell shell = RawShell.open(start());
        clock.advance(Duration.ofMinutes(119));
        assertThat(shell.run("hi").exitCode()).isEqualTo("0");
        clock.advance(Duration.ofMinutes(119));
        assertThat(service.openShells()).isOne();
        clock.advance(Duration.ofMinutes(2));
        assertFault(shell.command("hi"), "InvalidSelectors", "2150858843");
        assertThat(service.openShells()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PT59S", "PT2147484S"})
    void rejectsIdleTimeoutOutOfBounds(String time) {
        RawReply reply =
                new RawClient(start()).send(RawShell.createMessage("<rsp:IdleTimeOut>" + time + "</rsp:IdleTimeOut>"));
        assertFault(reply, "InvalidParameter", "2150859250");
    }

    @Test
    void rejectsUnknownCodePage() {
        RawReply reply = new RawClient(start()).send(RawShell.createMessage("", "WINRS_CODEPAGE", "12345"));
        assertFault(reply, "InvalidOptions", "2150859072");
    }

    @ParameterizedTest
    @CsvSource({"Disconnect", "Reconnect", "Connect"})
    void refusesToDisconnect(String operation) {
        assertFault(RawShell.open(start()).other(operation), "UnsupportedFeature", "2150859205");
        assertThat(service.requests().get(1).operation().name()).isEqualToIgnoringCase(operation);
    }

    /** SHELL-AND-CLI.md 1.1: Get and Enumerate go to the resource of all shells, the rest to that of cmd. */
    @Test
    void servesEachOperationUnderItsOwnResource() {
        RawShell shell = RawShell.open(start());
        RawClient client = new RawClient(service);
        RawReply wrong = client.send(RawClient.get(RawShell.CMD).selector("ShellId", shell.id()));
        assertThat(wrong.fault()).isEqualTo("ActionNotSupported");
        RawReply got = client.send(RawClient.get(ServiceNamespaces.SHELL).selector("ShellId", shell.id()));
        assertThat(got.at("//*[local-name()='ShellId']")).isEqualTo(shell.id());
        assertThat(got.at("//*[local-name()='MaxIdleTimeOut']")).isEqualTo("PT2147483.647S");
        RawReply delete = client.send(RawClient.delete(ServiceNamespaces.SHELL).selector("ShellId", shell.id()));
        assertThat(delete.fault()).isEqualTo("ActionNotSupported");
        assertThat(service.openShells()).isOne();
    }

    @Test
    void enumeratesShellsInBatches() {
        start();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(RawShell.open(service).id());
        }
        clock.advance(Duration.ofSeconds(9));
        RawClient client = new RawClient(service);
        RawReply first = client.send(RawClient.optimized(ServiceNamespaces.SHELL, 2, ""));
        List<String> seen = new ArrayList<>(first.texts("//*[local-name()='ShellId']"));
        assertThat(first.texts("//*[local-name()='ShellInactivity']")).containsExactly("P0DT0H0M9S", "P0DT0H0M9S");
        RawReply second = client.send(RawClient.pull(ServiceNamespaces.SHELL, first.context(), 2));
        seen.addAll(second.texts("//*[local-name()='ShellId']"));
        assertThat(seen).isEqualTo(ids);
        assertThat(second.count("//wsen:EndOfSequence")).isOne();
    }

    @Test
    void stopsCommandWhoseOutputIsNotRead() throws InterruptedException {
        AtomicLong written = new AtomicLong();
        host.command("flood", call -> {
            byte[] line = new byte[10_000];
            while (written.get() < 50_000_000) {
                call.stdout().write(line);
                written.addAndGet(line.length);
            }
            return 0;
        });
        RawShell shell = RawShell.open(start());
        String command = shell.start("flood");
        long before;
        do {
            before = written.get();
            Thread.sleep(200);
        } while (written.get() > before || before == 0);
        assertThat(written.get()).isLessThan(3_000_000);
        assertThat(shell.receive(command).body().length).isBetween(100_000, 153_600);
    }

    @Test
    void keepsReplyWithinEnvelopeThatClientAccepts() {
        host.command("much", call -> {
            call.stdout().write(new byte[100_000]);
            return 0;
        });
        RawShell shell = RawShell.open(start());
        String command = shell.start("much");
        RawReply reply = shell.send(shell.receiveMessage(command).header("wsman:MaxEnvelopeSize", "8192"));
        assertThat(reply.body().length).isBetween(4_000, 8_192);
        assertThat(shell.collect(command).stdout().length).isGreaterThan(90_000);
    }

    @Test
    void reportsEndedPipeToClientThatSendsTooMuch() {
        RawShell shell = RawShell.open(start());
        String command = shell.start("hi");
        shell.collect(command);
        assertFault(shell.send(command, new byte[1], false), "InternalError", "2147942509");
    }

    @Test
    void withholdsEndOfInputFromConsole() {
        AtomicBoolean ended2 = new AtomicBoolean();
        host.with(ShellQuirk.CONSOLE_STDIN).command("eof", call -> {
            ended2.set(call.stdin().read() < 0);
            return 0;
        });
        RawShell shell = RawShell.open(start());
        String console = shell.start("eof");
        shell.send(console, new byte[0], true);
        assertFault(shell.receive(console, "PT0.5S"), "TimedOut", "2150858793");
        String pipe = shell.start("eof", "WINRS_CONSOLEMODE_STDIN", "false");
        shell.send(pipe, new byte[0], true);
        assertThat(shell.collect(pipe).exitCode()).isEqualTo("0");
        assertThat(ended2).isTrue();
    }

    @Test
    void imitatesOtherFormsOfReplies() {
        host.with(ShellQuirk.BYTE_ORDER_MARK)
                .with(ShellQuirk.NO_END)
                .with(ShellQuirk.CREATED_WITHOUT_SHELL)
                .with(ShellQuirk.EXIT_CODE_WHILE_RUNNING)
                .gathering(Duration.ofSeconds(2));
        host.command("slow", call -> {
            call.print("x");
            call.stdin().read();
            return 5;
        });
        RawShell shell = RawShell.open(start());
        assertThat(service.lastRequest(ServiceOperation.CREATE).responseText()).doesNotContain("IdleTimeOut");
        String command = shell.start("slow");
        RawReply running = shell.receive(command);
        assertThat(running.at("//*[local-name()='CommandState']/@State")).endsWith("/Running");
        assertThat(running.at("//*[local-name()='ExitCode']")).isEqualTo("0");
        shell.send(command, new byte[0], true);
        RawReply done = shell.receive(command);
        assertThat(done.at("//*[local-name()='ExitCode']")).isEqualTo("5");
        assertThat(running.text() + done.text()).contains("77u/").doesNotContain("End=");
        host.with(ShellQuirk.NO_RUNNING_STATE);
        String other = shell.start("slow");
        assertThat(shell.receive(other).count("//*[local-name()='CommandState']"))
                .isZero();
    }

    @Test
    void takesIdentifierOfCommandFromClient() {
        RawShell shell = RawShell.open(start());
        RawReply reply = shell.commandWithId("my-id", "hi");
        assertThat(reply.at("//*[local-name()='CommandId']")).isEqualTo("my-id");
        assertFault(shell.commandWithId("my-id", "hi"), "AlreadyExists", "2150858803");
        assertThat(shell.collect("my-id").out()).isEqualTo("hi\r\n");
    }

    @Test
    void leavesNoShellOfThousand() {
        host.maxShellsPerUser(2_000);
        start();
        List<RawShell> shells = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            shells.add(RawShell.open(service));
        }
        assertThat(service.openShells()).isEqualTo(1_000);
        shells.forEach(RawShell::delete);
        assertThat(service.openShells()).isZero();
    }

    @Test
    void decodesScriptOfPowerShell() {
        host.powerShell(call -> {
            call.print("<" + call.script() + ">");
            return 0;
        });
        String encoded = java.util.Base64.getEncoder()
                .encodeToString("Get-Date # \u20ac".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
        RawShell shell = RawShell.open(start(), "WINRS_CODEPAGE", "65001");
        assertThat(shell.run("powershell.exe -NoProfile -ExecutionPolicy Bypass -EncodedCommand " + encoded)
                        .out())
                .isEqualTo("<Get-Date # \u20ac>");
        assertThat(shell.run("powershell -enc " + encoded).out()).isEqualTo("<Get-Date # \u20ac>");
        assertThat(shell.run("powershell -command Get-Date -Format u").out()).isEqualTo("<Get-Date -Format u>");
        assertThat(shell.run("powershell Write-Host hi").out()).isEqualTo("<Write-Host hi>");
    }

    @Test
    void verifiesScriptOfExpectedCommands() {
        ShellHost scripted = ShellHost.scripted();
        scripted.expect("hostname").prints("web1\r\n");
        scripted.expect("sort /r")
                .reads("b\na")
                .prints("b\na")
                .printsError("warning")
                .exits(3);
        service = LenientService.builder().shell(scripted).build().start();
        RawShell shell = RawShell.open(service);
        assertThat(shell.run("hostname").out()).isEqualTo("web1\r\n");
        assertThatThrownBy(scripted::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessage("expected <sort /r> but it was not sent");
        String command = shell.start("sort /r");
        shell.send(command, "b\na".getBytes(UTF_8), true);
        RawShell.Result result = shell.collect(command);
        assertThat(result.err()).isEqualTo("warning");
        assertThat(result.exitCode()).isEqualTo("3");
        scripted.verify();
    }

    @Test
    void namesExpectedAndActualCommandOrInput() {
        ShellHost scripted = ShellHost.scripted();
        scripted.expect("hostname");
        service = LenientService.builder().shell(scripted).build().start();
        RawReply reply = RawShell.open(service).command("whoami");
        assertThat(reply.fault()).isEqualTo("InternalError");
        assertThat(reply.text()).contains("whoami");
        assertThatThrownBy(scripted::verify).hasMessage("expected <hostname> but was <whoami>");

        ShellHost input = ShellHost.scripted();
        input.expect("cat").reads("a");
        WsmanService other = LenientService.builder().shell(input).build().start();
        try (other) {
            RawShell shell = RawShell.open(other);
            String command = shell.start("cat");
            shell.send(command, "b".getBytes(UTF_8), true);
            shell.collect(command);
            assertThatThrownBy(input::verify).hasMessage("expected the input <a> of the command <cat> but was <b>");
        }
    }
}
