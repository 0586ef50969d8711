package dev.wsman.transfer;

import static dev.wsman.fixture.SessionFixture.ONE;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.TYPES_URI;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanFaultException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Get, Put, Create and Delete. */
class TransferIT {
    private static final String HEADER = "/s:Envelope/s:Header/";
    private static final String BODY = "/s:Envelope/s:Body/";
    private static final ResourceLocator LISTENER = ResourceLocator.parse("winrm/config/Listener");

    @AutoStart
    static final WsmanService service =
            LenientService.builder().add(AllTypesClass.create()).build();

    @AutoStart
    static final WsmanService terse = SessionFixture.service()
            .quirks(ServerQuirks.STANDARD
                    .with(ServerQuirk.PUT_RETURNS_NOTHING)
                    .with(ServerQuirk.WRAPPED_RESOURCE_CREATED))
            .build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    private static Instance representation(String id, String text) {
        return Instance.builder(TYPES_URI, "Lab_AllTypes")
                .add("Id", id)
                .add("StringValue", text)
                .build();
    }

    @Test
    void sendsHeadersOfGetInWindowsOrderWithEmptyBody() {
        assertThat(session.get(ONE).text("StringValue")).contains("first");
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        assertThat(SessionFixture.headerNames(sent))
                .containsExactly(
                        "To",
                        "Action",
                        "MessageID",
                        "ReplyTo",
                        "ResourceURI",
                        "SelectorSet",
                        "MaxEnvelopeSize",
                        "OperationTimeout");
        assertThat(sent.xpath(HEADER + "wsa:To[not(@s:mustUnderstand)]")).isEqualTo(service.endpoint());
        assertThat(sent.xpath(HEADER + "wsa:Action[@s:mustUnderstand='true']"))
                .isEqualTo(ServiceNamespaces.TRANSFER + "/Get");
        assertThat(sent.xpath(HEADER + "wsa:ReplyTo/wsa:Address[@s:mustUnderstand='true']"))
                .isEqualTo(ServiceNamespaces.ANONYMOUS);
        assertThat(sent.xpath(HEADER + "wsman:ResourceURI[@s:mustUnderstand='true']"))
                .isEqualTo(TYPES_URI);
        assertThat(sent.messageId()).matches("uuid:[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
        assertThat(sent.xpath("count(/s:Envelope/s:Body/node())")).isEqualTo("0");
    }

    @Test
    void sendsOnePostOfSoap12WithItsLength() {
        session.get(ONE);
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.path()).isEqualTo("/wsman");
        // openwsman accepts exactly this value only
        assertThat(sent.headers().get("Content-Type")).containsExactly(SOAP_TYPE);
        assertThat(sent.header("Content-Length")).contains(Integer.toString(sent.rawBytes().length));
        assertThat(sent.headers()).doesNotContainKeys("Transfer-Encoding", "Expect", "SOAPAction", "WSMANIDENTIFY");
        assertThat(sent.document().getDocumentElement().getNamespaceURI()).isEqualTo(ServiceNamespaces.SOAP);
    }

    @Test
    void sendsNewMessageIdAndActionWithEachRequest() {
        session.get(ONE);
        session.put(ONE, session.get(ONE));
        List<RecordedRequest> all = service.requests();
        assertThat(all).extracting(RecordedRequest::messageId).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(RecordedRequest::action)
                .containsExactly(
                        ServiceNamespaces.TRANSFER + "/Get",
                        ServiceNamespaces.TRANSFER + "/Get",
                        ServiceNamespaces.TRANSFER + "/Put");
    }

    @Test
    void sendsSelectorsInOrderWithUnchangedText() {
        String odd = " a<b>&\"c\" ü \uD83D\uDE00";
        session.get(LISTENER.selector("Transport", "HTTP").selector("Address", "*"));
        assertThat(service.lastRequest(ServiceOperation.GET).selectors())
                .containsExactly(Map.entry("Transport", "HTTP"), Map.entry("Address", "*"));
        assertThatThrownBy(() -> session.get(TYPES.selector("Id", odd))).isInstanceOf(WsmanFaultException.class);
        assertThat(service.lastRequest(ServiceOperation.GET).selectors()).containsExactly(Map.entry("Id", odd));
    }

    @Test
    void sendsReferenceAsSelector() {
        service.on(ServiceOperation.GET).respond(200, SOAP_TYPE, envelope("<p:A xmlns:p='urn:a'/>"));
        session.get(ResourceLocator.of("urn:a").selector("Owner", ONE).selector("Name", "x"));
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        String reference = HEADER + "wsman:SelectorSet/wsman:Selector[@Name='Owner']/wsa:EndpointReference/";
        assertThat(sent.xpath(reference + "wsa:ReferenceParameters/wsman:ResourceURI"))
                .isEqualTo(TYPES_URI);
        assertThat(sent.xpath(reference + "wsa:ReferenceParameters/wsman:SelectorSet/wsman:Selector[@Name='Id']"))
                .isEqualTo("one");
        assertThat(sent.xpath(reference + "wsa:Address")).isNotBlank();
        assertThat(sent.xpath(HEADER + "wsman:SelectorSet/wsman:Selector[@Name='Name']"))
                .isEqualTo("x");
    }

    @Test
    void sendsOptionsAndNilOption() {
        session.get(ONE.option("wmi:Context", "a&b").option("ShowExtensions", null));
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        String set = HEADER + "wsman:OptionSet/";
        assertThat(sent.xpath(set + "wsman:Option[@Name='wmi:Context']")).isEqualTo("a&b");
        assertThat(sent.xpath(
                        "count(" + set + "wsman:Option[@Name='ShowExtensions' and @xsi:nil='true'][not(node())])"))
                .isEqualTo("1");
        assertThat(sent.xpath("count(" + set + "wsman:Option[@MustComply])")).isEqualTo("0");
        assertThat(sent.xpath("count(" + HEADER + "wsman:OptionSet[@s:mustUnderstand='true'])"))
                .isEqualTo("0");
    }

    @Test
    void sendsMustUnderstandWhenOptionMustComply() {
        WsmanFaultException fault =
                catchThrowableOfType(WsmanFaultException.class, () -> session.get(ONE.option("Depth", "2", true)));
        assertThat(fault.error().kind()).isEqualTo(WsmanError.Kind.INVALID_OPTIONS);
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        assertThat(sent.xpath(HEADER + "wsman:OptionSet[@s:mustUnderstand='true']"
                        + "/wsman:Option[@Name='Depth' and @MustComply='true']"))
                .isEqualTo("2");
    }

    @Test
    void readsFragmentAsXmlFragment() {
        Instance property = session.get(ONE.fragment("StringValue"));
        assertThat(property.name()).isEqualTo(new QName(ServiceNamespaces.WSMAN, "XmlFragment"));
        assertThat(property.text("StringValue")).contains("first");
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        assertThat(sent.xpath(HEADER + "wsman:FragmentTransfer[@s:mustUnderstand='true' and not(@Dialect)]"))
                .isEqualTo("StringValue");
        assertThat(session.get(ONE.fragment("StringValue/text()")).text()).isEqualTo("first");
        assertThat(service.lastRequest(ServiceOperation.GET).xpath(HEADER + "wsman:FragmentTransfer"))
                .isEqualTo("StringValue/text()");
    }

    @Test
    void readsFragmentOfOneArrayElementAndOfAll() {
        ResourceLocator many = TYPES.selector("Id", "many");
        assertThat(session.get(many.fragment("StringArray[2]")).texts("StringArray"))
                .containsExactly("second");
        assertThat(session.get(many.fragment("StringArray")).texts("StringArray"))
                .containsExactly("first", "second", "third");
        assertThat(service.requests(ServiceOperation.GET))
                .extracting(sent -> sent.xpath(HEADER + "wsman:FragmentTransfer"))
                .containsExactly("StringArray[2]", "StringArray");
    }

    @Test
    void sendsDialectOfFragmentIfNamed() {
        WsmanFaultException fault = catchThrowableOfType(
                WsmanFaultException.class, () -> session.get(ONE.fragment("StringValue", "urn:dialect")));
        assertThat(fault.error().kind()).isEqualTo(WsmanError.Kind.FRAGMENT_DIALECT_NOT_SUPPORTED);
        assertThat(service.lastRequest(ServiceOperation.GET).xpath(HEADER + "wsman:FragmentTransfer/@Dialect"))
                .isEqualTo("urn:dialect");
    }

    @Test
    void putsFragmentInsideXmlFragment() {
        ResourceLocator target = session.create(TYPES, representation("fragments", "old"));
        session.put(target.fragment("StringValue/text()"), "new & <better>");
        RecordedRequest text = service.lastRequest(ServiceOperation.PUT);
        assertThat(text.xpath(HEADER + "wsman:FragmentTransfer[@s:mustUnderstand='true']"))
                .isEqualTo("StringValue/text()");
        assertThat(text.xpath(BODY + "wsman:XmlFragment[not(*)]")).isEqualTo("new & <better>");
        assertThat(session.get(target).text("StringValue")).contains("new & <better>");

        session.put(target.fragment("StringValue"), "<p:StringValue xmlns:p='" + TYPES_URI + "'>newer</p:StringValue>");
        assertThat(service.lastRequest(ServiceOperation.PUT)
                        .xpath(BODY + "wsman:XmlFragment/*[local-name()='StringValue']"))
                .isEqualTo("newer");
        assertThat(session.get(target).text("StringValue")).contains("newer");
        session.delete(target);
    }

    @Test
    void putsBackFragmentThatWasRead() {
        ResourceLocator many = TYPES.selector("Id", "many").fragment("StringArray[2]");
        Instance fragment = session.get(many);
        session.put(many, fragment);
        RecordedRequest sent = service.lastRequest(ServiceOperation.PUT);
        assertThat(sent.xpath("count(" + BODY + "wsman:XmlFragment/wsman:XmlFragment)"))
                .isEqualTo("0");
        assertThat(sent.xpath(BODY + "wsman:XmlFragment/*[local-name()='StringArray']"))
                .isEqualTo("second");
    }

    @Test
    void returnsLocatorFromCreateThatGetAccepts() {
        ResourceLocator made = session.create(TYPES, representation("made", "x"));
        RecordedRequest create = service.lastRequest(ServiceOperation.CREATE);
        assertThat(SessionFixture.headerNames(create)).doesNotContain("SelectorSet", "OptionSet", "RequestEPR");
        assertThat(create.action()).isEqualTo(ServiceNamespaces.TRANSFER + "/Create");
        assertThat(create.xpath("namespace-uri(" + BODY + "*)")).isEqualTo(TYPES_URI);
        assertThat(create.xpath(BODY + "*/*[local-name()='StringValue']")).isEqualTo("x");
        assertThat(made).isEqualTo(TYPES.selector("Id", "made"));
        assertThat(session.get(made).text("StringValue")).contains("x");
        assertThat(service.lastRequest(ServiceOperation.GET).selectors()).containsExactly(Map.entry("Id", "made"));
        session.delete(made);
    }

    @Test
    void readsResourceCreatedOfOtherEdition() {
        try (Session other = Session.open(terse.endpoint())) {
            ResourceLocator made = other.create(TYPES, representation("made", "x"));
            assertThat(terse.lastRequest(ServiceOperation.CREATE).responseText())
                    .contains("EndpointReference>");
            assertThat(made.selector("Id")).contains("made");
            assertThat(other.get(made).text("StringValue")).contains("x");
        }
    }

    @Test
    void createsReadsAndDeletesListener() {
        ResourceLocator https = LISTENER.selector("Address", "*").selector("Transport", "HTTPS");
        String uri = LISTENER.resourceUri();
        ResourceLocator made = session.create(
                https,
                Instance.builder(uri, "Listener")
                        .add("Hostname", "localhost")
                        .add("Enabled", true)
                        .add("Port", 15986)
                        .build());
        assertThat(service.lastRequest(ServiceOperation.CREATE).selectors())
                .containsExactly(Map.entry("Address", "*"), Map.entry("Transport", "HTTPS"));
        assertThat(session.get(made).integer("Port")).hasValue(15986);
        session.delete(made);
        RecordedRequest delete = service.lastRequest(ServiceOperation.DELETE);
        assertThat(delete.xpath("count(/s:Envelope/s:Body/node())")).isEqualTo("0");
        assertThat(delete.selectors()).containsEntry("Transport", "HTTPS");
        assertThatThrownBy(() -> session.get(https)).isInstanceOf(WsmanFaultException.class);
    }

    @Test
    void sendsWholeInstanceWithPutAndReturnsNewState() {
        ResourceLocator made = session.create(TYPES, representation("put", "old"));
        Instance now = session.put(made, session.get(made).with("StringValue", "new"));
        assertThat(now.text("StringValue")).contains("new");
        RecordedRequest sent = service.lastRequest(ServiceOperation.PUT);
        assertThat(sent.selectors()).containsExactly(Map.entry("Id", "put"));
        assertThat(sent.xpath("namespace-uri(" + BODY + "*)")).isEqualTo(TYPES_URI);
        assertThat(sent.xpath(BODY + "*/*[local-name()='StringValue']")).isEqualTo("new");
        session.delete(made);
    }

    @Test
    void acceptsDomElementAndTextAsContent() {
        ResourceLocator made = session.create(TYPES, representation("forms", "0"));
        Element element = representation("forms", "1").toElement();
        assertThat(session.put(made, element).text("StringValue")).contains("1");
        String text = "<?xml version='1.0'?>\n" + representation("forms", "2").toXml();
        assertThat(session.put(made, text).text("StringValue")).contains("2");
        assertThat(service.requests(ServiceOperation.PUT))
                .extracting(sent -> sent.xpath(BODY + "*/*[local-name()='StringValue']"))
                .containsExactly("1", "2");
        session.delete(made);
    }

    @Test
    void returnsSentInstanceWhenPutReplyIsEmpty() {
        try (Session other = Session.open(terse.endpoint())) {
            Instance sent = representation("one", "changed");
            assertThat(other.put(ONE, sent)).isEqualTo(sent);
            assertThat(other.put(ONE, sent.toXml()).text("StringValue")).contains("changed");
            assertThat(terse.lastRequest(ServiceOperation.PUT).responseText())
                    .containsPattern("<s:Body\\s*/>|<s:Body></s:Body>");
        }
        assertThat(terse.requests()).hasSize(2);
    }

    @Test
    void sendsOtherReferenceParametersUnchanged() {
        service.on(ServiceOperation.GET).respond(200, SOAP_TYPE, envelope("<p:A xmlns:p='urn:a'/>"));
        session.get(ResourceLocator.parse("<a:EndpointReference xmlns:a='" + ServiceNamespaces.ADDRESSING
                + "'><a:Address>http://x/</a:Address><a:ReferenceParameters><w:ResourceURI xmlns:w='"
                + ServiceNamespaces.WSMAN
                + "'>urn:a</w:ResourceURI><v:Token xmlns:v='urn:v' kind='k'>t<v:sub/></v:Token></a:ReferenceParameters>"
                + "</a:EndpointReference>"));
        RecordedRequest sent = service.lastRequest(ServiceOperation.GET);
        assertThat(sent.resourceUri()).isEqualTo("urn:a");
        assertThat(sent.headerBlock("urn:v", "Token")).hasValueSatisfying(token -> {
            assertThat(token.getAttribute("kind")).isEqualTo("k");
            assertThat(token.getTextContent()).isEqualTo("t");
        });
        assertThat(sent.xpath(HEADER + "wsa:To")).isEqualTo(service.endpoint());
    }

    @Test
    void rejectsInvalidContentBeforeSending() {
        assertThatThrownBy(() -> session.put(ONE, "<a>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("content");
        assertThatThrownBy(() -> session.put(ONE, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.create(ONE, "no markup")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.get(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resource");
        assertThat(service.requests()).isEmpty();
        assertThat(session.error()).isEmpty();
    }

    @Test
    void sendsAllRequestsOnOneConnection() {
        int before = service.connections();
        session.identify();
        session.get(ONE);
        assertThatThrownBy(() -> session.get(TYPES.selector("Id", "none"))).isInstanceOf(WsmanFaultException.class);
        service.on(ServiceOperation.GET).fault(FaultKind.INTERNAL_ERROR);
        assertThatThrownBy(() -> session.get(ONE)).isInstanceOf(WsmanFaultException.class);
        session.get(ONE);
        assertThat(service.connections() - before).isEqualTo(1);
        assertThat(service.requests()).hasSize(5);
    }
}
