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

/** WS-Transfer as the specification describes it. */
class TransferOverHttpIT {
    private static final String THING = DMTF + "Lab_Thing";

    @AutoStart
    final WsmanService service = SampleClasses.service().build();

    private RawClient wire;

    @BeforeEach
    void connect() {
        wire = new RawClient(service);
    }

    @Test
    void identifiesWithoutAddressing() {
        RawReply reply = wire.send(RawClient.identify());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("//wsmid:IdentifyResponse/wsmid:ProtocolVersion")).isEqualTo(ServiceNamespaces.WSMAN);
        assertThat(reply.at("//wsmid:ProductVendor")).isNotEmpty();
        assertThat(reply.count("/s:Envelope/s:Header/*")).isZero();
        assertThat(service.lastRequest(ServiceOperation.IDENTIFY).action()).isEmpty();
    }

    @Test
    void returnsInstanceInNamespaceOfItsResourceUri() {
        RawClient.RequestMessage request = RawClient.get(THING).selector("Name", "one");
        RawReply reply = wire.send(request);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("//wsa:RelatesTo")).isEqualTo(request.messageId());
        assertThat(reply.at("//wsa:Action")).isEqualTo(ServiceNamespaces.TRANSFER + "/GetResponse");
        assertThat(reply.at("//wsa:MessageID")).startsWith("uuid:");
        assertThat(reply.at("namespace-uri(/s:Envelope/s:Body/*)")).isEqualTo(THING);
        assertThat(reply.at("namespace-uri(/s:Envelope/s:Body/*/*[1])")).isEqualTo(THING);
        assertThat(reply.at("/s:Envelope/s:Body/*/@xsi:type")).isEqualTo("p:Lab_Thing_Type");
        assertThat(reply.texts("//*[local-name()='Tags']")).containsExactly("a", "b");
        assertThat(reply.at("//*[local-name()='Made']/cim:Datetime")).isEqualTo("2024-02-29T12:34:00+01:00");
        assertThat(reply.at("//*[local-name()='Flag']")).isEqualTo("true");
        assertThat(reply.at("//*[local-name()='Caption']")).isEqualTo(" 1 & <one> ");
        assertThat(reply.at("//*[local-name()='Part']/*[local-name()='Color']")).isEqualTo("red");
    }

    @Test
    void servesSameClassUnderWmiPrefix() {
        RawReply reply = wire.send(RawClient.get(WMI + "Lab_Thing").selector("name", "ONE"));
        assertThat(reply.at("namespace-uri(/s:Envelope/s:Body/*)")).isEqualTo(WMI + "Lab_Thing");
    }

    @Test
    void writesNullPropertiesAsNil() {
        RawReply reply =
                wire.send(RawClient.get(THING).selector("Name", "three").without("wsman:Locale"));
        assertThat(reply.at("/s:Envelope/s:Body/*/*[local-name()='Name']")).isEqualTo("three");
        reply = wire.send(RawClient.get(THING).selector("Name", "two"));
        assertThat(reply.at("//*[local-name()='Made']/@xsi:nil")).isEqualTo("true");
    }

    @Test
    void changesPropertiesOfPutAndReturnsInstance() {
        String body = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Size>77</p:Size><p:Tags>x</p:Tags><p:Tags>y</p:Tags>"
                + "<p:Caption xsi:nil=\"true\"/></p:Lab_Thing>";
        RawReply reply = wire.send(RawClient.put(THING, body).selector("Name", "one"));
        assertThat(reply.at("//wsa:Action")).isEqualTo(ServiceNamespaces.TRANSFER + "/PutResponse");
        assertThat(reply.at("//*[local-name()='Size']")).isEqualTo("77");
        assertThat(reply.texts("//*[local-name()='Tags']")).containsExactly("x", "y");
        assertThat(reply.at("//*[local-name()='Caption']/@xsi:nil")).isEqualTo("true");
        assertThat(reply.at("//*[local-name()='Flag']")).isEqualTo("true");
    }

    @Test
    void readsAndDeletesCreatedInstanceByItsReference() {
        String body = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Name>new</p:Name><p:Size>4</p:Size></p:Lab_Thing>";
        RawReply created = wire.send(RawClient.create(THING, body));
        assertThat(created.at("//wxf:ResourceCreated/wsa:Address")).isEqualTo(service.endpoint());
        assertThat(created.at("//wxf:ResourceCreated/wsa:ReferenceParameters/wsman:ResourceURI"))
                .isEqualTo(THING);
        assertThat(created.at("//wsman:Selector[@Name='Name']")).isEqualTo("new");
        assertThat(wire.send(RawClient.get(THING).selector("Name", "new")).at("//*[local-name()='Size']"))
                .isEqualTo("4");
        RawReply deleted = wire.send(RawClient.delete(THING).selector("Name", "new"));
        assertThat(deleted.at("//wsa:Action")).isEqualTo(ServiceNamespaces.TRANSFER + "/DeleteResponse");
        assertThat(deleted.count("/s:Envelope/s:Body/*")).isZero();
        assertThat(wire.send(RawClient.delete(THING).selector("Name", "new")).fault())
                .isEqualTo("DestinationUnreachable");
    }

    @Test
    void writesReferenceAsContentOfEndpointReference() {
        RawReply reply = wire.send(RawClient.get(DMTF + "Lab_Owns")
                .selector("Owner", epr("Lab_Owner", "Id", "2"))
                .selector("Owned", epr("Lab_Thing", "Name", "two")));
        assertThat(reply.at("//*[local-name()='Owned']/wsa:ReferenceParameters/wsman:ResourceURI"))
                .isEqualTo(THING);
        assertThat(reply.at("//*[local-name()='Owned']//wsman:Selector[@Name='Name']"))
                .isEqualTo("two");
    }

    private static String epr(String className, String key, String value) {
        return "<wsa:EndpointReference><wsa:Address>" + ServiceNamespaces.ANONYMOUS
                + "</wsa:Address><wsa:ReferenceParameters><wsman:ResourceURI>" + DMTF + className
                + "</wsman:ResourceURI><wsman:SelectorSet><wsman:Selector Name=\"" + key + "\">" + value
                + "</wsman:Selector></wsman:SelectorSet></wsa:ReferenceParameters></wsa:EndpointReference>";
    }

    @Test
    void returnsOutParametersAndReturnValue() {
        RawReply reply = wire.send(RawClient.invoke(THING, "Add", "<p:Left>40</p:Left><p:Right>2</p:Right>")
                .selector("Name", "one"));
        assertThat(reply.at("//wsa:Action")).isEqualTo(THING + "/AddResponse");
        assertThat(reply.at("local-name(/s:Envelope/s:Body/*)")).isEqualTo("Add_OUTPUT");
        assertThat(reply.children("/s:Envelope/s:Body/*")).containsExactly("Sum", "Even", "ReturnValue");
        assertThat(reply.at("//*[local-name()='Sum']")).isEqualTo("42");
    }

    @Test
    void returnsNonZeroReturnValueWithoutFault() {
        RawReply reply = wire.send(RawClient.invoke(THING, "Refuse", ""));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("//*[local-name()='ReturnValue']")).isEqualTo("5");
    }

    @Test
    void sendsProviderFaultForFailedMethod() {
        RawReply reply = wire.send(RawClient.invoke(THING, "Fail", ""));
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.fault()).isEqualTo("InternalError");
        assertThat(reply.at("//f:WSManFault/f:Message/f:ProviderFault/f:WSManFault/f:Message"))
                .isEqualTo("the disk is on fire");
    }
}
