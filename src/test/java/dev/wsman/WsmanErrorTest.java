package dev.wsman;

import static dev.wsman.FaultText.envelope;
import static dev.wsman.FaultText.error;
import static dev.wsman.FaultText.exception;
import static dev.wsman.FaultText.fault;
import static dev.wsman.FaultText.read;
import static dev.wsman.FaultText.wsmanFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Locale;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields, message and XML of an error, read from faults as servers send them. */
class WsmanErrorTest {

    // WinRM nests the code of WMI in the code of WS-Management ([MS-WSMV] 2.2.4.43).
    private static final String NESTED = "<f:WSManFault Code='2150858755' Machine='srv1.example'><f:Message>"
            + "<f:ProviderFault provider='WMI Provider' path='%systemroot%\\system32\\WsmWmiPl.dll'>"
            + "<f:WSManFault Code='2150859013' Machine='inner.example'><f:Message>The provider refuses.</f:Message>"
            + "</f:WSManFault><p:MSFT_WmiError><p:error_Code>2147749891</p:error_Code>"
            + "<p:Message>Access denied to root\\cimv2 </p:Message></p:MSFT_WmiError>"
            + "</f:ProviderFault></f:Message></f:WSManFault>";

    @Test
    void readsDeepestMessageAndBothCodesOfNestedFault() {
        WsmanError error = error(fault("s:Receiver", "wsman:InternalError", "The provider failed.", NESTED));

        assertThat(error.nativeCode()).hasValue(2150858755L);
        assertThat(error.symbol()).contains("ERROR_WSMAN_PROVIDER_FAILURE");
        assertThat(error.providerCode()).hasValue(2147749891L);
        assertThat(error.machine()).contains("srv1.example");
        assertThat(error.providerMessage()).contains("Access denied to root\\cimv2");
        assertThat(error.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(error.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("WMI"));
    }

    @Test
    void skipsBlankMessageBelowAnother() {
        String detail = "<f:WSManFault Code='5'><f:Message>Outer words.<f:ProviderFault>\n  "
                + "<f:WSManFault><f:Message> </f:Message></f:WSManFault></f:ProviderFault></f:Message></f:WSManFault>";

        assertThat(error(fault("s:Sender", "wsman:AccessDenied", "r", detail)).providerMessage())
                .contains("Outer words.");
    }

    @Test
    void readsTextDirectlyInProviderFault() {
        String detail = "<f:WSManFault Code='5'><f:Message><f:ProviderFault>The plug-in says no.</f:ProviderFault>"
                + "</f:Message></f:WSManFault>";

        assertThat(error(fault("s:Sender", "wsman:AccessDenied", "r", detail)).providerMessage())
                .contains("The plug-in says no.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "five", "99999999999", "99999999999999999999999", "-9999999999", "0x", "0x1FFFFFFFF"})
    void ignoresCodeThatIsNot32BitNumber(String code) {
        assertThat(error(fault("s:Sender", null, "r", wsmanFault(code, "m"))).nativeCode())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2150858752, 2150858752", "0x80338000, 2150858752", "-2144108544, 2150858752", "0005, 5", "010, 10"})
    void readsCodeAsUnsigned32Bits(String text, long code) {
        assertThat(error(fault("s:Sender", null, "r", wsmanFault(text, "m"))).nativeCode())
                .hasValue(code);
    }

    @Test
    void writesReasonThenOperationResourceAndCodesThenHint() {
        String envelope = fault(
                "s:Sender",
                "wsa:DestinationUnreachable",
                "The service cannot find the resource.",
                wsmanFault("2150858752", "The service cannot find the resource."));

        WsmanException exception = exception(envelope, 500);

        assertThat(exception)
                .isInstanceOf(WsmanFaultException.class)
                .hasMessage(
                        "The service cannot find the resource. (Get wmicimv2/Win32_Service?Name=winmgmt;"
                                + " DESTINATION_UNREACHABLE, 2150858752 (0x80338000) ERROR_WSMAN_RESOURCE_NOT_FOUND, HTTP 500)"
                                + " - no such resource: check the resource URI, the class name and its namespace, and the selectors");
        assertThat(exception.error().operation()).contains("Get");
        assertThat(exception.error().resource()).contains("wmicimv2/Win32_Service?Name=winmgmt");
        assertThat(exception.error().httpStatus()).isEqualTo(500);
    }

    @Test
    void putsProviderMessageBeforeDifferentReason() {
        String envelope =
                fault("s:Receiver", "wsman:InternalError", "General failure.", wsmanFault("1", "Disk is full."));

        assertThat(error(envelope).toString())
                .startsWith("Disk is full. [General failure.] (Get ")
                .contains("winmgmt; INTERNAL_ERROR, 1, HTTP 500)");
    }

    @Test
    void writesReadableMessageForEmptyReason() {
        WsmanError error = error(fault("s:Receiver", "wsman:InternalError", "", ""));

        assertThat(error.reason()).isEmpty();
        assertThat(error.toString())
                .startsWith("the server gives no reason (Get ")
                .contains("; INTERNAL_ERROR, HTTP 500)");
    }

    @Test
    void cutsLongReasonInMessageOnly() {
        String lines = "All work and no play.\r\n\t".repeat(5000);

        WsmanError error = error(fault("s:Receiver", "wsman:InternalError", lines, ""));

        assertThat(error.toString()).hasSizeLessThan(1300).contains("…").doesNotContain("\n", "\r", "\t");
        assertThat(error.toString()).endsWith("check its log");
        assertThat(error.reason()).hasSizeGreaterThan(100_000);
    }

    @ParameterizedTest
    @CsvSource({
        "de, Nicht gefunden",
        "de-AT, Nicht gefunden",
        "de-CH, Nöd gfunde",
        "en, Not found",
        "en-GB, Not found",
        "fr-CA, Pas trouvé",
        "ja, Not found"
    })
    void choosesReasonInRequestedLanguageElseEnglish(String preferred, String reason) {
        String envelope = envelope(
                "",
                "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason>"
                        + "<s:Text xml:lang='fr-FR'>Pas trouvé</s:Text><s:Text xml:lang='de-CH'>Nöd gfunde</s:Text>"
                        + "<s:Text xml:lang='de'>Nicht gefunden</s:Text><s:Text xml:lang='ja'> </s:Text>"
                        + "<s:Text xml:lang='en-US'>Not found</s:Text></s:Reason></s:Fault>");

        assertThat(read(envelope, Locale.forLanguageTag(preferred)).reason()).isEqualTo(reason);
    }

    @Test
    void choosesFirstReasonIfNoLanguageMatches() {
        String envelope = envelope(
                "",
                "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason>"
                        + "<s:Text>plain</s:Text><s:Text xml:lang='fr'>Pas trouvé</s:Text></s:Reason></s:Fault>");

        assertThat(read(envelope, Locale.GERMAN).reason()).isEqualTo("plain");
        assertThat(read(envelope).reason()).isEqualTo("plain");
    }

    @Test
    void namesHeaderThatIsNotUnderstood() {
        String envelope = envelope(
                "<s:NotUnderstood qname='x:Frobnicate' xmlns:x='urn:x'/>",
                "<s:Fault><s:Code><s:Value>s:MustUnderstand</s:Value></s:Code><s:Reason/></s:Fault>");

        WsmanError error = error(envelope, 200);

        assertThat(error.notUnderstood()).contains(new QName("urn:x", "Frobnicate"));
        assertThat(error.kind()).isEqualTo(Kind.MUST_UNDERSTAND);
        assertThat(error.httpStatus()).isEqualTo(200);
        assertThat(error.toString()).contains("{urn:x}Frobnicate");
    }

    @ParameterizedTest
    @CsvSource({"RetryAfter, 30000", "ReplyAfter, 30000"})
    void readsRetryAfterInMilliseconds(String element, String text) {
        String detail = "<wsa:" + element + ">" + text + "</wsa:" + element + ">";

        assertThat(error(fault("s:Receiver", "wsa:EndpointUnavailable", "r", detail))
                        .retryAfter())
                .contains(Duration.ofSeconds(30));
        assertThat(error(fault("s:Receiver", "wsa:EndpointUnavailable", "r", detail.replace("30000", "soon")))
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void readsStatusAndMessageOfCimError() {
        String detail = "<c:CIM_Error wsmb:IsCIM_Error='true' xmlns:c='urn:cim'><c:CIMStatusCode>11</c:CIMStatusCode>"
                + "<c:Message>there already</c:Message></c:CIM_Error>";

        WsmanError exception = error(fault("s:Receiver", "wsmb:CIMException", "failed", detail));
        WsmanError internal = error(fault("s:Receiver", "wsman:InternalError", "failed", detail));

        assertThat(exception.kind()).isEqualTo(Kind.CIM_EXCEPTION);
        assertThat(internal.kind()).isEqualTo(Kind.ALREADY_EXISTS);
        assertThat(exception.cimStatus()).hasValue(11);
        assertThat(exception.providerMessage()).contains("there already");
        assertThat(exception.toString()).contains("11 CIM_ERR_ALREADY_EXISTS");
    }

    @Test
    void readsSoap11FaultOfProxy() {
        String envelope = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><e:Fault>"
                + "<faultcode>e:Server</faultcode><faultstring>gateway is down</faultstring>"
                + "<detail>host 10.0.0.1</detail></e:Fault></e:Body></e:Envelope>";

        WsmanError error = error(envelope, 502);

        assertThat(error.code()).contains(new QName("http://schemas.xmlsoap.org/soap/envelope/", "Server"));
        assertThat(error.reason()).isEqualTo("gateway is down");
        assertThat(error.providerMessage()).contains("host 10.0.0.1");
        assertThat(error.kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void readsSubcodeInSoap11FaultCode() {
        String envelope = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:wsa='"
                + Namespaces.ADDRESSING + "'><e:Body><e:Fault><faultcode>wsa:ActionNotSupported</faultcode>"
                + "</e:Fault></e:Body></e:Envelope>";

        assertThat(error(envelope).kind()).isEqualTo(Kind.ACTION_NOT_SUPPORTED);
    }

    @Test
    void readsEmptyFault() {
        WsmanError error = error(envelope("", "<s:Fault/>"), 500);

        assertThat(error.kind()).isEqualTo(Kind.OTHER);
        assertThat(error.code()).isEmpty();
        assertThat(error.toString())
                .isEqualTo("the server gives no reason (Get wmicimv2/Win32_Service?Name=winmgmt; OTHER, HTTP 500)");
        assertThat(XmlFactories.parse(error.xml()).is(Namespaces.MS_FAULT, "WSManFault"))
                .isTrue();
    }

    @Test
    void returnsWsmanFaultOfServerAsXml() {
        String xml =
                error(fault("s:Receiver", "wsman:InternalError", "r", NESTED)).xml();

        Tree fault = XmlFactories.parse(xml);
        assertThat(fault.is(Namespaces.MS_FAULT, "WSManFault")).isTrue();
        assertThat(fault.attribute("", "Code")).isEqualTo("2150858755");
        assertThat(xml).contains("WMI Provider").contains("2147749891").contains("Access denied to root\\cimv2");
    }

    @Test
    void writesWsmanFaultWithCodeOfKindIfServerSentNone() {
        WsmanError error = error(fault("s:Sender", "wsman:AccessDenied", "No &amp; never &lt;here>", ""));

        Tree fault = XmlFactories.parse(error.xml());
        assertThat(fault.attribute("", "Code")).isEqualTo("5");
        assertThat(fault.firstChild(Namespaces.MS_FAULT, "Message").text()).isEqualTo("No & never <here>");
        assertThat(error.nativeCode()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void writesWellFormedXmlForEveryKindAndAnyText(Kind kind) {
        String hostile = "]]><!--&<\"'\u0000\u0008\uFFFE\uD800 \uD83D\uDE00 -->";

        WsmanError error = WsmanError.local(kind, kind.nativeCode(), hostile, 0, hostile, hostile);

        Tree fault = XmlFactories.parse(error.xml());
        assertThat(fault.is(Namespaces.MS_FAULT, "WSManFault")).isTrue();
        assertThat(fault.attribute("", "Code")).isEqualTo(Long.toString(kind.nativeCode()));
        assertThat(fault.firstChild("Message").text())
                .isEqualTo("]]><!--&<\"'\uFFFD\uFFFD\uFFFD\uFFFD \uD83D\uDE00 -->");
        // the reason of a return value is complete without its kind
        assertThat(error.toString())
                .contains(kind == Kind.RETURN_VALUE ? "" : kind.name())
                .doesNotContain("\u0000");
    }

    @Test
    void keepsVendorDetailWithItsDeclarations() {
        String detail = "<v:Thermals v:level='3'/>";
        String envelope = fault("s:Receiver", "wsman:InternalError", "r", detail)
                .replace("<s:Envelope", "<s:Envelope xmlns:v='urn:vendor'");

        Tree kept = XmlFactories.parse(error(envelope).detailXml().orElseThrow());

        assertThat(kept.is(Namespaces.SOAP, "Detail")).isTrue();
        assertThat(kept.firstElement().attribute("urn:vendor", "level")).isEqualTo("3");
    }

    @Test
    void serializesException() throws Exception {
        WsmanException thrown = exception(fault("s:Receiver", "wsman:InternalError", "r", NESTED), 500);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            WsmanException back = (WsmanException) in.readObject();
            assertThat(back).hasMessage(thrown.getMessage());
            assertThat(back.error().xml()).isEqualTo(thrown.error().xml());
            assertThat(back.error().kind()).isEqualTo(Kind.ACCESS_DENIED);
        }
    }

    @Test
    void sealsExceptionHierarchy() {
        assertThat(WsmanException.class.isSealed()).isTrue();
        assertThat(WsmanException.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        WsmanFaultException.class,
                        WsmanAuthenticationException.class,
                        WsmanTimeoutException.class,
                        WsmanTransportException.class,
                        WsmanProtocolException.class,
                        WsmanReturnValueException.class)
                .allSatisfy(type -> {
                    assertThat(type).isFinal();
                    assertThat(type.getConstructors()).isEmpty();
                });
    }

    @Test
    void reportsTimeoutAndRefusedLogonFaultsByTheirOwnExceptions() {
        ServerFault timedOut = read(fault("s:Receiver", "wsman:TimedOut", "too slow", ""));
        ServerFault logon = read(fault("s:Sender", null, "no logon", wsmanFault("1326", "wrong password")));

        assertThat(WsmanExceptions.of(ExchangeException.fault(timedOut, 500), "Get", null))
                .isInstanceOf(WsmanTimeoutException.class)
                .satisfies(e -> assertThat(e.error().kind()).isEqualTo(Kind.TIMED_OUT));
        assertThat(WsmanExceptions.of(ExchangeException.fault(logon, 500), "Get", null))
                .isInstanceOf(WsmanAuthenticationException.class)
                .hasMessageContaining("1326 ERROR_LOGON_FAILURE");
    }
}
