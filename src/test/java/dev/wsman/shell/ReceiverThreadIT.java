package dev.wsman.shell;

import static dev.wsman.fixture.SessionFixture.await;
import static dev.wsman.shell.ScriptedShells.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import java.io.IOException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The threads that receive output: virtual on Java 21 and later, daemons before, and none for {@code run}. */
class ReceiverThreadIT {
    @AutoClose
    private final ScriptedShells server = new ScriptedShells();

    @AutoClose
    private final Session session = server.session();

    ReceiverThreadIT() throws IOException {}

    @Test
    void receivesOnVirtualThreadWhereJavaHasThem() {
        try (RemoteShell shell = RemoteShell.open(session)) {
            RemoteCommand command = shell.startLine("x");
            server.awaitHanging(1);
            await("one thread receives", () -> LiveReceivers.count() == 1);
            if (LiveReceivers.ARE_VIRTUAL) {
                assertThat(LiveReceivers.platformThreads()).isEmpty();
            } else {
                assertThat(LiveReceivers.platformThreads()).singleElement().satisfies(thread -> {
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
            LiveReceivers.awaitNone();
            server.output(done(0L));
            assertThat(call.get(20, TimeUnit.SECONDS).exitCode()).isZero();
        }
    }
}
