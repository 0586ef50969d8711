package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanFaultException;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.codegen.xml.ClassXmlReader;
import dev.wsman.codegen.xml.ClassXmlWriter;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads declarations of a live service, generates classes, compiles them in memory and uses them. */
class LiveClassesIT {
    /** The classes of this test are addressed at the prefix of the DMTF, because no server is asked for another one. */
    @AutoStart
    static final WsmanService WINRM = service(ServerQuirks.WINRM.without(ServerQuirk.DMTF_CLASSES_UNDER_DMTF_PREFIX));

    @AutoStart
    static final WsmanService OMI = service(ServerQuirks.OMI);

    @AutoStart
    static final WsmanService OPENWSMAN = service(ServerQuirks.OPENWSMAN);

    private static final String ACCESSORS = """
            LabAllTypes many = session.get(LabAllTypes.class, "many");
            LabAllTypes greatest = session.get(LabAllTypes.class, "greatest");
            LabAllTypes none = session.get(LabAllTypes.class, "null");
            say(many.id(), many.booleanValue().get(), many.booleanArray());
            say(greatest.uint8Value().getAsInt(), greatest.sint8Value().getAsInt(), greatest.uint16Value().getAsInt());
            say(greatest.sint16Value().getAsInt(), greatest.sint32Value().getAsInt(), greatest.uint32Value().getAsLong());
            say(greatest.sint64Value().getAsLong(), greatest.uint64Value().getAsLong(), greatest.uint64ValueExact().get());
            say(many.uint64ArrayExact(), many.uint32Array(), many.sint16Array());
            say(many.real32Value().getAsDouble(), many.real64Array(), many.char16Value().get(), many.char16Array());
            say(many.stringValue().get(), many.stringArray(), greatest.stringValue().get().length());
            say(many.datetimeValue().get().toInstant(), many.datetimeArray().size(), many.datetimeValueInterval());
            say(many.intervalValueInterval().get(), many.intervalArrayInterval().size(), many.intervalValue());
            say(none.booleanValue(), none.uint64Value(), none.stringArray(), none.datetimeValue(), none.referenceValue());
            say(none.embeddedInstanceValue(), none.char16Value(), none.real64Value(), none.intervalValueInterval());
            """;
    private static final String EXPECTED_OUTPUT = """
            [many, true, [true, false, true]]
            [255, 127, 65535]
            [32767, 2147483647, 4294967295]
            [9223372036854775807, -1, 18446744073709551615]
            [[1, 2, 18446744073709551615], [1, 2, 3], [1, 2, 3]]
            [1.5, [1.5, -2.25E10, 0.0], a, [a, b, c]]
            [first, [first, second, third], 10000]
            [2024-02-29T11:34:56.000007Z, 3, Optional.empty]
            [PT51H4M5.000006S, 3, Optional.empty]
            [Optional.empty, OptionalLong.empty, [], Optional.empty, Optional.empty]
            [Optional.empty, Optional.empty, OptionalDouble.empty, Optional.empty]
            """;

    private static WsmanService service(ServerQuirks server) {
        return LenientService.builder()
                .quirks(server)
                .basic("user", "secret")
                .add(AllTypesClass.create())
                .build();
    }

    private static WsmanService named(String server) {
        return Map.of("winrm", WINRM, "omi", OMI, "openwsman", OPENWSMAN).get(server);
    }

    private static Session open(WsmanService service) {
        return Session.builder(service.endpoint())
                .credentials(Credentials.basic("user", "secret".toCharArray()))
                .build();
    }

    private static Map<String, String> generate(CimRepository declarations) {
        return ClassGenerator.of(declarations, "acme").namespace("root/cimv2").generate();
    }

    /** Compiles statements together with generated classes, runs them, and returns what they passed to {@code say}. */
    @SuppressWarnings("unchecked")
    private static String run(Map<String, String> files, Session session, String statements) {
        Map<String, String> all = new TreeMap<>(files);
        all.put("acme/Program.java", """
                package acme;

                import dev.wsman.*;
                import dev.wsman.cim.*;
                import java.math.BigInteger;
                import java.time.*;
                import java.util.*;
                import java.util.function.Function;

                public final class Program implements Function<Session, String> {
                    private final StringBuilder output = new StringBuilder();

                    private void say(Object... values) {
                        output.append(Arrays.toString(values)).append('\\n');
                    }

                    @Override
                    public String apply(Session session) {
                """ + statements + "return output.toString();\n}\n}\n");
        try {
            var program = (Function<Session, String>) CompiledSources.of(all)
                    .loadClass("acme.Program")
                    .getConstructor()
                    .newInstance();
            return program.apply(session);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String runLive(WsmanService service, String statements, String... classes) {
        try (Session session = open(service)) {
            return run(generate(ClassSource.fromServer(session, "root/cimv2", classes)), session, statements);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"winrm", "omi", "openwsman"})
    void readsAllTypesThatServerWrites(String server) {
        assertThat(runLive(named(server), ACCESSORS, "Lab_AllTypes")).isEqualTo(EXPECTED_OUTPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"winrm", "omi", "openwsman"})
    void storesUint8ArrayInFormOfServer(String server) {
        assertThat(runLive(named(server), """
                        LabAllTypes item = session.get(LabAllTypes.class, "many");
                        List<Integer> before = item.uint8Array();
                        say(before);
                        item.put();
                        item.refresh();
                        say(item.uint8Array());
                        item.setUint8Array(List.of(1, 2, 255));
                        item.put();
                        item.refresh();
                        say(item.uint8Array());
                        item.setUint8Array(before);
                        item.put();
                        """, "Lab_AllTypes")).isEqualTo("""
                        [[1, 2, 3]]
                        [[1, 2, 3]]
                        [[1, 2, 255]]
                        """);
    }

    @Test
    void readsUint8ArrayThatOmiSendsAsBase64() {
        try (Session session = open(OMI)) {
            CimRepository live = ClassSource.fromServer(session, "root/cimv2", "Lab_AllTypes");
            assertThat(run(generate(live), session, """
                            var echo = LabAllTypes.echo(session, new LabAllTypes.EchoInput().uint8Array(List.of(1, 2, 255)));
                            say(echo.uint8Array(), echo.returnValue().getAsLong());
                            """)).isEqualTo("""
                            [[1, 2, 255], 0]
                            """);
            assertThat(OMI.lastRequest(ServiceOperation.INVOKE).responseText()).contains(">AQL/<");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"winrm", "omi"})
    void followsReferencesAndReadsEmbeddedInstances(String server) {
        assertThat(runLive(named(server), """
                        LabAllTypes many = session.get(LabAllTypes.class, "many");
                        Ref<? extends LabAllTypes> one = many.referenceValue().get();
                        say(one.type().getSimpleName(), one.get().id(), one.get(session).stringArray());
                        say(many.referenceArray().stream().map(ref -> ref.get().id()).toList());
                        CimObject inner = many.embeddedInstanceValue().get();
                        say(inner.getClass().getSimpleName(), inner.instance().text("Name").get());
                        say(many.embeddedInstanceArray().size());
                        """, "Lab_AllTypes")).isEqualTo("""
                        [LabAllTypes, one, [first]]
                        [[one, empty, null]]
                        [CimObject, outer]
                        [3]
                        """);
    }

    @Test
    void followsAssociationToBothEnds() {
        assertThat(runLive(WINRM, """
                        CimServiceProcess link = session.enumerate(CimServiceProcess.class).first().orElseThrow();
                        Win32Service service = link.service().get();
                        Win32Process process = link.process().get();
                        say(service.state().get(), service.processId().getAsLong() == process.processId().getAsLong());
                        CimServiceProcess again = session.get(CimServiceProcess.class, link.service(), link.process());
                        say(again.executionType().equals(link.executionType()));
                        """, "CIM_ServiceProcess")).isEqualTo("""
                        [RUNNING, true]
                        [true]
                        """);
    }

    @Test
    void invokesStaticAndInstanceMethods() {
        assertThat(runLive(WINRM, """
                        var sum = LabAllTypes.sum(session, new LabAllTypes.SumInput().numbers(List.of(1L, 4294967295L)));
                        say(sum.returnValue().getAsLong(), sum.total().getAsLong(), sum.totalExact().get());
                        var fail = LabAllTypes.fail(session, new LabAllTypes.FailInput().code(4711L));
                        say(fail.returnValue().getAsLong());
                        LabAllTypes one = session.get(LabAllTypes.class, "one");
                        var before = one.setText(new LabAllTypes.SetTextInput().text("changed"));
                        say(before.returnValue().getAsLong(), before.previous().get(), one.stringValue().get());
                        one.refresh();
                        say(one.stringValue().get());
                        one.setText(new LabAllTypes.SetTextInput().text("first"));
                        Win32Service spooler = session.get(Win32Service.class, "Spooler");
                        var twice = spooler.startService();
                        say(twice.returnValue().getAsLong(), twice.result().get().value());
                        var created = Win32Process.create(session, new Win32Process.CreateInput().commandLine("x"));
                        say(created.returnValue().getAsLong(), created.processId());
                        """, "Lab_AllTypes", "Win32_Service", "Win32_Process"))
                .isEqualTo("""
                        [0, 4294967296, 4294967296]
                        [4711]
                        [0, first, first]
                        [changed]
                        [10, 10]
                        [2, OptionalLong.empty]
                        """);
    }

    @Test
    void roundTripsParametersOfAllTypes() {
        assertThat(runLive(WINRM, """
                        LabAllTypes many = session.get(LabAllTypes.class, "many");
                        var echo = LabAllTypes.echo(session, new LabAllTypes.EchoInput()
                                .booleanValue(true)
                                .uint8Array(List.of(1, 255))
                                .uint64ValueExact(new BigInteger("18446744073709551615"))
                                .uint64Array(List.of(-1L))
                                .real64Value(0.5)
                                .char16Value('x')
                                .stringArray(List.of("a", "b"))
                                .datetimeValue(OffsetDateTime.parse("2024-02-29T12:34:56Z"))
                                .intervalValueInterval(Duration.ofHours(2))
                                .referenceValue(Ref.to(many))
                                .embeddedInstanceValue(many.embeddedInstanceValue().get())
                                .sint32Value(null));
                        say(echo.returnValue().getAsLong(), echo.booleanValue().get(), echo.uint8Array());
                        say(echo.uint64ValueExact().get(), echo.uint64ArrayExact(), echo.real64Value().getAsDouble());
                        say(echo.char16Value().get(), echo.stringArray(), echo.sint32Value(), echo.sint16Value());
                        say(echo.datetimeValue(), echo.intervalValueInterval());
                        say(echo.referenceValue().get().get().id(), echo.embeddedInstanceValue().isPresent());
                        """, "Lab_AllTypes")).isEqualTo("""
                        [0, true, [1, 255]]
                        [18446744073709551615, [18446744073709551615], 0.5]
                        [x, [a, b], OptionalInt.empty, OptionalInt.empty]
                        [Optional[2024-02-29T12:34:56Z], Optional[PT2H]]
                        [many, true]
                        """);
        RecordedRequest sent = WINRM.lastRequest(ServiceOperation.GET);
        assertThat(sent.selectors()).containsEntry("Id", "many");
    }

    @Test
    void putsChangesAndCreatesAndDeletesObjects() {
        assertThat(runLive(WINRM, """
                        LabAllTypes fresh = new LabAllTypes();
                        fresh.setStringValue("made here");
                        fresh.setUint64ValueExact(new BigInteger("18446744073709551615"));
                        fresh.setUint16Array(List.of(7, 8));
                        Instance named = fresh.instance().with("Id", "fresh");
                        ResourceLocator where = session.create(
                                ResourceLocator.of("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Lab_AllTypes"), named);
                        LabAllTypes got = session.get(where, LabAllTypes.class);
                        say(got.id(), got.stringValue().get(), got.uint64ValueExact().get(), got.uint16Array());
                        got.setStringValue(null);
                        got.setBooleanValue(true);
                        got.put();
                        got.refresh();
                        say(got.stringValue(), got.instance().isNull("StringValue"), got.booleanValue().get());
                        got.delete();
                        try {
                            got.refresh();
                        } catch (WsmanFaultException gone) {
                            say(gone.error().kind());
                        }
                        """, "Lab_AllTypes")).isEqualTo("""
                        [fresh, made here, 18446744073709551615, [7, 8]]
                        [Optional.empty, true, true]
                        [DESTINATION_UNREACHABLE]
                        """);
    }

    @Test
    void completesClassesOfOpenwsmanFromMof() {
        CimRepository mof = new MofReader().read("lab.mof", """
                        class Lab_AllTypes {
                            [Key] string Id;
                            [ValueMap{"1", "255"}, Values{"One", "Most"}] uint8 Uint8Value;
                            Lab_AllTypes REF ReferenceValue;
                            [Static] uint32 Sum([In] uint32 Numbers[], [In(false), Out] uint64 Total);
                        };
                        """).repository();
        try (Session session = open(OPENWSMAN)) {
            CimRepository live = ClassSource.fromServer(session, "root/cimv2", "Lab_AllTypes");
            assertThat(run(generate(live.overlay(mof)), session, """
                            LabAllTypes many = session.get(LabAllTypes.class, "many");
                            say(many.uint8Value().get(), many.referenceValue().get().get().id());
                            LabAllTypes least = session.get(LabAllTypes.class, "least");
                            say(least.uint8Value(), least.uint8ValueValue());
                            say(LabAllTypes.sum(session, new LabAllTypes.SumInput().numbers(List.of(2L, 3L))).total());
                            """)).isEqualTo("""
                            [ONE, one]
                            [Optional.empty, OptionalInt[0]]
                            [OptionalLong[5]]
                            """);
        }
    }

    @Test
    void generatesSameClassesFromSnapshot() {
        try (Session session = open(WINRM)) {
            CimRepository live = ClassSource.fromServer(session, "root/cimv2", "CIM_ServiceProcess", "Lab_AllTypes");
            String snapshot = ClassXmlWriter.write(live);
            CimRepository read =
                    new ClassXmlReader().read("snapshot.xml", snapshot).repository();
            assertThat(read).isEqualTo(live);
            assertThat(generate(read)).isEqualTo(generate(live));
        }
    }

    @Test
    void readsCapitalBooleansEmptyIntervalsAndUnknownValues() {
        try (Session session = open(OMI)) {
            CimRepository live = ClassSource.fromServer(session, "root/cimv2", "Lab_AllTypes", "Win32_Service");
            LiveClassesIT.run(generate(live), session, """
                    session.get(LabAllTypes.class, "many").booleanValue().orElseThrow();
                    """);
            assertThat(OMI.lastRequest(ServiceOperation.GET).responseText()).contains("TRUE");
            Instance odd = Instance.builder(
                            "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Win32_Service", "Win32_Service")
                    .add("Name", "odd")
                    .add("State", "Confused")
                    .add("InstallDate", "P")
                    .build();
            assertThat(run(generate(live), session, """
                            Instance odd = Instance.parse(%s);
                            Win32Service view = new Win32Service(odd, ViewFactory.Origin.NONE);
                            say(view.state(), view.stateValue(), view.installDateInterval());
                            """.formatted(literal(odd.toXml()))))
                    .isEqualTo("""
                            [Optional.empty, Optional[Confused], Optional[PT0S]]
                            """);
        }
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Test
    void throwsExceptionIfProviderFails() {
        assertThatThrownBy(() -> runLive(WINRM, """
                        LabAllTypes.throw_(session, new LabAllTypes.Throw_Input().message("the disk is on fire"));
                        """, "Lab_AllTypes"))
                .isInstanceOf(WsmanFaultException.class)
                .hasMessageContaining("the disk is on fire");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Not here</body></html>",
                "<CLASS NAME='Other'/>",
                "<CLASS/>",
                "<CLASS NAME='Lab_AllTypes'><PROPERTY NAME='P'/></CLASS>",
                "<CLASS NAME='Lab_AllTypes'><PROPERTY.ARRAY NAME='P' TYPE='uint8' ARRAYSIZE='-1'/></CLASS>",
            })
    void rejectsUnusableReplyAndNamesClass(String content) {
        assertThatThrownBy(() -> readFromReply(content))
                .isInstanceOf(DeclarationException.class)
                .hasMessageStartingWith("class Lab_AllTypes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<CLASS NAME='Lab_AllTypes' SUPERCLASS='Lab_AllTypes'/>",
                "<CLASS NAME='Lab_AllTypes' SUPERCLASS=''/>",
            })
    void handlesClassWithCyclicOrEmptySuperclass(String content) {
        try {
            assertThat(generate(readFromReply(content))).isNotEmpty();
        } catch (DeclarationException clear) {
            assertThat(clear).hasMessageContaining("Lab_AllTypes");
        }
    }

    @Test
    void compilesClassOfUnusualDeclarations() {
        CimRepository odd = readFromReply("""
                <CLASS NAME='Lab_AllTypes' SUPERCLASS='Nowhere_To_Be_Found'>
                  <PROPERTY NAME='class' TYPE='string'/><PROPERTY NAME='Class' TYPE='uint8'/>
                  <PROPERTY NAME='getClass' TYPE='frobnicate'/><PROPERTY NAME='_0' TYPE='boolean'/>
                  <METHOD NAME='notify'/><METHOD NAME='wait' TYPE='uint32'><PARAMETER NAME='int' TYPE='string'/></METHOD>
                </CLASS>""");
        assertThat(CompiledSources.of(generate(odd)).size()).isPositive();
    }

    private static CimRepository readFromReply(String content) {
        try (Session session = open(WINRM)) {
            WINRM.on(ServiceOperation.GET).respond(200, "application/soap+xml;charset=UTF-8", """
                            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                                xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Header>
                              <a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse</a:Action>
                            </s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(content));
            return ClassSource.fromServer(session, "root/cimv2", "Lab_AllTypes");
        }
    }

    @Test
    void selectsNamespaceForWindowsClassWithGivenPrefix() {
        try (Session session = open(OMI)) {
            CimRepository live = ClassSource.fromServer(session, "root/cimv2", "Win32_Service");
            Map<String, String> files = ClassGenerator.of(live, "acme")
                    .namespace("root/cimv2")
                    .resourceUriPrefix("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2")
                    .generate();
            LiveClassesIT.run(files, session, "session.get(Win32Service.class, \"Spooler\").refresh();");
            assertThat(OMI.lastRequest(ServiceOperation.GET).selectors())
                    .isEqualTo(Map.of("__cimnamespace", "root/cimv2", "Name", "Spooler"));
        }
    }

    @Test
    void sendsNamespaceWithRequestsOfGeneratedClass() {
        runLive(WINRM, "session.get(LabAllTypes.class, \"many\");", "Lab_AllTypes");
        assertThat(WINRM.lastRequest(ServiceOperation.GET).selectors())
                .isEqualTo(Map.of("__cimnamespace", "root/cimv2", "Id", "many"));
    }
}
