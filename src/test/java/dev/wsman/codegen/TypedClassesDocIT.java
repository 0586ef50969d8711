package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.build.guide.CodeBlock;
import dev.wsman.build.guide.MarkdownPage;
import dev.wsman.build.guide.PageRunner;
import dev.wsman.codegen.mof.MofReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The parts of docs/typed-classes.md and docs/typed-classes-reference.md that GuidesTest does not check: what the
 * program prints, the code for servers other than Windows, and the options of the command line.
 */
class TypedClassesDocIT {
    private static final Path GUIDE = Path.of("docs", "typed-classes.md");
    private static final Path REFERENCE = Path.of("docs", "typed-classes-reference.md");

    private static void compileBody(Map<String, String> generated, CodeBlock block) {
        Map<String, String> files = new TreeMap<>(generated);
        files.put("Snippet.java", block.imports() + """
                import dev.wsman.Session;
                final class Snippet {
                    private Snippet() {}
                    static void run(Session session) {
                """ + block.withoutImports() + "}\n}\n");
        assertThat(CompiledSources.of(files).size()).isPositive();
    }

    private static Map<String, String> mof(String packageName, String text) {
        return ClassGenerator.of(new MofReader().read("vendor.mof", text).repository(), packageName)
                .generate();
    }

    @Test
    void runsProgramForWindows(@TempDir Path folder) {
        CodeBlock program = MarkdownPage.read(GUIDE).blocks().stream()
                .filter(block -> block.kind() == CodeBlock.Kind.FILE)
                .findFirst()
                .orElseThrow();
        try (PageRunner runner = new PageRunner(folder)) {
            assertThat(runner.run(program).lines())
                    .startsWith("Print Spooler: Running", "stopped: true")
                    .endsWith("Create: 2")
                    .allMatch(line -> !line.contains("?"));
        }
    }

    @Test
    void compilesSnippetsForOtherServers() {
        List<CodeBlock> blocks = MarkdownPage.read(REFERENCE).blocks().stream()
                .filter(block -> block.kind() == CodeBlock.Kind.OTHER_TEST)
                .toList();
        assertThat(blocks).hasSize(3);
        compileBody(Map.of(), blocks.get(0));
        compileBody(
                mof(
                        "com.example.dcim",
                        "class DCIM_SystemView { [Key] string InstanceID; string Model; string ServiceTag; };"),
                blocks.get(1));
        compileBody(mof("com.example.amt", """
                        class AMT_SetupAndConfigurationService {
                            [Key] string Name;
                            [ValueMap{"0", "1", "2"}, Values{"Pre", "In", "Post"}] uint32 ProvisioningState;
                        };
                        """), blocks.get(2));
    }

    @Test
    void mentionsOnlyExistingOptions() throws IOException {
        String pages = Files.readString(GUIDE) + Files.readString(REFERENCE);
        List<String> options = Pattern.compile("(?<!mvn )--[a-z][a-z-]+")
                .matcher(pages)
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        assertThat(options).contains("--server", "--mof").allSatisfy(option -> assertThat(CommandLine.USAGE)
                .contains(option));
    }

    @Test
    void mentionsOnlyExistingPropertiesAndGoals() throws IOException {
        String descriptor = Files.readString(Path.of("src/main/maven/plugin.xml"));
        assertThat(found("-Dwsman\\.(\\w+)")).isNotEmpty().allSatisfy(name -> assertThat(descriptor)
                .contains("${wsman." + name + "}"));
        assertThat(found("mvn wsman:(\\w+)")).isNotEmpty().allSatisfy(goal -> assertThat(descriptor)
                .contains("<goal>" + goal + "</goal>"));
    }

    private static List<String> found(String pattern) throws IOException {
        return Stream.of(Files.readString(GUIDE))
                .flatMap(
                        page -> Pattern.compile(pattern).matcher(page).results().map(found -> found.group(1)))
                .toList();
    }
}
