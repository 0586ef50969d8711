package dev.wsman.shell;

import static dev.wsman.shell.ScriptedShells.done;
import static dev.wsman.shell.ScriptedShells.fault;
import static dev.wsman.shell.ScriptedShells.stderr;
import static dev.wsman.shell.ScriptedShells.stdout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.fixture.LogRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Command lines and input may contain passwords. */
class ShellSecretsIT {
    private static final String SECRET = "Geheim4711";

    @AutoClose
    private final ScriptedShells server = new ScriptedShells();

    @AutoClose
    private final Session session = server.session();

    ShellSecretsIT() throws IOException {}

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String failureOf(Runnable call) {
        try {
            call.run();
            throw new AssertionError("returned");
        } catch (RuntimeException e) {
            return text(e);
        }
    }

    private static String wire(LogRecorder log) {
        return log.text(entry -> entry.getLoggerName().equals("dev.wsman.wire"));
    }

    @Test
    void masksCommandLinesAndStreamsInWireLogIfAsked() throws IOException {
        String encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        try (LogRecorder log = LogRecorder.of("dev.wsman.wire");
                Session masking = Session.builder(server.endpoint())
                        .maskInLogs("Command", "Stream")
                        .build();
                RemoteShell shell = RemoteShell.builder(masking)
                        .environment("DB_PASSWORD", SECRET)
                        .open()) {
            RemoteCommand command = shell.startLine("net use /user:a " + SECRET);
            command.stdin().write(SECRET.getBytes(StandardCharsets.UTF_8));
            command.stdin().close();
            server.output(done(0L, stdout(SECRET)));
            command.waitFor();
            assertThat(server.requests("Send").get(0)).contains(encoded);
            assertThat(wire(log)).contains("Command>", "DB_PASSWORD", "***").doesNotContain(SECRET, encoded);
        }
    }

    @Test
    void showsNoCommandLineInFailuresTextsAndLogs() {
        try (LogRecorder log = LogRecorder.of("dev.wsman");
                RemoteShell shell = RemoteShell.builder(session)
                        .environment("PASSWORD", SECRET)
                        .open()) {
            server.nextOutput(done(1L, stderr("denied")));
            String failed =
                    failureOf(() -> shell.runLine("net use /user:a " + SECRET).orThrow());
            for (String reply : List.of(fault("", 5), fault("w:InvalidSelectors", 2150858843L), "")) {
                server.reply("Command", request -> reply);
                if (reply.contains("2150858843")) {
                    server.reply("Command", request -> reply);
                }
                failed += failureOf(() -> shell.runLine("net use /user:a " + SECRET));
            }
            server.reply("Receive", request -> fault("", 1359));
            failed += failureOf(() -> shell.runLine("net use /user:a " + SECRET));
            String logged = log.text(entry -> !entry.getLoggerName().contains("wire"));
            assertThat(failed).contains("denied", "Command").doesNotContain(SECRET);
            assertThat(shell.toString() + session + session.error()).doesNotContain(SECRET);
            assertThat(logged).doesNotContain(SECRET);
        }
    }
}
