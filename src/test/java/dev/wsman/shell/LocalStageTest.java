package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that was taken over could send any name. */
class LocalStageTest {
    @TempDir
    private Path here;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "\\",
                "\\..",
                "\\..\\x",
                "\\a\\..\\..\\x",
                "\\a\\\\b",
                "\\a\\",
                "\\.",
                "/etc/passwd",
                "\\a/../../x",
                "\\C:\\x",
                "\\\\server\\x",
                "\\a\u0000"
            })
    void rejectsNamesThatLeadOutOfTheTarget(String name) throws IOException {
        try (LocalStage stage = new LocalStage(here.resolve("target"))) {
            assertThatThrownBy(() -> stage.requireBelow(name, "C:\\dir"))
                    .isInstanceOf(FileTransferException.class)
                    .hasMessageStartingWith("C:\\dir: the server sent a name that is not below this directory: '");
        }
    }

    @Test
    void acceptsNamesBelow() throws IOException {
        try (LocalStage stage = new LocalStage(here.resolve("target"))) {
            assertThatNoException().isThrownBy(() -> stage.requireBelow("", "C:\\dir"));
            assertThatNoException().isThrownBy(() -> stage.requireBelow("\\a b\\..c", "C:\\dir"));
        }
    }

    @Test
    void deletesEverythingThatWasNotMoved() throws IOException {
        Path outside = Files.createDirectory(here.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "x");
        try (LocalStage stage = new LocalStage(here.resolve("dir/target"))) {
            stage.directory("");
            stage.directory("\\sub");
            stage.file("\\sub\\x").close();
            Path part = Files.list(here.resolve("dir")).findFirst().orElseThrow();
            Files.createSymbolicLink(part.resolve("link"), outside);
        }
        assertThat(here.resolve("dir")).isEmptyDirectory();
        assertThat(outside.resolve("kept")).exists();
    }
}
