package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The other build files use the versions of the main one. Maven can import the versions of dependencies, but not those
 * of plugins. The consumers do not import anything, because they are built like a user's project.
 */
class BuildFilesTest {
    private static final Pom MAIN = Pom.of(Path.of("pom.xml"));
    private static final Path WSDL = Path.of("wsdl");
    private static final Pattern RELEASE = Pattern.compile("(?m)^## \\[(\\d+\\.\\d+\\.\\d+)]");

    /** Projects with libraries of other versions on purpose. */
    private static final List<Path> OTHER_LIBRARIES =
            List.of(Path.of("bench/opennms"), Path.of("src/test/clients"), Path.of("src/test/consumer-environments"));

    static List<Path> otherPoms() throws IOException {
        try (Stream<Path> addons = Files.find(Path.of("addons"), 2, (file, attributes) -> file.endsWith("pom.xml"));
                Stream<Path> bench = Files.find(Path.of("bench"), 2, (file, attributes) -> file.endsWith("pom.xml"));
                Stream<Path> examples =
                        Files.find(Path.of("examples"), 2, (file, attributes) -> file.endsWith("pom.xml"));
                Stream<Path> tests =
                        Files.find(Path.of("src/test"), 3, (file, attributes) -> file.endsWith("pom.xml"))) {
            return Stream.of(addons, bench, examples, tests)
                    .flatMap(files -> files)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void findsOtherBuildFiles() throws IOException {
        assertThat(otherPoms())
                .contains(
                        Path.of("addons/pom.xml"),
                        Path.of("addons/testkit/pom.xml"),
                        Path.of("bench/pom.xml"),
                        Path.of("bench/session/pom.xml"),
                        Path.of("examples/plain/pom.xml"),
                        Path.of("src/test/clients/winrm4j/pom.xml"),
                        Path.of("src/test/consumer/pom.xml"),
                        Path.of("src/test/consumer-environments/checks/pom.xml"));
    }

    @ParameterizedTest
    @MethodSource("otherPoms")
    void usesPluginVersionsOfMainBuild(Path pom) {
        Map<String, String> expected = MAIN.versions("plugin");
        Map<String, String> actual = Pom.of(pom).versions("plugin");
        actual.keySet().retainAll(expected.keySet());
        assertThat(expected).containsAllEntriesOf(actual);
    }

    @ParameterizedTest
    @MethodSource("otherPoms")
    void usesLibraryVersionsOfMainBuild(Path pom) {
        Map<String, String> expected = MAIN.versions("dependency");
        Map<String, String> actual = Pom.of(pom).versions("dependency");
        if (OTHER_LIBRARIES.stream().anyMatch(pom::startsWith)) {
            actual.keySet().retainAll(List.of("dev.wsman:wsman-session", "dev.wsman:wsman-testkit"));
        }
        expected.put("dev.wsman:wsman-session", mainVersion());
        expected.put("dev.wsman:wsman-testkit", mainVersion());
        expected.put("org.junit.jupiter:junit-jupiter", expected.get("org.junit:junit-bom"));
        actual.keySet().retainAll(expected.keySet());
        assertThat(expected).containsAllEntriesOf(actual);
    }

    @Test
    void buildsAddonsWithVersionAndTimeOfMainBuild() {
        Pom addons = Pom.of(Path.of("addons/pom.xml"));
        for (String property : List.of("project.version", "project.build.outputTimestamp", "maven.compiler.release")) {
            assertThat(property(addons, property)).as(property).isEqualTo(property(MAIN, property));
        }
        assertThat(Pom.of(Path.of("addons/testkit/pom.xml")).property("project.artifactId"))
                .isEqualTo("wsman-testkit");
    }

    /** Pom takes names that begin with "project." for elements of the project. */
    private static String property(Pom pom, String name) {
        return name.equals("project.version")
                ? pom.property(name)
                : pom.all(name).findFirst().orElseThrow().getTextContent();
    }

    @Test
    void measuresLibraryOfMainBuildInBench() {
        assertThat(Pom.of(Path.of("bench/pom.xml")).property("project.version")).isEqualTo(mainVersion());
    }

    @Test
    void runsCodeGeneratorAgainForEveryDocumentOfContract() throws IOException {
        List<String> watched = MAIN.all("dependency")
                .map(line -> line.getTextContent().strip())
                .filter(text -> text.startsWith("${project.basedir}/"))
                .map(text -> text.substring("${project.basedir}/".length()))
                .toList();
        try (Stream<Path> files =
                Files.find(WSDL, 2, (file, a) -> file.toString().matches(".+\\.(xsd|xjb|xml)"))) {
            assertThat(watched)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.toString().replace('\\', '/'))
                                    .toList());
        }
    }

    /** The release that is being built cannot be compared with itself. */
    @Test
    void comparesApiWithLatestRelease() throws IOException {
        Optional<String> latest = RELEASE.matcher(Files.readString(Path.of("CHANGELOG.md")))
                .results()
                .map(heading -> heading.group(1))
                .filter(release -> !release.equals(mainVersion()))
                .findFirst();
        assertThat(MAIN.property("released.version")).isEqualTo(latest.orElse("none"));
        assertThat(MAIN.property("japicmp.skip")).isEqualTo(String.valueOf(latest.isEmpty()));
    }

    private static String mainVersion() {
        return MAIN.property("project.version");
    }
}
