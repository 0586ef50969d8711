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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the descriptor of the Maven goal, and the goal with a server. The project consumer-codegen runs it in Maven.
 */
class GenerateMojoIT {
    @AutoStart
    static final WsmanService SERVICE =
            LenientService.builder().basic("user", "secret").build();

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
        List<String> declared = Pattern.compile("<parameter>\\s*<name>(\\w+)</name>\\s*<type>([\\w.]+)</type>")
                .matcher(text)
                .results()
                .map(GenerateMojoIT::typed)
                .toList();
        assertThat(declared)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(GenerateMojo.class.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                        .filter(field -> !field.getName().equals("environment"))
                        .map(field -> field.getName() + " " + field.getType().getName())
                        .toList());
    }

    @Test
    void acceptsEveryParameterAsProperty() throws IOException {
        String text = descriptor();
        assertThat(Pattern.compile("<parameter>\\s*<name>(\\w+)</name>")
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1)))
                .filteredOn(name -> !List.of("project", "outputDirectory").contains(name))
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
