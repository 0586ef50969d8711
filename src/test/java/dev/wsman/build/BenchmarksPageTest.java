package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.build.guide.BlockCompiler;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table and the chart of the benchmarks are those that the benchmarks' own code makes from the recorded results.
 */
class BenchmarksPageTest {
    private static final Path SOURCES = Path.of("bench", "common", "src", "main", "java");
    private static final Path RESULTS = Path.of("bench", "results.tsv");
    private static final Path DOCS = Path.of("docs");

    @TempDir
    Path folder;

    @Test
    void showsRecordedResults() throws Exception {
        Files.copy(DOCS.resolve("benchmarks.md"), folder.resolve("benchmarks.md"));
        publish(RESULTS);
        assertThat(folder.resolve("benchmarks.md")).hasSameTextualContentAs(DOCS.resolve("benchmarks.md"));
        for (String chart : new String[] {"benchmarks.svg", "benchmark-goals.svg"}) {
            assertThat(folder.resolve(chart)).hasSameTextualContentAs(DOCS.resolve(chart));
        }
    }

    @Test
    void showsChangedResultInTableAndChart() throws Exception {
        Files.copy(DOCS.resolve("benchmarks.md"), folder.resolve("benchmarks.md"));
        String results = Files.readString(RESULTS)
                .replaceFirst(
                        "(?m)^(Get, warm, one thread, against OpenNMS\t[^\t]+\t)[^\t]+\t[0-9.]+(.*)yes$",
                        "$112.3 ms\t30.00$2no");
        publish(Files.writeString(folder.resolve("results.tsv"), results));
        assertThat(folder.resolve("benchmarks.md"))
                .content()
                .contains("| 12.3 ms |", "Missed goals: Get, warm, one thread, against OpenNMS;");
        assertThat(folder.resolve("benchmarks.svg"))
                .content()
                .containsPattern("<desc[^>]*>.*OpenNMS 12\\.3 ms")
                .contains(">12.3 ms</text>");
        assertThat(folder.resolve("benchmark-goals.svg"))
                .content()
                .containsPattern("(?s)>Get, warm, one thread, against OpenNMS</text>\\s*<rect class=\"missed\"")
                .contains(">30.00 × (at least 60 ×)</text>");
    }

    private void publish(Path results) throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            BlockCompiler.compile(sources, classes);
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            loader.loadClass("dev.wsman.bench.ResultPage")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {results.toString(), folder.toString()});
        }
    }
}
