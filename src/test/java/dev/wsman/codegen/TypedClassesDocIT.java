package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compiles the code blocks of docs/typed-classes.md and runs the program in it. */
class TypedClassesDocIT {
    @AutoStart
    static final WsmanService SERVICE =
            LenientService.builder().basic("admin", "secret").build();

    private static String page() {
        try {
            return Files.readString(Path.of("docs/typed-classes.md"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static void compileBody(Map<String, String> generated, String imports, String body) {
        Map<String, String> files = new TreeMap<>(generated);
        files.put("Snippet.java", imports + """
                import dev.wsman.Session;
                final class Snippet {
                    private Snippet() {}
                    static void run(Session session) {
                """ + body + "}\n}\n");
        assertThat(CompiledSources.of(files).size()).isPositive();
    }

    private static Map<String, String> mof(String packageName, String text) {
        return ClassGenerator.of(new MofReader().read("vendor.mof", text).repository(), packageName)
                .generate();
    }

    @Test
    void runsProgramForWindows() throws ReflectiveOperationException {
        Map<String, String> files = new TreeMap<>();
        try (Session session = Session.builder(SERVICE.endpoint())
                .credentials(Credentials.basic("admin", "secret".toCharArray()))
                .build()) {
            CimRepository live = ClassSource.fromServer(session, "root/cimv2", "Win32_Service", "Win32_Process");
            files.putAll(ClassGenerator.of(live, "com.example.cim")
                    .namespace("root/cimv2")
                    .generate());
        }
        files.put("com/example/Services.java", blocks("java").get(0));
        Class<?> program = CompiledSources.of(files).loadClass("com.example.Services");
        PrintStream standard = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {SERVICE.endpoint(), "secret"});
        } finally {
            System.setOut(standard);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("Print Spooler: Running", "StopService: 0", "stopped: true", "Create: 2");
    }

    @Test
    void compilesOtherSnippets() {
        assertThat(blocks("java")).hasSize(4);
        compileBody(Map.of(), """
                import dev.wsman.codegen.*;
                import dev.wsman.codegen.model.CimRepository;
                import java.nio.file.Path;
                """, blocks("java").get(1));
        compileBody(
                mof(
                        "com.example.dcim",
                        "class DCIM_SystemView { [Key] string InstanceID; string Model; string ServiceTag; };"),
                "import com.example.dcim.*;\n",
                blocks("java").get(2));
        compileBody(
                mof("com.example.amt", """
                        class AMT_SetupAndConfigurationService {
                            [Key] string Name;
                            [ValueMap{"0", "1", "2"}, Values{"Pre", "In", "Post"}] uint32 ProvisioningState;
                        };
                        """),
                "import com.example.amt.*;\n",
                blocks("java").get(3));
    }

    @Test
    void namesBuiltPlugin() throws IOException {
        String project = Files.readString(Path.of("src/test/consumer-codegen/pom.xml"))
                .replace("src/main/cim/services.xml", "src/main/cim/windows.xml");
        assertThat(page()).contains("--from-snapshot src/main/cim/windows.xml");
        assertThat(blocks("xml")).singleElement().satisfies(block -> {
            assertThat(Instance.parse(block).propertyNames())
                    .containsExactly("groupId", "artifactId", "version", "executions");
            for (String line : block.lines().map(String::strip).toList()) {
                assertThat(project).contains(line);
            }
        });
    }

    @Test
    void mentionsOnlyExistingOptions() {
        List<String> options = Pattern.compile("--[a-z][a-z-]+")
                .matcher(page())
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        assertThat(options).contains("--server", "--mof").allSatisfy(option -> assertThat(CommandLine.USAGE)
                .contains(option));
    }

    @Test
    void mentionsOnlyExistingParameters() {
        String listed =
                page().split("Its parameters are those of the command line:")[1].split("\\.\n")[0];
        List<String> names = Pattern.compile("`(\\w+)`")
                .matcher(listed)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(names).hasSize(16).allSatisfy(name -> assertThat(GenerateMojo.class.getDeclaredField(name))
                .isNotNull());
    }
}
