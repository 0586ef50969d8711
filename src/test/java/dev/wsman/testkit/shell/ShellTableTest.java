package dev.wsman.testkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ShellTableTest {
    private static final ShellSettings SETTINGS = new ShellSettings(
            "admin",
            "127.0.0.1",
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            true,
            "stdin",
            "stdout stderr");

    @Test
    void rejectsShellsAfterClose() {
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            ShellTable table = new ShellTable(ShellHost.handlers(), Clock.systemUTC(), workers);
            HostedShell shell = table.create(SETTINGS);
            table.clear();
            table.create(SETTINGS);
            table.close();
            assertThat(table.all()).isEmpty();
            assertThatThrownBy(() -> table.create(SETTINGS))
                    .isInstanceOfSatisfying(ShellFaultException.class, rejected -> assertThat(rejected.fault())
                            .isEqualTo(ShellFault.ABORTED));
            assertThatThrownBy(() -> table.start(shell, "ver", Optional.empty(), false, false))
                    .isInstanceOfSatisfying(ShellFaultException.class, rejected -> assertThat(rejected.fault())
                            .isEqualTo(ShellFault.UNKNOWN_SHELL));
        } finally {
            workers.shutdownNow();
        }
    }
}
