package dev.wsman.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Programs;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.data.StandardClasses;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartIT {
    @AutoStart
    static final WsmanService server =
            LenientService.builder().https().basic("guest", "pass phrase").build();

    @AutoStart
    static final WsmanService empty = LenientService.builder()
            .quirks(ServerQuirks.OPENWSMAN)
            .withoutStandardClasses()
            .build();

    @AutoStart
    static final WsmanService omi = omi();

    @AutoStart
    static final WsmanService windows =
            WsmanService.builder().ntlm("guest", "pass phrase").build();

    private static WsmanService omi() {
        WsmanServiceBuilder builder = LenientService.builder()
                .quirks(ServerQuirks.OMI)
                .basic("guest", "pass phrase")
                .withoutStandardClasses();
        StandardClasses.create().stream()
                .filter(type -> type.name().equals("CIM_ComputerSystem"))
                .forEach(builder::add);
        return builder.build();
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return run(new TourTerminal(80, false), arguments);
    }

    private int run(TourTerminal terminal, String... arguments) {
        return new Quickstart(
                        Map.of("WSMAN_PASSWORD", "pass phrase"),
                        terminal,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private int runOnServer() {
        return run(
                server.endpoint(),
                "--user",
                "guest",
                "--auth",
                "basic",
                "--fingerprint",
                server.certificateFingerprint());
    }

    @Test
    void showsEverythingOnEmbeddedServiceByDefault() {
        assertThat(run()).isZero();
        assertThat(err()).isEmpty();
        assertThat(out())
                .startsWith("A session with the embedded service at http://127.0.0.1:")
                .containsPattern(": negotiate\\s\\(NTLM\\),\\smessages\\sencrypted\n")
                .contains("vendor        Microsoft Corporation")
                .containsPattern("PID +NAME +THREADS +WORKING SET +STARTED")
                .contains("before        Print Spooler is Running, process ")
                .contains("stopService   returned 0")
                .contains("then          Print Spooler is Stopped, process 0\n")
                .contains("startService  returned 0")
                .contains("after         Print Spooler is Running, process ")
                .contains("created       winrm/config/Listener?Address=*+Transport=HTTPS\n")
                .contains("2 listeners: HTTP, HTTPS")
                .contains("deleted       1 listener: HTTP\n")
                .contains("printf        50% of \"it\" (exit code 0)\n")
                .contains("sort          apple, fig, pear\n")
                .contains("exit code     3, stderr: disk not found\n")
                .contains("left          0 shells on the server\n")
                .contains("event 7034    The Spooler service stopped. (")
                .doesNotContain("event 7036")
                .contains("bookmark      <BookmarkList>")
                .contains("event 41      The system has restarted without cleanly shutting down.\n")
                .contains("kind          DESTINATION_UNREACHABLE")
                .contains("0x80338000 ERROR_WSMAN_RESOURCE_NOT_FOUND")
                .contains("<f:WSManFault")
                .contains("What to try next")
                .contains("-Dexec.args=--wire");
    }

    @Test
    void showsRequestThatReleasesContextOfClosedStream() {
        assertThat(run()).isZero();
        assertThat(out())
                .contains("requests      3, the last of them:\n   <")
                .containsPattern("<\\w+:Release\\b")
                .containsPattern("<\\w+:EnumerationContext\\b");
    }

    @Test
    void showsTimeOfEachPart() {
        assertThat(run()).isZero();
        assertThat(out().lines().filter(line -> line.matches(" {3}time {10}\\d+(\\.\\d)? m?s")))
                .hasSize(8);
        assertThat(out()).contains("\n8  ").doesNotContain("\n9  ");
    }

    @Test
    void showsAliasInsteadOfResourceUri() {
        assertThat(run()).isZero();
        assertThat(out().lines().filter(line -> !line.contains("<") && !line.contains("xmlns")))
                .noneMatch(line -> line.contains("http://schemas.microsoft.com"))
                .anyMatch(line -> line.contains("Get wmicimv2/Win32_Service?Name=Missing"));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 120})
    void keepsLinesWithinTerminal(int columns) {
        assertThat(run(new TourTerminal(columns, false), "--wire")).isZero();
        assertThat(out().lines())
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThanOrEqualTo(columns).doesNotMatch(".*\\s$"));
    }

    @Test
    void hasNoStylesWithoutTerminal() {
        assertThat(run()).isZero();
        assertThat(out()).doesNotContain("\u001b");
    }

    @Test
    void showsDecryptedMessagesOnRequest() {
        assertThat(run("--wire")).isZero();
        assertThat(out())
                .contains("   > POST /wsman\n", "   < 200\n", "multipart/encrypted")
                .containsPattern("\n {3}<s:Envelope")
                .containsPattern("\n {7}<\\w+:Action[ >\n]")
                .doesNotContain("-Dexec.args=--wire");
        assertThat(Logger.getLogger("dev.wsman.wire").getHandlers()).isEmpty();
    }

    @Test
    void leavesSecretsOutOfMessages() {
        assertThat(run(server.endpoint(), "--user", "guest", "--auth", "basic", "--insecure", "--wire"))
                .isZero();
        String basic = Base64.getEncoder().encodeToString("guest:pass phrase".getBytes(StandardCharsets.UTF_8));
        assertThat(server.requests().get(0).header("Authorization")).contains("Basic " + basic);
        assertThat(out()).contains("Authorization: ***").doesNotContain(basic, "pass phrase");
    }

    @Test
    void showsTenLargestProcesses() {
        assertThat(run()).isZero();
        List<Long> sizes = out().lines()
                .filter(line -> line.contains(" KiB "))
                .map(line -> Long.parseLong(
                        line.replaceAll(".* ([0-9,]+) KiB .*", "$1").replace(",", "")))
                .toList();
        assertThat(sizes).hasSizeBetween(1, 10).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void onlyReadsFromRealServer() {
        assertThat(runOnServer()).isZero();
        assertThat(out()).contains("WORKING SET").contains("kind          DESTINATION_UNREACHABLE");
        assertThat(server.requests())
                .extracting(RecordedRequest::operation)
                .isSubsetOf(
                        ServiceOperation.IDENTIFY,
                        ServiceOperation.ENUMERATE,
                        ServiceOperation.PULL,
                        ServiceOperation.GET,
                        ServiceOperation.RELEASE)
                .contains(ServiceOperation.IDENTIFY, ServiceOperation.ENUMERATE, ServiceOperation.GET);
    }

    @Test
    void showsComputerSystemIfServerHasNoProcesses() {
        assertThat(run(omi.endpoint(), "--user", "guest", "--auth", "basic", "--allow-unencrypted"))
                .isZero();
        assertThat(out())
                .contains("This server does not list Win32_Process: ")
                .contains("instead       cimv2/CIM_ComputerSystem")
                .contains("result        1 instance")
                .contains("requests      1; the first reply had all items")
                .contains("CreationClassName = ")
                .contains("kind          ");
    }

    @Test
    void reportsServerWithoutKnownClasses() {
        assertThat(run(empty.endpoint())).isZero();
        assertThat(out())
                .contains("This server does not list Win32_Process: ")
                .contains("Nor does it list CIM_ComputerSystem")
                .contains("kind          DESTINATION_UNREACHABLE");
    }

    @Test
    void reportsWrongPasswordInOneLine() {
        assertThat(run(server.endpoint(), "--user", "someone", "--auth", "basic", "--insecure"))
                .isEqualTo(1);
        assertThat(err()).startsWith("error: ").hasLineCount(1).doesNotContain("pass phrase");
    }

    @Test
    void reportsSchemeThatServerOffersWithCommandForIt() {
        assertThat(run(server.endpoint(), "--user", "guest", "--insecure")).isEqualTo(1);
        assertThat(err())
                .startsWith("error: the server does not offer Negotiate; it offers Basic")
                .hasLineCount(3)
                .endsWith("  mvn -q test-compile exec:java -Dexec.args=\"" + server.endpoint()
                        + " --user guest --insecure --auth basic\"" + System.lineSeparator());
        assertThat(server.requests())
                .allSatisfy(request ->
                        assertThat(request.header("Authorization").orElse("")).doesNotStartWith("Basic"));
    }

    @Test
    void reportsFingerprintOfUntrustedCertificateWithCommandThatPinsIt() {
        assertThat(run(server.endpoint(), "--user", "guest")).isEqualTo(1);
        assertThat(err())
                .startsWith("error: ")
                .contains("TLS")
                .hasLineCount(3)
                .endsWith("  mvn -q test-compile exec:java -Dexec.args=\"" + server.endpoint()
                        + " --user guest --fingerprint " + server.certificateFingerprint() + "\""
                        + System.lineSeparator());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void logsInByNegotiateByDefault() {
        assertThat(run(windows.endpoint(), "--user", "guest")).isZero();
        assertThat(out()).contains(": negotiate, as guest\n").contains("WORKING SET");
        assertThat(windows.requests().get(windows.requests().size() - 1).header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/encrypted"));
    }

    @Test
    void reportsInvalidEndpointInOneLine() {
        assertThat(run("ftp://example.com")).isEqualTo(1);
        assertThat(err()).startsWith("error: endpoint").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--user",
                "--user guest",
                "--nonsense",
                "host1 host2",
                "host --insecure",
                "host --fingerprint 00",
                "https://host --insecure --fingerprint 00",
                "https://host --allow-unencrypted",
                "https://host --allow-unencrypted --user guest",
                "host --allow-unencrypted --user guest --auth ntlm",
                "https://host --auth digest",
                "https://host --user guest --auth magic",
                "host --timeout soon"
            })
    void showsUsageForInvalidCommandLine(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err()).startsWith("error: ").contains("--user NAME");
        assertThat(out()).isEmpty();
    }

    @Test
    void showsUsageAsHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out()).contains("--fingerprint HEX");
        assertThat(err()).isEmpty();
    }

    @Test
    void endsProcessWithoutFurtherOutput() throws IOException, InterruptedException {
        Process process = quickstart();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output).startsWith("A session with ").doesNotContain("INFO", "WARN");
    }

    @Test
    void reportsErrorInExitStatus() throws IOException, InterruptedException {
        Process process = quickstart("http://127.0.0.1:1/wsman");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output.lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    }

    /** util-linux's script runs a program in a pseudo terminal. */
    @ParameterizedTest
    @CsvSource({"xterm, '', true", "dumb, '', false", "xterm, 1, false"})
    void usesBoldAndWidthOfTerminal(String term, String noColor, boolean styled)
            throws IOException, InterruptedException {
        String script = Programs.need("script");
        String java = String.join("' '", command());
        ProcessBuilder builder = new ProcessBuilder(script, "-qec", "stty cols 60 && '" + java + "'", "/dev/null")
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("TERM", term, "NO_COLOR", noColor));
        builder.environment().remove("COLUMNS");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output.contains("\u001b[1m1  What the server is\u001b[0m")).isEqualTo(styled);
        assertThat(output.contains("\u001b[2m")).isEqualTo(styled);
        List<Integer> lengths = output.replaceAll("\u001b\\[\\d*m", "")
                .lines()
                .map(String::length)
                .toList();
        assertThat(lengths).allMatch(length -> length <= 60).anyMatch(length -> length > 50);
    }

    private static Process quickstart(String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
    }

    private static List<String> command(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
