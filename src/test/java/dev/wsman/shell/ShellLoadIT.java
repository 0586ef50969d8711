package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.shell.ShellHost;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many shells, many commands at once, and long output. */
class ShellLoadIT {
    private static final int LONG_OUTPUT = 10_000_000;

    private final WsmanService service = LenientService.builder()
            .quirks(ServerQuirks.WINRM)
            .shell(ShellHost.handlers()
                    .maxShellsPerUser(100)
                    .command("say", call -> {
                        call.print(call.arguments().get(0));
                        return 0;
                    })
                    .command("long", call -> {
                        byte[] line = "0123456789abcdef".repeat(625).getBytes();
                        for (int i = 0; i < LONG_OUTPUT; i += line.length) {
                            call.stdout().write(line);
                        }
                        return 0;
                    }))
            .build()
            .start();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void leavesNoShellAfterThousandWereOpened() throws Exception {
        try (Session session = Session.open(service.endpoint())) {
            onThreads(8, 1000, i -> {
                try (RemoteShell shell = RemoteShell.open(session)) {
                    if (i % 10 == 0) {
                        assertThat(shell.run("say", "x").stdout()).isEqualTo("x");
                    }
                }
            });
            assertThat(service.openShells()).isZero();
            assertThat(service.connections()).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void runsFiveHundredCommandsOnFiftyShellsAtOnce() throws Exception {
        try (Session session =
                Session.builder(service.endpoint()).maxConnections(64).build()) {
            List<RemoteShell> shells = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                shells.add(RemoteShell.open(session));
            }
            onThreads(500, 500, i -> {
                RemoteShell shell = shells.get(i % 50);
                if (i % 2 == 0) {
                    assertThat(shell.run("say", "n" + i)).isEqualTo(new CommandResult(0, "n" + i, ""));
                } else {
                    RemoteCommand command = shell.start("say", "n" + i);
                    assertThat(command.stdout().readAllBytes()).isEqualTo(("n" + i).getBytes());
                    command.waitFor();
                    assertThat(command.exitCode()).hasValue(0);
                }
            });
            assertThat(service.openShells()).isEqualTo(50);
            assertThat(service.runningCommands()).isZero();
            assertThat(session.error()).isEmpty();
        }
        assertThat(service.openShells()).isZero();
    }

    /** A call that may fail. */
    @FunctionalInterface
    private interface Call {
        void run(int number) throws IOException;
    }

    private static void onThreads(int threads, int count, Call call) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                results.add(executor.submit(() -> {
                    call.run(number);
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get(100, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void keepsLittleOfLongOutputThatIsReadSlowly() throws Exception {
        try (Session session = Session.open(service.endpoint());
                RemoteShell shell = RemoteShell.open(session);
                RemoteCommand command = shell.start("long")) {
            InputStream stdout = command.stdout();
            byte[] bytes = new byte[50_000];
            int most = 0;
            int total = 0;
            for (int count = stdout.read(bytes); count >= 0; count = stdout.read(bytes)) {
                total += count;
                most = Math.max(most, stdout.available());
                TimeUnit.MILLISECONDS.sleep(2);
            }
            assertThat(total).isEqualTo(LONG_OUTPUT);
            // the bound, and the one reply that may exceed it
            assertThat(most).isLessThan(OutputPipe.BOUND + 512_000);
            command.waitFor();
            assertThat(command.exitCode()).hasValue(0);
        }
    }
}
