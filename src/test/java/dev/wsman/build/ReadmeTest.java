package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    void runsFirstSnippetOfTwelveLines() {
        assertThat(firstSnippet().text().lines().filter(line -> !line.isBlank()))
                .hasSize(12);
        try (PageRunner runner = new PageRunner(directory)) {
            assertThat(runner.run(firstSnippet()).lines())
                    .containsExactly("Spooler is Running", "StartService returns 0");
            assertThat(runner.services().requests())
                    .extracting(RecordedRequest::operation)
                    .endsWith(ServiceOperation.INVOKE, ServiceOperation.INVOKE);
        }
    }

    @Test
    void showsCommandsAndCoordinatesOnFirstScreen() throws IOException {
        String firstScreen = String.join("\n", Files.readAllLines(README).subList(0, 40));
        assertThat(firstScreen)
                .contains("mvn -q test-compile exec:java", "mvn verify", "<artifactId>wsman-session</artifactId>");
    }

    /** Holds as soon as the guides have taken over the rest. */
    @Test
    void hasAtMostTwoHundredLines() throws IOException {
        List<String> lines = Files.readAllLines(README);
        assumeTrue(String.join("\n", lines).contains("(docs/getting-started.md)"), "README links no guides yet");
        assertThat(lines).hasSizeLessThanOrEqualTo(200);
    }
}
