package dev.wsman.error;

import static dev.wsman.fixture.SessionFixture.ONE;
import static dev.wsman.fixture.SessionFixture.SOAP_TYPE;
import static dev.wsman.fixture.SessionFixture.TYPES;
import static dev.wsman.fixture.SessionFixture.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import dev.wsman.WsmanTimeoutException;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceFault;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults and replies that are not the expected response: the error that the caller gets. */
class ErrorIT {
    private static final String FAULT = "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>%s</s:Value>"
            + "</s:Subcode></s:Code><s:Reason>%s</s:Reason>%s</s:Fault>";
    private static final String ENGLISH = "<s:Text xml:lang='en-US'>Access is denied.</s:Text>";
    private static final String GERMAN = "<s:Text xml:lang='de'>Zugriff verweigert.</s:Text>";

    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    private WsmanError errorOfGet() {
        WsmanException failure = catchThrowableOfType(WsmanException.class, () -> session.get(ONE));
        assertThat(session.error()).containsSame(failure.error());
        assertThat(Instance.parse(failure.error().xml()).name())
                .isEqualTo(new QName(ServiceNamespaces.WSMAN_FAULT, "WSManFault"));
        return failure.error();
    }

    private static void stubReply(int status, String type, String body) {
        service.on(ServiceOperation.GET).respond(status, type, body);
    }

    private static void stubReply(String body) {
        stubReply(500, SOAP_TYPE, envelope(body));
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void reportsKindCodesAndReasonOfEachFault(FaultKind kind) {
        service.on(ServiceOperation.GET).fault(kind);
        WsmanError error = errorOfGet();
        ServiceFault sent = kind.fault();
        assertThat(error.kind()).isEqualTo(kind(kind));
        assertThat(error.code()).contains(sent.code());
        assertThat(error.subcode()).isEqualTo(sent.subcode());
        assertThat(error.reason()).isEqualTo(sent.reason());
        assertThat(error.nativeCode()).isEqualTo(sent.nativeCode());
        assertThat(error.machine()).contains("localhost");
        assertThat(error.httpStatus())
                .isEqualTo(service.lastRequest(ServiceOperation.GET).responseStatus());
        assertThat(error.operation()).contains("Get");
        assertThat(service.requests()).hasSize(1);
    }

    private static Kind kind(FaultKind kind) {
        return switch (kind) {
            case ENUMERATION_CANNOT_PROCESS_FILTER -> Kind.CANNOT_PROCESS_FILTER;
            case FILTER_DIALECT_UNAVAILABLE, EVENT_FILTER_DIALECT_UNAVAILABLE ->
                Kind.FILTER_DIALECT_REQUESTED_UNAVAILABLE;
            case EVENT_FILTERING_NOT_SUPPORTED -> Kind.FILTERING_NOT_SUPPORTED;
            case DELIVERY_MODE_UNAVAILABLE -> Kind.DELIVERY_MODE_REQUESTED_UNAVAILABLE;
            case INVALID_SUBSCRIBE_MESSAGE -> Kind.INVALID_MESSAGE;
            case SUBSCRIPTION_UNABLE_TO_RENEW -> Kind.UNABLE_TO_RENEW;
            case ENUMERATION_TIMED_OUT -> Kind.TIMED_OUT;
            default -> Kind.valueOf(kind.name());
        };
    }

    @Test
    void reportsTimedOutFaultAsTimeout() {
        service.on(ServiceOperation.GET).fault(FaultKind.TIMED_OUT);
        assertThat(catchThrowableOfType(WsmanTimeoutException.class, () -> session.get(ONE))
                        .error()
                        .kind())
                .isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void readsDetailUriInEitherForm() {
        String uri = ServiceNamespaces.FAULT_DETAIL + "InvalidValue";
        for (String written : Set.of(uri, "wsman:faultDetail/InvalidValue")) {
            stubReply(FAULT.formatted(
                    "w:InvalidSelectors",
                    ENGLISH,
                    "<s:Detail><w:FaultDetail>" + written + "</w:FaultDetail></s:Detail>"));
            assertThat(errorOfGet().detail()).contains(URI.create(uri));
        }
    }

    @Test
    void readsReasonInRequestedLocale() {
        try (Session german = Session.builder(service.endpoint())
                .locale(Locale.forLanguageTag("de-AT"))
                .build()) {
            stubReply(FAULT.formatted("w:AccessDenied", ENGLISH + GERMAN, ""));
            WsmanException failure = catchThrowableOfType(WsmanException.class, () -> german.get(ONE));
            assertThat(failure.error().reason()).isEqualTo("Zugriff verweigert.");
        }
        String locale = "/s:Envelope/s:Header/wsman:Locale";
        assertThat(service.lastRequest(ServiceOperation.GET).xpath(locale + "[@s:mustUnderstand='false']/@xml:lang"))
                .isEqualTo("de-AT");
        stubReply(FAULT.formatted("w:AccessDenied", GERMAN + ENGLISH, ""));
        assertThat(errorOfGet().reason()).isIn("Access is denied.", "Zugriff verweigert.");
        assertThat(service.lastRequest(ServiceOperation.GET).xpath("count(" + locale + ")"))
                .isEqualTo("0");
    }

    @Test
    void readsDeepestMessageOfNestedProviderFaults() {
        service.on(ServiceOperation.GET).fault(FaultKind.INTERNAL_ERROR.fault().provider("the disk is on fire"));
        WsmanError error = errorOfGet();
        assertThat(error.providerMessage()).contains("the disk is on fire");
        assertThat(error.toString()).contains("the disk is on fire");
        assertThat(error.xml()).contains("ProviderFault").contains("the disk is on fire");
    }

    @Test
    void reportsMessageOfFailedMethod() {
        WsmanFaultException fault = catchThrowableOfType(
                WsmanFaultException.class, () -> session.invoke(TYPES, "Throw", Map.of("Message", "no paper")));
        assertThat(fault.error().kind()).isEqualTo(Kind.INTERNAL_ERROR);
        assertThat(fault.error().operation()).contains("Invoke Throw");
        assertThat(fault).hasMessageContaining("no paper");
    }

    @Test
    void reportsSymbolAndHintOfKnownNativeCode() {
        service.on(ServiceOperation.GET).fault(FaultKind.QUOTA_LIMIT.fault().nativeCode(2150859174L));
        WsmanError error = errorOfGet();
        assertThat(error.nativeCode()).hasValue(2150859174L);
        assertThat(error.symbol()).contains("ERROR_WSMAN_QUOTA_MAX_OPERATIONS");
        assertThat(error.hint()).isPresent();
        assertThat(error.toString())
                .contains("0x803381A6")
                .contains(error.hint().orElseThrow());
    }

    @Test
    void keepsUnknownSubcode() {
        stubReply(FAULT.formatted("v:OutOfCheese", ENGLISH, "").replace("<s:Fault>", "<s:Fault xmlns:v='urn:vendor'>"));
        WsmanError error = errorOfGet();
        assertThat(error.kind()).isEqualTo(Kind.OTHER);
        assertThat(error.subcode()).contains(new QName("urn:vendor", "OutOfCheese"));
    }

    @Test
    void keepsVendorDetail() {
        stubReply(FAULT.formatted(
                "w:InternalError", ENGLISH, "<s:Detail><v:Why xmlns:v='urn:vendor'>because</v:Why></s:Detail>"));
        assertThat(errorOfGet().detailXml())
                .hasValueSatisfying(xml -> assertThat(xml).contains("because"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 500, 503})
    void readsFaultUnderAnyStatusAndAction(int status) {
        stubReply(
                status,
                SOAP_TYPE,
                envelope(
                        "<a:Action>" + ServiceNamespaces.TRANSFER + "/GetResponse</a:Action>",
                        FAULT.formatted("a:EndpointUnavailable", ENGLISH, "")));
        WsmanError error = errorOfGet();
        assertThat(error.kind()).isEqualTo(Kind.ENDPOINT_UNAVAILABLE);
        assertThat(error.httpStatus()).isEqualTo(status);
    }

    @Test
    void readsFaultInTextXml() {
        stubReply(500, "text/xml", envelope(FAULT.formatted("w:AccessDenied", ENGLISH, "")));
        assertThat(errorOfGet().kind()).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    void reportsRetryAfterOfServer() {
        stubReply(FAULT.formatted(
                "a:EndpointUnavailable", ENGLISH, "<s:Detail><a:RetryAfter>3000</a:RetryAfter></s:Detail>"));
        assertThat(errorOfGet().retryAfter()).contains(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 413, 500, 503})
    void showsHtmlPageInHttpError(int status) {
        stubReply(status, "text/html", "<html><body><h1>Sorry &nbsp; no</h1></body></html>");
        WsmanProtocolException failure = catchThrowableOfType(WsmanProtocolException.class, () -> session.get(ONE));
        assertThat(failure.error().kind()).isEqualTo(Kind.HTTP);
        assertThat(failure.error().httpStatus()).isEqualTo(status);
        assertThat(failure).hasMessageContaining(Integer.toString(status)).hasMessageContaining("Sorry");
        assertThat(session.get(ONE).text("Id")).contains("one");
    }

    @Test
    void rejectsHtmlPageWithStatus200() {
        stubReply(200, "text/html", "<!DOCTYPE html><p>Login");
        assertThat(errorOfGet().kind()).isEqualTo(Kind.PROTOCOL);
    }

    @Test
    void reportsEmptyBodiesByTheirStatus() {
        stubReply(500, "", "");
        assertThat(errorOfGet().kind()).isEqualTo(Kind.HTTP);
        stubReply(200, SOAP_TYPE, "");
        assertThat(errorOfGet().kind()).isEqualTo(Kind.PROTOCOL);
        stubReply(413, "", "");
        WsmanError tooLarge = errorOfGet();
        assertThat(tooLarge.httpStatus()).isEqualTo(413);
        assertThat(tooLarge.nativeCode()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><a>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><a/></s:Body></s:Envelope>x",
                "<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><s>&e;</s>",
                "<other/>",
                "{\"json\": true}",
                "\0\0\0"
            })
    void rejectsBodyThatIsNotReply(String body) {
        stubReply(200, SOAP_TYPE, body);
        WsmanError error = errorOfGet();
        assertThat(error.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(error.reason()).isNotBlank();
        assertThat(error.toString()).doesNotContain("root:");
    }

    @Test
    void rejectsReplyWhoseRelatesToIsAnotherMessage() {
        service.on(ServiceOperation.GET).relatesTo("uuid:00000000-0000-0000-0000-000000000000");
        assertThat(errorOfGet().kind()).isEqualTo(Kind.PROTOCOL);
    }

    @Test
    void rejectsUnknownHeaderThatMustBeUnderstood() {
        stubReply(
                200, SOAP_TYPE, envelope("<v:Odd xmlns:v='urn:v' s:mustUnderstand='true'/>", "<p:A xmlns:p='urn:a'/>"));
        assertThat(errorOfGet().reason()).contains("Odd");
    }

    @Test
    void keepsLatestFailureAsErrorOfSession() {
        assertThat(session.error()).isEmpty();
        service.on(ServiceOperation.GET).fault(FaultKind.CONCURRENCY);
        WsmanError first = errorOfGet();
        session.get(ONE);
        assertThat(session.error()).containsSame(first);
        service.on(ServiceOperation.GET).fault(FaultKind.ALREADY_EXISTS);
        assertThat(errorOfGet().kind()).isEqualTo(Kind.ALREADY_EXISTS);
    }

    @Test
    void coversMoreThan25KindsOfFaults() {
        Set<Kind> reached = Stream.of(FaultKind.values())
                .map(ErrorIT::kind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
        assertThat(reached).hasSizeGreaterThan(25).doesNotContain(Kind.OTHER);
    }

    @Test
    void namesHeaderThatWasNotUnderstood() {
        service.on(ServiceOperation.GET)
                .fault(FaultKind.MUST_UNDERSTAND
                        .fault()
                        .notUnderstood(new QName(ServiceNamespaces.WSMAN, "OptionSet")));
        assertThat(errorOfGet().notUnderstood()).contains(new QName(ServiceNamespaces.WSMAN, "OptionSet"));
    }
}
