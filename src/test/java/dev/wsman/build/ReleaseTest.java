package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/**
 * The builds whose artifacts are published have what Maven Central requires, and one profile that signs and publishes.
 * A release cannot be tried in a test; CONTRIBUTING describes how to try one by hand.
 */
class ReleaseTest {
    private static final Path MAIN = Path.of("pom.xml");
    private static final String PROFILE = "/project/profiles/profile[id='release']";
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    static Stream<Path> publishedBuilds() {
        return Stream.of(MAIN, Path.of("addons", "pom.xml")).filter(Files::exists);
    }

    @ParameterizedTest
    @MethodSource("publishedBuilds")
    void hasWhatMavenCentralRequires(Path pom) throws Exception {
        for (String required : new String[] {
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection"
        }) {
            assertThat(text(pom, "/project/" + required)).as(required).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"maven-source-plugin", "maven-javadoc-plugin"})
    void attachesSourcesAndJavadocInEveryBuild(String plugin) throws Exception {
        for (Path pom : publishedBuilds().toList()) {
            String goals = text(pom, "/project/build/plugins/plugin[artifactId='" + plugin + "']/executions");
            assertThat(goals).as("%s in %s", plugin, pom).contains("jar");
        }
    }

    @ParameterizedTest
    @MethodSource("publishedBuilds")
    void signsAndPublishesInReleaseProfileWithFixedVersions(Path pom) throws Exception {
        Map<String, String> versions = Pom.of(MAIN).versions("plugin");
        for (String plugin : new String[] {
            "org.apache.maven.plugins:maven-gpg-plugin", "org.sonatype.central:central-publishing-maven-plugin"
        }) {
            assertThat(versions.get(plugin)).as(plugin).matches("[0-9.]+");
            assertThat(Pom.of(pom).versions("plugin")).containsEntry(plugin, versions.get(plugin));
            String artifact = plugin.split(":")[1];
            assertThat(text(pom, PROFILE + "//plugin[artifactId='" + artifact + "']"))
                    .as(plugin)
                    .isNotBlank();
        }
    }

    /** A check of the version or the address in an earlier phase would reject verify with a snapshot. */
    @ParameterizedTest
    @MethodSource("publishedBuilds")
    void doesNotPublishSnapshotsOrWithoutAddress(Path pom) throws Exception {
        String execution = PROFILE + "//execution[id='ready-to-publish']";
        assertThat(text(pom, execution + "/phase")).isEqualTo("install");
        assertThat(exists(pom, execution + "//requireReleaseVersion")).isTrue();
        assertThat(text(pom, execution + "//requireProperty/property")).isEqualTo("project.scm.url");
        assertThat(text(pom, PROFILE + "//autoPublish")).isEqualTo("false");
    }

    /** The first command of a user. Each of these takes longer than the rest of it. */
    @ParameterizedTest
    @ValueSource(strings = {"invoker.skip", "maven.javadoc.skip", "spotless.check.skip"})
    void installsWithoutChecksIfTestsAreSkipped(String property) throws Exception {
        String profile = "/project/profiles/profile[activation/property/name='skipTests']";
        assertThat(text(MAIN, profile + "/properties/*[name()='" + property + "']"))
                .isEqualTo("true");
    }

    private static String text(Path pom, String path) throws Exception {
        return XPATH.evaluate(path, document(pom)).strip();
    }

    private static boolean exists(Path pom, String path) throws Exception {
        return node(pom, path) != null;
    }

    private static Node node(Path pom, String path) throws Exception {
        return (Node) XPATH.evaluate(path, document(pom), XPathConstants.NODE);
    }

    private static Document document(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }
}
