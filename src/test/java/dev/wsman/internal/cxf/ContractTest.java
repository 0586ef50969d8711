package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsman.fixture.Recordings;
import dev.wsman.schema.CommandShell;
import dev.wsman.schema.DataSource;
import dev.wsman.schema.EndToEndpoint;
import dev.wsman.schema.EventSink;
import dev.wsman.schema.EventSource;
import dev.wsman.schema.Identification;
import dev.wsman.schema.Management;
import dev.wsman.schema.Resource;
import dev.wsman.schema.SubscriptionManager;
import dev.wsman.schema.WsmanService;
import jakarta.xml.ws.Action;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.catalog.Catalog;
import javax.xml.catalog.CatalogFeatures;
import javax.xml.catalog.CatalogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The contract in {@code wsdl/} is valid, has the components of the published schemas, and is in the jar. */
class ContractTest {

    private static final Path WSDL = Path.of("wsdl");
    private static final String WSDL_NS = "http://schemas.xmlsoap.org/wsdl/";
    private static final String SOAP12_NS = "http://schemas.xmlsoap.org/wsdl/soap12/";
    private static final String WSAM_NS = "http://www.w3.org/2007/05/addressing/metadata";

    static List<String> schemas() {
        return List.of(
                "addressing.xsd",
                "transfer.xsd",
                "enumeration.xsd",
                "eventing.xsd",
                "wsman.xsd",
                "wsmanidentity.xsd",
                "cimbinding.xsd",
                "common.xsd",
                "wsmanfault.xsd",
                "shell.xsd",
                "msheaders.xsd",
                "xml.xsd");
    }

    static Stream<Path> documents() {
        return Stream.concat(Stream.of("wsman.wsdl"), schemas().stream()).map(WSDL::resolve);
    }

    @Test
    void containsOnlyTheseDocuments() throws IOException {
        try (Stream<Path> files = Files.list(WSDL)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".xsd") || name.endsWith(".wsdl")))
                    .containsExactlyInAnyOrderElementsOf(documents()
                            .map(file -> file.getFileName().toString())
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void validatesEachSchemaWithItsImports(String name) throws Exception {
        assertThat(offline().newSchema(WSDL.resolve(name).toFile())).isNotNull();
    }

    @Test
    void validatesAllSchemasTogether() throws Exception {
        Source[] all = schemas().stream()
                .map(name -> new StreamSource(WSDL.resolve(name).toFile()))
                .toArray(Source[]::new);

        assertThat(offline().newSchema(all)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void importsOtherDocumentsByFileName(Path document) throws Exception {
        for (Element reference : elements(parse(document), XMLConstants.W3C_XML_SCHEMA_NS_URI, "import")) {
            String location = reference.getAttribute("schemaLocation");
            assertThat(schemas()).contains(location);
            assertThat(parse(WSDL.resolve(location)).getDocumentElement().getAttribute("targetNamespace"))
                    .isEqualTo(reference.getAttribute("namespace"));
        }
    }

    @Test
    void importsEverySchemaButXmlIntoWsdl() throws Exception {
        List<String> imported = elements(wsdl(), XMLConstants.W3C_XML_SCHEMA_NS_URI, "import").stream()
                .map(reference -> reference.getAttribute("schemaLocation"))
                .toList();

        assertThat(schemas()).filteredOn(name -> !name.equals("xml.xsd")).containsExactlyElementsOf(imported);
    }

    // PROTOCOL.md §2; DSP8035 and DSP8037 have them in their WSDL
    @ParameterizedTest
    @CsvSource({
        "Resource, Get, transfer",
        "Resource, Put, transfer",
        "Resource, Create, transfer",
        "Resource, Delete, transfer",
        "DataSource, Enumerate, enumeration",
        "DataSource, Pull, enumeration",
        "DataSource, Renew, enumeration",
        "DataSource, GetStatus, enumeration",
        "DataSource, Release, enumeration"
    })
    void declaresThePublishedActions(String portType, String operation, String specification) throws Exception {
        assertAction(portType, operation, "http://schemas.xmlsoap.org/ws/2004/09/" + specification + "/" + operation);
    }

    // MS-WSMV 3.1.4.11 to 3.1.4.14
    @ParameterizedTest
    @ValueSource(strings = {"Command", "Receive", "Send", "Signal"})
    void declaresTheActionsOfTheRemoteShell(String operation) throws Exception {
        assertAction("CommandShell", operation, "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/" + operation);
    }

    // DSP8036 has them in its WSDL
    @ParameterizedTest
    @CsvSource({
        "EventSource, Subscribe",
        "SubscriptionManager, Renew",
        "SubscriptionManager, GetStatus",
        "SubscriptionManager, Unsubscribe"
    })
    void declaresTheActionsOfEventing(String portType, String operation) throws Exception {
        assertAction(portType, operation, "http://schemas.xmlsoap.org/ws/2004/08/eventing/" + operation);
    }

    // DSP0226 clause 10: an event without an acknowledgement, and the end of a subscription, have no reply
    @ParameterizedTest
    @CsvSource({
        "EventSink, Push, '', ''",
        "EventSink, PushWithAck, '', http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack",
        "EventSink, Events, http://schemas.dmtf.org/wbem/wsman/1/wsman/Events,"
                + " http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack",
        "EndToEndpoint, SubscriptionEnd, http://schemas.xmlsoap.org/ws/2004/08/eventing/SubscriptionEnd, ''"
    })
    void declaresTheDeliveriesOfEvents(String portType, String operation, String input, String output)
            throws Exception {
        Element declared = operation(portType, operation);

        assertThat(child(declared, "input").getAttributeNS(WSAM_NS, "Action")).isEqualTo(input);
        assertThat(elements(declared, WSDL_NS, "output"))
                .extracting(reply -> reply.getAttributeNS(WSAM_NS, "Action"))
                .containsExactlyElementsOf(output.isEmpty() ? List.of() : List.of(output));
    }

    private static void assertAction(String portType, String operation, String action) throws Exception {
        Element declared = operation(portType, operation);

        assertThat(child(declared, "input").getAttributeNS(WSAM_NS, "Action")).isEqualTo(action);
        assertThat(child(declared, "output").getAttributeNS(WSAM_NS, "Action")).isEqualTo(action + "Response");
        Action generated = method(portType, operation).getAnnotation(Action.class);
        assertThat(generated.input()).isEqualTo(action);
        assertThat(generated.output()).isEqualTo(action + "Response");
    }

    @ParameterizedTest
    @CsvSource({"Management, Invoke", "Identification, Identify"})
    void declaresNoActionForInvokeAndIdentify(String portType, String operation) throws Exception {
        Element declared = operation(portType, operation);

        assertThat(child(declared, "input").hasAttributeNS(WSAM_NS, "Action")).isFalse();
        assertThat(child(declared, "output").hasAttributeNS(WSAM_NS, "Action")).isFalse();
        assertThat(method(portType, operation).isAnnotationPresent(Action.class))
                .isFalse();
    }

    @Test
    void declaresOnlyTheseOperations() throws Exception {
        assertThat(elements(wsdl(), WSDL_NS, "portType").stream()
                        .flatMap(portType -> elements(portType, WSDL_NS, "operation").stream()
                                .map(operation ->
                                        portType.getAttribute("name") + "." + operation.getAttribute("name"))))
                .containsExactlyInAnyOrder(
                        "Resource.Get",
                        "Resource.Put",
                        "Resource.Create",
                        "Resource.Delete",
                        "DataSource.Enumerate",
                        "DataSource.Pull",
                        "DataSource.Renew",
                        "DataSource.GetStatus",
                        "DataSource.Release",
                        "Management.Invoke",
                        "Identification.Identify",
                        "EventSource.Subscribe",
                        "SubscriptionManager.Renew",
                        "SubscriptionManager.GetStatus",
                        "SubscriptionManager.Unsubscribe",
                        "EventSink.Push",
                        "EventSink.PushWithAck",
                        "EventSink.Events",
                        "EndToEndpoint.SubscriptionEnd",
                        "CommandShell.Command",
                        "CommandShell.Receive",
                        "CommandShell.Send",
                        "CommandShell.Signal");
    }

    @Test
    void generatesMethodsWithOneBodyAndNoHolder() {
        assertThat(Stream.of(
                                Resource.class,
                                DataSource.class,
                                Management.class,
                                Identification.class,
                                EventSource.class,
                                SubscriptionManager.class,
                                EventSink.class,
                                EndToEndpoint.class,
                                CommandShell.class)
                        .flatMap(port -> Arrays.stream(port.getMethods()))
                        .map(ContractTest::signature))
                .containsExactlyInAnyOrder(
                        "AnyXmlType get()",
                        "AnyXmlOptionalType put(AnyXmlType)",
                        "AnyEPRType create(AnyXmlType)",
                        "void delete()",
                        "EnumerateResponse enumerate(Enumerate)",
                        "PullResponse pull(Pull)",
                        "RenewResponse renew(Renew)",
                        "GetStatusResponse getStatus(GetStatus)",
                        "void release(Release)",
                        "AnyXmlType invoke(AnyXmlType)",
                        "IdentifyResponseType identify(IdentifyType)",
                        "SubscribeResponse subscribe(Subscribe)",
                        "RenewResponse renew(Renew)",
                        "GetStatusResponse getStatus(GetStatus)",
                        "void unsubscribe(Unsubscribe)",
                        "void push(AnyXmlType)",
                        "void pushWithAck(AnyXmlType)",
                        "void events(EventsType)",
                        "void subscriptionEnd(SubscriptionEnd)",
                        "CommandResponse command(CommandLine)",
                        "ReceiveResponse receive(Receive)",
                        "SendResponse send(Send)",
                        "SignalResponse signal(Signal)");
    }

    @Test
    void bindsToSoap12DocumentLiteralWithoutSoapAction() throws Exception {
        Document wsdl = wsdl();

        assertThat(elements(wsdl, WSDL_NS, "binding")).hasSize(9);
        assertThat(elements(wsdl, SOAP12_NS, "binding")).hasSize(9).allSatisfy(binding -> {
            assertThat(binding.getAttribute("style")).isEqualTo("document");
            assertThat(binding.getAttribute("transport")).isEqualTo("http://schemas.xmlsoap.org/soap/http");
        });
        assertThat(elements(wsdl, SOAP12_NS, "operation")).hasSize(23).allSatisfy(operation -> {
            assertThat(operation.hasAttribute("soapAction")).isTrue();
            assertThat(operation.getAttribute("soapAction")).isEmpty();
        });
        assertThat(elements(wsdl, SOAP12_NS, "body"))
                .hasSize(44)
                .allSatisfy(body -> assertThat(body.getAttribute("use")).isEqualTo("literal"));
        assertThat(elements(wsdl, SOAP12_NS, "header")).isEmpty();
        assertThat(elements(wsdl, SOAP12_NS, "address")).hasSize(9);
        assertThat(elements(wsdl, WSDL_NS, "service")).hasSize(1);
    }

    @Test
    void findsContractOnTheClassPath() throws Exception {
        assertThat(WsmanService.WSDL_LOCATION).isNotNull();
        for (Path document : documents().toList()) {
            try (InputStream packed =
                    WsmanService.class.getResourceAsStream("/dev/wsman/wsdl/" + document.getFileName())) {
                assertThat(packed).as(document.toString()).isNotNull();
                assertThat(packed.readAllBytes()).isEqualTo(Files.readAllBytes(document));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.w3.org/2001/xml.xsd, xml.xsd",
        "http://schemas.xmlsoap.org/ws/2004/08/addressing, addressing.xsd",
        "http://schemas.xmlsoap.org/ws/2004/08/addressing/addressing.xsd, addressing.xsd",
        "http://schemas.xmlsoap.org/ws/2004/09/transfer/transfer.xsd, transfer.xsd",
        "http://schemas.xmlsoap.org/ws/2004/09/enumeration/enumeration.xsd, enumeration.xsd",
        "http://schemas.xmlsoap.org/ws/2004/08/eventing/eventing.xsd, eventing.xsd",
        "http://schemas.dmtf.org/wbem/wsman/1/dsp8031_1.0.xsd, transfer.xsd",
        "http://schemas.dmtf.org/wbem/wsman/1/dsp8033_1.0.xsd, enumeration.xsd",
        "http://schemas.dmtf.org/wbem/wsman/1/dsp8034_1.0.xsd, addressing.xsd",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd, wsman.xsd",
        "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd, wsmanidentity.xsd",
        "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd, cimbinding.xsd"
    })
    void findsPublishedDocumentInFolderByCatalog(String published, String name) {
        assertThat(Path.of(URI.create(catalog().matchSystem(published)))).isEqualTo(inFolder(name));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void findsEachNamespaceInFolderByCatalog(String name) throws Exception {
        String namespace = parse(WSDL.resolve(name)).getDocumentElement().getAttribute("targetNamespace");

        assertThat(Path.of(URI.create(catalog().matchURI(namespace)))).isEqualTo(inFolder(name));
    }

    @Test
    void generatesSourcesWithoutPathsAndDates() throws IOException {
        Path generated = Path.of("target", "generated-sources", "cxf");
        List<Path> sources;
        try (Stream<Path> files = Files.walk(generated)) {
            sources = files.filter(Files::isRegularFile).toList();
        }

        assertThat(sources).isNotEmpty();
        for (Path source : sources) {
            assertThat(Files.readString(source))
                    .as(source.toString())
                    .doesNotContain("file:", Path.of("").toAbsolutePath().toString())
                    .doesNotContainPattern("\\d\\d:\\d\\d:\\d\\d")
                    .doesNotContain("org.w3._2001");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dmtf/DSP8034_1.0.0_addressing.xsd, addressing.xsd",
        "xmlsoap/addressing.xsd, addressing.xsd",
        "dmtf/DSP8031_1.0.0_transfer.xsd, transfer.xsd",
        "xmlsoap/enumeration.xsd, enumeration.xsd",
        "xmlsoap/eventing.xsd, eventing.xsd",
        "dmtf/DSP8015_1.0.0_wsman.xsd, wsman.xsd",
        "dmtf/DSP8012_1.0.1_wsmanidentity.xsd, wsmanidentity.xsd",
        "dmtf/DSP8019_1.2.0_cimbinding.xsd, cimbinding.xsd",
        "adapted/cimbinding.xsd, cimbinding.xsd",
        "dmtf/DSP8004_common.xsd, common.xsd",
        "adapted/ms-wsmanfault.xsd, wsmanfault.xsd",
        "adapted/ms-shell.xsd, shell.xsd",
        "adapted/ms-wsmv-headers.xsd, msheaders.xsd"
    })
    void hasTheComponentsOfThePublishedSchemas(String published, String name) throws Exception {
        Path tool = Recordings.ofOthers("tools/schema-parity");
        Path original = Recordings.ofOthers("schemas/" + published);
        assumeTrue(hasPython(), "python3 is not installed");

        Process parity = new ProcessBuilder(
                        "python3",
                        tool.toString(),
                        original.toString(),
                        WSDL.resolve(name).toString(),
                        "--allow",
                        WSDL.resolve("deviations.txt").toString())
                .redirectErrorStream(true)
                .start();
        String report = new String(parity.getInputStream().readAllBytes());

        assertThat(parity.waitFor()).as(report).isZero();
    }

    @Test
    void namesComponentAndReasonOfEachDeviation() throws Exception {
        List<String> deviations = Files.readAllLines(WSDL.resolve("deviations.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        for (String deviation : deviations) {
            String[] words = deviation.split("\\s+", 3);
            assertThat(words).as(deviation).hasSize(3);
            assertThat(words[2]).as(deviation).hasSizeGreaterThan(20);
            assertThat(schemas().stream().anyMatch(name -> declares(name, words[0], words[1])))
                    .as(deviation)
                    .isTrue();
        }
    }

    private static SchemaFactory offline() throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("python3", "--version")
                    .redirectErrorStream(true)
                    .start();
            version.getInputStream().readAllBytes();
            return version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static boolean declares(String schema, String kind, String name) {
        try {
            return elements(parse(WSDL.resolve(schema)), XMLConstants.W3C_XML_SCHEMA_NS_URI, kind).stream()
                    .anyMatch(component -> component.getAttribute("name").equals(name));
        } catch (Exception unreadable) {
            throw new AssertionError(schema, unreadable);
        }
    }

    private static Catalog catalog() {
        return CatalogManager.catalog(
                CatalogFeatures.defaults(), WSDL.resolve("binding/catalog.xml").toUri());
    }

    private static Path inFolder(String name) {
        return WSDL.resolve(name).toAbsolutePath();
    }

    private static Document wsdl() throws Exception {
        return parse(WSDL.resolve("wsman.wsdl"));
    }

    private static Element operation(String portType, String name) throws Exception {
        return elements(wsdl(), WSDL_NS, "portType").stream()
                .filter(type -> type.getAttribute("name").equals(portType))
                .flatMap(type -> elements(type, WSDL_NS, "operation").stream())
                .filter(operation -> operation.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Method method(String portType, String operation) throws ClassNotFoundException {
        return Arrays.stream(Class.forName("dev.wsman.schema." + portType).getMethods())
                .filter(method -> method.getName().equalsIgnoreCase(operation))
                .findFirst()
                .orElseThrow();
    }

    private static String signature(Method method) {
        List<String> parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .toList();
        return method.getReturnType().getSimpleName() + " " + method.getName() + "(" + String.join(", ", parameters)
                + ")";
    }

    private static Element child(Element parent, String name) {
        return elements(parent, WSDL_NS, name).get(0);
    }

    private static Document parse(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> elements(Document document, String namespace, String name) {
        return elements(document.getDocumentElement(), namespace, name);
    }

    private static List<Element> elements(Element parent, String namespace, String name) {
        NodeList found = parent.getElementsByTagNameNS(namespace, name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
