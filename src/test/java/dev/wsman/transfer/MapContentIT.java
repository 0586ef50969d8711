package dev.wsman.transfer;

import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.TYPES_URI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.fixture.ServerFixture;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Map as the content of Put and Create, as it arrives at each server. */
class MapContentIT extends ServerFixture {
    private static final String CONTENT = "/s:Envelope/s:Body/*";

    static Stream<ServerQuirks> servers() {
        return Stream.of(
                ServerQuirks.WINRM, ServerQuirks.OPENWSMAN, ServerQuirks.OMI, ServerQuirks.IDRAC, ServerQuirks.AMT);
    }

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Id", "made");
        values.put("StringValue", null);
        values.put("BooleanValue", true);
        values.put("StringArray", List.of("a", "b"));
        values.put("DatetimeValue", OffsetDateTime.parse("2024-02-29T12:34:56+01:00"));
        values.put("ReferenceValue", TYPES.selector("Id", "one"));
        return values;
    }

    @ParameterizedTest
    @MethodSource("servers")
    void createsAndChangesResource(ServerQuirks quirks) {
        open(quirks);
        ResourceLocator made = session.create(TYPES, values());
        assertElement(service.lastRequest(ServiceOperation.CREATE));
        Instance created = session.get(made);
        assertThat(created.bool("BooleanValue")).contains(true);
        assertThat(created.texts("StringArray")).containsExactly("a", "b");
        assertThat(created.dateTime("DatetimeValue")).contains(OffsetDateTime.parse("2024-02-29T12:34:56+01:00"));
        assertThat(created.reference("ReferenceValue").orElseThrow().selector("Id"))
                .contains("one");
        Instance now = session.put(made, Map.of("Id", "made", "StringValue", "new"));
        assertThat(now.text("StringValue")).contains("new");
        assertThat(session.get(made).text("StringValue")).contains("new");
    }

    private static void assertElement(RecordedRequest sent) {
        assertThat(sent.xpath("local-name(" + CONTENT + ")")).isEqualTo("Lab_AllTypes");
        assertThat(sent.xpath("namespace-uri(" + CONTENT + ")")).isEqualTo(TYPES_URI);
        assertThat(sent.xpath("local-name(" + CONTENT + "/*[2])")).isEqualTo("StringValue");
        assertThat(sent.xpath("namespace-uri(" + CONTENT + "/*[2])")).isEqualTo(TYPES_URI);
        assertThat(sent.xpath("string(" + CONTENT + "/*[2]/@xsi:nil)")).isEqualTo("true");
        assertThat(sent.xpath("count(" + CONTENT + "/*[local-name()='StringArray'])"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void readsPutReplyIntoClass(ServerQuirks quirks) {
        open(quirks);
        Instance now =
                session.put(TYPES.selector("Id", "one"), Map.of("Id", "one", "StringValue", "typed"), Instance.class);
        assertThat(now.text("StringValue")).contains("typed");
    }

    @Test
    void createsClassOfDmtf() {
        open(ServerQuirks.OMI);
        ResourceLocator types = ResourceLocator.of("cimv2/Lab_AllTypes").selector("__cimnamespace", "root/cimv2");
        session.create(types, Map.of("Id", "made"));
        RecordedRequest sent = service.lastRequest(ServiceOperation.CREATE);
        assertThat(sent.xpath("namespace-uri(" + CONTENT + ")"))
                .isEqualTo(ServiceNamespaces.DMTF_CLASSES + "Lab_AllTypes");
    }

    /** WinRM's element is Listener, however the URI is written (MS-WSMV 3.1.4.1.29). */
    @Test
    void createsListenerOfWinrmInAnyCase() {
        service = LenientService.builder()
                .quirks(ServerQuirks.WINRM)
                .basic("user", "secret")
                .build()
                .start();
        session = Session.builder(service.endpoint())
                .credentials(Credentials.basic("user", "secret".toCharArray()))
                .build();
        ResourceLocator https = ResourceLocator.parse("winrm/config/listener?Address=*+Transport=HTTPS");
        ResourceLocator made = session.create(https, Map.of("Hostname", "localhost", "Port", 15986));
        RecordedRequest sent = service.lastRequest(ServiceOperation.CREATE);
        assertThat(sent.xpath("local-name(" + CONTENT + ")")).isEqualTo("Listener");
        assertThat(sent.xpath("namespace-uri(" + CONTENT + ")"))
                .isEqualTo("http://schemas.microsoft.com/wbem/wsman/1/config/listener");
        assertThat(session.get(made).integer("Port")).hasValue(15986);
        assertThat(session.put(made, Map.of("Port", 15987)).integer("Port")).hasValue(15987);
    }

    @Test
    void nestsMapsInNamespaceOfTheirParent() {
        open(ServerQuirks.WINRM);
        Map<String, Object> auth = Map.of("Auth", Map.of("Basic", true), "Ports", List.of(Map.of("HTTP", 5985)));
        session.invoke(TYPES, "Echo", auth);
        RecordedRequest sent = service.lastRequest(ServiceOperation.INVOKE);
        String basic = CONTENT + "/*[local-name()='Auth']/*[local-name()='Basic']";
        assertThat(sent.xpath(basic)).isEqualTo("true");
        assertThat(sent.xpath("namespace-uri(" + basic + ")")).isEqualTo(TYPES_URI);
        assertThat(sent.xpath(CONTENT + "/*[local-name()='Ports']/*[local-name()='HTTP']"))
                .isEqualTo("5985");
    }

    @Test
    void rejectsMapThatCannotBeSentBeforeRequest() {
        open(ServerQuirks.WINRM);
        Map<String, Object> unnamed = new LinkedHashMap<>();
        unnamed.put(null, 1);
        Map<String, Object> twice = new LinkedHashMap<>();
        twice.put("Name", 1);
        twice.put("NAME", 2);
        Map<String, Object> circular = new LinkedHashMap<>();
        circular.put("Self", circular);
        List<Object> endless = new ArrayList<>();
        endless.add(Map.of("Inner", endless));
        assertRejected(TYPES, unnamed, "the name of a property in content is null");
        assertRejected(TYPES, twice, "content: NAME occurs twice");
        assertRejected(TYPES, circular, "property Self: maps nested deeper than 200");
        assertRejected(TYPES, Map.of("List", endless), "property List: maps nested deeper than 200");
        assertRejected(TYPES, Map.of("a b", 1), "\"a b\" is not an XML name");
        assertRejected(TYPES, Map.of("A", Map.of("b c", 1)), "property A: \"b c\" is not an XML name");
        assertRejected(TYPES, Map.of("A", Collections.singletonMap(null, 1)), "property A: a key of its map is null");
        assertRejected(TYPES, Map.of("A", new Object()), "property A: a value of type java.lang.Object");
        assertRejected(ResourceLocator.of("wmicimv2/*"), Map.of("A", 1), "content: a Map needs a resource URI");
        assertRejected(
                TYPES.selector("Id", "one").fragment("StringValue"),
                Map.of("StringValue", "x"),
                "content: a Map is a whole resource, but the locator names the fragment StringValue");
        assertThat(service.requests()).isEmpty();
    }

    private void assertRejected(ResourceLocator resource, Map<String, Object> content, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.create(resource, content))
                .withMessageContaining(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.put(resource, content))
                .withMessageContaining(message);
    }
}
