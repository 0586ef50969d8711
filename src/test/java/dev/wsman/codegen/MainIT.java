package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.codegen.model.CimName;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the command line with the arguments that users type. */
class MainIT {
    @AutoStart
    static final WsmanService SERVICE =
            LenientService.builder().ntlm("user", "secret").build();

    @AutoStart
    static final WsmanService SECURE =
            LenientService.builder().https().ntlm("user", "secret").build();

    private static final String TEXTS = """
            class Win32_Service {
                [Description("What it does now.")] string State;
                [ValueMap{"0", "10"}, Values{"Success", "Already Running"}] uint32 StartService();
            };
            """;

    @TempDir
    Path folder;

    private final TestTerminal terminal = new TestTerminal();

    private int run(String... arguments) {
        return terminal.run(arguments);
    }

    private String out() {
        return terminal.out();
    }

    private String err() {
        return terminal.err();
    }

    /** Returns the arguments to read a class from a service, and others. */
    private static String[] reading(WsmanService service, String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server", service.endpoint(),
                "--user", "user",
                "--namespace", "root/cimv2",
                "--class", name,
                "--package", "acme"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private int runFromSnapshot(Path snapshot, Path destination) {
        return run(
                "--from-snapshot",
                snapshot.toString(),
                "--namespace",
                "root/cimv2",
                "--package",
                "acme",
                "--out",
                destination.toString());
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void generatesCompilableClassesFromServerByPattern() throws IOException {
        int status = run(
                "--server", SERVICE.endpoint(),
                "--user", "user",
                "--namespace", "root/cimv2",
                "--class", "Win32_Serv*, CIM_ServiceProcess",
                "--package", "acme.cim",
                "--out", folder.toString());
        assertThat(err()).isEmpty();
        assertThat(status).isZero();
        assertThat(out().lines().map(line -> line.replace('\\', '/')))
                .contains("created   acme/cim/Win32Service.java", "created   acme/cim/package-info.java")
                .contains("4 classes (2 named, 2 referenced) in " + folder + ": 5 files created")
                .endsWith("1 note about declarations: --verbose shows it");
        Map<String, String> files = files(folder);
        assertThat(files)
                .containsOnlyKeys(
                        "acme/cim/CimProcess.java",
                        "acme/cim/CimServiceProcess.java",
                        "acme/cim/Win32Process.java",
                        "acme/cim/Win32Service.java",
                        "acme/cim/package-info.java");
        assertThat(CompiledSources.of(files).size()).isGreaterThan(5);
    }

    /** Windows offers Negotiate, and Basic only after a change of its settings. */
    @Test
    void authenticatesByNegotiateUnlessToldOtherwise() {
        String[] arguments = reading(SERVICE, "Win32_Service", "--out", folder.toString());
        assertThat(run(arguments)).as(err()).isZero();
        assertThat(SERVICE.requests())
                .extracting(request -> request.header("Authorization").orElse(""))
                .filteredOn(header -> !header.isEmpty())
                .isNotEmpty()
                .allMatch(header -> header.startsWith("Negotiate "));
        assertThat(run(plus(arguments, "--auth", "basic", "--allow-unencrypted")))
                .isEqualTo(1);
        assertThat(err()).startsWith("error: ").contains("Negotiate", " - use credentials for a scheme on offer");
    }

    @Test
    void reportsUnchangedAndChangedFiles() throws IOException {
        Path mof = Files.writeString(
                folder.resolve("a.mof"), "class A { [Key] string Id; }; class B : A { C REF Of; }; class C { };");
        Path target = folder.resolve("java");
        String[] arguments = {"--mof", mof.toString(), "--class", "B", "--package", "acme", "--out", target.toString()};
        assertThat(run(arguments)).as(err()).isZero();
        String classes = "3 classes (1 named, 1 superclass, 1 referenced) in " + target;
        assertThat(out().lines()).hasSize(5).endsWith(classes + ": 4 files created");
        Files.writeString(target.resolve("acme/C.java"), "edited");
        assertThat(run(arguments)).isZero();
        assertThat(out().lines().skip(5))
                .containsExactly("changed   " + Path.of("acme", "C.java"), classes + ": 1 file changed, 3 unchanged");
        assertThat(run(arguments)).isZero();
        assertThat(out().lines().skip(7)).containsExactly(classes + ": 4 files unchanged");
        assertThat(run(plus(arguments, "--verbose"))).isZero();
        assertThat(out()).contains("unchanged " + Path.of("acme", "A.java"));
    }

    @Test
    void listsAtMost20FilesUnlessVerbose() throws IOException {
        String classes =
                IntStream.range(0, 30).mapToObj(i -> "class A" + i + " { };").collect(Collectors.joining(" "));
        Path mof = Files.writeString(folder.resolve("a.mof"), classes);
        String[] arguments = {"--mof", mof.toString(), "--package", "acme", "--out", folder.toString()};
        assertThat(run(arguments)).as(err()).isZero();
        assertThat(out().lines()).hasSize(22).endsWith("and 11 more", "30 classes in " + folder + ": 31 files created");
        assertThat(run(plus(arguments, "--verbose"))).isZero();
        assertThat(out().lines()).hasSize(22 + 32);
    }

    @Test
    void reportsRefusedConnectionWithReasonFirst() {
        int status = run(
                "--server",
                "http://127.0.0.1:1",
                "--user",
                "user",
                "--namespace",
                "root/cimv2",
                "--class",
                "A",
                "--package",
                "acme",
                "--out",
                folder.toString());
        assertThat(status).isEqualTo(1);
        assertThat(err().lines()).hasSize(1);
        assertThat(err())
                .startsWith("error: cannot connect to http://127.0.0.1:1")
                .contains(" - check host and port");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void generatesSameFilesFromSnapshot() throws IOException {
        Path mof = Files.writeString(folder.resolve("texts.mof"), TEXTS);
        Path snapshot = folder.resolve("new/classes.xml");
        Path live = folder.resolve("live");
        Path later = folder.resolve("later");
        int first = run(reading(
                SERVICE,
                "Win32_Service",
                "--no-closure",
                "--mof",
                mof.toString(),
                "--snapshot",
                snapshot.toString(),
                "--out",
                live.toString()));
        assertThat(first).as(err()).isZero();
        int requests = SERVICE.requests().size();
        int second = runFromSnapshot(snapshot, later);
        assertThat(second).as(err()).isZero();
        assertThat(SERVICE.requests()).hasSize(requests);
        assertThat(files(later)).isEqualTo(files(live)).hasSize(2);
        assertThat(files(live).get("acme/Win32Service.java"))
                .contains("What it does now.", "ALREADY_RUNNING(\"10\", \"Already Running\")")
                .contains("START_PENDING(\"Start Pending\", \"Start Pending\")");
    }

    @Test
    void writesSnapshotWithoutPackage() throws IOException {
        Path snapshot = folder.resolve("classes.xml");
        int status = terminal.run(
                Map.of(),
                "--mof",
                Files.writeString(folder.resolve("a.mof"), "class A { [Key] string Id; }; class B : A { };")
                        .toString(),
                "--class",
                "A",
                "--snapshot",
                snapshot.toString());
        assertThat(status).as(err()).isZero();
        assertThat(ClassSource.fromXml(snapshot).classes()).singleElement().matches(c -> c.name()
                .is("A"));
        assertThat(out().lines())
                .containsExactly("created   " + snapshot, "1 class in " + snapshot + ": 1 file created");
    }

    @Test
    void warnsOfMissingSuperclassAndNotesOtherMissingClasses() throws IOException {
        String mof = Files.writeString(
                        folder.resolve("lab.mof"),
                        "class LAB_System : CIM_System { CIM_Gone REF Of; [EmbeddedInstance(\"CIM_Inner\")] string In; };")
                .toString();
        String[] arguments = {"--mof", mof, "--class", "LAB_System", "--package", "acme", "--out", folder.toString()};
        assertThat(run(arguments)).isZero();
        assertThat(err())
                .isEqualTo(
                        "warning: class CIM_System: it is not declared, so that [LAB_System] lack the members, including"
                                + " keys, that they inherit from it" + System.lineSeparator());
        assertThat(out()).endsWith("2 notes about declarations: --verbose shows them" + System.lineSeparator());
        assertThat(run(plus(arguments, "--verbose"))).isZero();
        assertThat(out())
                .contains(
                        "note: class CIM_Gone: it is needed and not declared",
                        "note: class CIM_Inner: it is needed and not declared");
        assertThat(run(plus(arguments, "--no-closure"))).isZero();
        assertThat(out()).endsWith("1 class in " + folder + ": 2 files unchanged" + System.lineSeparator());
    }

    @Test
    void trustsOneCertificateOrAny() throws IOException {
        String[] arguments = reading(SECURE, "Win32_Service", "--out", folder.toString());
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err().lines()).hasSize(1);
        assertThat(err()).startsWith("error: ").contains("certificate");
        assertThat(run(plus(arguments, "--fingerprint", SECURE.certificateFingerprint())))
                .isZero();
        assertThat(run(plus(arguments, "--insecure"))).isZero();
        assertThat(run(plus(arguments, "--insecure", "--fingerprint", SECURE.certificateFingerprint())))
                .isEqualTo(2);
    }

    private static String[] plus(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void reportsFailureOnOneLineWithExitCode1() {
        int status = run(reading(SERVICE, "Nope_X", "--out", folder.toString()));
        assertThat(status).isEqualTo(1);
        assertThat(err().lines()).hasSize(1);
        assertThat(err()).startsWith("error: class Nope_X: the server does not have it in namespace root/cimv2");
        assertThat(out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    /** SERVER stands for the endpoint, EMPTY for an empty argument and COMMA for a list without names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--frobnicate",
                "--server",
                "--server SERVER --class A --package a --out x",
                "--server SERVER --namespace root --package a --out x",
                "--server SERVER --namespace root --class A --package int --out x",
                "--server SERVER --namespace root --class A --package a",
                "--server SERVER --namespace root --class A --package a --out x --auth basic",
                "--server SERVER --namespace root --class A --package a --out x --insecure",
                "--server SERVER --namespace root --class A --package a --out x --auth rot13",
                "--server http:// --namespace root --class A --package a --out x",
                "--mof a.mof --user u --package a --out x",
                "--mof a.mof --class EMPTY --package a --out x",
                "--mof a.mof --class COMMA --package a --out x",
                "--mof a.mof --package a --out --no-closure",
            })
    void rejectsInvalidArgumentsWithExitCode2BeforeSending(String line) {
        Map<String, String> meanings = Map.of("SERVER", SERVICE.endpoint(), "EMPTY", "", "COMMA", " , ");
        String[] arguments = Stream.of(line.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> meanings.getOrDefault(word, word))
                .toArray(String[]::new);
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err().lines()).hasSize(1);
        assertThat(err()).startsWith("error: ").contains("--help");
        assertThat(SERVICE.requests()).isEmpty();
    }

    @Test
    void takesPasswordFromEnvironmentAndNeverShowsIt() {
        String[] arguments = reading(SERVICE, "Win32_Service", "--out", folder.toString());
        assertThat(terminal.run(Map.of(), arguments)).isEqualTo(2);
        assertThat(err()).contains("no password for user: set WSMAN_PASSWORD");
        assertThat(SERVICE.requests()).isEmpty();
        assertThat(terminal.run(Map.of("WSMAN_PASSWORD", "wrong-one"), arguments))
                .isEqualTo(1);
        assertThat(err() + out()).doesNotContain("wrong-one");
        assertThat(SERVICE.requests())
                .extracting(RecordedRequest::responseStatus)
                .containsOnly(401);
    }

    @Test
    void listsAllOptionsInHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out())
                .contains(
                        "--server",
                        "--namespace",
                        "--class",
                        "--mof",
                        "--from-snapshot",
                        "--no-closure",
                        "--package",
                        "--out",
                        "--resource-uri-prefix",
                        "--snapshot",
                        "--user",
                        "WSMAN_PASSWORD",
                        "--auth",
                        "--fingerprint",
                        "--insecure",
                        "--allow-unencrypted",
                        "--verbose");
        assertThat(out().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void redrawsAndClearsProgressBar() {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new PrintStream(drawn, true, StandardCharsets.UTF_8));
        bar.clear();
        assertThat(drawn.size()).isZero();
        bar.read(new CimName("Win32_Service"), 1, 2);
        bar.read(new CimName("CIM_" + "X".repeat(100)), 2, 2);
        bar.clear();
        assertThat(drawn.toString(StandardCharsets.UTF_8).split("\r"))
                .allMatch(line -> line.length() <= 79)
                .anyMatch(line -> line.startsWith("[###############               ] 1/2 Win32_Service"));
        assertThat(drawn.toString(StandardCharsets.UTF_8)).endsWith(" \r").doesNotContain("\n");
    }
}
