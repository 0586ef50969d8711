package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.build.guide.CodeBlock;
import dev.wsman.build.guide.MarkdownPage;
import dev.wsman.build.guide.PageRunner;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first screen of README shows what it must, and its first snippet works. {@code GuidesTest} checks the rest. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @TempDir
    Path directory;

    private static CodeBlock firstSnippet() {
        return MarkdownPage.read(README).blocks().stream()
                .filter(block -> block.kind() == CodeBlock.Kind.STATEMENTS)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void runsFirstSnippetOfTwelveLinesThatOnlyReads() {
        assertThat(firstSnippet().text().lines().filter(line -> !line.isBlank()))
                .hasSize(12);
        try (PageRunner runner = new PageRunner(directory)) {
            List<String> lines = runner.run(firstSnippet()).lines().toList();
            assertThat(lines.subList(1, lines.size() - 1))
                    .isNotEmpty()
                    .allMatch(line -> line.matches("\\w+ is \\w+ \\(.+\\)"));
            assertThat(lines.get(lines.size() - 1)).contains(", up since 20");
            assertThat(runner.services().requests())
                    .extracting(RecordedRequest::operation)
                    .contains(ServiceOperation.IDENTIFY, ServiceOperation.ENUMERATE)
                    .doesNotContain(
                            ServiceOperation.PUT,
                            ServiceOperation.CREATE,
                            ServiceOperation.DELETE,
                            ServiceOperation.INVOKE);
        }
    }

    @Test
    void showsCommandsAndCoordinatesOnFirstScreen() throws IOException {
        String firstScreen = String.join("\n", Files.readAllLines(README).subList(0, 40));
        assertThat(firstScreen)
                .contains("mvn -q test-compile exec:java", "mvn verify", "<artifactId>wsman-session</artifactId>");
    }

    @Test
    void hasAtMostTwoHundredLines() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(200);
    }
}
