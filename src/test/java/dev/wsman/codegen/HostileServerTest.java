package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Session;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose declarations never end, and servers whose texts would control a terminal. */
@Timeout(120)
class HostileServerTest {
    private static final String CONTROLS = "a\u001b[2J\u0007b\u009b2Jc\u202ed\u2066e\u007ff\u2028g\r\nh\u0008";

    @TempDir
    Path folder;

    private final TestTerminal terminal = new TestTerminal();

    private int read(DeclaringServer server, String... more) {
        return terminal.run(Stream.concat(
                        Stream.of(
                                "--server",
                                server.endpoint(),
                                "--namespace",
                                "root/cimv2",
                                "--class",
                                "ACME_0",
                                "--package",
                                "acme",
                                "--out",
                                folder.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('_') + 1));
    }

    private static String extending(String name, String superclass) {
        return "<CLASS NAME='" + name + "' SUPERCLASS='" + superclass + "'/>";
    }

    private static String referring(String name, String... targets) {
        StringBuilder declared = new StringBuilder("<CLASS NAME='" + name + "'>");
        for (String target : targets) {
            declared.append("<PROPERTY.REFERENCE NAME='R")
                    .append(target)
                    .append("' REFERENCECLASS='")
                    .append(target)
                    .append("'/>");
        }
        return declared.append("</CLASS>").toString();
    }

    @Test
    void stopsEndlessChainOfSuperclassesAfter64() {
        try (DeclaringServer server = new DeclaringServer(name -> extending(name, "ACME_" + (number(name) + 1)))) {
            assertThat(read(server)).isEqualTo(1);
            assertThat(terminal.err())
                    .isEqualTo("error: class ACME_64: it has more than 64 superclasses in a chain"
                            + System.lineSeparator());
            assertThat(server.requestedClasses()).hasSize(65);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void stopsEndlessReferencesAfter2000Classes() {
        UnaryOperator<String> tree = name -> referring(
                name,
                "ACME_" + (2 * number(name) + 1),
                "ACME_" + (2 * number(name) + 2),
                "ACME_" + (3 * number(name) + 1));
        try (DeclaringServer server = new DeclaringServer(tree)) {
            assertThat(read(server)).isEqualTo(1);
            assertThat(terminal.err()).contains("more than 2000 classes are needed in addition to the named ones");
            assertThat(server.requestedClasses()).hasSizeLessThanOrEqualTo(2001);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void detectsEndlessChainHiddenAmongReferences() {
        // each class is known as the target of a reference before it is known as a superclass
        UnaryOperator<String> hidden = name -> referring(name, "ACME_" + (number(name) + 2))
                .replace("<CLASS ", "<CLASS SUPERCLASS='ACME_" + Math.min(number(name) + 1, 900) + "' ");
        try (DeclaringServer server =
                new DeclaringServer(name -> number(name) < 900 ? hidden.apply(name) : "<CLASS NAME='" + name + "'/>")) {
            assertThat(read(server)).isEqualTo(1);
            assertThat(terminal.err()).contains("it has more than 64 superclasses in a chain");
            assertThat(server.requestedClasses()).hasSizeLessThan(1000);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rejectsCycleOfSuperclassesInDifferentCase() {
        Map<String, String> circle = Map.of("acme_0", "Acme_1", "acme_1", "ACME_2", "acme_2", "aCME_0");
        try (DeclaringServer server =
                new DeclaringServer(name -> extending(name, circle.get(name.toLowerCase(Locale.ROOT))))) {
            assertThat(read(server)).isEqualTo(1);
            assertThat(terminal.err()).contains("it is its own superclass");
            assertThat(server.requestedClasses()).hasSize(3);
        }
    }

    @Test
    void rejectsEndlessClassList() {
        StringBuilder all = new StringBuilder("<EnumerateClassNames>");
        for (int i = 0; i <= 20_000; i++) {
            all.append("<name>A_").append(i).append("</name>");
        }
        String list = all.append("</EnumerateClassNames>").toString();
        AtomicInteger requests = new AtomicInteger();
        try (DeclaringServer server = new DeclaringServer(name -> requests.incrementAndGet() > 1 ? list : "<none/>")) {
            assertThat(read(server, "--class", "A_*")).isEqualTo(1);
            assertThat(terminal.err())
                    .contains(
                            "the server lists more than 20000 classes: give the names of the classes instead of patterns");
        }
    }

    @Test
    void rejectsListThatRepeatsOneClass() {
        String enumeration = "xmlns='http://schemas.xmlsoap.org/ws/2004/09/enumeration'";
        String context = "<EnumerationContext>1</EnumerationContext>";
        String begun = "<EnumerateResponse " + enumeration + ">" + context + "</EnumerateResponse>";
        String pulled = "<PullResponse " + enumeration + ">" + context + "<Items>"
                + "<CLASS xmlns='' NAME='A_1'/>".repeat(500) + "</Items></PullResponse>";
        AtomicInteger requests = new AtomicInteger();
        try (DeclaringServer server = new DeclaringServer(name -> requests.getAndIncrement() == 0 ? begun : pulled)) {
            assertThat(read(server, "--class", "A_*")).isEqualTo(1);
            assertThat(terminal.err())
                    .contains(
                            "the server lists more than 20000 classes: give the names of the classes instead of patterns");
            assertThat(requests).hasValueLessThan(50);
        }
    }

    private static String properties(int count) {
        StringBuilder declared = new StringBuilder();
        for (int i = 0; i < count; i++) {
            declared.append("<PROPERTY NAME='P").append(i).append("' TYPE='string'/>");
        }
        return declared.toString();
    }

    private static String methods(int count) {
        return properties(count).replace("PROPERTY", "METHOD");
    }

    private static String parameters(int count) {
        return "<METHOD NAME='M' TYPE='uint32'>" + properties(count).replace("PROPERTY", "PARAMETER") + "</METHOD>";
    }

    static Stream<String> members() {
        return Stream.of(properties(100_000), methods(3001), parameters(3000), properties(2000) + parameters(1000));
    }

    @ParameterizedTest
    @MethodSource("members")
    void writesNothingForClassWithTooManyMembers(String members) throws Exception {
        Path snapshot = Files.writeString(
                folder.resolve("large.xml"), "<CIM><CLASS NAME='ACME_0'>" + members + "</CLASS></CIM>");
        assertThat(terminal.run(
                        "--from-snapshot",
                        snapshot.toString(),
                        "--package",
                        "acme",
                        "--out",
                        folder.resolve("out").toString()))
                .isEqualTo(1);
        assertThat(terminal.err())
                .contains("error: class ACME_0: it has too many properties, methods and parameters for a Java class: ")
                .contains(", limit 3000");
        assertThat(folder).isDirectoryNotContaining(each -> !each.equals(snapshot));
    }

    @Test
    void stopsResourceUriRequestsAfterTimeLimit() {
        List<CimClass> classes = IntStream.range(0, 2000)
                .mapToObj(i ->
                        new CimClass(new CimName("A" + i + "_X"), Optional.empty(), List.of(), List.of(), List.of()))
                .toList();
        ResourceUris uris = new ResourceUris("root/cimv2", "", Map.of());
        try (DeclaringServer server = new DeclaringServer(name -> "<none/>");
                Session session = Session.builder(server.endpoint()).build()) {
            ResourceUriProbe.Result found = ResourceUriProbe.probe(session, uris, classes, Duration.ZERO);
            assertThat(found.prefixes()).isEmpty();
            assertThat(found.warnings())
                    .containsExactly(
                            "class A0_X and the classes of 1999 other schemas: its resource URI was not checked,"
                                    + " because earlier requests took 0 s; the documented resource URI is used");
            assertThat(server.requestedClasses()).as("Identify").hasSize(1);
        }
    }

    private static void assertNoControls(String text) {
        assertThat(text.lines()).hasSize(1);
        assertThat(text.strip()
                        .codePoints()
                        .filter(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.LINE_SEPARATOR))
                .isEmpty();
    }

    private static String fault(String reason) {
        return "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode>"
                + "<s:Value xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'>w:InternalError</s:Value></s:Subcode></s:Code>"
                + "<s:Reason><s:Text xml:lang='en'>" + reason + "</s:Text></s:Reason></s:Fault>";
    }

    private static String inXml(String text) {
        StringBuilder kept = new StringBuilder();
        text.chars().filter(c -> c >= ' ' || c == '\r' || c == '\n').forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    @Test
    void escapesControlCharactersInFaultReasons() throws Exception {
        try (DeclaringServer server = new DeclaringServer(name -> fault(inXml(CONTROLS)))) {
            assertThat(read(server)).isEqualTo(1);
            assertThat(terminal.err()).contains("a[2Jb\\u009b2Jc\\u202ed\\u2066e\\u007ff\\u2028g h");
            assertNoControls(terminal.err());
            assertThatThrownBy(() -> TestGoal.of(Map.of(
                                    "server", server.endpoint(),
                                    "namespace", "root/cimv2",
                                    "classes", List.of("ACME_0"),
                                    "packageName", "acme",
                                    "outputDirectory", folder.toFile()))
                            .execute())
                    .isInstanceOf(MojoExecutionException.class)
                    .satisfies(failure -> {
                        for (Throwable each = failure; each != null; each = each.getCause()) {
                            assertNoControls(each.toString() + '\n');
                        }
                    });
        }
    }

    @Test
    void escapesControlCharactersInNotesAndStackTraces() {
        String odd = "<CLASS NAME='ACME_0'><PROPERTY NAME='P' TYPE='a\u202eb\u009b2J'/><X\u00b7Y/></CLASS>";
        try (DeclaringServer server = new DeclaringServer(name -> odd)) {
            assertThat(read(server, "--verbose")).isZero();
            assertThat(terminal.out()).contains("unknown type 'a\\u202eb\\u009b2J' of P read as string");
        }
        try (DeclaringServer server = new DeclaringServer(name -> fault(inXml(CONTROLS)))) {
            assertThat(read(server, "--verbose")).isEqualTo(1);
        }
        assertThat(terminal.err()).contains("\tat dev.wsman");
        assertThat((terminal.err() + terminal.out())
                        .codePoints()
                        .filter(c -> c != '\n' && c != '\r' && c != '\t')
                        .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 20_000})
    void writesNothingForSnapshotOfLongChain(int length) throws Exception {
        StringBuilder snapshot = new StringBuilder("<CIM>");
        for (int i = 0; i < length; i++) {
            snapshot.append(extending("ACME_" + i, "ACME_" + (i + 1)));
        }
        Path file = Files.writeString(
                folder.resolve("chain.xml"),
                snapshot.append("<CLASS NAME='ACME_" + length + "'/></CIM>").toString());
        Path out = folder.resolve("out");
        for (String[] more : new String[][] {{}, {"--class", "ACME_0"}, {"--class", "ACME_0", "--no-closure"}}) {
            String[] arguments = {
                "--from-snapshot",
                file.toString(),
                "--package",
                "acme",
                "--out",
                out.toString(),
                "--snapshot",
                folder.resolve("again.xml").toString()
            };
            assertThat(terminal.run(Stream.concat(Arrays.stream(arguments), Arrays.stream(more))
                            .toArray(String[]::new)))
                    .isEqualTo(1);
            assertThat(terminal.err()).contains("it has more than 64 superclasses in a chain");
        }
        assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
    }
}
