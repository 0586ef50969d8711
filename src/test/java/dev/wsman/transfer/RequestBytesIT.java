package dev.wsman.transfer;

import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Filter;
import dev.wsman.Hierarchy;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.internal.transport.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Servers are sensitive to details that the specifications leave open: Windows, for example, rejects a FragmentTransfer
 * without {@code mustUnderstand} and a Locale with it (MS-WSMV 3.1.4.1.18 and 3.1.4.1.8). Every kind of request
 * therefore keeps its bytes, apart from the port, the message identifier and the time limit.
 */
class RequestBytesIT {
    private static final String CLASS = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service";
    private static final ResourceLocator ONE =
            ResourceLocator.of(CLASS).selector("Name", "a<&\"b").selector("Empty", "");
    private static final ResourceLocator REFERRING =
            ResourceLocator.of("urn:association").selector("Antecedent", ONE);
    private static final ResourceLocator WITH_PARAMETERS =
            ResourceLocator.parse("<a:EndpointReference xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
                    + " xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd' xmlns:v='urn:v'>"
                    + "<a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>urn:r</w:ResourceURI>"
                    + "<w:SelectorSet><w:Selector Name='K'>v</w:Selector></w:SelectorSet>"
                    + "<v:Shard v:no='7'>s</v:Shard></a:ReferenceParameters></a:EndpointReference>");
    private static final String FIRST = envelope("<n:EnumerateResponse><n:EnumerationContext>c<p:x xmlns:p='urn:p'/>"
            + "</n:EnumerationContext><w:Items><p:A xmlns:p='urn:a'/></w:Items></n:EnumerateResponse>");
    private static final String NEXT = envelope("<n:PullResponse><n:EnumerationContext>d</n:EnumerationContext>"
            + "<n:Items><p:A xmlns:p='urn:a'/></n:Items></n:PullResponse>");
    private static final String CREATED = envelope(
            "<x:ResourceCreated><a:Address>x</a:Address>"
                    + "<a:ReferenceParameters><w:ResourceURI>urn:r</w:ResourceURI></a:ReferenceParameters></x:ResourceCreated>");
    private static final String IDENTIFIED = envelope("<i:IdentifyResponse"
            + " xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'><i:ProtocolVersion>p"
            + "</i:ProtocolVersion></i:IdentifyResponse>");

    private static String reply(String request) {
        if (request.contains("Enumerate>") || request.contains("Enumerate ")) {
            return FIRST;
        } else if (request.contains("Pull>")) {
            return NEXT;
        } else if (request.contains("/Create<")) {
            return CREATED;
        } else if (request.contains("Identify")) {
            return IDENTIFIED;
        }
        return request.contains("/Delete<") || request.contains("/Release<")
                ? envelope("")
                : envelope("<p:A xmlns:p='urn:a'><p:Id>x</p:Id></p:A>");
    }

    private static String sent(Consumer<Session.Builder> settings, Consumer<Session> calls) throws IOException {
        try (RawServer server = new RawServer(wire -> {
            for (String request = wire.read(); request != null; request = wire.read()) {
                wire.write(RawServer.response(200, SOAP_TYPE, reply(request)));
            }
        })) {
            Session.Builder builder = Session.builder("http://127.0.0.1:" + server.port() + "/wsman");
            settings.accept(builder);
            try (Session session = builder.build()) {
                calls.accept(session);
            }
            return String.join("\n", server.requests())
                            .replace(":" + server.port(), ":PORT")
                            .replaceAll("uuid:[0-9A-Fa-f-]{36}", "uuid:ID")
                            .replaceAll("(?<=OperationTimeout>)PT[0-9.]+S", "PT")
                            .replace("\r", "")
                    + "\n";
        }
    }

    private static void transfer(Session session) {
        session.identify();
        session.get(ONE);
        session.get(REFERRING
                .option("o", null)
                .option("p", "1", true)
                .option("q", "")
                .fragment("Name", "urn:dialect"));
        session.get(ONE.option("o", "x").fragment("Name/text()"));
        session.get(WITH_PARAMETERS);
        session.put(ONE, "<p:A xmlns:p='urn:a'><p:Id>x</p:Id></p:A>");
        session.put(ONE.fragment("Id"), "y");
        session.create(ResourceLocator.of("urn:r"), Instance.parse("<p:A xmlns:p='urn:a'/>"));
        session.delete(ONE);
        session.invoke(ONE, "StopService", null);
        session.invoke(ONE, "Change", Map.of("DisplayName", "d"));
        session.invoke(ONE, "urn://action/Custom", "");
    }

    private static void enumerations(Session session) {
        ResourceLocator all = ResourceLocator.of(CLASS);
        try (Stream<Instance> items = session.enumerate(all).batchItems(1).stream()) {
            assertThat(items.limit(2)).hasSize(2);
        }
        session.enumerate(all)
                .filter(Filter.wql("select * from Win32_Service"))
                .hierarchy(Hierarchy.SHALLOW)
                .first();
        session.enumerate(all).withReferences().hierarchy(Hierarchy.DEEP_BASE_PROPERTIES_ONLY);
        try (Stream<ResourceLocator> none = session.enumerate(WITH_PARAMETERS).references().stream()) {
            assertThat(none).isNotNull();
        }
    }

    @Test
    void keepsTheBytesOfEveryRequest() throws IOException {
        String plain = sent(builder -> {}, session -> {
            transfer(session);
            enumerations(session);
        });
        String configured = sent(
                builder ->
                        builder.locale(Locale.GERMANY).maxEnvelopeSize(100_000).batchItems(5),
                session -> session.get(ONE.option("o", "x")));
        assertThat(plain + configured).isEqualTo(expected());
    }

    private static String expected() throws IOException {
        try (InputStream in = Objects.requireNonNull(RequestBytesIT.class.getResourceAsStream("request-bytes.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
