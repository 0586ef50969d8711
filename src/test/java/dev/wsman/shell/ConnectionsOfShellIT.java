package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.shell.ScriptedShells.done;
import static dev.wsman.shell.ScriptedShells.fault;
import static dev.wsman.shell.ScriptedShells.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
            AtomicBoolean ending = new AtomicBoolean();
            for (int i = 0; i < 1_000; i++) {
                server.reply("Receive", request -> ending.get() ? ok(done(0L)) : fault("w:TimedOut", 2150858793L));
            }
            RemoteCommand one = shell.startLine("silent");
            RemoteCommand two = shell.startLine("silent");
            for (String commandId : List.of("C-2", "C-3")) {
                await("Receives of " + commandId, () -> receives(commandId) >= 3);
            }
            ending.set(true);
            one.waitFor();
            two.waitFor();
            assertThat(server.requests("Receive")).allMatch(request -> request.contains(">PT1.000S<"));
            assertThat(server.connections()).isOne();
        }
    }

    private long receives(String commandId) {
        return server.requests("Receive").stream()
                .filter(request -> request.contains("CommandId=\"" + commandId + "\""))
                .count();
    }
}
