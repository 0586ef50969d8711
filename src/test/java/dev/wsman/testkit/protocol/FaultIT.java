package dev.wsman.testkit.protocol;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static dev.wsman.testkit.fixture.RawClient.WMI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.SampleClasses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults with which the service rejects requests. */
class FaultIT {
    private static final String THING = DMTF + "Lab_Thing";

    @AutoStart
    static final WsmanService service = SampleClasses.service()
            .add(ServiceNamespaces.CONFIG + "Lab_Config", SampleClasses.owners())
            .build();

    private RawClient wire;

    @BeforeEach
    void connect() {
        wire = new RawClient(service);
    }

    private static RawClient.RequestMessage get() {
        return RawClient.get(THING).selector("Name", "one");
    }

    private void expect(RawReply reply, int status, String fault, String detail) {
        assertThat(reply.fault()).isEqualTo(fault);
        assertThat(reply.detail()).isEqualTo(detail);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.at("//s:Reason/s:Text")).isNotBlank();
        assertThat(reply.at("//s:Reason/s:Text/@xml:lang")).isEqualTo("en-US");
        assertThat(reply.nativeCode()).matches("\\d+");
        assertThat(reply.at("//f:WSManFault/@Machine")).isNotEmpty();
        assertThat(reply.at("//f:WSManFault/f:Message")).isNotBlank();
        assertThat(reply.at("//wsa:Action")).endsWith("/fault");
    }

    @ParameterizedTest
    @CsvSource({
        "wsa:To, MessageInformationHeaderRequired, ''",
        "wsa:ReplyTo, MessageInformationHeaderRequired, ''",
        "wsa:Action, MessageInformationHeaderRequired, ''",
        "wsa:MessageID, InvalidMessageInformationHeader, ''",
        "wsman:ResourceURI, DestinationUnreachable, InvalidResourceURI",
        "wsman:SelectorSet, InvalidSelectors, InsufficientSelectors",
    })
    void reportsEachMissingHeader(String header, String fault, String detail) {
        expect(wire.send(get().without(header)), 400, fault, detail);
    }

    @ParameterizedTest
    @CsvSource({
        "wsman:MaxEnvelopeSize, 8191, EncodingLimit, MinimumEnvelopeLimit",
        "wsman:MaxEnvelopeSize, many, SchemaValidationError, ''",
        "wsman:OperationTimeout, PT0S, InvalidMessageInformationHeader, InvalidTimeout",
        "wsman:OperationTimeout, -PT5S, InvalidMessageInformationHeader, InvalidTimeout",
        "wsman:OperationTimeout, long, InvalidMessageInformationHeader, InvalidTimeout",
        "wsman:Locale, '', UnsupportedFeature, Locale",
        "wsa:Action, http://example.org/Dance, ActionNotSupported, ActionMismatch",
        "wsa:MessageID, '', InvalidMessageInformationHeader, ''",
    })
    void rejectsInvalidHeader(String header, String value, String fault, String detail) {
        expect(wire.send(get().header(header, value)), 400, fault, detail);
    }

    @Test
    void supportsOnlyAnonymousReplies() {
        String elsewhere = "<wsa:ReplyTo><wsa:Address>http://example.org/</wsa:Address></wsa:ReplyTo>";
        expect(wire.send(get().block("wsa:ReplyTo", elsewhere)), 400, "UnsupportedFeature", "AddressingMode");
        String faultTo = "<wsa:FaultTo><wsa:Address>http://example.org/</wsa:Address></wsa:FaultTo>";
        expect(wire.send(get().block("wsa:FaultTo", faultTo)), 400, "UnsupportedFeature", "AddressingMode");
    }

    @Test
    void namesUnknownHeaderThatMustBeUnderstood() {
        RawReply reply = wire.send(get().block("x", "<x:Foo xmlns:x=\"urn:x\" s:mustUnderstand=\"1\">y</x:Foo>"));
        assertThat(reply.at("//s:Code/s:Value")).isEqualTo("s:MustUnderstand");
        assertThat(reply.count("//s:Subcode")).isZero();
        assertThat(reply.at("//s:Header/s:NotUnderstood/@qname")).endsWith(":Foo");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(wire.send(get().block("x", "<x:Foo xmlns:x=\"urn:x\">y</x:Foo>"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void rejectsOptionWithMustComply() {
        String options =
                "<wsman:OptionSet><wsman:Option Name=\"x\" MustComply=\"true\">1</wsman:Option></wsman:OptionSet>";
        expect(wire.send(get().block("wsman:OptionSet", options)), 400, "InvalidOptions", "NotSupported");
    }

    @Test
    void requiresMustUnderstandOnFragment() {
        String fragment = "<wsman:FragmentTransfer>Size</wsman:FragmentTransfer>";
        expect(wire.send(get().block("wsman:FragmentTransfer", fragment)), 400, "InvalidMessageInformationHeader", "");
        expect(
                wire.send(RawClient.enumerate(THING, "").header("wsman:FragmentTransfer", "Size")),
                400,
                "UnsupportedFeature",
                "FragmentLevelAccess");
    }

    @Test
    void rejectsUnknownResource() {
        for (RawClient.RequestMessage message : new RawClient.RequestMessage[] {
            RawClient.get(THING).selector("Name", "nobody"),
            RawClient.get(DMTF + "No_Such").selector("Name", "x"),
            RawClient.get("urn:other/Lab_Thing").selector("Name", "one"),
            RawClient.get(WMI.replace("cimv2", "other") + "Lab_Thing").selector("Name", "one"),
            get().selector("__cimnamespace", "root/other")
        }) {
            RawReply reply = wire.send(message);
            expect(reply, 400, "DestinationUnreachable", "InvalidResourceURI");
            assertThat(reply.nativeCode()).isEqualTo("2150858752");
        }
    }

    @Test
    void checksSelectors() {
        expect(wire.send(get().selector("Other", "1")), 400, "InvalidSelectors", "UnexpectedSelectors");
        expect(wire.send(get().selector("name", "two")), 400, "InvalidSelectors", "DuplicateSelectors");
        RawReply mismatch = wire.send(RawClient.get(DMTF + "Lab_Row").selector("Id", "abc"));
        expect(mismatch, 400, "InvalidSelectors", "TypeMismatch");
        RawReply none = wire.send(RawClient.get(THING));
        assertThat(none.nativeCode()).isEqualTo("2150859002");
    }

    @Test
    void checksRepresentation() {
        String wrongValue = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Size>-1</p:Size></p:Lab_Thing>";
        expect(
                wire.send(RawClient.put(THING, wrongValue).selector("Name", "one")),
                400,
                "InvalidRepresentation",
                "InvalidValues");
        String wrongProperty = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Nope>1</p:Nope></p:Lab_Thing>";
        expect(
                wire.send(RawClient.put(THING, wrongProperty).selector("Name", "one")),
                400,
                "InvalidRepresentation",
                "InvalidValues");
        String wrongNamespace = "<p:Lab_Thing xmlns:p=\"urn:x\"/>";
        expect(
                wire.send(RawClient.put(THING, wrongNamespace).selector("Name", "one")),
                400,
                "InvalidRepresentation",
                "InvalidNamespace");
        expect(wire.send(RawClient.create(THING, "")), 400, "InvalidRepresentation", "MissingValues");
        String existing = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Name>one</p:Name></p:Lab_Thing>";
        expect(wire.send(RawClient.create(THING, existing)), 400, "AlreadyExists", "");
    }

    @Test
    void rejectsUnknownMethod() {
        expect(wire.send(RawClient.invoke(THING, "Dance", "")), 400, "ActionNotSupported", "ActionMismatch");
    }

    @Test
    void requiresNameOfMethodInput() {
        expect(wire.send(RawClient.invoke(THING, "Add", "").body("<x/>")), 400, "InvalidParameter", "InvalidName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "some"})
    void requiresPositiveMaxElements(String number) {
        RawReply reply = wire.send(RawClient.enumerate(
                THING, "<wsman:OptimizeEnumeration/><wsman:MaxElements>" + number + "</wsman:MaxElements>"));
        expect(reply, 400, "SchemaValidationError", "");
    }

    @Test
    void rejectsUnknownEnumerationMode() {
        RawReply reply =
                wire.send(RawClient.enumerate(THING, "<wsman:EnumerationMode>EnumerateAll</wsman:EnumerationMode>"));
        expect(reply, 400, "UnsupportedFeature", "EnumerationMode");
    }

    @Test
    void rejectsFilterOnResourceThatIsNotACimClass() {
        RawReply reply = wire.send(RawClient.enumerate(
                ServiceNamespaces.CONFIG + "Lab_Config", RawClient.filter(ServiceNamespaces.XPATH_DIALECT, "Id=1")));
        expect(reply, 400, "FilteringNotSupported", "");
    }

    @Test
    void rejectsBodyThatIsNotXml() {
        expect(wire.send("not xml"), 400, "SchemaValidationError", "");
        expect(wire.send(""), 400, "SchemaValidationError", "");
    }

    @Test
    void rejectsSoap11WithVersionMismatch() {
        RawReply reply = wire.send(
                get().toString().replace(ServiceNamespaces.SOAP, "http://schemas.xmlsoap.org/soap/envelope/"));
        assertThat(reply.at("//s:Code/s:Value")).isEqualTo("s:VersionMismatch");
        assertThat(reply.status()).isEqualTo(500);
    }
}
