package dev.wsman.testkit;

import static dev.wsman.testkit.Wire.DMTF;
import static dev.wsman.testkit.Wire.WMI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.data.ManyInstances;
import dev.wsman.testkit.protocol.DateTimeForm;
import dev.wsman.testkit.protocol.Manner;
import dev.wsman.testkit.protocol.Manners;
import dev.wsman.testkit.protocol.Namespaces;
import dev.wsman.testkit.protocol.Operation;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What each server does in its own way. */
class MannersIT {
    private static final String THING = DMTF + "Lab_Thing";
    private static final String ROW = DMTF + "Lab_Row";

    private static void with(Manners manners, Consumer<Wire> test) {
        try (WsmanService service =
                TestClasses.service().manners(manners).build().start()) {
            test.accept(new Wire(service));
        }
    }

    private static Wire.Message one() {
        return Wire.get(THING).selector("Name", "one");
    }

    @Test
    void openwsmanClosesEachConnection() {
        with(Manners.OPENWSMAN, wire -> {
            assertThat(wire.send(one()).headers().firstValue("Connection")).contains("close");
            assertThat(wire.send(one()).status()).isEqualTo(200);
        });
    }

    @Test
    void openwsmanWantsItsContentTypeToTheLetter() {
        with(Manners.OPENWSMAN, wire -> {
            Received withParameter = wire.httpHeader("Content-Type", "application/soap+xml;charset=UTF-8;action=\"x\"")
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
    void openwsmanLimitsAnswersTo32767BytesUnlessAskedForMore() {
        try (WsmanService service = WsmanService.builder()
                .manners(Manners.OPENWSMAN)
                .add(ManyInstances.of(400, 300))
                .build()
                .start()) {
            Wire wire = new Wire(service);
            String many = DMTF + "Lab_Many";
            Received refused = wire.send(Wire.optimized(many, 400, ""));
            assertThat(refused.fault()).isEqualTo("EncodingLimit");
            assertThat(wire.send(Wire.optimized(many, 50, "")).count("//wsman:Items/*"))
                    .isEqualTo(50);
            assertThat(wire.send(Wire.optimized(many, 400, "").header("wsman:MaxEnvelopeSize", "512000"))
                            .count("//wsman:Items/*"))
                    .isEqualTo(400);
        }
    }

    @Test
    void openwsmanResetsTheConnectionAfterA401() {
        try (WsmanService service = TestClasses.service()
                .manners(Manners.OPENWSMAN.without(Manner.CONNECTION_CLOSE))
                .basic("u", "p")
                .build()
                .start()) {
            Wire wire = new Wire(service);
            assertThat(wire.send(one()).status()).isEqualTo(401);
            assertThatThrownBy(() -> wire.exchange(one().toString().getBytes())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void openwsmanPutsItemsBeforeAnEmptyContext() {
        with(Manners.OPENWSMAN, wire -> {
            Received answer = wire.send(Wire.optimized(ROW, 100, ""));
            assertThat(answer.children("//wsen:EnumerateResponse"))
                    .containsExactly("Items", "EnumerationContext", "EndOfSequence");
            assertThat(answer.context()).isEmpty();
            Received first = wire.send(Wire.optimized(ROW, 50, ""));
            Received last = wire.send(Wire.pull(ROW, first.context(), 50));
            assertThat(last.children("//wsen:PullResponse")).containsExactly("Items", "EndOfSequence");
        });
    }

    @Test
    void openwsmanKeepsTheContextAndHasNoRenewal() {
        with(Manners.OPENWSMAN, wire -> {
            String context = wire.send(Wire.enumerate(ROW, "")).context();
            assertThat(wire.send(Wire.pull(ROW, context, 5)).context()).isEqualTo(context);
            assertThat(wire.send(Wire.onContext("Renew", ROW, context, "")).fault())
                    .isEqualTo("ActionNotSupported");
        });
    }

    @Test
    void openwsmanSortsPropertiesAndWritesRawDatesAndDropsNulls() {
        with(Manners.OPENWSMAN, wire -> {
            Received answer = wire.send(one());
            assertThat(answer.children("/s:Envelope/s:Body/*")).isSorted();
            assertThat(answer.text()).contains("xmlns:n1=\"" + THING + "\"", "<s:Body><n1:Lab_Thing><n1:Caption>");
            assertThat(answer.at("//*[local-name()='Made']")).isEqualTo("20240229123400.000000+060");
            assertThat(answer.at("//*[local-name()='Caption']")).isEqualTo("1  <one>");
            assertThat(wire.send(Wire.get(THING).selector("Name", "three")).children("/s:Envelope/s:Body/*"))
                    .containsExactly("Name");
        });
    }

    @Test
    void openwsmanNullsWhatAPutLeavesOut() {
        with(Manners.OPENWSMAN.without(Manner.NULLS_OMITTED), wire -> {
            String body = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Size>77</p:Size></p:Lab_Thing>";
            Received answer = wire.send(Wire.put(THING, body).selector("Name", "one"));
            assertThat(answer.at("//*[local-name()='Flag']/@xsi:nil")).isEqualTo("true");
            assertThat(answer.at("//*[local-name()='Size']")).isEqualTo("77");
        });
    }

    @Test
    void openwsmansFragmentsAreInNoNamespace() {
        with(Manners.OPENWSMAN, wire -> {
            Received answer = wire.send(one().header("wsman:FragmentTransfer", "Size"));
            assertThat(answer.at("namespace-uri(//wsman:XmlFragment/*)")).isEmpty();
            Received unknown = wire.send(one().header("wsman:FragmentTransfer", "NoSuch"));
            assertThat(unknown.status()).isEqualTo(200);
            assertThat(unknown.count("//wsman:XmlFragment/node()")).isZero();
        });
    }

    @Test
    void openwsmanAnswersMustUnderstandWith200() {
        with(Manners.OPENWSMAN, wire -> {
            Received answer = wire.send(one().block("x", "<x:Foo xmlns:x=\"urn:x\" s:mustUnderstand=\"1\">y</x:Foo>"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.fault()).isEqualTo("MustUnderstand");
        });
    }

    @Test
    void openwsmanRefusesXPathFiltersAndDropsShortAssociationFilters() {
        with(Manners.OPENWSMAN, wire -> assertThat(
                        wire.send(Wire.optimized(THING, 5, Wire.filter(Namespaces.XPATH_DIALECT, "Size=1")))
                                .at("//s:Subcode/s:Value"))
                .isEqualTo("wsen:CannotProcessFilter"));
    }

    @Test
    void omiNeverAnswersARequestWithoutCredentials() {
        CompletableFuture<Void> client;
        try (WsmanService service = TestClasses.service()
                .manners(Manners.OMI)
                .basic("u", "p")
                .build()
                .start()) {
            Wire wire = new Wire(service);
            client = CompletableFuture.runAsync(() -> assertThatThrownBy(
                            () -> wire.exchange(one().toString().getBytes()))
                    .isInstanceOf(IOException.class));
            service.awaitRequest(Operation.GET);
            assertThat(client).isNotDone();
        }
        client.join();
    }

    @Test
    void omisIdentifyResponseIsInSoapsNamespace() {
        with(Manners.OMI, wire -> assertThat(
                        wire.send(Wire.identify()).count("//s:IdentifyResponse/wsmid:ProtocolVersion"))
                .isEqualTo(1));
    }

    @Test
    void omiAnswersEmptyItemsAndKeepsItsContext() {
        with(Manners.OMI, wire -> {
            assertThat(wire.send(Wire.enumerate(ROW, "")).children("//wsen:EnumerateResponse"))
                    .containsExactly("EnumerationContext", "Items");
            Received answer = wire.send(Wire.optimized(ROW, 100, ""));
            assertThat(answer.children("//wsen:EnumerateResponse"))
                    .containsExactly("EnumerationContext", "Items", "EndOfSequence");
            assertThat(answer.context()).isNotEmpty();
            assertThat(wire.send(Wire.pull(ROW, answer.context(), 5)).fault()).isEqualTo("DestinationUnreachable");
        });
    }

    @Test
    void omiWritesValuesInItsOwnWay() {
        with(Manners.OMI, wire -> {
            Received answer = wire.send(one());
            assertThat(answer.at("//*[local-name()='Flag']")).isEqualTo("TRUE");
            assertThat(answer.at("//*[local-name()='Octets']")).isEqualTo("AQL/");
            assertThat(answer.at("//*[local-name()='Octets']/@xsi:type")).isEqualTo("cim:cimBase64Binary");
            assertThat(answer.at("//*[local-name()='Part']/@xsi:type")).isEqualTo("p1:Lab_Part_Type");
        });
    }

    @Test
    void omisMethodOutputIsNamedAsTheMethod() {
        with(Manners.OMI, wire -> {
            Received answer = wire.send(Wire.invoke(THING, "Add", "<p:Left>40</p:Left><p:Right>2</p:Right>"));
            assertThat(answer.at("//wsa:Action")).isEqualTo(THING + "/Add");
            assertThat(answer.at("namespace-uri(/s:Envelope/s:Body/*)")).isEqualTo(DMTF + "Add");
            assertThat(answer.children("/s:Envelope/s:Body/*")).containsExactly("ReturnValue", "Even", "Sum");
        });
    }

    @Test
    void omisFaultsHaveACimErrorAndNoFaultDetail() {
        with(Manners.OMI, wire -> {
            Received missing = wire.send(Wire.get(THING).selector("Name", "nobody"));
            assertThat(missing.status()).isEqualTo(500);
            assertThat(missing.detail()).isEmpty();
            assertThat(missing.at("//s:Detail/*[local-name()='OMI_Error']/*[local-name()='CIMStatusCode']"))
                    .isEqualTo("6");
            assertThat(wire.send(Wire.get(THING).selector("Nome", "one")).fault())
                    .isEqualTo("InternalError");
            assertThat(wire.send(Wire.invoke(THING, "Dance", "")).fault()).isEqualTo("InternalError");
        });
    }

    @Test
    void winrmWantsWqlOnAllClassesAndNamesTheLocation() {
        with(Manners.WINRM, wire -> {
            Received refused = wire.send(Wire.optimized(
                    WMI + "Lab_Thing", 5, Wire.filter(Namespaces.WQL_DIALECT, "select * from Lab_Thing")));
            assertThat(refused.nativeCode()).isEqualTo("2150859003");
            assertThat(refused.status()).isEqualTo(500);
            Received answer = wire.send(one());
            assertThat(answer.at("/s:Envelope/s:Body/*/cim:Location//wsman:Selector[@Name='Name']"))
                    .isEqualTo("one");
        });
    }

    @Test
    void idracIgnoresMaxElementsOnPull() {
        with(Manners.IDRAC, wire -> {
            String context = wire.send(Wire.enumerate(ROW, "")).context();
            assertThat(wire.send(Wire.pull(ROW, context, 3)).count("//wsen:Items/*"))
                    .isEqualTo(100);
        });
    }

    @Test
    void amtAnswersFaultsWith400AndClosesAfterA401() {
        try (WsmanService service = TestClasses.service()
                .manners(Manners.AMT)
                .basic("u", "p")
                .build()
                .start()) {
            assertThat(new Wire(service).send(one()).headers().firstValue("Connection"))
                    .contains("close");
        }
        with(Manners.AMT, wire -> assertThat(
                        wire.send(Wire.invoke(THING, "Fail", "")).status())
                .isEqualTo(400));
    }

    @Test
    void editionsAndFormsCanBeChosenOneByOne() {
        with(Manners.STANDARD.with(Manner.WRAPPED_RESOURCE_CREATED), wire -> {
            String body = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Name>new</p:Name></p:Lab_Thing>";
            assertThat(wire.send(Wire.create(THING, body)).children("//wxf:ResourceCreated"))
                    .containsExactly("EndpointReference");
        });
        with(Manners.STANDARD.with(DateTimeForm.CIM_DATETIME), wire -> assertThat(
                        wire.send(one()).at("//*[local-name()='Made']/cim:CIM_DateTime"))
                .isEqualTo("20240229123400.000000+060"));
        with(Manners.STANDARD.with(Manner.PUT_ANSWERS_NOTHING), wire -> {
            String body = "<p:Lab_Thing xmlns:p=\"" + THING + "\"><p:Size>5</p:Size></p:Lab_Thing>";
            assertThat(wire.send(Wire.put(THING, body).selector("Name", "one")).count("/s:Envelope/s:Body/*"))
                    .isZero();
        });
    }
}
