package dev.wsman.shell;

import static dev.wsman.shell.ScriptedShells.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The threads that receive output: virtual on Java 21 and later, daemons before, and none for {@code run}. */
class ReceiverThreadIT {
    private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 21;

    @AutoClose
    private final ScriptedShells server = new ScriptedShells();

    @AutoClose
    private final Session session = server.session();

    ReceiverThreadIT() throws IOException {}

    private static List<Thread> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("wsman-command"))
                .toList();
    }

    @Test
    void receivesOnVirtualThreadWhereJavaHasThem() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            server.awaitHanging(1);
            if (HAS_VIRTUAL_THREADS) {
                assertThat(platformThreads()).isEmpty();
            } else {
                assertThat(platformThreads()).singleElement().satisfies(thread -> {
                    assertThat(thread.isDaemon()).isTrue();
                    assertThat(thread.getContextClassLoader()).isNull();
                });
            }
            server.output(done(0L));
            command.waitFor();
        }
    }

    @Test
    void startsNoThreadForCommandThatIsRun() throws Exception {
        try (RemoteShell shell = RemoteShell.open(session)) {
            FutureTask<CommandResult> call = new FutureTask<>(() -> shell.runLine("x"));
            Thread caller = new Thread(call, "caller");
            caller.start();
            server.awaitHanging(1);
            assertThat(platformThreads()).isEmpty();
            server.output(done(0L));
            assertThat(call.get(20, TimeUnit.SECONDS).exitCode()).isZero();
        }
    }
}
