package dev.wsman.testkit.interop;

import static dev.wsman.testkit.fixture.XmlElements.child;
import static dev.wsman.testkit.fixture.XmlElements.children;
import static dev.wsman.testkit.model.DataType.BOOLEAN;
import static dev.wsman.testkit.model.DataType.DATETIME;
import static dev.wsman.testkit.model.DataType.REAL32;
import static dev.wsman.testkit.model.DataType.REAL64;
import static dev.wsman.testkit.model.DataType.SINT16;
import static dev.wsman.testkit.model.DataType.SINT32;
import static dev.wsman.testkit.model.DataType.SINT64;
import static dev.wsman.testkit.model.DataType.SINT8;
import static dev.wsman.testkit.model.DataType.STRING;
import static dev.wsman.testkit.model.DataType.UINT16;
import static dev.wsman.testkit.model.DataType.UINT32;
import static dev.wsman.testkit.model.DataType.UINT64;
import static dev.wsman.testkit.model.DataType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.fixture.Recordings;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.SampleClasses;
import dev.wsman.testkit.fixture.TableClass;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.EnvelopeParser;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * Sends recorded requests and compares the replies with the recorded ones of the real server: structure, prefixes and
 * namespaces must be equal.
 */
class CaptureIT {

    @AutoStart
    static final WsmanService openwsman = LenientService.builder()
            .withoutStandardClasses()
            .quirks(ServerQuirks.OPENWSMAN)
            .prefix("http://schema.lab.example/wbem/wscim/1/cim-schema/2/")
            .add(items())
            .add(rows())
            .add(twoKeys())
            .build();

    @AutoStart
    static final WsmanService omi = LenientService.builder()
            .withoutStandardClasses()
            .quirks(ServerQuirks.OMI)
            .add(numbers())
            .build();

    @AutoStart
    static final WsmanService omiMethods = LenientService.builder()
            .withoutStandardClasses()
            .quirks(ServerQuirks.OMI)
            .cimNamespace("root/test")
            .add(calculator())
            .build();

    private static TableClass items() {
        return new TableClass(
                        "LAB_Item",
                        PropertyDeclaration.of("InstanceID", STRING).asKey(),
                        PropertyDeclaration.of("Caption", STRING).asWritable(),
                        PropertyDeclaration.of("Codes", UINT16).asArray(),
                        PropertyDeclaration.of("Flag", BOOLEAN).asWritable(),
                        PropertyDeclaration.of("R32", REAL32),
                        PropertyDeclaration.of("R64", REAL64),
                        PropertyDeclaration.of("S16", SINT16),
                        PropertyDeclaration.of("S32", SINT32),
                        PropertyDeclaration.of("S64", SINT64),
                        PropertyDeclaration.of("S8", SINT8),
                        PropertyDeclaration.of("Tags", STRING).asArray(),
                        PropertyDeclaration.of("U16", UINT16),
                        PropertyDeclaration.of("U32", UINT32).asWritable(),
                        PropertyDeclaration.of("U64", UINT64),
                        PropertyDeclaration.of("U8", UINT8),
                        PropertyDeclaration.of("When", DATETIME))
                .row(
                        "one",
                        "",
                        List.of(1, 2, 3),
                        true,
                        1.5f,
                        2.5,
                        1,
                        2,
                        3,
                        4,
                        List.of("a", "b b", ""),
                        5,
                        6,
                        7,
                        8,
                        SampleClasses.MADE)
                .row(
                        "two",
                        "Zweiter",
                        null,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of("single"),
                        null,
                        42L,
                        null,
                        1L,
                        Duration.ofDays(2))
                .row("three")
                .method("Add", (keys, input) -> sum())
                .method("Fail", (keys, input) -> {
                    throw new ModelException(ModelException.Reason.INTERNAL_ERROR, "failed");
                });
    }

    private static MethodResult sum() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("Sum", 7L);
        out.put("Parts", List.of(1, 2, 3));
        return new MethodResult(0, out);
    }

    private static TableClass rows() {
        TableClass rows = new TableClass(
                "LAB_Many", PropertyDeclaration.of("Id", STRING).asKey(), PropertyDeclaration.of("Payload", STRING));
        for (int i = 1; i <= 60; i++) {
            rows.row(String.format(Locale.ROOT, "%03d", i), "payload");
        }
        return rows;
    }

    private static TableClass twoKeys() {
        return new TableClass(
                "LAB_TwoKeys",
                PropertyDeclaration.of("Name", STRING).asKey(),
                PropertyDeclaration.of("Index", UINT32).asKey(),
                PropertyDeclaration.of("Value", STRING));
    }

    private static TableClass numbers() {
        TableClass numbers = new TableClass(
                        "X_SmallNumber",
                        PropertyDeclaration.of("Number", UINT32).asKey(),
                        PropertyDeclaration.of("SpelledNumber", STRING),
                        PropertyDeclaration.of("Description", STRING))
                .method("SpellNumber", (keys, input) -> MethodResult.of(1));
        for (long i = 0; i <= 20; i++) {
            numbers.row(i, "a number");
        }
        return numbers;
    }

    private static TableClass calculator() {
        return new TableClass(
                        "TestClass_MethodProvider_Calc",
                        PropertyDeclaration.of("Id", STRING).asKey())
                .method("Add", (keys, input) -> new MethodResult(0, Map.of("sum", 42L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identify",
                "get-one",
                "get-notfound",
                "get-noclass",
                "invoke-fail",
                "get-frag-text",
                "get-frag-badprop",
                "get-maxenv-small",
                "get-mustunderstand-unknown",
                "create",
                "enum-plain",
                "enum-opt-10",
                "enum-opt-100",
                "enum-total-estimate",
                "enum-EnumerateEPR",
                "enum-EnumerateObjectAndEPR",
                "filter-selector",
                "filter-xpath",
                "invoke-add",
                "pull-badctx",
                "enum-empty",
                "put-frag"
            })
    void repliesAsRecordedOpenwsman(String name) throws IOException {
        compare(openwsman, "openwsman", name, ".request.xml", ".response.xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "get-notfound",
                "get-noclass",
                "get-nokey",
                "get-badkeyname",
                "get-wmi-uri",
                "enum-plain",
                "enum-opt3",
                "enum-epr",
                "enum-objepr",
                "cql",
                "wql-proj",
                "wql-bad",
                "invoke-nomethod",
                "invoke-Add",
                "pull-after-release",
                "get-nons"
            })
    void repliesAsRecordedOmi(String name) throws IOException {
        compare(name.equals("invoke-Add") ? omiMethods : omi, "omi", name, ".req.xml", ".resp.xml");
    }

    private static void compare(WsmanService service, String server, String name, String request, String response)
            throws IOException {
        Path sent = Recordings.ofServers(server + "/" + name + request);
        RawReply reply = new RawClient(service).sendBytes(Files.readAllBytes(sent));
        Element actual = reply.document().getDocumentElement();
        Element expected = EnvelopeParser.parse(Files.readAllBytes(sent.resolveSibling(name + response)))
                .orElseThrow()
                .getDocumentElement();
        assertThat(outline(child(actual, "Header"), 1))
                .containsExactlyInAnyOrderElementsOf(outline(child(expected, "Header"), 1));
        assertThat(outline(child(actual, "Body"), Integer.MAX_VALUE))
                .containsExactlyElementsOf(outline(child(expected, "Body"), Integer.MAX_VALUE));
        Path http = sent.resolveSibling(name + ".response.http");
        if (Files.exists(http)) {
            assertThat(Files.readString(http)).startsWith("HTTP/1.1 " + reply.status());
        }
    }

    /**
     * Lists the elements by depth, prefix, name and namespace. Equal neighbors are listed once. Only fault codes and
     * details are listed with their content.
     */
    private static List<String> outline(Element element, int depth) {
        List<String> lines = new ArrayList<>();
        for (Element child : children(element)) {
            boolean code = child.getNodeName().endsWith(":Value")
                    || child.getNodeName().endsWith(":FaultDetail");
            String line =
                    child.getNodeName() + " {" + child.getNamespaceURI() + "}" + (code ? child.getTextContent() : "");
            List<String> block = new ArrayList<>(List.of(line));
            if (depth > 1) {
                outline(child, depth - 1).forEach(each -> block.add("  " + each));
            }
            int size = block.size();
            boolean repeated = lines.size() >= size
                    && lines.subList(lines.size() - size, lines.size()).equals(block);
            if (!repeated) {
                lines.addAll(block);
            }
        }
        return lines;
    }
}
