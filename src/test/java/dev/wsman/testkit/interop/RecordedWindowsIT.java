package dev.wsman.testkit.interop;

import static dev.wsman.testkit.fixture.XmlElements.child;
import static dev.wsman.testkit.fixture.XmlElements.children;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.TableClass;
import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.EnvelopeParser;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceFault;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/**
 * Compares the imitation of Windows with recordings of Windows. A service with the instances of a recorded enumeration
 * must return the recorded items, element by element. Replies and faults must have the recorded structure.
 */
class RecordedWindowsIT {
    private static final String QUERIES = "windows/wql-server-2008";
    /** All recorded pages but the last have 75,184 to 76,811 characters (WINDOWS.md). */
    private static final int SHORTEST_PAGE = 74_000;

    private static final int LONGEST_PAGE = 77_000;

    /** The recorded enumerations, by the start of their file names. */
    static Stream<String> enumerations() throws IOException {
        try (Stream<Path> files = Files.list(Recordings.ofServers(QUERIES))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("_000.xml"))
                    .map(name -> name.replace("_000.xml", ""))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("enumerations")
    void repliesAsRecordedWindows(String name) throws IOException {
        List<Element> recorded = recorded(name);
        String className = name.replaceFirst("_(all|star)$", "");
        List<String> declared = Files.readAllLines(query(className + ".properties")).stream()
                .filter(line -> !line.isBlank())
                .toList();
        try (WsmanService service = service(className, declared, recorded)) {
            String properties = name.endsWith("_star") ? "*" : String.join(", ", declared);
            List<Element> replies = enumerate(service, "select " + properties + " from " + className);
            // sorted, because instances of a subclass come in the order of its provider
            List<String> expected = items(recorded).stream().sorted().toList();
            List<String> actual = items(replies).stream().sorted().toList();
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i)).as("item " + i).isEqualTo(expected.get(i));
            }
            assertThat(frames(replies).get(0)).isEqualTo(frames(recorded).get(0));
            assertThat(frames(replies).subList(1, replies.size()))
                    .as("the pages, each recorded form once")
                    .hasSameElementsAs(frames(recorded).subList(1, recorded.size()));
        }
    }

    @Test
    void endsPagesWhereRecordedWindowsDid() throws IOException {
        String name = "Win32_Service_star";
        List<String> declared = Files.readAllLines(query("Win32_Service.properties"));
        try (WsmanService service = service("Win32_Service", declared, recorded(name))) {
            enumerate(service, "select * from Win32_Service");
            List<Integer> pages = service.requests(ServiceOperation.PULL).stream()
                    .map(request -> request.responseText().length())
                    .toList();
            assertThat(pages).hasSize(3);
            assertThat(pages.subList(0, 2))
                    .allSatisfy(length -> assertThat(length).isBetween(SHORTEST_PAGE, LONGEST_PAGE));
        }
    }

    @Test
    void sendsRecordedFaultForQueryThatCannotBeProcessed() throws IOException {
        Path recording = Recordings.ofServers("windows/faults/soap_fault_v2.xml");
        try (WsmanService service = service("Win32_Process", List.of("Name"), List.of())) {
            RawReply reply = new RawClient(service)
                    .send(RawClient.optimized(
                            RawClient.WMI + "*",
                            32_000,
                            RawClient.filter(
                                    ServiceNamespaces.WQL_DIALECT,
                                    "select * from Win32_Processa where name='sshd.exe'")));
            assertSameFault(reply, envelope(recording));
            assertThat(reply.nativeCode()).isEqualTo("2150858778");
        }
    }

    @Test
    void sendsRecordedFaultForInvalidTimeout() throws IOException {
        Element recorded = recordedFault("test_psrp_is_alive_other_wsman_error.yml");
        try (WsmanService service = service("Win32_Process", List.of("Name"), List.of())) {
            RawReply reply = new RawClient(service)
                    .send(RawClient.get(RawClient.WMI + "Win32_Process")
                            .selector("Name", "a")
                            .header("wsman:OperationTimeout", "PT-1S"));
            assertSameFault(reply, recorded);
            assertThat(reply.nativeCode()).isEqualTo("2150858767");
            assertThat(reply.at("//s:Reason/s:Text")).isNotEqualTo(reply.at("//f:Message"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "test_winrs_operation_timeout.yml, TIMED_OUT, 2150858793",
        "test_winrs_no_cmd_shell.yml, INTERNAL_ERROR, 32768"
    })
    void sendsRecordedFaultsForFailedOperations(String recording, FaultKind kind, String code) throws IOException {
        Element recorded = recordedFault(recording);
        try (WsmanService service = service("Win32_Process", List.of("Name"), List.of())) {
            ServiceFault fault = kind == FaultKind.INTERNAL_ERROR ? kind.fault().provider("broken") : kind.fault();
            service.on(ServiceOperation.GET).fault(fault);
            RawReply reply = new RawClient(service)
                    .send(RawClient.get(RawClient.WMI + "Win32_Process").selector("Name", "a"));
            assertSameFault(reply, recorded);
            assertThat(reply.nativeCode()).isEqualTo(code);
        }
    }

    /** Returns the first fault of a recorded conversation. */
    private static Element recordedFault(String file) throws IOException {
        Path recording = Recordings.ofServers("windows/psrp/" + file);
        Matcher envelope = Pattern.compile("<s:Envelope (?:(?!</s:Envelope>).)*<s:Fault>.*?</s:Envelope>")
                .matcher(Files.readString(recording));
        assertThat(envelope.find()).isTrue();
        return EnvelopeParser.parse(envelope.group().getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .getDocumentElement();
    }

    private static void assertSameFault(RawReply reply, Element recorded) {
        assertThat(reply.status()).isEqualTo(500);
        Element actual = reply.document().getDocumentElement();
        assertThat(EnvelopeOutline.fault(actual)).isEqualTo(EnvelopeOutline.fault(recorded));
        assertThat(EnvelopeOutline.attributes(actual)).isEqualTo(EnvelopeOutline.attributes(recorded));
        assertThat(EnvelopeOutline.text(child(actual, "Header"), "Action"))
                .isEqualTo(EnvelopeOutline.text(child(recorded, "Header"), "Action"));
    }

    private static List<Element> recorded(String name) throws IOException {
        Path folder = Recordings.ofServers(QUERIES);
        List<Element> envelopes = new ArrayList<>();
        for (int i = 0; Files.exists(folder.resolve("%s_%03d.xml".formatted(name, i))); i++) {
            envelopes.add(envelope(folder.resolve("%s_%03d.xml".formatted(name, i))));
        }
        return envelopes;
    }

    private static Path query(String file) {
        return Recordings.ofServers(QUERIES + "/" + file);
    }

    private static Element envelope(Path file) throws IOException {
        return EnvelopeParser.parse(Files.readAllBytes(file)).orElseThrow().getDocumentElement();
    }

    /**
     * Starts a service with the recorded instances. The declared order of their properties differs from the recorded
     * order.
     */
    private static WsmanService service(String className, List<String> declared, List<Element> recorded) {
        Map<String, Set<String>> properties = new LinkedHashMap<>(Map.of(className, new LinkedHashSet<>(declared)));
        Map<String, List<CimInstance>> instances = new LinkedHashMap<>(Map.of(className, new ArrayList<>()));
        for (Element item : itemElements(recorded)) {
            String type = item.getLocalName().equals("XmlFragment") ? className : item.getLocalName();
            Set<String> names = properties.computeIfAbsent(type, unused -> new LinkedHashSet<>(declared));
            children(item).forEach(property -> names.add(property.getLocalName()));
            instances.computeIfAbsent(type, unused -> new ArrayList<>()).add(instance(type, item));
        }
        WsmanServiceBuilder builder =
                LenientService.builder().withoutStandardClasses().quirks(ServerQuirks.WINRM);
        instances.forEach((type, rows) -> {
            Set<String> arrays = arrays(type, properties.get(type), itemElements(recorded));
            builder.add(table(className, type, properties.get(type), arrays, rows));
        });
        return builder.build().start();
    }

    /**
     * Returns the properties that are arrays. Windows omits only NULL arrays. A property that is absent from some items
     * of a class is therefore an array.
     */
    private static Set<String> arrays(String type, Set<String> properties, List<Element> items) {
        Set<String> arrays = new LinkedHashSet<>();
        for (Element item : items) {
            if (item.getLocalName().equals(type) || item.getLocalName().equals("XmlFragment")) {
                Set<String> missing = new LinkedHashSet<>(properties);
                children(item).forEach(property -> missing.remove(property.getLocalName()));
                arrays.addAll(missing);
            }
        }
        return arrays;
    }

    private static TableClass table(
            String root, String name, Set<String> properties, Set<String> arrays, List<CimInstance> rows) {
        TableClass type = new TableClass(
                name,
                properties.stream()
                        .map(each -> PropertyDeclaration.of(each, DataType.STRING))
                        .map(each -> arrays.contains(each.name()) ? each.asArray() : each)
                        .toArray(PropertyDeclaration[]::new));
        rows.forEach(row -> type.row(
                properties.stream().map(each -> row.value(each).orElse(null)).toArray()));
        return name.equals(root) ? type : type.extending(root);
    }

    private static CimInstance instance(String type, Element item) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (Element property : children(item)) {
            values.computeIfAbsent(property.getLocalName(), unused -> new ArrayList<>())
                    .add(value(property));
        }
        CimInstance instance = CimInstance.of(type);
        for (Map.Entry<String, List<Object>> each : values.entrySet()) {
            List<Object> all = each.getValue();
            instance = instance.with(each.getKey(), all.size() == 1 ? all.get(0) : all);
        }
        return instance;
    }

    private static Object value(Element property) {
        if (property.hasAttributeNS(ServiceNamespaces.XSI, "nil")) {
            return null;
        }
        return children(property).isEmpty()
                ? property.getTextContent()
                : OffsetDateTime.parse(property.getTextContent());
    }

    /** Sends Enumerate, and Pull until the end. Returns the envelopes of all replies. */
    private static List<Element> enumerate(WsmanService service, String query) {
        RawClient wire = new RawClient(service);
        String all = RawClient.WMI + "*";
        List<Element> replies = new ArrayList<>();
        RawReply reply =
                wire.send(RawClient.optimized(all, 32_000, RawClient.filter(ServiceNamespaces.WQL_DIALECT, query))
                        .header("wsman:MaxEnvelopeSize", "512000"));
        replies.add(reply.document().getDocumentElement());
        while (reply.at("count(//*[local-name()='EndOfSequence'])").equals("0")) {
            assertThat(replies).as("replies without an end").hasSizeLessThan(100);
            reply = wire.send(RawClient.pull(all, reply.context(), 32_000).header("wsman:MaxEnvelopeSize", "512000"));
            replies.add(reply.document().getDocumentElement());
        }
        return replies;
    }

    private static List<Element> itemElements(List<Element> envelopes) {
        return envelopes.stream()
                .flatMap(envelope -> children(EnvelopeOutline.content(envelope)).stream())
                .filter(each -> each.getLocalName().equals("Items"))
                .flatMap(items -> children(items).stream())
                .toList();
    }

    private static List<String> items(List<Element> envelopes) {
        return itemElements(envelopes).stream()
                .map(item -> EnvelopeOutline.outline(item, true))
                .toList();
    }

    private static List<String> frames(List<Element> envelopes) {
        return envelopes.stream().map(EnvelopeOutline::frame).toList();
    }
}
