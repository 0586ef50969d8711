package dev.wsman.testkit;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static dev.wsman.testkit.fixture.RawClient.WMI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.http.BasicRequestAuthenticator;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A service with default settings rejects what Windows rejects (PROTOCOL.md, WINDOWS.md, SERVERS.md and MS-WSMV), so
 * that a test that passes with it also passes with Windows.
 */
class StrictDefaultsIT {
    private static final String SPOOLER = WMI + "Win32_Service";
    private static final String TYPES = WMI + "Lab_AllTypes";

    @AutoStart
    static final WsmanService strict = WsmanService.builder().build();

    /** Only the authentication is left out: the envelopes are as strict. */
    @AutoStart
    static final WsmanService open = WsmanService.builder()
            .withoutAuthentication()
            .add(AllTypesClass.create())
            .add(ManyInstancesClass.of(25))
            .build();

    private final RawClient wire = new RawClient(open);

    private static String put(String property) {
        return "<p:Win32_Service xmlns:p='" + SPOOLER + "'>" + property + "</p:Win32_Service>";
    }

    @Test
    void rejectsClientWithoutCredentials() {
        RawReply reply = new RawClient(strict).send(RawClient.get(SPOOLER).selector("Name", "Spooler"));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(strict.requests()).hasSize(1);
    }

    @Test
    void identifiesItselfAsWindows() {
        RawReply reply = wire.send(RawClient.identify());
        assertThat(reply.at("//wsmid:ProductVendor")).isEqualTo("Microsoft Corporation");
    }

    @Test
    void acceptsPropertyInNamespaceOfItsClass() {
        RawReply reply = wire.send(
                RawClient.put(SPOOLER, put("<p:StartMode>Manual</p:StartMode>")).selector("Name", "Spooler"));
        assertThat(reply.at("//*[local-name()='StartMode']")).isEqualTo("Manual");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<StartMode>Manual</StartMode>                              | InvalidNamespace | 2150858840",
                "<q:StartMode xmlns:q='urn:other'>Manual</q:StartMode>      | InvalidNamespace | 2150858840",
                "<p:StartMood>Manual</p:StartMood>                          | InvalidValues    | 2150858773",
                "<p:startmode>Manual</p:startmode>                          | InvalidValues    | 2150858773",
                "<p:State>Stopped</p:State>                                 | InvalidValues    | 2150858773",
            })
    void rejectsPropertyThatPutCannotChange(String property, String detail, String code) {
        RawReply reply = wire.send(RawClient.put(SPOOLER, put(property)).selector("Name", "Spooler"));
        assertThat(reply.detail()).isEqualTo(detail);
        assertThat(reply.nativeCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<q:StopService_INPUT xmlns:q='urn:other'/>                                         | InvalidNamespace",
                "<q:ChangeStartMode_INPUT xmlns:q='%s'><StartMode>Manual</StartMode></q:ChangeStartMode_INPUT> | InvalidNamespace",
            })
    void rejectsMethodInputInAnotherNamespace(String input, String detail) {
        String method = input.replaceFirst("<q:(\\w+)_INPUT.*", "$1");
        RawReply reply = wire.send(RawClient.invoke(SPOOLER, method, "")
                .body(input.formatted(SPOOLER))
                .selector("Name", "Spooler"));
        assertThat(reply.detail()).isEqualTo(detail);
    }

    @Test
    void rejectsMethodOfInstanceWithoutSelectors() {
        RawReply reply = wire.send(RawClient.invoke(SPOOLER, "StopService", ""));
        assertThat(reply.detail()).isEqualTo("InsufficientSelectors");
    }

    @ParameterizedTest
    @CsvSource({"Name, Spooler, State, Running, UnexpectedSelectors", "State, Running, , , InsufficientSelectors"})
    void rejectsSelectorsThatAreNotTheKeys(String name, String value, String more, String other, String detail) {
        RawClient.RequestMessage get = RawClient.get(SPOOLER).selector(name, value);
        RawReply reply = wire.send(more == null ? get : get.selector(more, other));
        assertThat(reply.detail()).isEqualTo(detail);
    }

    @Test
    void acceptsWqlOnlyForAllClasses() {
        String filter = RawClient.filter(ServiceNamespaces.WQL_DIALECT, "select Name from Win32_Service");
        assertThat(wire.send(RawClient.optimized(SPOOLER, 5, filter)).nativeCode())
                .isEqualTo("2150859003");
        assertThat(wire.send(RawClient.optimized(WMI + "*", 5, filter)).status())
                .isEqualTo(200);
    }

    @Test
    void rejectsCql() {
        RawReply reply = wire.send(RawClient.optimized(
                WMI + "*", 5, RawClient.filter(ServiceNamespaces.CQL_DIALECT, "select * from Win32_Service")));
        assertThat(reply.fault()).isEqualTo("FilterDialectRequestedUnavailable");
        assertThat(reply.texts("//wsen:SupportedDialect"))
                .contains(ServiceNamespaces.WQL_DIALECT)
                .doesNotContain(ServiceNamespaces.CQL_DIALECT);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"DatetimeValue, 20260101000000.000000+000", "StringArray, a", "StringValue, it's"})
    void rejectsSelectorFilterForWhatOnlyQueriesCompare(String name, String value) {
        String set = "<wsman:SelectorSet><wsman:Selector Name=\"" + name + "\">" + value
                + "</wsman:Selector></wsman:SelectorSet>";
        RawReply reply =
                wire.send(RawClient.optimized(TYPES, 5, RawClient.filter(ServiceNamespaces.SELECTOR_DIALECT, set)));
        assertThat(reply.fault()).isEqualTo("CannotProcessFilter");
        assertThat(reply.text()).contains("A selector filter cannot compare");
    }

    @Test
    void findsOnlyClassesOfDmtfUnderItsPrefix() {
        assertThat(wire.send(RawClient.optimized(DMTF + "CIM_OperatingSystem", 5, ""))
                        .status())
                .isEqualTo(200);
        assertThat(wire.send(RawClient.optimized(DMTF + "Win32_OperatingSystem", 5, ""))
                        .nativeCode())
                .isEqualTo("2150859065");
    }

    @Test
    void returnsOneItemInFirstReply() {
        RawReply reply = wire.send(RawClient.optimized(WMI + "Lab_Many", 20, ""));
        assertThat(reply.count("//wsman:Items/*")).isEqualTo(1);
    }

    @Test
    void rejectsRequestOfMoreThan150Kilobytes() {
        RawReply reply = wire.send(RawClient.get(SPOOLER).selector("Name", "x".repeat(153_600)));
        assertThat(reply.status()).isEqualTo(413);
    }

    /** The requests that were recorded with Windows 7 and Server 2012 have the parameter. */
    @Test
    void acceptsContentTypeWithActionUnlessServerIsOld() {
        String type = "application/soap+xml;charset=UTF-8;action=\"urn:x\"";
        RawReply reply = wire.httpHeader("Content-Type", type)
                .send(RawClient.get(SPOOLER).selector("Name", "Spooler"));
        assertThat(reply.status()).isEqualTo(200);
        try (WsmanService old = WsmanService.builder()
                .withoutAuthentication()
                .quirks(ServerQuirks.WINRM.with(ServerQuirk.ACTION_PARAMETER_REFUSED))
                .build()
                .start()) {
            RawReply rejected = new RawClient(old)
                    .httpHeader("Content-Type", type)
                    .send(RawClient.get(SPOOLER).selector("Name", "Spooler"));
            assertThat(rejected.status()).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @CsvSource({"winrm, Negotiate", "openwsman, Basic", "omi, Basic", "idrac, Basic", "amt, Digest", "standard, Basic"})
    void hasOneUserForUsualSchemeOfServer(String server, String scheme) {
        try (WsmanService service = WsmanService.builder()
                .quirks(ServerQuirks.named(server))
                .build()
                .start()) {
            assertThat(service.user()).isEqualTo("admin");
            assertThat(service.password()).isNotBlank();
            assertThat(service.credentials().toString())
                    .containsIgnoringCase(scheme.equals("Negotiate") ? "ntlm" : scheme)
                    .doesNotContain(service.password());
        }
    }

    @Test
    void returnsCredentialsOfSchemeThatIsSet() {
        WsmanService basic = WsmanService.builder().basic("guest", "secret").build();
        assertThat(basic.user()).isEqualTo("guest");
        assertThat(basic.password()).isEqualTo("secret");
        assertThat(open.credentials().toString()).containsIgnoringCase("none");
        WsmanService own = WsmanService.builder()
                .authenticator(new BasicRequestAuthenticator("realm", Map.of("guest", "secret")))
                .build();
        assertThatIllegalStateException()
                .isThrownBy(own::credentials)
                .withMessage("the service has no user with a password");
    }

    @Test
    void recordsRequestThatIsRejected() {
        wire.send(RawClient.get(SPOOLER));
        assertThat(open.lastRequest(ServiceOperation.GET).selectors()).isEmpty();
    }
}
