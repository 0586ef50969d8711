package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.build.guide.CodeBlock;
import dev.wsman.build.guide.GuideFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** No build here runs Gradle, so that its snippets are compared with the build files of Maven. */
final class CoordinatesCheck {
    private static final Pattern COORDINATES = Pattern.compile("[\"']([\\w.-]+):([\\w.-]+):([\\w.-]+)[\"':@]");

    private CoordinatesCheck() {}

    /** Checks each {@code "group:artifact:version"} of a block. */
    static void check(CodeBlock block) {
        Map<String, String> versions = versions();
        for (MatchResult found : COORDINATES.matcher(block.text()).results().toList()) {
            String name = found.group(1) + ":" + found.group(2);
            if (name.startsWith("dev.wsman:") || versions.containsKey(name)) {
                assertThat(versions).as("%s: %s", block.place(1), found.group()).containsEntry(name, found.group(3));
            } else {
                GuideFiles.requireInPom(block, dependency(found));
            }
        }
    }

    private static String dependency(MatchResult found) {
        return "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
                .formatted(found.group(1), found.group(2), found.group(3));
    }

    /** The versions of the library, the testkit and their dependencies. */
    private static Map<String, String> versions() {
        Pom main = Pom.of(Path.of("pom.xml"));
        Map<String, String> versions = main.versions("dependency");
        for (Path file : new Path[] {Path.of("pom.xml"), Path.of("addons/testkit/pom.xml")}) {
            if (Files.exists(file)) {
                Pom pom = Pom.of(file);
                versions.put("dev.wsman:" + pom.property("project.artifactId"), pom.property("project.version"));
            }
        }
        return versions;
    }
}
