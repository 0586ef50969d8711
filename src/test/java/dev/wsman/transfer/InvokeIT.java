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
import dev.wsman.WsmanReturnValueException;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Method calls (DSP0227, DSP0230). */
class InvokeIT {
    private static final String BODY = "/s:Envelope/s:Body/";
    private static final ResourceLocator SPOOLER = ResourceLocator.parse("wmicimv2/Win32_Service?Name=Spooler");

    @AutoStart
    static final WsmanService service =
            LenientService.builder().add(AllTypesClass.create()).build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    @Test
    void sendsEmptyInputElementWithoutInput() {
        Instance output = session.invoke(SPOOLER, "StopService", null);
        assertThat(output.name().getLocalPart()).isEqualTo("StopService_OUTPUT");
        assertThat(output.integer("ReturnValue")).hasValue(0);
        RecordedRequest sent = service.lastRequest(ServiceOperation.INVOKE);
        assertThat(sent.action()).isEqualTo(SPOOLER.resourceUri() + "/StopService");
        assertThat(sent.xpath("/s:Envelope/s:Header/wsa:Action/@s:mustUnderstand"))
                .isEqualTo("true");
        assertThat(sent.selectors()).containsExactly(Map.entry("Name", "Spooler"));
        assertThat(sent.xpath("local-name(" + BODY + "*[not(node())])")).isEqualTo("StopService_INPUT");
        assertThat(sent.xpath("namespace-uri(" + BODY + "*)")).isEqualTo(SPOOLER.resourceUri());
        assertThat(session.get(SPOOLER).text("State")).contains("Stopped");
        assertThat(session.invoke(SPOOLER, "StartService", null).integer("ReturnValue"))
                .hasValue(0);
        assertThat(session.get(SPOOLER).text("State")).contains("Running");
    }

    @Test
    void returnsNonZeroReturnValueAsData() {
        assertThat(session.invoke(TYPES, "Fail", Map.of("Code", 21)).integer("ReturnValue"))
                .hasValue(21);
        assertThat(service.lastRequest(ServiceOperation.INVOKE).responseStatus())
                .isEqualTo(200);
        assertThat(session.error()).isEmpty();
    }

    @Test
    void throwsReturnValueWithResourceOnlyWhenAsked() {
        Instance output = session.invoke(SPOOLER, "StartService", null);
        WsmanReturnValueException thrown = catchThrowableOfType(
                WsmanReturnValueException.class, () -> output.returnValue().orThrow());
        assertThat(thrown).hasMessageStartingWith("StartService of Win32_Service?Name=Spooler returned 10 - ");
        assertThat(thrown.error().resource()).contains(SPOOLER.toString());
        assertThat(session.invoke(SPOOLER, "StartService", null, Instance.class)
                        .returnValue()
                        .orThrow(10)
                        .value())
                .hasValue(10);
        assertThat(session.error()).isEmpty();
    }

    @Test
    void sendsMapInOrderWithRepeatedArraysAndNil() {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("Zeta", "last & first");
        input.put("Numbers", List.of(1, 2, 3));
        input.put("Nothing", null);
        input.put("Flag", true);
        Instance output = session.invoke(TYPES, "Echo", input);
        RecordedRequest sent = service.lastRequest(ServiceOperation.INVOKE);
        assertThat(children(sent)).containsExactly("Zeta", "Numbers", "Numbers", "Numbers", "Nothing", "Flag");
        assertThat(sent.xpath("count(" + BODY + "*/*[namespace-uri()='" + TYPES_URI + "'])"))
                .isEqualTo("6");
        assertThat(sent.xpath(BODY + "*/*[1]")).isEqualTo("last & first");
        assertThat(sent.xpath(BODY + "*/*[5]/@xsi:nil")).isEqualTo("true");
        assertThat(output.text("Zeta")).contains("last & first");
        assertThat(output.texts("Numbers")).containsExactly("1", "2", "3");
    }

    private static List<String> children(RecordedRequest sent) {
        int count = Integer.parseInt(sent.xpath("count(" + BODY + "*/*)"));
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> sent.xpath("local-name(" + BODY + "*/*[" + i + "])"))
                .toList();
    }

    @Test
    void sendsReferenceAndInstanceAsParameters() {
        Instance part =
                Instance.builder("urn:part", "Lab_Inner").add("Name", "n").build();
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("Target", ONE);
        input.put("Part", part);
        session.invoke(TYPES, "Echo", input);
        RecordedRequest sent = service.lastRequest(ServiceOperation.INVOKE);
        assertThat(sent.xpath(BODY + "*/*[local-name()='Target']//wsman:ResourceURI"))
                .isEqualTo(TYPES_URI);
        assertThat(sent.xpath(BODY + "*/*[local-name()='Target']//wsman:Selector[@Name='Id']"))
                .isEqualTo("one");
        assertThat(sent.xpath(BODY + "*/*[local-name()='Part']//*[local-name()='Name']"))
                .isEqualTo("n");
    }

    @Test
    void sendsInstanceAndTextUnchanged() {
        Instance input = Instance.builder(TYPES_URI, "Sum_INPUT")
                .add("Numbers", 4)
                .add("Numbers", 5)
                .build();
        assertThat(session.invoke(TYPES, "Sum", input).integer("Total")).hasValue(9);
        assertThat(session.invoke(TYPES, "Sum", input.toXml()).integer("Total")).hasValue(9);
        assertThat(session.invoke(TYPES, "Sum", input.toElement()).integer("Total"))
                .hasValue(9);
        assertThat(service.requests(ServiceOperation.INVOKE)).allSatisfy(sent -> {
            assertThat(children(sent)).containsExactly("Numbers", "Numbers");
            assertThat(sent.xpath("local-name(" + BODY + "*)")).isEqualTo("Sum_INPUT");
        });
    }

    @Test
    void sendsWholeActionUriUnchanged() {
        session.invoke(TYPES, TYPES_URI + "/Sum", Map.of("Numbers", 1));
        RecordedRequest sent = service.lastRequest(ServiceOperation.INVOKE);
        assertThat(sent.action()).isEqualTo(TYPES_URI + "/Sum");
        assertThat(sent.xpath("local-name(" + BODY + "*)")).isEqualTo("Sum_INPUT");
    }

    @Test
    void readsOutputOfAnyNameAndNamespace() {
        service.on(ServiceOperation.INVOKE)
                .respond(200, SOAP_TYPE, envelope("<q:Sum xmlns:q='urn:q'><q:ReturnValue>0</q:ReturnValue></q:Sum>"));
        Instance output = session.invoke(TYPES, "Sum", null);
        assertThat(output.name().getNamespaceURI()).isEqualTo("urn:q");
        assertThat(output.integer("ReturnValue")).hasValue(0);
    }

    @Test
    void sendsOptionsWithInvoke() {
        session.invoke(TYPES.option("a", "b"), "Sum", null);
        assertThat(service.lastRequest(ServiceOperation.INVOKE).options()).containsExactly(Map.entry("a", "b"));
    }

    @Test
    void namesInvokeInFaultOfUnknownMethod() {
        WsmanFaultException fault =
                catchThrowableOfType(WsmanFaultException.class, () -> session.invoke(SPOOLER, "Fly", null));
        assertThat(fault.error().kind()).isEqualTo(WsmanError.Kind.ACTION_NOT_SUPPORTED);
        assertThat(fault.error().operation()).contains("Invoke Fly");
        assertThat(fault.error().resource())
                .hasValueSatisfying(resource -> assertThat(resource).contains("Win32_Service"));
        assertThat(service.requests(ServiceOperation.INVOKE)).hasSize(1);
    }

    @Test
    void rejectsBadInputBeforeSending() {
        assertThatThrownBy(() -> session.invoke(TYPES, " ", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.invoke(TYPES, "Sum", "<x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input");
        assertThatThrownBy(() -> session.invoke(TYPES, "Sum", Map.of("not a name", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        for (String method : List.of("Sum<", "Su m", "http://x/a b", "http://x/y/")) {
            assertThatThrownBy(() -> session.invoke(TYPES, method, "<a/>"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("method");
        }
        assertThatThrownBy(() -> session.invoke(TYPES, "Sum", Collections.singletonMap(null, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input");
        assertThatThrownBy(() -> session.put(TYPES, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("content");
        assertThatThrownBy(() -> session.invoke(TYPES, "Sum", null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(service.requests()).isEmpty();
    }
}
