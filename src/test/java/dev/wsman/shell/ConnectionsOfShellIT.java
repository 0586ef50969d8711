package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.shell.ScriptedShells.done;
import static dev.wsman.shell.ScriptedShells.fault;
import static dev.wsman.shell.ScriptedShells.ok;
import static dev.wsman.shell.ScriptedShells.stdout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receives hold connections while commands are silent; other exchanges must find one. */
class ConnectionsOfShellIT {
    @AutoClose
    private final ScriptedShells server = new ScriptedShells();

    ConnectionsOfShellIT() throws IOException {}

    private Session session(int connections) {
        return Session.builder(server.endpoint()).maxConnections(connections).build();
    }

    @Test
    @Timeout(20) // a Receive of this server hangs for a minute
    void leavesOneConnectionForOtherExchanges() throws IOException {
        try (Session session = session(3)) {
            RemoteShell shell = RemoteShell.open(session);
            for (int i = 0; i < 5; i++) {
                shell.startLine("silent");
            }
            server.awaitHanging(2);
            assertThat(server.hanging()).isEqualTo(2);
            RemoteCommand command = shell.startLine("sort");
            OutputStream stdin = command.stdin();
            stdin.write('x');
            stdin.close();
            shell.close();
            assertThat(server.shells()).isEmpty();
            assertThat(server.connections()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void asksForShortWaitOnLastConnectionOnly() {
        try (Session session = session(3);
                RemoteShell shell = RemoteShell.open(session)) {
            shell.startLine("silent");
            server.awaitHanging(1);
            shell.startLine("silent");
            server.awaitHanging(2);
            assertThat(server.requests("Receive").get(0)).contains("OperationTimeout>PT55.000S<");
            assertThat(server.requests("Receive").get(1)).contains("OperationTimeout>PT1.000S<");
        }
    }

    @Test
    void givesEachCommandItsTurnOnOneConnection() {
        try (Session session = session(1);
                RemoteShell shell = RemoteShell.open(session)) {
            for (int i = 0; i < 5; i++) {
                server.reply("Receive", request -> fault("w:TimedOut", 2150858793L));
            }
            RemoteCommand silent = shell.startLine("silent");
            await("the Receives", () -> server.requests("Receive").size() >= 5);
            server.output(ok(done(0L, stdout("x"))));
            silent.waitFor();
            assertThat(server.requests("Receive")).allMatch(request -> request.contains(">PT1.000S<"));
            assertThat(server.connections()).isOne();
        }
    }
}
