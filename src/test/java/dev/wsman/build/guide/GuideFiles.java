package dev.wsman.build.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the project to which the pages refer: excerpts, build files and the targets of links. */
public final class GuideFiles {
    private static final Path DOCS = Path.of("docs");
    private static final Path TESTS = Path.of("src", "test");
    private static final Path EXAMPLES = Path.of("examples");
    /** A line that stands for omitted lines of an excerpt. */
    private static final String OMITTED = "(?m)^[ \t]*(?://|#|<!--) ?….*$";

    private GuideFiles() {}

    /** Returns README and the pages of docs. */
    public static List<MarkdownPage> pages() {
        return Stream.concat(Stream.of(Path.of("README.md")), list(DOCS, name -> name.endsWith(".md")))
                .map(MarkdownPage::read)
                .toList();
    }

    private static Stream<Path> list(Path folder, Predicate<String> name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name.test(file.getFileName().toString())).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that a module declaration is that of a project that is built. */
    public static void requireInModule(CodeBlock block) {
        requireInOne(block, "module-info.java", block.text());
    }

    /** Checks that XML is part of a build file that is built. */
    public static void requireInPom(CodeBlock block) {
        requireInPom(block, block.text());
    }

    /** Checks that XML that a block means is part of a build file that is built. */
    public static void requireInPom(CodeBlock block, String xml) {
        requireInOne(block, "pom.xml", xml);
    }

    private static void requireInOne(CodeBlock block, String fileName, String text) {
        List<Path> files = builtProjects()
                .flatMap(project -> below(project, file -> file.endsWith(fileName)))
                .toList();
        if (files.stream().noneMatch(file -> contains(file, text))) {
            throw new AssertionError(block.place(1) + ": not part of one of " + files + ":\n" + text);
        }
    }

    private static Stream<Path> builtProjects() {
        Stream<Path> consumers = list(TESTS, name -> name.startsWith("consumer"));
        return Files.exists(EXAMPLES) ? Stream.concat(consumers, Stream.of(EXAMPLES)) : consumers;
    }

    private static Stream<Path> below(Path folder, Predicate<Path> condition) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree
                    .filter(file -> !file.toString().contains("target") && condition.test(file))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that a block is part of a file, in which a line such as {@code // …} stands for omitted lines. */
    public static void requireInFile(CodeBlock block, Path file) {
        assertThat(file).as("%s: the file of the excerpt", block.place(1)).isRegularFile();
        assertThat(contains(file, block.text()))
                .as("%s: must equal a part of %s%n%s", block.place(1), file, block.text())
                .isTrue();
    }

    private static boolean contains(Path file, String text) {
        String whole = withoutSpace(read(file));
        int from = 0;
        for (String part : text.split(OMITTED)) {
            int found = whole.indexOf(withoutSpace(part), from);
            if (found < 0) {
                return false;
            }
            from = found + withoutSpace(part).length();
        }
        return true;
    }

    /** Checks that a test exists, and that it reads the page. */
    public static void requireTestThatReads(CodeBlock block, String testClass) {
        List<Path> found =
                below(TESTS, file -> file.endsWith(testClass + ".java")).toList();
        assertThat(found).as("%s: %s", block.place(1), testClass).hasSize(1);
        assertThat(read(found.get(0))).contains(block.page().fileName());
    }

    /** Returns the links of a page that lead nowhere, with their line and the reason. */
    public static List<String> deadLinks(MarkdownPage page) {
        List<String> dead = new ArrayList<>();
        for (MarkdownPage.Link link : page.links()) {
            reason(page, link.target())
                    .ifPresent(
                            reason -> dead.add(page.path() + ":" + link.line() + ": " + link.target() + " " + reason));
        }
        return dead;
    }

    private static Optional<String> reason(MarkdownPage page, String target) {
        if (target.startsWith("https://")) {
            return URI.create(target).getHost() == null ? Optional.of("has no host") : Optional.empty();
        }
        if (target.isEmpty() || target.startsWith("/") || target.matches("[a-z]+:.*")) {
            return Optional.of("is not relative");
        }
        String file = target.replaceFirst("#.*", "");
        Path linked = file.isEmpty()
                ? Path.of(page.path())
                : page.folder().resolve(file).normalize();
        if (!Files.exists(linked) || linked.startsWith("..")) {
            return Optional.of("does not exist");
        }
        return target.contains("#")
                ? missingAnchor(linked, target.substring(target.indexOf('#') + 1))
                : Optional.empty();
    }

    private static Optional<String> missingAnchor(Path linked, String anchor) {
        if (!linked.toString().endsWith(".md")) {
            return Optional.of("has an anchor in a file that is not a page");
        }
        return MarkdownPage.read(linked).anchors().contains(anchor)
                ? Optional.empty()
                : Optional.of("has no such heading");
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
