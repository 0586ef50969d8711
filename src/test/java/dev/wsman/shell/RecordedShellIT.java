package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.fixture.Recordings;
import dev.wsman.fixture.replay.ComparisonRule;
import dev.wsman.fixture.replay.Conversation;
import dev.wsman.fixture.replay.RecordedCommand;
import dev.wsman.fixture.replay.RecordedShell;
import dev.wsman.fixture.replay.ReplayServer;
import dev.wsman.fixture.replay.ShellRules;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recorded conversations with cmd shells of Windows 7 to 2019, driven through the public API: what is sent must equal
 * the recorded requests, and what comes out the recorded output.
 */
class RecordedShellIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Differences that the API has by design: it sends no life time, and never runs a command without cmd.exe. */
    private static final List<ComparisonRule> RULES = ShellRules.with(
            ShellRules.cmd(),
            ShellRules.ignoringShellElement("Lifetime"),
            ShellRules.ignoringOption("WINRS_SKIP_CMD_SHELL"));

    static List<Path> conversations() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.list(Recordings.ofServers("windows/psrp")), Files.list(Recordings.ofServers("windows/shell")))) {
            return files.filter(file ->
                            file.toString().matches(".*/(test_winrs_.*|test_client_execute_cmd.*|win\\d+)\\.\\w+"))
                    .sorted()
                    .toList();
        }
    }

    private static Conversation recorded(String file) {
        return Conversation.read(Recordings.ofServers("windows/" + file));
    }

    /** The public API always names a command in Receive; pypsrp had a test that did not. */
    private static Conversation sendable(Conversation conversation) {
        return conversation.without(request ->
                request.operation().equals("Receive") && request.command().isEmpty());
    }

    private static Session session(ReplayServer server) {
        return Session.builder(server.endpoint()).timeout(PATIENCE).build();
    }

    private static RemoteShell open(Session session, RecordedShell recorded) {
        RemoteShell.Builder builder = RemoteShell.builder(session);
        recorded.option("WINRS_CODEPAGE").map(Integer::parseInt).ifPresent(builder::codePage);
        recorded.option("WINRS_NOPROFILE").ifPresent(value -> builder.profile(!value.equalsIgnoreCase("TRUE")));
        recorded.element("WorkingDirectory").ifPresent(builder::workingDirectory);
        recorded.element("Name").ifPresent(builder::name);
        recorded.idleTimeout().ifPresent(builder::idleTimeout);
        recorded.environment().forEach(builder::environment);
        return builder.open();
    }

    private interface Caller {
        void call(RemoteShell shell, RecordedCommand command) throws Exception;
    }

    private static void replay(Conversation conversation, Caller caller) throws Exception {
        replay(conversation, conversation, caller);
    }

    /** Replays a conversation, and calls with what another one describes. */
    private static void replay(Conversation served, Conversation described, Caller caller) throws Exception {
        try (ReplayServer server = new ReplayServer(served, RULES);
                Session session = session(server)) {
            for (RecordedShell recorded : RecordedShell.all(described)) {
                try (RemoteShell shell = open(session, recorded)) {
                    assertThat(shell.id()).isEqualTo(recorded.id());
                    for (RecordedCommand command : recorded.commands()) {
                        caller.call(shell, command);
                    }
                }
            }
            server.assertReplayed();
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void returnsRecordedResultOfRunLine(Path file) throws Exception {
        replay(sendable(Conversation.read(file)), (shell, command) -> {
            if (command.fault().isPresent()) {
                assertFault(command, () -> shell.runLine(command.line()));
            } else if (command.inputs().isEmpty()) {
                CommandResult result = shell.runLine(command.line());

                assertThat(result.exitCode()).isEqualTo(command.exitCode().orElseThrow());
                assertThat(result.stdout()).isEqualTo(text(command.stdout()));
                assertThat(result.stderr()).isEqualTo(text(command.stderr()));
            } else {
                readRecordedStreams(shell, command);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void readsRecordedStreamsOfStartedCommand(Path file) throws Exception {
        replay(sendable(Conversation.read(file)), RecordedShellIT::readRecordedStreams);
    }

    private static void readRecordedStreams(RemoteShell shell, RecordedCommand command) throws Exception {
        if (!command.started()) {
            assertFault(command, () -> shell.startLine(command.line()));
            return;
        }
        try (RemoteCommand running = shell.startLine(command.line())) {
            write(command, running);
            if (command.fault().isPresent()) {
                assertFault(command, () -> running.waitFor(PATIENCE));
                return;
            }
            assertThat(running.waitFor(PATIENCE)).isTrue();
            assertThat(running.exitCode()).isEqualTo(command.exitCode());
            assertThat(text(running.stdout().readAllBytes())).isEqualTo(text(command.stdout()));
            assertThat(text(running.stderr().readAllBytes())).isEqualTo(text(command.stderr()));
        }
    }

    private static void write(RecordedCommand command, RemoteCommand running) throws IOException {
        OutputStream stdin = running.stdin();
        for (RecordedCommand.Input input : command.inputs()) {
            stdin.write(input.bytes());
            if (input.end()) {
                stdin.close();
            } else {
                stdin.flush();
            }
        }
    }

    private static void assertFault(RecordedCommand command, ThrowingCallable call) {
        WsmanException failure = catchThrowableOfType(WsmanException.class, call);
        assertThat(failure).as(command.line()).isNotNull();
        assertThat(failure.error().nativeCode()).isEqualTo(command.fault());
    }

    private static String reply(String file) {
        return Conversation.text(Recordings.ofServers("windows/" + file));
    }

    private static Conversation replies(String name, String... files) {
        String signalAndDelete = "psrp/test_winrs_standard.yml";
        return Conversation.ofReplies(
                name,
                Stream.concat(
                        Stream.of(files).map(RecordedShellIT::reply),
                        recorded(signalAndDelete).replies().stream().skip(3)));
    }

    /** txwinrm recorded replies only, with white space between all elements. Its last pieces have no final line end. */
    @Test
    void readsOutputOverTwoIndentedReplies() throws Exception {
        Conversation conversation = replies(
                "txwinrm",
                "shell/create_resp.xml",
                "shell/command_resp.xml",
                "shell/receive_resp_01.xml",
                "shell/receive_resp_02.xml");
        try (ReplayServer server = new ReplayServer(conversation, RULES);
                Session session = session(server)) {
            try (RemoteShell shell = RemoteShell.open(session)) {
                assertThat(shell.id()).isEqualTo("81DF6FC4-08CB-4FB4-A75B-33B422885199");

                CommandResult result = shell.runLine("typeperf -sc 1");

                assertThat(result.exitCode()).isZero();
                assertThat(result.stdout())
                        .isEqualTo(text(conversation.output("stdout")))
                        .startsWith("\r\n\"(PDH-CSV 4.0)\",\"")
                        .contains("\"\r\n\"04/11/2013 17:55:02.335\",\"0.024353\"\r\n")
                        .endsWith("The command completed successfully.\r\n\r\r");
                assertThat(result.stderr()).isEmpty();
            }
            assertThat(server.operations())
                    .containsExactly("Create", "Command", "Receive", "Receive", "Signal", "Delete");
            server.assertReplayed();
        }
    }

    /**
     * Windows 2008 sends no rsp:Shell; version 1 of its reply has an anonymous address and an ID with {@code uuid:}.
     */
    @ParameterizedTest
    @CsvSource({
        "open_shell_v1.xml, uuid:739990FF-1492-4CDD-80BB-6E07ADB06D85",
        "open_shell_v2.xml, 62DE33F0-8674-43D9-B6A5-3298012CC4CD"
    })
    void echoesShellIdByteForByte(String file, String id) throws Exception {
        Conversation conversation = Conversation.ofReplies(
                file,
                Stream.of(
                        reply("shell/" + file),
                        recorded("psrp/test_winrs_standard.yml").replies().get(4)));
        try (ReplayServer server = new ReplayServer(conversation, RULES);
                Session session = session(server)) {
            try (RemoteShell shell = RemoteShell.open(session)) {
                assertThat(shell.id()).isEqualTo(id);
            }
            assertThat(server.requests().get(1)).contains(">" + id + "<");
            server.assertReplayed();
        }
    }

    @Test
    void joinsArgumentsAsRecordedClientDid() throws Exception {
        replay(recorded("psrp/test_winrs_standard.yml"), (shell, command) -> {
            CommandResult result = shell.run("cmd.exe", "/c", "echo", "hi");

            assertThat(result).isEqualTo(new CommandResult(0, "hi\r\n", ""));
        });
    }

    @Test
    void returnsExitCodeAndStandardError() throws Exception {
        replay(recorded("psrp/test_winrs_stderr_rc.yml"), (shell, command) -> assertThat(
                        shell.runLine("cmd.exe /c echo out && echo err>&2 && exit 1"))
                .isEqualTo(new CommandResult(1, "out \r\n", "err \r\n")));
    }

    @Test
    void decodesJapaneseOutput() throws Exception {
        replay(recorded("psrp/test_winrs_unicode.yml"), (shell, command) -> assertThat(
                        shell.runLine("powershell.exe Write-Host こんにちは"))
                .isEqualTo(new CommandResult(0, "こんにちは\n", "")));
    }

    /** Two Receives ended with fault 2150858793 while the command slept for 30 s. */
    @Test
    void receivesAgainAfterSilence() throws Exception {
        Conversation conversation = recorded("psrp/test_winrs_operation_timeout.yml");
        try (ReplayServer server = new ReplayServer(conversation, RULES);
                Session session = session(server)) {
            try (RemoteShell shell = RemoteShell.open(session)) {
                assertThat(shell.runLine("powershell.exe Write-Host hi; Start-Sleep 30; Write-Host hi again"))
                        .isEqualTo(new CommandResult(0, "hi\nhi again\n", ""));
                assertThat(session.error()).isEmpty();
            }
            assertThat(server.operations()).filteredOn("Receive"::equals).hasSize(4);
            server.assertReplayed();
        }
    }

    @Test
    void reportsFaultOfShellProvider() throws Exception {
        Conversation conversation = recorded("psrp/test_winrs_no_cmd_shell.yml");
        try (ReplayServer server = new ReplayServer(conversation, RULES);
                Session session = session(server);
                RemoteShell shell = RemoteShell.open(session)) {
            WsmanException failure =
                    catchThrowableOfType(WsmanException.class, () -> shell.runLine("powershell.exe Write-Host hi"));

            WsmanError error = failure.error();
            assertThat(error.subcode().orElseThrow().getLocalPart()).isEqualTo("InternalError");
            assertThat(error.nativeCode()).hasValue(2147942402L);
            assertThat(error.reason()).isEqualTo("The system cannot find the file specified.");
            assertThat(error.providerMessage()).hasValue("The system cannot find the file specified.");
            assertThat(error.resource())
                    .hasValueSatisfying(resource -> assertThat(resource).startsWith(ServiceNamespaces.CMD_SHELL));
        }
    }

    /**
     * The recorded command with two Sends before its Receive: the form of pypsrp's recording of standard input, in
     * which the second Send ends the input (SHELL-AND-CLI 2).
     */
    @ParameterizedTest
    @ValueSource(strings = {"true", "True"})
    void sendsStandardInputBeforeOutputComes(String end) throws Exception {
        Conversation standard = recorded("psrp/test_winrs_standard.yml");
        List<String> envelopes = new ArrayList<>();
        for (int i = 0; i < standard.requests().size(); i++) {
            if (i == 2) {
                envelopes.addAll(send(standard, "d3JpdGUtaG9zdCBoaQ0K", ""));
                envelopes.addAll(send(standard, "ZXhpdCAzDQo=", " End='" + end + "'"));
            }
            envelopes.add(standard.requests().get(i));
            envelopes.add(standard.replies().get(i));
        }
        Conversation conversation = Conversation.ofPairs("stdin", envelopes);
        assertThat(RecordedShell.all(conversation).get(0).commands().get(0).inputs())
                .extracting(RecordedCommand.Input::end)
                .containsExactly(false, true);

        replay(conversation, RecordedShellIT::readRecordedStreams);
    }

    private static List<String> send(Conversation standard, String base64, String attributes) {
        String request = standard.requests().get(2).replace("/Receive<", "/Send<");
        String reply = standard.replies().get(2).replace("/ReceiveResponse<", "/SendResponse<");
        return List.of(
                request.replaceAll(
                        "<rsp:Receive>.*CommandId=(\"[^\"]*\").*</rsp:Receive>",
                        "<rsp:Send><rsp:Stream Name='stdin' CommandId=$1" + attributes + ">" + base64
                                + "</rsp:Stream></rsp:Send>"),
                reply.replaceAll("<rsp:ReceiveResponse>.*</rsp:ReceiveResponse>", "<rsp:SendResponse/>"));
    }

    /** Servers and versions differ in these forms; none of them changes the result. */
    @ParameterizedTest
    @EnumSource(ReplyVariation.class)
    void readsRepliesInOtherForms(ReplyVariation variation) throws Exception {
        for (Path file : conversations()) {
            Conversation conversation = sendable(Conversation.read(file));
            replay(conversation.mapReplies(variation::apply), conversation, RecordedShellIT::readRecordedStreams);
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
