package dev.wsman.build.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageRunnerTest {
    @TempDir
    Path folder;

    @Test
    void runsBlocksWithTypesBeforeThemAndNamesLinesOfFailures() {
        List<CodeBlock> blocks =
                MarkdownPage.parse(Path.of("docs", "page.md"), """
                # Page
                ```java
                public record Pair(int a, int b) {
                    enum Kind { ONE, TWO }
                }
                public record Single(int a) {}
                ```
                ```java
                import java.net.URI;
                System.out.println(new Pair(1, 2).b() + " " + new Single(3).a() + " " + Pair.Kind.TWO + " " + session.identify().productVendor().isEmpty());
                ```
                ```java
                int a = 1;
                int b = missing;
                ```
                ```java
                int a = 1;
                Objects.requireNonNull(null, "nothing " + a);
                ```
                """).blocks();
        try (PageRunner runner = new PageRunner(folder)) {
            assertThat(runner.run(blocks.get(0))).isEmpty();
            assertThat(runner.run(blocks.get(1))).isEqualToNormalizingNewlines("2 3 TWO false\n");
            assertThatThrownBy(() -> runner.run(blocks.get(2)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("docs/page.md:14: cannot find symbol");
            assertThatThrownBy(() -> runner.run(blocks.get(3)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("docs/page.md:18: java.lang.NullPointerException: nothing 1");
        }
    }
}
