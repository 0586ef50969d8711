package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The content of the archives, which Maven builds before it runs the tests that end in IT. */
class PackagingIT {
    private static final Path TARGET = Path.of("target");
    private static final Pattern ARCHIVE =
            Pattern.compile("wsman-session-[0-9.]+(-SNAPSHOT)?(-sources|-javadoc|-tests|-test-sources)?\\.jar");
    private static final Pattern COMPONENT = Pattern.compile("\"purl\" : \"pkg:maven/([^@]+)@");

    private static List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file ->
                            ARCHIVE.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static JarFile jar() throws IOException {
        return new JarFile(archives().stream()
                .filter(file -> file.getFileName().toString().matches(".*[0-9T]\\.jar"))
                .findFirst()
                .orElseThrow()
                .toFile());
    }

    private static String text(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        assertThat(entry).as("%s in %s", name, jar.getName()).isNotNull();
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The artifacts that the shade plugin puts into the jar, as {@code group:artifact}. */
    private static List<String> bundled() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String set = pom.substring(pom.indexOf("<artifactSet>"), pom.indexOf("</artifactSet>"));
        return Pattern.compile("<include>(.+)</include>")
                .matcher(set)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Set<String> components() throws IOException {
        return COMPONENT
                .matcher(Files.readString(TARGET.resolve("bom.json")))
                .results()
                .map(match -> match.group(1).replace('/', ':'))
                .filter(name -> !name.equals("dev.wsman:wsman-session"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void documentsOnlyPublicPackages() throws IOException {
        Path archive = archives().stream()
                .filter(file -> file.toString().endsWith("-javadoc.jar"))
                .findFirst()
                .orElseThrow();
        try (JarFile documentation = new JarFile(archive.toFile())) {
            List<String> pages = documentation.stream().map(JarEntry::getName).toList();
            assertThat(pages)
                    .contains("index.html", "dev/wsman/Session.html")
                    .noneMatch(page -> page.startsWith("dev/wsman/schema/") || page.contains("/internal/"));
        }
    }

    @Test
    void hasLicenceInEveryArchive() throws IOException {
        String licence = Files.readString(Path.of("LICENSE"));
        assertThat(archives()).hasSize(5);
        for (Path archive : archives()) {
            try (JarFile jar = new JarFile(archive.toFile())) {
                assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(licence);
            }
        }
    }

    @Test
    void namesBundledArtifactsAndTheirLicences() throws IOException {
        try (JarFile jar = jar()) {
            assertThat(bundled()).contains("com.fasterxml:aalto-xml", "com.palantir.javapoet:javapoet");
            assertThat(text(jar, "META-INF/NOTICE")).contains(bundled());
            assertThat(text(jar, "META-INF/licenses/aalto-xml/LICENSE")).contains("Aalto", "Apache");
        }
    }

    @Test
    void exportsExactlyThePublicPackages() throws IOException {
        try (JarFile jar = jar();
                InputStream in = jar.getInputStream(jar.getEntry("module-info.class"))) {
            ModuleDescriptor module = ModuleDescriptor.read(in);
            assertThat(module.name()).isEqualTo("dev.wsman");
            assertThat(module.exports().stream().filter(export -> !export.isQualified()))
                    .extracting(Exports::source)
                    .containsExactlyInAnyOrderElementsOf(publicPackages());
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isNull();
        }
    }

    private static List<String> publicPackages() throws IOException {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.contains(".internal"))
                    .toList();
        }
    }

    @Test
    void listsRuntimeArtifactsButNoBuildToolsInBillOfMaterials() throws IOException {
        assertThat(components())
                .containsAll(bundled())
                .contains("org.apache.cxf:cxf-core", "jakarta.activation:jakarta.activation-api")
                .noneMatch(
                        name -> name.matches(
                                "org\\.apache\\.maven.*|io\\.micrometer.*|org\\.eclipse\\.jetty.*|.*jackson.*|jakarta\\.json.*|.*:(HdrHistogram|slf4j-.*)"));
    }

    @Test
    void countsRuntimeJarsInDocuments() throws IOException {
        int jars = components().size() - bundled().size() + 1;
        StringBuilder text = new StringBuilder(Files.readString(Path.of("README.md")));
        try (DirectoryStream<Path> guides = Files.newDirectoryStream(Path.of("docs"), "*.md")) {
            for (Path guide : guides) {
                text.append(Files.readString(guide));
            }
        }
        Pattern counts = Pattern.compile("runtime class path (?:is |\\| )(\\d+)\\b(?!\\.)");
        assertThat(counts.matcher(text).results().map(count -> count.group(1))).containsOnly(String.valueOf(jars));
    }
}
