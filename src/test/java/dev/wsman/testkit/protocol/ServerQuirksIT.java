package dev.wsman.testkit.protocol;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static dev.wsman.testkit.fixture.RawClient.WMI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.SampleClasses;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The quirks of each server. */
class ServerQuirksIT {
    private static final String THING = DMTF + "Lab_Thing";
    private static final String ROW = DMTF + "Lab_Row";

    private static void with(ServerQuirks quirks, Consumer<RawClient> test) {
        try (WsmanService service =
                SampleClasses.service().quirks(quirks).build().start()) {
            test.accept(new RawClient(service));
        }
    }

    private static RawClient.RequestMessage one() {
        return RawClient.get(THING).selector("Name", "one");
    }

    @Test
    void closesEachConnectionAsOpenwsman() {
        with(ServerQuirks.OPENWSMAN, wire -> {
            assertThat(wire.send(one()).headers().firstValue("Connection")).contains("close");
            assertThat(wire.send(one()).status()).isEqualTo(200);
        });
    }

    @Test
    void requiresExactContentTypeAsOpenwsman() {
        with(ServerQuirks.OPENWSMAN, wire -> {
            RawReply withParameter = wire.httpHeader("Content-Type", "application/soap+xml;charset=UTF-8;action=\"x\"")
                    .send(one());
            assertThat(withParameter.status()).isEqualTo(200);
            assertThat(withParameter.body()).isEmpty();
            assertThat(wire.httpHeader("Content-Type", "application/soap+xml; charset=\"utf-8\"")
                            .send(one())
                            .status())
                    .isEqualTo(415);
        });
    }

    @Test
    void limitsOpenwsmanRepliesTo32767BytesUnlessMoreIsRequested() {
        try (WsmanService service = LenientService.builder()
                .quirks(ServerQuirks.OPENWSMAN)
                .add(ManyInstancesClass.of(400, 300))
                .build()
                .start()) {
            RawClient wire = new RawClient(service);
            String many = DMTF + "Lab_Many";
            RawReply refused = wire.send(RawClient.optimized(many, 400, ""));
            assertThat(refused.fault()).isEqualTo("EncodingLimit");
            assertThat(wire.send(RawClient.optimized(many, 50, "")).count("//wsman:Items/*"))
                    .isEqualTo(50);
            assertThat(wire.send(RawClient.optimized(many, 400, "").header("wsman:MaxEnvelopeSize", "512000"))
                            .count("//wsman:Items/*"))
                    .isEqualTo(400);
        }
    }

    @Test
    void resetsConnectionAfter401AsOpenwsman() {
        try (WsmanService service = SampleClasses.service()
                .quirks(ServerQuirks.OPENWSMAN.without(ServerQuirk.CONNECTION_CLOSE))
                .basic("u", "p")
                .build()
                .start()) {
            RawClient wire = new RawClient(service);
            assertThat(wire.send(one()).status()).isEqualTo(401);
            assertThatThrownBy(() -> wire.exchange(one().toString().getBytes())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void writesItemsBeforeEmptyContextAsOpenwsman() {
        with(ServerQuirks.OPENWSMAN, wire -> {
            RawReply reply = wire.send(RawClient.optimized(ROW, 100, ""));
            assertThat(reply.children("//wsen:EnumerateResponse"))
                    .containsExactly("Items", "EnumerationContext", "EndOfSequence");
            assertThat(reply.context()).isEmpty();
            RawReply first = wire.send(RawClient.optimized(ROW, 50, ""));
            RawReply last = wire.send(RawClient.pull(ROW, first.context(), 50));
            assertThat(last.children("//wsen:PullResponse")).containsExactly("Items", "EndOfSequence");
        });
    }

    @Test
    void keepsContextAndRejectsRenewalAsOpenwsman() {
        with(ServerQuirks.OPENWSMAN, wire -> {
            String context = wire.send(RawClient.enumerate(ROW, "")).context();
            assertThat(wire.send(RawClient.pull(ROW, context, 5)).context()).isEqualTo(context);
            assertThat(wire.send(RawClient.onContext("Renew", ROW, context, "")).fault())
                    .isEqualTo("ActionNotSupported");
        });
    }

    @Test
    void sortsPropertiesAndOmitsNullsAsOpenwsman() {
        with(ServerQuirks.OPENWSMAN, wire -> {
            RawReply reply = wire.send(one());
            assertThat(reply.children("/s:Envelope/s:Body/*")).isSorted();
            assertThat(reply.text()).contains("xmlns:n1=\"" + THING + "\"", "<s:Body><n1:Lab_Thing><n1:Caption>");
            assertThat(reply.at("//*[local-name()='Made']")).isEqualTo("20240229123400.000000+060");
            assertThat(reply.at("//*[local-name()='Caption']")).isEqualTo("1  <one>");
            assertThat(wire.send(RawClient.get(THING).selector("Name", "three")).children("/s:Envelope/s:Body/*"))
                    .containsExactly("Name");
        });
    }

    @Test
    void setsOmittedPropertiesToNullAsOpenwsman() {
        with(ServerQuirks.OPENWSMAN.without(ServerQuirk.NULLS_OMITTED), wire -> {
            String body = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Size>77</p:Size></p:Lab_Thing>";
            RawReply reply = wire.send(RawClient.put(THING, body).selector("Name", "one"));
            assertThat(reply.at("//*[local-name()='Flag']/@xsi:nil")).isEqualTo("true");
            assertThat(reply.at("//*[local-name()='Size']")).isEqualTo("77");
        });
    }

    @Test
    void writesFragmentsWithoutNamespaceAsOpenwsman() {
        with(ServerQuirks.OPENWSMAN, wire -> {
            RawReply reply = wire.send(one().header("wsman:FragmentTransfer", "Size"));
            assertThat(reply.at("namespace-uri(//wsman:XmlFragment/*)")).isEmpty();
            RawReply unknown = wire.send(one().header("wsman:FragmentTransfer", "NoSuch"));
            assertThat(unknown.status()).isEqualTo(200);
            assertThat(unknown.count("//wsman:XmlFragment/node()")).isZero();
        });
    }

    @Test
    void repliesToMustUnderstandWith200AsOpenwsman() {
        with(ServerQuirks.OPENWSMAN, wire -> {
            RawReply reply = wire.send(one().block("x", "<x:Foo xmlns:x=\"urn:x\" s:mustUnderstand=\"1\">y</x:Foo>"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.fault()).isEqualTo("MustUnderstand");
        });
    }

    @Test
    void rejectsXPathFilterAsOpenwsman() {
        with(ServerQuirks.OPENWSMAN, wire -> assertThat(wire.send(RawClient.optimized(
                                THING, 5, RawClient.filter(ServiceNamespaces.XPATH_DIALECT, "Size=1")))
                        .at("//s:Subcode/s:Value"))
                .isEqualTo("wsen:CannotProcessFilter"));
    }

    @Test
    void ignoresShortAssociationFilterAsOpenwsman() {
        String filter = RawClient.filter(
                ServiceNamespaces.ASSOCIATION_DIALECT, SampleClasses.associationsOfOwner("AssociatedInstances", ""));
        String uri = DMTF + "Lab_Owner";
        with(ServerQuirks.OPENWSMAN, wire -> {
            RawReply reply = wire.send(RawClient.optimized(uri, 50, filter));
            assertThat(reply.texts("//wsman:Items//*[local-name()='Label']")).containsExactly("first", "second");
        });
        with(ServerQuirks.STANDARD, wire -> {
            RawReply reply = wire.send(RawClient.optimized(uri, 50, filter));
            assertThat(reply.count("//wsman:Items//*[local-name()='Label']")).isZero();
            assertThat(reply.count("//wsman:Items/*")).isEqualTo(2);
        });
    }

    @Test
    void ignoresRequestWithoutCredentialsAsOmi() {
        CompletableFuture<Void> client;
        try (WsmanService service = SampleClasses.service()
                .quirks(ServerQuirks.OMI)
                .basic("u", "p")
                .build()
                .start()) {
            RawClient wire = new RawClient(service);
            client = CompletableFuture.runAsync(() -> assertThatThrownBy(
                            () -> wire.exchange(one().toString().getBytes()))
                    .isInstanceOf(IOException.class));
            service.awaitRequest(ServiceOperation.GET);
            assertThat(client).isNotDone();
        }
        client.join();
    }

    @Test
    void writesIdentifyResponseInSoapNamespaceAsOmi() {
        with(ServerQuirks.OMI, wire -> assertThat(
                        wire.send(RawClient.identify()).count("//s:IdentifyResponse/wsmid:ProtocolVersion"))
                .isEqualTo(1));
    }

    @Test
    void returnsEmptyItemsAndKeepsContextAsOmi() {
        with(ServerQuirks.OMI, wire -> {
            assertThat(wire.send(RawClient.enumerate(ROW, "")).children("//wsen:EnumerateResponse"))
                    .containsExactly("EnumerationContext", "Items");
            RawReply reply = wire.send(RawClient.optimized(ROW, 100, ""));
            assertThat(reply.children("//wsen:EnumerateResponse"))
                    .containsExactly("EnumerationContext", "Items", "EndOfSequence");
            assertThat(reply.context()).isNotEmpty();
            assertThat(wire.send(RawClient.pull(ROW, reply.context(), 5)).fault())
                    .isEqualTo("DestinationUnreachable");
        });
    }

    @Test
    void writesValuesAsOmi() {
        with(ServerQuirks.OMI, wire -> {
            RawReply reply = wire.send(one());
            assertThat(reply.at("//*[local-name()='Flag']")).isEqualTo("TRUE");
            assertThat(reply.at("//*[local-name()='Octets']")).isEqualTo("AQL/");
            assertThat(reply.at("//*[local-name()='Octets']/@xsi:type")).isEqualTo("cim:cimBase64Binary");
            assertThat(reply.at("//*[local-name()='Part']/@xsi:type")).isEqualTo("p1:Lab_Part_Type");
        });
    }

    @Test
    void namesOutputAfterMethodAsOmi() {
        with(ServerQuirks.OMI, wire -> {
            RawReply reply = wire.send(RawClient.invoke(THING, "Add", "<p:Left>40</p:Left><p:Right>2</p:Right>"));
            assertThat(reply.at("//wsa:Action")).isEqualTo(THING + "/Add");
            assertThat(reply.at("namespace-uri(/s:Envelope/s:Body/*)")).isEqualTo(DMTF + "Add");
            assertThat(reply.children("/s:Envelope/s:Body/*")).containsExactly("ReturnValue", "Even", "Sum");
        });
    }

    @Test
    void sendsCimErrorWithoutFaultDetailAsOmi() {
        with(ServerQuirks.OMI, wire -> {
            RawReply missing = wire.send(RawClient.get(THING).selector("Name", "nobody"));
            assertThat(missing.status()).isEqualTo(500);
            assertThat(missing.detail()).isEmpty();
            assertThat(missing.at("//s:Detail/*[local-name()='OMI_Error']/*[local-name()='CIMStatusCode']"))
                    .isEqualTo("6");
            assertThat(wire.send(RawClient.get(THING).selector("Nome", "one")).fault())
                    .isEqualTo("InternalError");
            assertThat(wire.send(RawClient.invoke(THING, "Dance", "")).fault()).isEqualTo("InternalError");
        });
    }

    @Test
    void requiresAllClassesForWqlAndWritesLocationAsWinrm() {
        with(ServerQuirks.WINRM, wire -> {
            RawReply refused = wire.send(RawClient.optimized(
                    WMI + "Lab_Thing", 5, RawClient.filter(ServiceNamespaces.WQL_DIALECT, "select * from Lab_Thing")));
            assertThat(refused.nativeCode()).isEqualTo("2150859003");
            assertThat(refused.status()).isEqualTo(500);
            RawReply reply = wire.send(RawClient.get(WMI + "Lab_Thing").selector("Name", "one"));
            assertThat(reply.at("/s:Envelope/s:Body/*/cim:Location//wsman:Selector[@Name='Name']"))
                    .isEqualTo("one");
        });
    }

    @Test
    void ignoresMaxElementsOfPullAsIdrac() {
        with(ServerQuirks.IDRAC, wire -> {
            String context = wire.send(RawClient.enumerate(ROW, "")).context();
            assertThat(wire.send(RawClient.pull(ROW, context, 3)).count("//wsen:Items/*"))
                    .isEqualTo(100);
        });
    }

    @Test
    void sendsFaultsWith400AndClosesAfter401AsAmt() {
        try (WsmanService service = SampleClasses.service()
                .quirks(ServerQuirks.AMT)
                .basic("u", "p")
                .build()
                .start()) {
            assertThat(new RawClient(service).send(one()).headers().firstValue("Connection"))
                    .contains("close");
        }
        with(ServerQuirks.AMT, wire -> assertThat(
                        wire.send(RawClient.invoke(THING, "Fail", "")).status())
                .isEqualTo(400));
    }

    @Test
    void combinesQuirksAndForms() {
        with(ServerQuirks.STANDARD.with(ServerQuirk.WRAPPED_RESOURCE_CREATED), wire -> {
            String body = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Name>new</p:Name></p:Lab_Thing>";
            assertThat(wire.send(RawClient.create(THING, body)).children("//wxf:ResourceCreated"))
                    .containsExactly("EndpointReference");
        });
        with(ServerQuirks.STANDARD.with(DateTimeForm.CIM_DATETIME), wire -> assertThat(
                        wire.send(one()).at("//*[local-name()='Made']/cim:CIM_DateTime"))
                .isEqualTo("20240229123400.000000+060"));
        with(ServerQuirks.STANDARD.with(ServerQuirk.PUT_RETURNS_NOTHING), wire -> {
            String body = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Size>5</p:Size></p:Lab_Thing>";
            assertThat(wire.send(RawClient.put(THING, body).selector("Name", "one"))
                            .count("/s:Envelope/s:Body/*"))
                    .isZero();
        });
    }
}
