package dev.wsman.testkit.shell;

import dev.wsman.fixture.SessionFixture;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    /** A time that no other process of this machine sleeps. */
    private static final String SLEEP = "60." + System.nanoTime();

    private static long sleeping() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> Arrays.equals(arguments, new String[] {SLEEP}))
                        .isPresent())
                .count();
    }

    /** A shell whose child is killed first starts the next one while the other children are killed. */
    @Test
    void killsShellBeforeItStartsNextChild() throws IOException {
        String script = "sleep TIME & first=$!; i=1; while [ $i -lt 100 ]; do sleep TIME & i=$((i+1)); done;"
                + " wait $first; while true; do sleep TIME; done";
        Process shell = new ProcessBuilder("sh", "-c", script.replace("TIME", SLEEP)).start();
        try {
            SessionFixture.await("the children run", () -> sleeping() == 100);
            ProcessTree.kill(List.of(shell));
            SessionFixture.await("the shell has ended", () -> !shell.isAlive());
            SessionFixture.await("all children have ended", () -> sleeping() == 0);
        } finally {
            shell.destroyForcibly();
        }
    }
}
