package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.xml.ClassXmlReader;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated classes have resource URIs that are known to the server from which the declarations were read. */
class ResourceUriProbeIT {
    private static final String DMTF = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
    private static final String WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/";
    private static final String VENDOR = "http://schema.lab.example/wbem/wscim/1/cim-schema/2/";

    @AutoStart
    static final WsmanService OPENWSMAN = service(ServerQuirks.OPENWSMAN.with(ServerQuirk.PREFIX_OF_SCHEMA));

    @AutoStart
    static final WsmanService WINRM = service(ServerQuirks.WINRM);

    /** Has its classes only in root/cimv2. Without a namespace selector, it looks for them in interop. */
    @AutoStart
    static final WsmanService OMI = service(ServerQuirks.OMI.with(ServerQuirk.NAMESPACE_BY_SELECTOR_ONLY));

    /** Has its classes also in interop. */
    @AutoStart
    static final WsmanService INTEROP = service(ServerQuirks.OMI);

    @TempDir
    Path folder;

    private final TestTerminal terminal = new TestTerminal();

    private static WsmanService service(ServerQuirks quirks) {
        return LenientService.builder()
                .quirks(quirks)
                .basic("user", "secret")
                .prefix(VENDOR)
                .add(AllTypesClass.create())
                .build();
    }

    private static ClassGenerator generator(Session session, String... names) {
        return ClassGenerator.of(
                        ServerClasses.of(session, "root/cimv2").withoutClosure().read(names), "acme")
                .namespace("root/cimv2");
    }

    private static ClassGenerator served(WsmanService service, String... names) {
        try (Session session = open(service)) {
            return generator(session, names).servedBy(session);
        }
    }

    private static Session open(WsmanService service) {
        return Session.builder(service.endpoint())
                .credentials(Credentials.basic("user", "secret".toCharArray()))
                .build();
    }

    private int run(WsmanService service, String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server",
                service.endpoint(),
                "--user",
                "user",
                "--auth",
                "basic",
                "--namespace",
                "root/cimv2",
                "--class",
                name,
                "--no-closure",
                "--package",
                "acme",
                "--out",
                folder.resolve("out").toString()));
        arguments.addAll(List.of(more));
        return terminal.run(arguments.toArray(String[]::new));
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve("out/acme").resolve(file));
    }

    @Test
    void warnsOnTerminalOfUnknownVendorPrefix() {
        assertThat(run(OPENWSMAN, "Lab_AllTypes")).isZero();
        assertThat(terminal.err())
                .isEqualTo("warning: class Lab_AllTypes: the server does not know " + DMTF
                        + "Lab_AllTypes, so that requests of"
                        + " the generated class will fail; set the prefix of its resource URIs (--resource-uri-prefix,"
                        + " resourceUriPrefix)" + System.lineSeparator());
    }

    @Test
    void warnsOfUnknownVendorPrefixInGeneratorAndMavenLog() throws Exception {
        assertThat(served(OPENWSMAN, "Lab_AllTypes").warnings())
                .singleElement()
                .asString()
                .startsWith("class Lab_AllTypes: the server does not know " + DMTF);
        List<String> warned = new ArrayList<>();
        GenerateMojo goal = TestGoal.of(Map.of(
                "server",
                OPENWSMAN.endpoint(),
                "user",
                "user",
                "auth",
                "basic",
                "environment",
                Map.of("WSMAN_PASSWORD", "secret"),
                "namespace",
                "root/cimv2",
                "classes",
                List.of("Lab_AllTypes"),
                "packageName",
                "acme",
                "outputDirectory",
                folder.toFile()));
        goal.setLog(new TestGoal.QuietLog() {
            @Override
            public void warn(CharSequence content) {
                warned.add(content.toString());
            }
        });
        goal.execute();
        assertThat(warned).singleElement().asString().contains("the server does not know " + DMTF + "Lab_AllTypes");
    }

    @Test
    void checksGivenPrefixWithOneRequestForOneItem() throws IOException {
        assertThat(run(OPENWSMAN, "Lab_AllTypes", "--resource-uri-prefix", VENDOR))
                .isZero();
        assertThat(terminal.err()).isEmpty();
        assertThat(written("LabAllTypes.java")).contains("resourceUri = \"" + VENDOR + "Lab_AllTypes\"");
        RecordedRequest request = OPENWSMAN.requests(ServiceOperation.ENUMERATE).get(0);
        assertThat(OPENWSMAN.requests(ServiceOperation.ENUMERATE)).hasSize(1);
        assertThat(request.resourceUri()).isEqualTo(VENDOR + "Lab_AllTypes");
        assertThat(request.selectors()).isEqualTo(Map.of("__cimnamespace", "root/cimv2"));
        assertThat(request.text()).containsPattern("MaxElements>1<");
    }

    @Test
    void warnsOfUnknownGivenPrefix() throws IOException {
        assertThat(run(OPENWSMAN, "Lab_AllTypes", "--resource-uri-prefix", "http://schema.lab.example/other"))
                .isZero();
        assertThat(terminal.err()).contains("does not know http://schema.lab.example/other/Lab_AllTypes, so that");
        assertThat(written("LabAllTypes.java"))
                .contains("resourceUri = \"http://schema.lab.example/other/Lab_AllTypes\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void selectsNamespaceForWindowsClassesOnOmi(boolean onlyBySelector) {
        WsmanService service = onlyBySelector ? OMI : INTEROP;
        ClassGenerator generator = served(service, "Win32_Service", "Lab_AllTypes", "CIM_Process");
        assertThat(generator.warnings()).isEmpty();
        Map<String, String> files = generator.generate();
        assertThat(files.get("acme/Win32Service.java"))
                .contains("resourceUri = \"" + DMTF + "Win32_Service\"", "namespace = \"root/cimv2\"");
        assertThat(files.get("acme/LabAllTypes.java")).contains("resourceUri = \"" + DMTF + "Lab_AllTypes\"");
        assertThat(files.get("acme/CimProcess.java")).contains("resourceUri = \"" + DMTF + "CIM_Process\"");
    }

    @Test
    void keepsResourceUrisOfWindows() {
        ClassGenerator generator = served(WINRM, "Win32_Service", "CIM_Process");
        assertThat(generator.warnings()).isEmpty();
        Map<String, String> files = generator.generate();
        assertThat(files.get("acme/Win32Service.java")).contains("resourceUri = \"" + WMI + "Win32_Service\"");
        assertThat(files.get("acme/CimProcess.java")).contains("resourceUri = \"" + DMTF + "CIM_Process\"");
        assertThat(WINRM.requests(ServiceOperation.ENUMERATE))
                .extracting(RecordedRequest::resourceUri)
                .containsExactly(DMTF + "CIM_Process", WMI + "Win32_Service");
    }

    @Test
    void keepsPrefixesInSnapshot() throws IOException {
        Path snapshot = folder.resolve("omi.xml");
        assertThat(run(OMI, "Win32_Service", "--snapshot", snapshot.toString())).isZero();
        assertThat(written("Win32Service.java")).contains("resourceUri = \"" + DMTF + "Win32_Service\"");
        assertThat(new ClassXmlReader().read(snapshot).resourceUriPrefixes()).isEqualTo(Map.of("win32", DMTF));
        String live = written("Win32Service.java");
        Files.delete(folder.resolve("out/acme/Win32Service.java"));
        assertThat(new TestTerminal()
                        .run(
                                "--from-snapshot",
                                snapshot.toString(),
                                "--namespace",
                                "root/cimv2",
                                "--package",
                                "acme",
                                "--out",
                                folder.resolve("out").toString()))
                .isZero();
        assertThat(written("Win32Service.java")).isEqualTo(live);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCESS_DENIED", "TIMED_OUT", "INTERNAL_ERROR", "QUOTA_LIMIT"})
    void keepsDocumentedUriAfterOtherFaults(FaultKind kind) {
        WINRM.on(ServiceOperation.ENUMERATE).fault(kind).always();
        WINRM.on(ServiceOperation.IDENTIFY).fault(kind).always();
        ClassGenerator generator = served(WINRM, "CIM_Process");
        assertThat(generator.warnings()).isEmpty();
        assertThat(generator.generate().get("acme/CimProcess.java")).contains("\"" + DMTF + "CIM_Process\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a b c",
                "a http://x/\"",
                "a http://x/\\u0022",
                "a\" http://x/",
                "a ftp://x/",
                "a http://",
                "../a http://x/",
                "a http://x/\u202e"
            })
    void rejectsSnapshotWithInvalidPrefix(String instruction) {
        String xml = "<?wsman-resource-uri-prefix " + instruction + "?><CLASS NAME='X'/>";
        assertThatThrownBy(() -> new ClassXmlReader().read("snapshot", xml))
                .isInstanceOf(DeclarationException.class)
                .hasMessage(
                        "snapshot: wsman-resource-uri-prefix: expected a schema and the prefix of its resource URIs");
    }
}
