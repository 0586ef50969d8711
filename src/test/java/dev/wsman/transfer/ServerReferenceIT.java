package dev.wsman.transfer;

import static dev.wsman.fixture.SessionFixture.ONE;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoint references from servers: the parameters that are sent back, and those that a server must not set. */
class ServerReferenceIT {
    private static final String NAMESPACE = "__cimnamespace";
    private static final String NAMESPACE_SENT =
            "/s:Envelope/s:Header/wsman:SelectorSet/wsman:Selector[@Name='__cimnamespace']";
    private static final String DMTF = ServiceNamespaces.DMTF_CLASSES + "Lab_AllTypes";
    private static final ResourceLocator IN_CIMV2 = ResourceLocator.of(DMTF).selector(NAMESPACE, "root/cimv2");

    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoStart
    static final WsmanService omi = SessionFixture.service()
            .quirks(ServerQuirks.OMI
                    .without(ServerQuirk.SILENT_WITHOUT_CREDENTIALS)
                    .with(ServerQuirk.NAMESPACE_REQUIRED))
            .build();

    @AutoStart
    static final WsmanService openwsman =
            SessionFixture.service().quirks(ServerQuirks.OPENWSMAN).build();

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Types {
        @XmlElement(name = "ReferenceArray")
        List<ResourceLocator> references = new ArrayList<>();
    }

    private static String created(String address, String parameters) {
        return envelope("<x:ResourceCreated><a:Address>" + address + "</a:Address><a:ReferenceParameters>"
                + "<w:ResourceURI>" + SessionFixture.TYPES_URI
                + "</w:ResourceURI><w:SelectorSet><w:Selector Name='Id'>one"
                + "</w:Selector></w:SelectorSet>" + parameters + "</a:ReferenceParameters></x:ResourceCreated>");
    }

    private static ResourceLocator create(Session session, String address, String parameters) {
        service.on(ServiceOperation.CREATE).respond(200, SOAP_TYPE, created(address, parameters));
        return session.create(
                TYPES,
                Instance.builder(SessionFixture.TYPES_URI, "Lab_AllTypes")
                        .set("Id", "new")
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "http://schemas.xmlsoap.org/ws/2004/08/addressing, Action To ReplyTo FaultTo From RelatesTo MessageID",
        "http://www.w3.org/2005/08/addressing, Action To ReplyTo FaultTo From RelatesTo MessageID",
        "http://schemas.xmlsoap.org/ws/2003/03/addressing, Action To ReplyTo FaultTo From RelatesTo MessageID",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd, ResourceURI SelectorSet OperationTimeout MaxEnvelopeSize Locale"
                + " RequestEPR RequestTotalItemsCountEstimate Renew Invented",
        "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd, DataLocale SessionId OperationID SequenceId ActivityId Locale",
        "http://schemas.microsoft.com/wbem/wsman/1/machineid, MachineID",
        "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd, PolymorphismMode ShowExtensions",
        "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd, Identify",
        "http://schemas.xmlsoap.org/ws/2004/09/enumeration, EnumerationContext",
        "http://schemas.xmlsoap.org/ws/2004/08/eventing, Subscribe Delivery",
        "http://www.w3.org/2003/05/soap-envelope, Header Body Fault Envelope",
        "http://schemas.xmlsoap.org/soap/envelope/, Header Body Fault",
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd, Security UsernameToken",
        "http://schemas.xmlsoap.org/ws/2002/12/secext, Security",
        "http://www.w3.org/2000/09/xmldsig#, Signature"
    })
    void omitsParametersThatAreHeadersOfProtocols(String namespace, String names) {
        for (String name : names.split(" ")) {
            String parameter = "<v:" + name + " xmlns:v='" + namespace + "'><v:Address>http://evil/</v:Address></v:"
                    + name + "><o:Kept xmlns:o='urn:own'>1</o:Kept>";
            try (Session session = Session.open(service.endpoint())) {
                session.get(ONE);
                List<String> usual =
                        new ArrayList<>(SessionFixture.headerNames(service.lastRequest(ServiceOperation.GET)));
                session.get(create(session, service.endpoint(), parameter));
                RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
                usual.add("Kept");
                assertThat(SessionFixture.headerNames(sent)).containsExactlyElementsOf(usual);
                assertThat(sent.text()).doesNotContain("http://evil/");
            }
        }
    }

    @Test
    void sendsOwnParametersOfServerWithoutSoapAttributes() {
        String parameters =
                "<o:Shard xmlns:o='urn:own' s:mustUnderstand='true' s:role='urn:r' s:relay='1' kind='k'>7</o:Shard>"
                        + "<e:Identifier xmlns:e='" + ServiceNamespaces.EVENTING
                        + "'>uuid:1</e:Identifier><Bare xmlns=''>b</Bare>";
        try (Session session = Session.open(service.endpoint())) {
            session.get(create(session, service.endpoint(), parameters));
        }
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        assertThat(SessionFixture.headerNames(sent)).endsWith("Shard", "Identifier", "Bare");
        String shard = "/s:Envelope/s:Header/*[local-name()='Shard']";
        assertThat(sent.xpath(shard)).isEqualTo("7");
        assertThat(sent.xpath(shard + "/@kind")).isEqualTo("k");
        assertThat(sent.xpath("count(" + shard + "/@s:*)")).isEqualTo("0");
    }

    @Test
    void sendsOneHeaderOfEachKindForRepeatedParameters() {
        String twice = "<w:ResourceURI>urn:other</w:ResourceURI><w:SelectorSet><w:Selector Name='Id'>two</w:Selector>"
                + "</w:SelectorSet><w:OptionSet><w:Option Name='a'>1</w:Option></w:OptionSet>"
                + "<w:OptionSet><w:Option Name='b'>2</w:Option></w:OptionSet>";
        try (Session session = Session.open(service.endpoint())) {
            session.get(create(session, service.endpoint(), twice));
        }
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        assertThat(sent.resourceUri()).isEqualTo(SessionFixture.TYPES_URI);
        assertThat(sent.selectors()).containsExactly(Map.entry("Id", "one"));
        assertThat(SessionFixture.headerNames(sent)).doesNotHaveDuplicates();
    }

    /** The Address of a reference must not redirect requests. */
    @Test
    void sendsToOwnServerDespiteAddressOfReference() {
        try (Session session = Session.open(service.endpoint())) {
            ResourceLocator created = create(session, "http://evil.example/wsman", "");
            assertThat(created.address()).contains("http://evil.example/wsman");
            assertThat(session.get(created).text("Id")).contains("one");
        }
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        assertThat(sent.xpath("/s:Envelope/s:Header/wsa:To")).isEqualTo(service.endpoint());
        assertThat(sent.text()).doesNotContain("evil.example");
    }

    @Test
    void rejectsReferencesWithTooManyOrTooLargeParameters() {
        try (Session session = Session.open(service.endpoint())) {
            assertThatThrownBy(() -> create(session, "http://x/", "<o:P xmlns:o='urn:own'/>".repeat(21)))
                    .isInstanceOf(WsmanProtocolException.class)
                    .hasMessageContaining("21 reference parameters");
            String large = "<o:P xmlns:o='urn:own'>" + "x".repeat(40_000) + "</o:P>";
            assertThatThrownBy(() -> create(session, "http://x/", large))
                    .isInstanceOf(WsmanProtocolException.class)
                    .hasMessageContaining("reference parameters of");
        }
    }

    private static void assertGets(Session session, ResourceLocator reference, String id) {
        assertThat(reference.selector(NAMESPACE)).contains("root/cimv2");
        assertThat(session.get(reference).text("Id")).contains(id);
        assertThat(omi.lastRequest(ServiceOperation.GET).xpath(NAMESPACE_SENT)).isEqualTo("root/cimv2");
    }

    /** OMI leaves the namespace out of these references, and its default namespace is another one. */
    @Test
    void addsNamespaceOfRequestToReferencesWithoutOne() {
        try (Session session = Session.open(omi.endpoint())) {
            Instance content =
                    Instance.builder(DMTF, "Lab_AllTypes").set("Id", "made").build();
            assertGets(session, session.create(IN_CIMV2, content), "made");
            Referenced<Instance> item =
                    session.enumerate(IN_CIMV2).withReferences().first().orElseThrow();
            assertGets(session, item.reference(), item.value().text("Id").orElseThrow());
            Referenced<Types> typed = session.enumerate(IN_CIMV2, Types.class)
                    .withReferences()
                    .first()
                    .orElseThrow();
            assertGets(session, typed.reference(), item.value().text("Id").orElseThrow());
            session.delete(session.enumerate(IN_CIMV2).references().list().stream()
                    .filter(each -> each.selector("Id").orElse("").equals("made"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void addsNamespaceOfRequestToReferencesInProperties(boolean nested) {
        String reference = "<a:Address>http://x/</a:Address><a:ReferenceParameters><w:ResourceURI>" + DMTF
                + "</w:ResourceURI><w:SelectorSet><w:Selector Name='Id'>one</w:Selector></w:SelectorSet>"
                + "</a:ReferenceParameters>";
        String property = nested ? "<a:EndpointReference>" + reference + "</a:EndpointReference>" : reference;
        String body = envelope("<p:Lab_AllTypes xmlns:p='" + DMTF + "'><p:ReferenceArray>" + property
                + "</p:ReferenceArray></p:Lab_AllTypes>");
        ResourceLocator one = IN_CIMV2.selector("Id", "one");
        try (Session session = Session.open(omi.endpoint())) {
            omi.on(ServiceOperation.GET).respond(200, SOAP_TYPE, body);
            Instance instance = session.get(one);
            assertGets(session, instance.reference("ReferenceArray").orElseThrow(), "one");
            assertGets(
                    session,
                    instance.with("Id", "x").references("ReferenceArray").get(0),
                    "one");
            omi.on(ServiceOperation.GET).respond(200, SOAP_TYPE, body);
            assertGets(session, session.get(one, Types.class).references.get(0), "one");
            omi.on(ServiceOperation.GET).respond(200, SOAP_TYPE, body);
            ResourceLocator elsewhere = ResourceLocator.of(DMTF).selector("Id", "one");
            assertThat(session.get(elsewhere).reference("ReferenceArray")).contains(elsewhere);
        }
    }

    /** openwsman sends an empty namespace, but rejects one with "invalid imethodcall XML". */
    @Test
    void omitsEmptyNamespaceFromRequests() {
        try (Session session = Session.open(openwsman.endpoint())) {
            Instance instance = session.get(ONE);
            assertThat(instance.toXml()).contains("__cimnamespace");
            ResourceLocator reference = instance.references("ReferenceArray").get(0);
            assertThat(reference.selector(NAMESPACE)).isEmpty();
            assertThat(session.get(reference).text("Id")).isPresent();
            assertThat(session.get(ONE.selector(NAMESPACE, "")).text("Id")).contains("one");
            assertThat(session.put(ONE, instance).text("Id")).contains("one");
            Instance echoed =
                    Instance.builder("urn:a", "A").set("Instance", instance).build();
            assertThatThrownBy(() -> session.invoke(TYPES, "Fail", Map.of("Code", 7, "Extra", echoed)))
                    .isInstanceOf(WsmanFaultException.class)
                    .hasMessageNotContaining("imethodcall");
        }
        assertThat(openwsman.requests()).hasSize(5).allSatisfy(sent -> assertThat(sent.text())
                .doesNotContain("__cimnamespace"));
    }
}
