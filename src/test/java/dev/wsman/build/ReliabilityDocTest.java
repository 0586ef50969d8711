package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of failures name tests that exist. Merging branches that renamed tests has duplicated rows before. */
class ReliabilityDocTest {
    private static final List<Path> PAGES =
            List.of(Path.of("docs", "reliability.md"), Path.of("docs", "reliability-events.md"));
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*[a-z](?:IT|Test))`");

    @Test
    void namesOnlyTestsThatExistOnce() throws IOException {
        List<String> tests = testClasses();
        List<String> named = TEST.matcher(pages())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(50).allSatisfy(test -> assertThat(tests)
                .containsOnlyOnce(test));
    }

    @Test
    void describesEachFailureOnce() throws IOException {
        assertThat(Pattern.compile("(?m)^\\| (.+?) \\|")
                        .matcher(pages())
                        .results()
                        .map(MatchResult::group)
                        .filter(failure -> !failure.equals("| failure |")))
                .doesNotHaveDuplicates();
    }

    private static String pages() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path page : PAGES) {
            text.append(Files.readString(page));
        }
        return text.toString();
    }

    private static List<String> testClasses() throws IOException {
        try (Stream<Path> tests = Files.walk(Path.of("src", "test"));
                Stream<Path> addons =
                        Files.find(Path.of("addons"), 9, (file, attributes) -> attributes.isRegularFile())) {
            return Stream.concat(tests, addons)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList();
        }
    }
}
