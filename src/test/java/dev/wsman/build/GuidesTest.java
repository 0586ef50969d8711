package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.wsman.build.guide.CodeBlock;
import dev.wsman.build.guide.GuideFiles;
import dev.wsman.build.guide.MarkdownPage;
import dev.wsman.build.guide.PageRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README and the guides show works: Java is compiled and run, XML is part of a project that is built, excerpts
 * equal their files, and links lead somewhere. CONTRIBUTING describes the conventions of the blocks.
 *
 * <p>{@code mvn test -Dtest=GuidesTest -Dguides=errors,README} checks only these pages.
 */
class GuidesTest {
    private static final Set<String> LANGUAGES = Set.of(
            "",
            "java",
            "xml",
            "sh",
            "powershell",
            "kotlin",
            "groovy",
            "vb",
            "text",
            "properties",
            "yaml",
            "json",
            "toml",
            "mof",
            "python");
    private static final String CHOSEN = System.getProperty("guides", "");

    @TempDir
    static Path folder;

    private static List<MarkdownPage> pages() {
        List<String> chosen = List.of(CHOSEN.split(","));
        return GuideFiles.pages().stream()
                .filter(page -> CHOSEN.isEmpty() || chosen.contains(page.name()))
                .toList();
    }

    @TestFactory
    Stream<DynamicNode> checksEveryBlock() {
        return pages().stream()
                .filter(page -> !page.blocks().isEmpty())
                .map(page -> dynamicContainer(page.path(), blocks(page)));
    }

    /** The blocks of a page share its servers and types, and run in their order. */
    private static Stream<DynamicNode> blocks(MarkdownPage page) {
        PageRunner runner = new PageRunner(folder);
        Stream<DynamicNode> tests =
                page.blocks().stream().map(block -> dynamicTest(block.toString(), () -> check(block, runner)));
        return Stream.concat(tests, Stream.of(dynamicTest(page.path() + " ends", runner::close)));
    }

    private static void check(CodeBlock block, PageRunner runner) {
        assertThat(LANGUAGES).as("%s: the language of a block", block.place(1)).contains(block.language());
        switch (block.kind()) {
            case FILE, TYPES, STATEMENTS -> runner.run(block);
            case MODULE -> GuideFiles.requireInModule(block);
            case XML -> GuideFiles.requireInPom(block);
            case EXCERPT ->
                GuideFiles.requireInFile(block, Path.of(block.marker("from").orElseThrow()));
            case OTHER_TEST ->
                GuideFiles.requireTestThatReads(block, block.marker("tested by").orElseThrow());
            case GRADLE -> CoordinatesCheck.check(block);
            case OTHER -> {}
        }
    }

    @TestFactory
    Stream<DynamicNode> followsEveryLink() {
        return pages().stream()
                .map(page -> dynamicTest(page.path(), () -> assertThat(GuideFiles.deadLinks(page))
                        .isEmpty()));
    }

    /** An indented block has no language, so that no rule would hold for it. */
    @TestFactory
    Stream<DynamicNode> hasNoIndentedBlocks() {
        return pages().stream()
                .map(page -> dynamicTest(
                        page.path(), () -> assertThat(page.indentedBlocks()).isEmpty()));
    }
}
