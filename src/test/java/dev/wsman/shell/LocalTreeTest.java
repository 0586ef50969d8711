package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTreeTest {
    @TempDir
    private Path top;

    @Test
    void rejectsNamesThatWindowsCannotHave() throws IOException {
        Path file = Files.createFile(top.resolve("a:b"));
        assertThatThrownBy(() -> LocalTree.measure(top)).isInstanceOfSatisfying(FileTransferException.class, e -> {
            assertThat(e.kind()).isEqualTo(FileTransferException.Kind.LOCAL);
            assertThat(e.path()).isEqualTo(file.toString());
            assertThat(e).hasMessage(file + ": Windows does not allow : in the name a:b");
        });
    }

    @Test
    void rejectsNamesThatDifferOnlyInCase() throws IOException {
        Files.createFile(top.resolve("a.txt"));
        Files.createFile(top.resolve("A.TXT"));
        assertThatThrownBy(() -> LocalTree.measure(top)).hasMessageContaining("differs only in case");
    }

    @Test
    void rejectsBrokenLinks() throws IOException {
        Path link = Files.createSymbolicLink(top.resolve("link"), top.resolve("missing"));
        assertThatThrownBy(() -> LocalTree.measure(top)).hasMessage(link + ": NoSuchFileException");
    }

    @Test
    void followsLinkAtTheTopAndNoneToDirectoriesBelow() throws IOException {
        Path real = Files.createDirectory(top.resolve("real"));
        Files.writeString(real.resolve("x"), "123");
        Files.createSymbolicLink(real.resolve("loop"), real);
        Path link = Files.createSymbolicLink(top.resolve("link"), real);
        assertThat(LocalTree.measure(link)).isEqualTo(new LocalTree.Extent(3, java.util.List.of("loop")));
    }
}
