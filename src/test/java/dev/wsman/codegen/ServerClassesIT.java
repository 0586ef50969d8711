package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanFaultException;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads declarations from services with the quirks of Windows, OMI and openwsman, and from one that serves no
 * declarations.
 */
class ServerClassesIT {
    private static final String CIM_XML = "http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*";
    private static final String INTRINSIC = "http://schemas.openwsman.org/wbem/wscim/1/intrinsic";

    @AutoStart
    static final WsmanService WINDOWS = service(ServerQuirks.WINRM);

    @AutoStart
    static final WsmanService OMI = service(ServerQuirks.OMI);

    @AutoStart
    static final WsmanService OPENWSMAN = service(ServerQuirks.OPENWSMAN);

    @AutoStart
    static final WsmanService IDRAC = service(ServerQuirks.IDRAC);

    private static WsmanService service(ServerQuirks quirks) {
        return LenientService.builder()
                .quirks(quirks)
                .basic("user", "secret")
                .add(AllTypesClass.create())
                .build();
    }

    private static <T> T with(WsmanService service, Function<Session, T> work) {
        try (Session session = Session.builder(service.endpoint())
                .credentials(Credentials.basic("user", "secret".toCharArray()))
                .build()) {
            return work.apply(session);
        }
    }

    private static CimRepository read(WsmanService service, String... names) {
        return with(service, session -> ClassSource.fromServer(session, "root/cimv2", names));
    }

    private static List<String> names(CimRepository classes) {
        return classes.classes().stream().map(c -> c.name().text()).toList();
    }

    @Test
    void requestsCimXmlOfWindowsWithAllOptions() {
        CimClass service = read(WINDOWS, "win32_service").get(new CimName("Win32_Service"));
        RecordedRequest sent = WINDOWS.lastRequest(ServiceOperation.GET);
        assertThat(sent.resourceUri()).isEqualTo(CIM_XML);
        assertThat(sent.selectors()).isEqualTo(Map.of("__cimnamespace", "root/cimv2", "ClassName", "win32_service"));
        assertThat(sent.options())
                .isEqualTo(Map.of(
                        "IncludeQualifiers", "true",
                        "IncludeInheritedElements", "true",
                        "IncludeInheritanceHierarchy", "true",
                        "IncludeClassOrigin", "true"));
        assertThat(service.name().text()).isEqualTo("Win32_Service");
        assertThat(service.properties().stream().filter(CimProperty::isKey).map(CimProperty::name))
                .containsExactly(new CimName("Name"));
        assertThat(service.property("State").orElseThrow().texts("ValueMap")).contains("Stopped", "Running");
        assertThat(service.property("DisplayName").orElseThrow().is("Write")).isTrue();
    }

    @Test
    void triesOtherFormAfterReplyWithoutDeclaration() {
        for (String body : List.of("<html><body>Not here</body></html>", "no XML at all")) {
            OPENWSMAN.on(ServiceOperation.GET).respond(200, "application/soap+xml;charset=UTF-8", envelope(body));
            assertThat(names(read(OPENWSMAN, "Win32_Service"))).containsExactly("Win32_Service");
            OPENWSMAN.on(ServiceOperation.GET).respond(200, "text/html", "<html>");
            assertThat(names(read(OPENWSMAN, "Win32_Service"))).containsExactly("Win32_Service");
        }
    }

    @Test
    void rejectsUnreadableDeclarationInSupportedForm() {
        assertThatThrownBy(() -> with(WINDOWS, session -> {
                    ServerClasses reader = ServerClasses.of(session, "root/cimv2");
                    reader.read("Win32_Service");
                    WINDOWS.on(ServiceOperation.GET)
                            .respond(200, "application/soap+xml;charset=UTF-8", envelope("<CLASS/>"));
                    return reader.read("Win32_Process");
                }))
                .isInstanceOf(DeclarationException.class)
                .hasMessageNotContaining("openwsman");
    }

    private static String envelope(String body) {
        return """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                    xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Header>
                  <a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse</a:Action>
                </s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(body);
    }

    @Test
    void readsMethodsWithParametersAndReturnValues() {
        CimClass process = read(WINDOWS, "Win32_Process").get(new CimName("Win32_Process"));
        CimMethod create = process.method("Create").orElseThrow();
        assertThat(create.isStatic()).isTrue();
        assertThat(create.parameters().stream().filter(CimParameter::isInput).map(p -> p.name()
                        .text()))
                .containsExactly("CommandLine", "CurrentDirectory", "ProcessStartupInformation");
        assertThat(create.parameter(new CimName("ProcessId")).orElseThrow())
                .extracting(CimParameter::isInput, CimParameter::isOutput, CimParameter::type)
                .containsExactly(false, true, CimDataType.of(CimPrimitive.UINT32));
        assertThat(process.method("GetOwner").orElseThrow().texts("ValueMap")).contains("0", "2", "21");
    }

    @Test
    void readsOnlySuperclassesAndReferencedClassesInAddition() {
        assertThat(names(read(WINDOWS, "CIM_ServiceProcess")))
                .containsExactly("CIM_Process", "CIM_ServiceProcess", "Win32_Process", "Win32_Service");
        assertThat(names(with(WINDOWS, session -> ServerClasses.of(session, "root\\cimv2")
                        .withoutClosure()
                        .read("CIM_ServiceProcess", "Win32_Process"))))
                .containsExactly("CIM_Process", "CIM_ServiceProcess", "Win32_Process");
    }

    @Test
    void marksInheritedMembers() {
        CimClass process = read(WINDOWS, "Win32_Process").get(new CimName("Win32_Process"));
        CimProperty inherited = process.property("KernelModeTime").orElseThrow();
        assertThat(inherited.propagated()).isTrue();
        assertThat(inherited.origin()).contains(new CimName("CIM_Process"));
        assertThat(process.property("HandleCount").orElseThrow().propagated()).isFalse();
        assertThat(process.properties().stream().filter(CimProperty::isKey).map(p -> p.name()
                        .text()))
                .containsExactly("Handle");
    }

    @Test
    void matchesPatternAgainstClassListOfWindows() {
        CimRepository classes = read(WINDOWS, "Win32_*System", "CIM_Proc?ss");
        assertThat(names(classes))
                .contains("CIM_Process", "Win32_ComputerSystem", "Win32_OperatingSystem", "CIM_OperatingSystem")
                .doesNotContain("Win32_Service", "Win32_Process");
        RecordedRequest list = WINDOWS.lastRequest(ServiceOperation.ENUMERATE);
        assertThat(list.resourceUri()).isEqualTo(CIM_XML);
        assertThat(list.selectors()).isEqualTo(Map.of("__cimnamespace", "root/cimv2"));
        assertThat(list.options()).isEqualTo(Map.of("IncludeSubClasses", "true"));
    }

    @Test
    void rejectsPatternWithoutMatch() {
        assertThatThrownBy(() -> read(WINDOWS, "ACME_*"))
                .isInstanceOf(DeclarationException.class)
                .hasMessage("class ACME_*: the server has no matching class in namespace root/cimv2");
    }

    @Test
    void rejectsPatternIfServerCannotListClasses() {
        assertThatThrownBy(() -> read(OMI, "Win32_*"))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("namespace root/cimv2")
                .hasMessageContaining("does not list its classes")
                .hasMessageContaining("give the names of the classes");
        assertThat(names(read(OMI, "Win32_Service"))).containsExactly("Win32_Service");
    }

    @Test
    void requestsClassesOfOpenwsmanAfterTryingCimXmlOnce() {
        CimRepository classes = read(OPENWSMAN, "Win32_Service", "Lab_AllTypes");
        assertThat(names(classes)).containsExactly("Lab_AllTypes", "Win32_Service");
        assertThat(OPENWSMAN.requests(ServiceOperation.GET)).hasSize(1);
        List<RecordedRequest> requests = OPENWSMAN.requests(ServiceOperation.INVOKE);
        assertThat(requests)
                .extracting(RecordedRequest::action)
                .containsExactly(INTRINSIC + "/Win32_Service/GetClass", INTRINSIC + "/Lab_AllTypes/GetClass");
        assertThat(requests.get(0).resourceUri()).isEqualTo(INTRINSIC + "/Win32_Service");
        assertThat(requests.get(0).selectors()).isEqualTo(Map.of("__cimnamespace", "root/cimv2"));
        assertThat(requests).allMatch(request -> request.content().isEmpty());
        CimClass service = classes.get(new CimName("Win32_Service"));
        assertThat(service.superclass()).isEmpty();
        assertThat(service.methods()).isEmpty();
        assertThat(service.property("Name").orElseThrow().isKey()).isTrue();
    }

    /** openwsman sends 32,767 bytes at most to a client that does not ask for more (SERVERS.md). */
    @Test
    void readsDeclarationOf55KilobytesFromOpenwsman() {
        try (WsmanService openwsman = LenientService.builder()
                .quirks(ServerQuirks.OPENWSMAN)
                .basic("user", "secret")
                .add(new WideClass())
                .build()
                .start()) {
            CimClass read = read(openwsman, "Lab_Wide").get(new CimName("Lab_Wide"));
            assertThat(read.properties()).hasSize(WideClass.PROPERTIES);
            assertThat(openwsman.lastRequest(ServiceOperation.INVOKE).responseText())
                    .hasSizeGreaterThan(55_000);
        }
    }

    private static final class WideClass implements ManagedClass {
        private static final int PROPERTIES = 400;

        @Override
        public String name() {
            return "Lab_Wide";
        }

        @Override
        public List<PropertyDeclaration> properties() {
            return IntStream.range(0, PROPERTIES)
                    .mapToObj(number ->
                            PropertyDeclaration.of("PropertyWithAnEspeciallyLongNameNumber" + number, DataType.STRING))
                    .toList();
        }

        @Override
        public Stream<CimInstance> instances() {
            return Stream.empty();
        }
    }

    @Test
    void listsClassesOfOpenwsmanWithDeepInheritance() {
        assertThat(names(read(OPENWSMAN, "Win32_Process*"))).containsExactly("Win32_Process");
        RecordedRequest list = OPENWSMAN.requests(ServiceOperation.INVOKE).get(0);
        assertThat(list.action()).isEqualTo(INTRINSIC + "/EnumerateClassNames");
        assertThat(list.selectors()).isEqualTo(Map.of("__cimnamespace", "root/cimv2", "DeepInheritance", "True"));
        assertThat(list.content()).isEmpty();
    }

    @Test
    void completesDeclarationsOfOpenwsmanFromMof() {
        CimRepository mof = new MofReader().read("services.mof", """
                        class CIM_Service { string Name; };
                        [Description("A service.")] class Win32_Service : CIM_Service {
                            [ValueMap{"Stopped", "Running"}, Values{"Halted", "Going"}] string State;
                            [ValueMap{"0", "10"}, Values{"Success", "Already Running"}] uint32 StartService();
                        };
                        class CIM_ServiceProcess { [Key] Win32_Service REF Service; [Key] CIM_Process REF Process; };
                        """).repository();
        CimRepository full =
                read(OPENWSMAN, "Win32_Service", "CIM_ServiceProcess").overlay(mof);
        CimClass service = full.get(new CimName("Win32_Service"));
        assertThat(names(full)).containsExactly("CIM_Service", "CIM_ServiceProcess", "Win32_Service");
        assertThat(service.superclass()).contains(new CimName("CIM_Service"));
        assertThat(service.text("Description")).contains("A service.");
        assertThat(service.property("State").orElseThrow().texts("Values")).containsExactly("Halted", "Going");
        assertThat(service.property("SystemName")).isPresent();
        assertThat(service.method("StartService")).isPresent();
        assertThat(full.get(new CimName("CIM_ServiceProcess"))
                        .property("Service")
                        .orElseThrow()
                        .type()
                        .referenceClass())
                .contains(new CimName("Win32_Service"));
    }

    @Test
    void rejectsMissingClassAndNamesIt() {
        for (WsmanService service : List.of(WINDOWS, OMI, OPENWSMAN, IDRAC)) {
            assertThatThrownBy(() -> read(service, "Nope_X"))
                    .isInstanceOf(DeclarationException.class)
                    .hasMessageStartingWith("class Nope_X: the server does not have it in namespace root/cimv2");
            assertThatThrownBy(() ->
                            with(service, session -> ClassSource.fromServer(session, "root/nowhere", "Win32_Service")))
                    .isInstanceOf(DeclarationException.class)
                    .hasMessageStartingWith(
                            "class Win32_Service: the server does not have it in namespace root/nowhere");
        }
        assertThatThrownBy(() -> read(WINDOWS, "Win32_Service", "Nope_X"))
                .hasMessageStartingWith("class Nope_X: the server does not have it")
                .hasMessageEndingWith("The specified class does not exist.");
    }

    @Test
    void reportsBothFormsIfServerHasNoDeclarations() {
        assertThatThrownBy(() -> read(IDRAC, "Win32_Service"))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("or does not serve declarations (use MOF instead)")
                .hasMessageContaining("CIM-XML: ")
                .hasMessageContaining("openwsman's GetClass: ");
    }

    @Test
    void notesMissingNeededClass() {
        List<String> notes = with(WINDOWS, session -> {
            ServerClasses classes = ServerClasses.of(session, "root/cimv2");
            classes.read("Win32_Process");
            return classes.notes();
        });
        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("class Win32_ProcessStartup: it is needed and the server does not have it");
    }

    @Test
    void doesNotTreatTemporaryFaultAsMissingClass() {
        WINDOWS.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED.fault());
        assertThatThrownBy(() -> read(WINDOWS, "Win32_Service"))
                .isInstanceOf(WsmanFaultException.class)
                .hasMessageContaining("ACCESS_DENIED");
    }

    @Test
    void reportsProgress() {
        List<String> calls = new ArrayList<>();
        with(WINDOWS, session -> ServerClasses.of(session, "root/cimv2")
                .progress((name, done, known) -> calls.add(name + " " + done + "/" + known))
                .read("CIM_ServiceProcess", "Win32_Service"));
        assertThat(calls)
                .containsExactly(
                        "CIM_ServiceProcess 1/3",
                        "Win32_Service 2/3",
                        "Win32_Process 3/5",
                        "CIM_Process 4/5",
                        "Win32_ProcessStartup 5/5");
    }

    @Test
    void rejectsInvalidArgumentsBeforeSending() {
        with(WINDOWS, session -> {
            assertThatThrownBy(() -> ServerClasses.of(session, " / "))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("namespace");
            assertThatThrownBy(() -> ServerClasses.of(session, "root").read())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("namesAndPatterns");
            return Optional.empty();
        });
        assertThat(WINDOWS.requests()).isEmpty();
    }
}
