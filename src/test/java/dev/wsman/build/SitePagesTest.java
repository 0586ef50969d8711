package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.build.guide.GuideFiles;
import dev.wsman.build.guide.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sidebar of the site and its home page list every guide once, in the same groups. */
class SitePagesTest {
    private static final Path HOME = Path.of("docs", "index.md");
    private static final Path SIDEBAR = Path.of("docs", ".vitepress", "sidebar.json");
    private static final Pattern GROUP = Pattern.compile("\"text\": \"([^\"]+)\", \"pages\": \\[([^\\]]+)]");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|\n]+) \\| (\\[[^|\n]+) \\|$");

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** Returns the lines of groups as {@code title: pages}. */
    private static List<String> groups(Path file, Pattern group, String page) throws IOException {
        return group.matcher(Files.readString(file))
                .results()
                .map((MatchResult found) -> found.group(1) + ": " + names(Pattern.compile(page), found.group(2)))
                .toList();
    }

    @Test
    void listsEveryPageInSidebar() throws IOException {
        List<String> pages = GuideFiles.pages().stream()
                .map(MarkdownPage::name)
                .filter(name -> !name.equals("README") && !name.equals("index"))
                .toList();
        List<String> listed = groups(SIDEBAR, GROUP, "\"([\\w-]+)\"").stream()
                .flatMap(group -> names(Pattern.compile("([\\w-]+)[,\\]]"), group).stream())
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(pages);
    }

    @Test
    void listsSamePagesOnHomePageAndInSidebar() throws IOException {
        List<String> sidebar = groups(SIDEBAR, GROUP, "\"([\\w-]+)\"");
        assertThat(sidebar).isNotEmpty().isEqualTo(groups(HOME, ROW, "\\(([\\w-]+)\\.md\\)"));
    }
}
