package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no build of the examples can check. Their own tests run in {@code .ci/run}. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("examples");

    /** Each is complete, to be copied. The guide shows one of them, and describes this difference. */
    @Test
    void springBootExamplesDifferOnlyInPackageOfHealth() throws IOException {
        Map<Path, String> boot3 = sources("spring-boot-3");
        boot3.replaceAll((file, text) ->
                text.replace("org.springframework.boot.actuate.health", "org.springframework.boot.health.contributor"));
        assertThat(boot3).hasSizeGreaterThan(6).isEqualTo(sources("spring-boot-4"));
    }

    @Test
    void buildsEveryExampleTogether() throws IOException {
        String pom = Files.readString(EXAMPLES.resolve("pom.xml"));
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            assertThat(folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))))
                    .hasSizeGreaterThan(2)
                    .allSatisfy(folder -> assertThat(pom).contains("<module>" + folder.getFileName() + "</module>"));
        }
    }

    private static Map<Path, String> sources(String example) throws IOException {
        Path folder = EXAMPLES.resolve(example).resolve("src");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(folder::relativize, ExamplesTest::read, (a, b) -> a, TreeMap::new));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
