package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated files are written below the given folder and nowhere else. */
class SourceFilesTest {
    @TempDir
    Path folder;

    private Path out;
    private Path victim;

    @BeforeEach
    void makeVictim() throws IOException {
        out = Files.createDirectories(folder.resolve("out"));
        victim = Files.writeString(folder.resolve("App.java"), "mine");
    }

    private List<String> written() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> generate(String mof) {
        return ClassGenerator.of(new MofReader().read("test.mof", mof).repository(), "acme")
                .generate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../App.java", "acme/../../App.java", "/tmp/App.java", "", ".", "acme/..", "../outside/A.java"})
    void rejectsPathOutsideFolderAndWritesNothing(String path) throws IOException {
        Map<String, String> files = new TreeMap<>(Map.of("acme/A.java", "class A {}", path, "class App {}"));
        assertThatThrownBy(() -> SourceFiles.below(out, files))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("it cannot be written: it would be outside of " + out);
        assertThat(written()).containsExactly("App.java");
        assertThat(victim).hasContent("mine");
    }

    @Test
    void rejectsLinksToOutside() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(out.resolve("acme"), outside);
        ClassGenerator generator = ClassGenerator.of(
                new MofReader().read("a.mof", "class App { };").repository(), "acme");
        assertThatThrownBy(() -> generator.writeTo(out)).hasMessageContaining("outside of " + out);
        assertThatThrownBy(() -> generator.writeTo(out)).hasMessageStartingWith("acme/App.java: ");
        Files.delete(out.resolve("acme"));
        Files.createDirectories(out.resolve("acme"));
        Files.createSymbolicLink(out.resolve("acme/App.java"), victim);
        assertThatThrownBy(() -> generator.writeTo(out)).hasMessageContaining("outside of " + out);
        Files.delete(out.resolve("acme/App.java"));
        Files.createSymbolicLink(out.resolve("acme/App.java"), folder.resolve("not-there-yet"));
        assertThatThrownBy(() -> generator.writeTo(out)).hasMessageContaining("outside of " + out);
        assertThat(written()).containsExactly("App.java");
        assertThat(victim).hasContent("mine");
    }

    @Test
    void writesThroughLinksInsideFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), out);
        Files.createDirectories(out.resolve("real"));
        Files.createSymbolicLink(out.resolve("acme"), out.resolve("real"));
        List<Path> paths = ClassGenerator.of(
                        new MofReader().read("a.mof", "class A { };").repository(), "acme")
                .writeTo(link);
        assertThat(paths).contains(link.resolve("acme/A.java"));
        assertThat(out.resolve("real/A.java")).isRegularFile();
    }

    @Test
    void rejectsFileInPlaceOfFolderAndWritesNothing() throws IOException {
        Files.createDirectories(out.resolve("acme/B.java"));
        assertThatThrownBy(() -> SourceFiles.below(out, new TreeMap<>(Map.of("acme/A.java", "", "acme/B.java", ""))))
                .isInstanceOf(DeclarationException.class)
                .hasMessageStartingWith("acme/B.java: it cannot be written: ");
        assertThat(written()).containsExactly("App.java");
    }

    @Test
    void rejectsFilesThatDifferOnlyInCase() {
        assertThatThrownBy(() -> SourceFiles.below(out, Map.of("acme/A.java", "", "acme/a.java", "")))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("in another case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class ACME_Disk { }; class ACMEDisk { }; class acme_disk_ { }; class _acme_disk { };",
                "class _ { }; class __ { }; class ___ { };",
                "class A_b { }; class AB { }; class a_B_ { };",
                "class Größe { }; class Gru00f6u00dfe { }; class GRÖSSE { };",
                "class class { string getClass; string class; string clazz; string Class_; }; class _class { }; class Class_ { };"
            })
    void givesDistinctFilesToNamesWithSameJavaName(String mof) throws IOException {
        int classes = new MofReader().read("a.mof", mof).repository().classes().size();
        Map<String, String> files = generate(mof);
        assertThat(files.keySet()).hasSize(classes + 1).allMatch(path -> path.matches("acme/[\\w-]+\\.java"));
        assertThat(files.keySet().stream().map(String::toLowerCase).distinct()).hasSize(classes + 1);
        assertThat(CompiledSources.of(files).size()).isEqualTo(classes + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "con", "Prn", "AUX", "nul", "COM1", "lpt9", "com0", "_con", "c_on"})
    void addsSuffixToDeviceNamesOfWindows(String name) {
        Map<String, String> files = generate("class " + name + " { };");
        assertThat(files.keySet())
                .noneMatch(path -> path.matches("(?i)acme/(con|prn|aux|nul|(com|lpt)[0-9])\\.java"))
                .anyMatch(path -> path.endsWith("_.java"));
        assertThat(CompiledSources.of(files).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme.con",
                "nul",
                "a.LPT1.b",
                "a..b",
                "../a",
                "a/b",
                "a.class",
                "a\u202eb",
                "a.b;import c",
                "a\nb",
                "com.\u200bx",
                "a\\u002eb"
            })
    void rejectsPackagesThatAreInvalidInJavaOrOnWindows(String name) {
        assertThatThrownBy(() -> ClassGenerator.of(new MofReader().repository(), name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("packageName: '");
    }

    @Test
    void limitsLengthOfFileNames() throws IOException {
        String name = "X".repeat(4000);
        Map<String, String> files = generate("class A_" + name + " { [ValueMap{\"1\"}] uint8 P" + name + "; uint32 M"
                + name + "([ValueMap{\"1\"}, In, Out] uint8 Q" + name + "); }; class B_" + name + " { }; class A_"
                + name + "1 { };");
        assertThat(CompiledSources.of(files).names()).allMatch(each -> each.length() < 250);
        assertThat(files).hasSize(4);
        assertThat(SourceFiles.below(out, files).write()).hasSize(4);
    }
}
