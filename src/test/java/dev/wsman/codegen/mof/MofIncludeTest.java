package dev.wsman.codegen.mof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.codegen.model.DeclarationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A MOF file from an untrusted source must not read other files of the machine. */
class MofIncludeTest {
    private static final String SECRET = "topsecret";

    @TempDir
    Path folder;

    private Path schema;

    @BeforeEach
    void makeFiles() throws IOException {
        schema = Files.createDirectories(folder.resolve("schema/sub")).getParent();
        Files.writeString(folder.resolve("secret.txt"), SECRET + " = 1");
        Files.writeString(schema.resolve("good.mof"), "class Good { };");
        Files.createSymbolicLink(schema.resolve("link.mof"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(schema.resolve("up"), folder);
    }

    private Path including(String path) throws IOException {
        return Files.writeString(
                schema.resolve("start.mof"),
                "#pragma include (\"" + path.replace("\\", "\\\\") + "\")\nclass Start { };");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "sub/../../secret.txt",
                "..\\secret.txt",
                "sub\\..\\..\\secret.txt",
                "../schema/../secret.txt",
                "../not-there.txt",
                "/etc/hostname",
                "//host/share/secret.txt",
                "\\\\host\\share\\secret.txt",
                "\\\\?\\C:\\secret.txt",
                "\\etc\\hostname",
                "C:\\secret.txt",
                "C:secret.txt",
                "file:///etc/hostname",
                "file:/etc/hostname",
                "http://127.0.0.1/secret.mof",
                "good.mof:stream",
                "link.mof",
                "up/secret.txt",
                "up/not-there.txt",
                "sub/../link.mof",
                ".",
                "..",
                ""
            })
    void rejectsIncludesOutsideFolderWithoutShowingContent(String path) throws IOException {
        Path start = including(path);
        assertThatThrownBy(() -> new MofReader().read(start))
                .isInstanceOf(DeclarationException.class)
                .hasMessageStartingWith(start + ":1:1: it includes \"")
                .hasMessageContaining("which is not a path below " + schema)
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> new MofReader().read(schema))
                .isInstanceOf(DeclarationException.class)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void rejectsAbsolutePathsInsideFolder() throws IOException {
        Path start = including(schema.resolve("good.mof").toString());
        assertThatThrownBy(() -> new MofReader().read(start)).hasMessageContaining("not a path below");
    }

    @Test
    void readsIncludesThatStayInFolder() throws IOException {
        Files.writeString(schema.resolve("sub/b.mof"), "#pragma include (\"../good.mof\")\nclass B { };");
        Files.createSymbolicLink(schema.resolve("sub/again.mof"), schema.resolve("good.mof"));
        Path start = including("sub/../sub\\b.mof\")\n#pragma include (\"sub/again.mof");
        MofReader reader = new MofReader().read(start);
        assertThat(reader.repository().classes()).hasSize(3);
        assertThat(reader.files()).isEqualTo(3);
    }

    @Test
    void limitsIncludesToFolderThatIsRead() throws IOException {
        Path parent = Files.createDirectories(folder.resolve("all/one"));
        Files.createDirectories(folder.resolve("all/two"));
        Files.writeString(folder.resolve("all/two/c.mof"), "class C { };");
        Path file = Files.writeString(parent.resolve("a.mof"), "#pragma include (\"../two/c.mof\")");
        assertThat(new MofReader().read(folder.resolve("all")).repository().classes())
                .hasSize(1);
        assertThatThrownBy(() -> new MofReader().read(file)).hasMessageContaining("not a path below " + parent);
    }

    @Test
    void rejectsLinkToOutsideWithoutShowingContent() {
        assertThatThrownBy(() -> new MofReader().read(schema))
                .isInstanceOf(DeclarationException.class)
                .hasMessageStartingWith(schema.resolve("link.mof") + ": it is a link that leads outside of " + schema)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void readsIncludeCyclesOnce() throws IOException {
        Files.writeString(schema.resolve("x.mof"), "#pragma include (\"start.mof\")\nclass X { };");
        assertThat(new MofReader().read(including("x.mof")).files()).isEqualTo(2);
    }

    @Test
    void rejectsEndlesslyNestedIncludes() throws IOException {
        for (int i = 0; i < 5000; i++) {
            Files.writeString(schema.resolve("n" + i + ".mof"), "#pragma include (\"n" + (i + 1) + ".mof\")");
        }
        assertThatThrownBy(() -> new MofReader().read(schema.resolve("n0.mof")))
                .isInstanceOf(DeclarationException.class)
                .hasMessageEndingWith("includes are nested deeper than 100");
    }
}
