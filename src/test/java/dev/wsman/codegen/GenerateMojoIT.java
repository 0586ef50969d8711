package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * Tests the descriptor of the Maven goal, and the goal with a server. The project consumer-codegen runs it in Maven.
 */
class GenerateMojoIT {
    @AutoStart
    static final WsmanService SERVICE =
            LenientService.builder().ntlm("user", "secret").build();

    @TempDir
    Path folder;

    private static String descriptor() throws IOException {
        try (InputStream in = GenerateMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Map<String, Object> configuration(String name) {
        return Map.of(
                "server", SERVICE.endpoint(),
                "user", "user",
                "environment", Map.of("WSMAN_PASSWORD", "secret"),
                "namespace", "root/cimv2",
                "classes", List.of(name),
                "packageName", "acme",
                "outputDirectory", folder.toFile());
    }

    @Test
    void declaresClassAndParametersInDescriptor() throws IOException {
        String text = descriptor();
        Instance.parse(text);
        assertThat(text)
                .contains("<implementation>" + GenerateMojo.class.getName() + "</implementation>")
                .contains("<artifactId>wsman-session</artifactId>", "<goalPrefix>wsman</goalPrefix>")
                .contains("default-value=\"${project}\"", "${wsman.server}")
                .doesNotContain("@");
        assertThat(declared(goal("generate"))).containsExactlyInAnyOrderElementsOf(fields(GenerateMojo.class));
        assertThat(declared(goal("help"))).containsExactlyInAnyOrderElementsOf(fields(HelpMojo.class));
        assertThat(goal("help")).contains("<implementation>" + HelpMojo.class.getName() + "</implementation>");
    }

    /** Returns the part of the descriptor that describes one goal. */
    private static String goal(String name) throws IOException {
        return Stream.of(descriptor().split("(?=<mojo>)"))
                .filter(part -> part.contains("<goal>" + name + "</goal>"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> declared(String goal) {
        return Pattern.compile("<parameter>\\s*<name>(\\w+)</name>\\s*<type>([\\w.]+)</type>")
                .matcher(goal)
                .results()
                .map(GenerateMojoIT::typed)
                .toList();
    }

    private static List<String> fields(Class<?> goal) {
        return Arrays.stream(goal.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .filter(field -> !List.of("environment", "settingsDecrypter").contains(field.getName()))
                .map(field -> field.getName() + " " + field.getType().getName())
                .toList();
    }

    @Test
    void requiresDecrypterOfMaven() throws Exception {
        assertThat(goal("generate").replaceAll("\\s+", ""))
                .contains("<role>" + SettingsDecrypter.class.getName() + "</role><field-name>settingsDecrypter<");
        assertThat(GenerateMojo.class.getDeclaredField("settingsDecrypter").getType())
                .isEqualTo(SettingsDecrypter.class);
    }

    @Test
    void runsInEclipseWhenProjectIsConfigured() throws IOException {
        try (InputStream in = GenerateMojo.class.getResourceAsStream("/META-INF/m2e/lifecycle-mapping-metadata.xml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", "");
            assertThat(text)
                    .contains("<goals><goal>generate</goal></goals>")
                    .contains("<runOnIncremental>false</runOnIncremental><runOnConfiguration>true<");
        }
        assertThat(goal("generate")).contains("<phase>generate-sources</phase>");
    }

    @Test
    void acceptsEveryParameterAsProperty() throws IOException {
        String text = goal("generate");
        assertThat(Pattern.compile("<parameter>\\s*<name>(\\w+)</name>")
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1)))
                .filteredOn(name ->
                        !List.of("project", "settings", "outputDirectory").contains(name))
                .allSatisfy(name -> assertThat(text).contains("${wsman." + name + "}</" + name + ">"));
    }

    private static String typed(MatchResult parameter) {
        return parameter.group(1) + " " + parameter.group(2);
    }

    @Test
    void readsServerWithPasswordOfEnvironment() throws Exception {
        TestGoal.of(configuration("Win32_Service")).execute();
        assertThat(new File(folder.toFile(), "acme/Win32Service.java")).isFile();
    }

    /** Decrypts passwords in braces, as Maven's component does with its master password; fails for {broken}. */
    private static SettingsDecryptionResult decrypt(SettingsDecryptionRequest request) {
        Server server = request.getServers().get(0).clone();
        boolean broken = "{broken}".equals(server.getPassword());
        List<SettingsProblem> problems = broken
                ? List.of(new DefaultSettingsProblem(
                        "no master password", SettingsProblem.Severity.ERROR, "server", -1, -1, null))
                : List.of();
        server.setPassword(server.getPassword().replaceAll("^\\{(.*)\\}$", "$1"));
        return new SettingsDecryptionResult() {
            @Override
            public Server getServer() {
                return server;
            }

            @Override
            public List<Server> getServers() {
                return List.of(server);
            }

            @Override
            public Proxy getProxy() {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Proxy> getProxies() {
                return List.of();
            }

            @Override
            public List<SettingsProblem> getProblems() {
                return problems;
            }
        };
    }

    private Map<String, Object> withSettings(String id, String password) {
        Server server = new Server();
        server.setId("lab");
        server.setUsername("user");
        server.setPassword(password);
        Settings settings = new Settings();
        settings.addServer(server);
        Map<String, Object> configuration = new HashMap<>(configuration("Win32_Service"));
        configuration.remove("user");
        configuration.put("environment", Map.of());
        configuration.put("settings", settings);
        configuration.put("settingsDecrypter", (SettingsDecrypter) GenerateMojoIT::decrypt);
        configuration.put("serverId", id);
        return configuration;
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "{secret}"})
    void takesUserAndDecryptedPasswordFromSettings(String password) throws Exception {
        TestGoal.of(withSettings("lab", password)).execute();
        assertThat(folder.resolve("acme/Win32Service.java")).isRegularFile();
    }

    @ParameterizedTest
    @CsvSource({"other, secret, settings.xml has no <server> with the id other", "lab, {broken}, cannot be decrypted"})
    void reportsUnusableServerOfSettingsBeforeSending(String id, String password, String problem) {
        assertThatThrownBy(() -> TestGoal.of(withSettings(id, password)).execute())
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("serverId: ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining(password);
        assertThat(SERVICE.requests()).isEmpty();
    }

    @Test
    void logsFilesAndCountsOnce() throws Exception {
        List<String> log = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            GenerateMojo goal = TestGoal.of(configuration("Win32_Service"));
            goal.setLog(new TestGoal.QuietLog() {
                @Override
                public void info(CharSequence content) {
                    log.add(content.toString());
                }
            });
            goal.execute();
        }
        assertThat(log)
                .contains("created   " + Path.of("acme", "Win32Service.java"))
                .last(InstanceOfAssertFactories.STRING)
                .endsWith(" files unchanged");
    }

    /** The profile of the project consumer-codegen, which docs/typed-classes.md shows. */
    @Test
    void runsServerSampleOfConsumer() throws Exception {
        Element profile = Instance.parse(Files.readString(Path.of("src/test/consumer-codegen/pom.xml")))
                .instance("profiles")
                .orElseThrow()
                .toElement();
        Map<String, Object> configuration = new HashMap<>(withSettings("lab", "secret"));
        Element sample = (Element) profile.getElementsByTagName("configuration").item(0);
        for (Element parameter : elements(sample)) {
            List<Element> items = elements(parameter);
            configuration.put(
                    parameter.getTagName(),
                    items.isEmpty()
                            ? parameter.getTextContent()
                            : items.stream().map(Element::getTextContent).toList());
        }
        assertThat(configuration.put("server", SERVICE.endpoint())).isEqualTo("http://server.example.com:5985");
        assertThat(configuration.put("serverId", "lab")).isEqualTo("server.example.com");
        assertThat(configuration.put("snapshot", folder.resolve("windows.xml").toFile()))
                .isEqualTo("src/main/cim/services.xml");
        configuration.put("outputDirectory", folder.toFile());
        TestGoal.of(configuration).execute();
        assertThat(folder.resolve("com/example/cim/Win32Service.java")).isRegularFile();
        assertThat(folder.resolve("com/example/cim/Win32Process.java")).isRegularFile();
        assertThat(folder.resolve("windows.xml")).content().contains("NAME=\"Win32_Service\"");
    }

    private static List<Element> elements(Element parent) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(i -> parent.getChildNodes().item(i))
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    @Test
    void describesGoalsAndParametersFromDescriptor() {
        assertThat(PluginHelp.lines(null, false))
                .startsWith("wsman-session 0.1.0-SNAPSHOT")
                .contains("wsman:generate", "wsman:help")
                .endsWith("-Ddetail lists the parameters, of one goal with -Dgoal=NAME.")
                .allMatch(line -> line.length() <= 80);
        assertThat(PluginHelp.lines("generate", true))
                .doesNotContain("wsman:help")
                .contains(
                        "    packageName (required, user property: wsman.packageName)",
                        "    closure (default: true, user property: wsman.closure)",
                        "    outputDirectory (default:",
                        "      The Java package of the classes.")
                .noneMatch(line ->
                        line.strip().startsWith("project ") || line.strip().startsWith("settings "));
        assertThatThrownBy(() -> PluginHelp.lines("frobnicate", false))
                .hasMessage("goal: unknown goal frobnicate; the goals are generate, help");
    }

    @Test
    void namesClassOfFailureAndMissingConfiguration() {
        assertThatThrownBy(() -> TestGoal.of(configuration("Nope_X")).execute())
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("class Nope_X");
        assertThatThrownBy(() -> TestGoal.of(Map.of("packageName", "acme")).execute())
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("name a server, a snapshot or MOF files");
    }
}
