package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.codegen.ClassGenerator;
import dev.wsman.codegen.ClassSource;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java snippets in README compile and run against the testkit. Its XML is part of a project that is built. */
class ReadmeTest {
    private static final String SERVER = "https://server.example.com:5986/wsman";
    private static final String IMPORTS = """
            package readme;
            import com.example.cim.*;
            import com.example.cim.Win32Service.State;
            import dev.wsman.*;
            import jakarta.xml.bind.annotation.*;
            import java.time.*;
            import java.util.*;
            import java.util.stream.*;
            """;
    private static final Path CONSUMER = Path.of("src/test/consumer");

    @AutoStart
    final WsmanService service =
            WsmanService.builder().https().basic("admin", "pass phrase").build();

    @TempDir
    Path directory;

    private SSLContext before;

    @BeforeEach
    void trustServiceByDefault() throws Exception {
        before = SSLContext.getDefault();
        SSLContext.setDefault(service.sslContext());
    }

    @AfterEach
    void restoreDefaultTrust() {
        SSLContext.setDefault(before);
    }

    private static String readme() {
        return text(Path.of("README.md"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static boolean isFile(String block) {
        return block.startsWith("package ");
    }

    private static boolean isClass(String block) {
        return block.startsWith("public class ");
    }

    private static boolean isModule(String block) {
        return block.startsWith("module ");
    }

    private static List<String> statements() {
        return blocks("java").stream()
                .filter(block -> !isFile(block) && !isClass(block) && !isModule(block))
                .toList();
    }

    @Test
    void compilesAndRunsEveryJavaSnippet() throws Exception {
        List<String> names = compile();
        assertThat(names).hasSizeGreaterThanOrEqualTo(6);
        for (String name : names) {
            run(name);
        }
    }

    @Test
    void runsFirstSnippetOfTwelveLines() throws Exception {
        assertThat(statements().get(0).strip().lines().filter(line -> !line.isBlank()))
                .hasSize(12);
        assertThat(run(compile().get(0)).lines()).containsExactly("Spooler is Running", "StartService returns 0");
        assertThat(service.requests())
                .extracting(RecordedRequest::operation)
                .endsWith(
                        ServiceOperation.GET,
                        ServiceOperation.ENUMERATE,
                        ServiceOperation.INVOKE,
                        ServiceOperation.INVOKE);
        assertThat(service.requests(ServiceOperation.INVOKE))
                .extracting(request -> request.action().replaceFirst(".*/", ""))
                .containsExactly("StopService", "StartService");
    }

    @Test
    void showsCommandsAndCoordinatesOnFirstScreen() {
        String firstScreen = String.join("\n", readme().lines().limit(40).toList());
        assertThat(firstScreen)
                .contains("mvn -q test-compile exec:java", "mvn verify", "<artifactId>wsman-session</artifactId>");
    }

    @Test
    void matchesXmlSnippetsWithConsumerProject() {
        String pom = words(text(CONSUMER.resolve("pom.xml")));
        assertThat(blocks("xml")).hasSize(3).allSatisfy(block -> assertThat(pom).contains(words(block)));
    }

    @Test
    void matchesModuleWithApplicationThatIsRun() {
        String module = text(Path.of("src/test/consumer-environments/app/src/main/java/module-info.java"));
        assertThat(blocks("java").stream().filter(ReadmeTest::isModule))
                .containsExactly(module.substring(module.indexOf("module com")));
    }

    @Test
    void matchesTestSnippetWithConsumerProject() {
        assertThat(blocks("java").stream().filter(ReadmeTest::isFile))
                .containsExactly(text(CONSUMER.resolve("src/test/java/com/example/services/ServicesTest.java")));
    }

    @Test
    void usesVersionsOfBuildInConsumerProject() {
        String pom = text(Path.of("pom.xml"));
        String consumer = text(CONSUMER.resolve("pom.xml"));
        for (String property : List.of("jaxws-rt", "oshi", "bouncycastle", "junit")) {
            assertThat(consumer).contains("<version>" + element(pom, property + ".version") + "</version>");
        }
        assertThat(words(consumer))
                .contains(words("<artifactId>wsman-session</artifactId><version>" + element(pom, "version")));
    }

    @Test
    void linksOnlyToExistingFiles() {
        List<String> links = Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(readme())
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(Path.of(link))
                .exists());
    }

    private static String element(String xml, String name) {
        MatchResult found = Pattern.compile("<" + name + ">([^<]+)</" + name + ">")
                .matcher(xml)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
        return found.group(1);
    }

    private static String words(String xml) {
        return xml.replaceAll("\\s+", "");
    }

    /** Compiles all snippets; returns the names of the classes that run the statements, in their order. */
    private List<String> compile() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String block : blocks("java").stream().filter(ReadmeTest::isClass).toList()) {
            String name = block.substring("public class ".length(), block.indexOf(" {"));
            sources.add(Files.writeString(directory.resolve(name + ".java"), IMPORTS + block));
        }
        sources.addAll(generated());
        List<String> names = new ArrayList<>();
        for (String block : statements()) {
            String name = "Snippet" + names.size();
            sources.add(Files.writeString(directory.resolve(name + ".java"), wrapped(name, block)));
            names.add("readme." + name);
        }
        compile(sources);
        return names;
    }

    /** The classes that the snippets use, generated from the declarations of the service. */
    private List<Path> generated() {
        try (Session session = Session.builder(service.endpoint())
                .credentials(Credentials.basic("admin", "pass phrase".toCharArray()))
                .build()) {
            return ClassGenerator.of(ClassSource.fromServer(session, "root/cimv2", "Win32_Service"), "com.example.cim")
                    .namespace("root/cimv2")
                    .writeTo(directory);
        }
    }

    private String wrapped(String name, String block) {
        return IMPORTS + "public class " + name + " {\n"
                + "public static void run(Session session, char[] password) throws Exception { new Body(session, password).run(); }\n"
                + "record Body(Session session, char[] password) { void run() throws Exception {\n"
                + block.replace(SERVER, service.endpoint())
                + "}}}\n";
    }

    private void compile(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "a JRE has no compiler");
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-proc:none", "-classpath", System.getProperty("java.class.path"), "-d", directory.toString());
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as("%s", messages).isTrue();
        }
    }

    /** Runs statements in a session with the service; returns what they print. */
    private String run(String name) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        char[] password = "pass phrase".toCharArray();
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
                Session session = Session.builder(service.endpoint())
                        .credentials(Credentials.basic("admin", password))
                        .build()) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("run", Session.class, char[].class).invoke(null, session, password);
        } finally {
            System.setOut(standard);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
