package dev.wsman.tour;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        return new Quickstart(
                        Map.of("WSMAN_PASSWORD", "pass phrase"),
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
        return run(server.endpoint(), "--user", "guest", "--fingerprint", server.certificateFingerprint());
    }

    @Test
    void showsEverythingOnEmbeddedServiceByDefault() {
        assertThat(run()).isZero();
        assertThat(err()).isEmpty();
        assertThat(out())
                .contains("vendor        Microsoft Corporation")
                .containsPattern("PID +NAME +THREADS +WORKING SET +STARTED")
                .contains("before        State = Running")
                .contains("StopService   ReturnValue = 0")
                .contains("then          State = Stopped, ProcessId = 0")
                .contains("StartService  ReturnValue = 0")
                .contains("after         State = Running")
                .contains("2 listeners: HTTP, HTTPS")
                .contains("deleted       1 listener: HTTP\n")
                .contains("kind          DESTINATION_UNREACHABLE")
                .contains("0x80338000 ERROR_WSMAN_RESOURCE_NOT_FOUND")
                .contains("<f:WSManFault");
    }

    @Test
    void keepsLinesWithinHundredColumns() {
        assertThat(run()).isZero();
        assertThat(out().lines().filter(line -> !line.contains("session.")))
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(100).doesNotMatch(".*\\s$"));
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
                        ServiceOperation.GET)
                .contains(ServiceOperation.IDENTIFY, ServiceOperation.ENUMERATE, ServiceOperation.GET);
    }

    @Test
    void showsComputerSystemIfServerHasNoProcesses() {
        assertThat(run(omi.endpoint(), "--user", "guest")).isZero();
        assertThat(out())
                .contains("This server does not list Win32_Process: ")
                .contains("instead       http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ComputerSystem")
                .contains("result        1 instance")
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
        assertThat(run(server.endpoint(), "--user", "someone", "--insecure")).isEqualTo(1);
        assertThat(err()).startsWith("error: ").hasLineCount(1).doesNotContain("pass phrase");
    }

    @Test
    void reportsUntrustedCertificateInOneLine() {
        assertThat(run(server.endpoint(), "--user", "guest")).isEqualTo(1);
        assertThat(err()).startsWith("error: ").hasLineCount(1).contains("TLS");
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

    private static Process quickstart(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
