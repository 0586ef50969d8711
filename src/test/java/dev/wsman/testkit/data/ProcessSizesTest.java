package dev.wsman.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessSizesTest {
    @Test
    void readsListOfPs() {
        assertThat(ProcessSizes.parse(Stream.of("    1  12345  345678", "  PID RSS VSZ", " 4711 8 16")))
                .isEqualTo(Map.of(
                        1L, new ProcessSizes(12_345 * 1024, 345_678 * 1024),
                        4711L, new ProcessSizes(8 * 1024, 16 * 1024)));
    }

    /** The separator of thousands is the one of the machine's locale. */
    @Test
    void readsListOfTasklist() {
        assertThat(ProcessSizes.parse(Stream.of(
                        "\"System Idle Process\",\"0\",\"Services\",\"0\",\"8 K\"",
                        "\"java.exe\",\"812\",\"Console\",\"1\",\"1,234,567 K\"",
                        "\"java.exe\",\"813\",\"Console\",\"1\",\"1.234 K\"",
                        "INFO: No tasks are running")))
                .isEqualTo(Map.of(
                        0L, new ProcessSizes(8 * 1024, 0),
                        812L, new ProcessSizes(1_234_567L * 1024, 0),
                        813L, new ProcessSizes(1_234 * 1024, 0)));
    }

    @Test
    void listsOwnProcess() {
        boolean listed = Stream.of("/bin/ps", "/usr/bin/ps", "C:/Windows/System32/tasklist.exe")
                .anyMatch(program -> Files.exists(Path.of(program)));
        assumeTrue(listed, "this machine has neither ps nor tasklist");
        assertThat(ProcessSizes.list().get(ProcessHandle.current().pid()).resident())
                .isGreaterThan(10_000_000L);
    }
}
