package dev.wsman.enumeration;

import static dev.wsman.fixture.SessionFixture.WMI;
import static dev.wsman.fixture.SessionFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.ViewFactory;
import dev.wsman.ViewedBy;
import dev.wsman.WsmanFaultException;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WQL queries by {@code Session.query}: where they are sent, and which arguments fail before that. */
class QueryIT {
    private static final String FILTER = "/s:Envelope/s:Body/wsen:Enumerate/wsman:Filter";
    private static final String QUERY = "select * from Lab_Many where Number >= 24";

    @AutoStart
    static final WsmanService service =
            LenientService.builder().add(ManyInstancesClass.of(25)).build();

    @AutoClose
    private final Session session = Session.open(service.endpoint());

    /** A few properties of Lab_Many. */
    public static class Many {
        public String id = "";
        public int number;
    }

    private static RecordedRequest sentEnumerate() {
        return service.lastRequest(ServiceOperation.ENUMERATE);
    }

    @Test
    void sendsQueryToAllClassesOfCimv2() {
        List<Instance> found = session.query(QUERY).list();
        assertThat(ids(found)).containsExactly("24", "25");
        assertThat(sentEnumerate().resourceUri()).isEqualTo(WMI + "*");
        assertThat(sentEnumerate().xpath(FILTER)).isEqualTo(QUERY);
        assertThat(sentEnumerate().xpath(FILTER + "/@Dialect")).isEqualTo(ServiceNamespaces.WQL_DIALECT);
        assertThat(sentEnumerate().xpath("count(//wsman:Selector)")).isEqualTo("0");
    }

    @Test
    void readsResultsIntoClassWithoutAnnotations() {
        assertThat(session.query("\n SELECT Id, Number from Lab_Many where Number > 24", Many.class)
                        .list())
                .singleElement()
                .satisfies(many -> {
                    assertThat(many.id).isEqualTo("25");
                    assertThat(many.number).isEqualTo(25);
                });
    }

    /** A class as the generator makes it, in the namespace root/StandardCimv2 of Windows. */
    @ViewedBy(Adapters.class)
    public record Adapter(String name) {}

    /** The factory of its views. */
    public static class Adapters implements ViewFactory {
        @Override
        public <T> T view(Class<T> type, Instance instance, Origin origin) {
            return type.cast(new Adapter(instance.text("Name").orElse("?")));
        }

        @Override
        public ResourceLocator resource(Class<?> type, Object... keys) {
            return ResourceLocator.of("wmi/root/StandardCimv2/MSFT_NetAdapter");
        }

        @Override
        public Instance content(Object view) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void sendsQueryForGeneratedClassToItsNamespace() {
        service.on(ServiceOperation.ENUMERATE).fault(FaultKind.ACCESS_DENIED);
        assertThat(catchThrowable(() -> session.query("select * from MSFT_NetAdapter", Adapter.class)
                        .list()))
                .isInstanceOf(WsmanFaultException.class);
        assertThat(sentEnumerate().resourceUri())
                .isEqualTo("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/StandardCimv2/*");
    }

    @ParameterizedTest
    @CsvSource({
        "wmi/root/StandardCimv2/*, http://schemas.microsoft.com/wbem/wsman/1/wmi/root/StandardCimv2/*",
        "wmi/root/virtualization/v2/*, http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/*"
    })
    void sendsQueryToOtherNamespaceOfWindows(String namespace, String sent) {
        // a script, because the service has no such namespace
        service.on(ServiceOperation.ENUMERATE).fault(FaultKind.ACCESS_DENIED);
        assertThat(catchThrowable(() -> session.query(ResourceLocator.of(namespace), "select * from MSFT_NetAdapter")
                        .list()))
                .isInstanceOf(WsmanFaultException.class);
        assertThat(sentEnumerate().resourceUri()).isEqualTo(sent);
    }

    @Test
    void sendsQueryWithCimNamespaceToOtherServers() {
        try (WsmanService omi = LenientService.builder()
                        .quirks(ServerQuirks.OMI.without(ServerQuirk.SILENT_WITHOUT_CREDENTIALS))
                        .add(ManyInstancesClass.of(25))
                        .build()
                        .start();
                Session other = Session.open(omi.endpoint())) {
            ResourceLocator all = ResourceLocator.of("http://schemas.dmtf.org/wbem/wscim/1/*")
                    .selector("__cimnamespace", "root/cimv2");
            ResourceLocator one = ResourceLocator.of("cimv2/Lab_Many").selector("__cimnamespace", "root/cimv2");
            for (ResourceLocator namespace : List.of(all, one)) {
                assertThat(other.query(namespace, QUERY, Many.class).list()).hasSize(2);
                RecordedRequest sent = omi.lastRequest(ServiceOperation.ENUMERATE);
                assertThat(sent.resourceUri()).isEqualTo(namespace.resourceUri());
                assertThat(sent.xpath("//wsman:Selector[@Name='__cimnamespace']"))
                        .isEqualTo("root/cimv2");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | wql is empty",
                "'  ' | wql is empty",
                "Win32_Service | wql: \"Win32_Service\" is a class and not a query; write \"select * from Win32_Service\"",
                "wmicimv2/Win32_Service | use enumerate(ResourceLocator.of(\"wmicimv2/Win32_Service\"))",
                "delete from Win32_Service | and not with \"delete\"",
                "'selekt * from X' | a query begins with select, associators of or references of"
            })
    void rejectsTextThatIsNotQuery(String wql, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.query(wql))
                .withMessageContaining(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.query(ResourceLocator.of("wmicimv2/*"), wql))
                .withMessageContaining(message);
        assertThat(service.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "associators of {Win32_Service.Name='Spooler'} where ResultClass = Win32_Process",
                "REFERENCES OF{Win32_Service.Name='Spooler'}",
                "select*from Lab_Many"
            })
    void acceptsEveryStatementOfWql(String wql) {
        assertThat(session.query(wql).toString()).contains(wql);
    }

    @Test
    void rejectsWindowsLocatorThatIsNotNamespace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.query(ResourceLocator.of("wmi/root/virtualization/v2"), QUERY))
                .withMessageContainingAll(
                        "namespace: ",
                        "does not end with \"/*\"",
                        "\"wmi/root/virtualization/v2/*\"",
                        "\"wmi/root/virtualization/*\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.query(ResourceLocator.of("wmicimv2/*").selector("Name", "x"), QUERY))
                .withMessageContainingAll("namespace: ", "selectors");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.query((ResourceLocator) null, QUERY))
                .withMessage("namespace is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.query((String) null))
                .withMessage("wql is null");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void opensSessionWithCredentials() {
        try (WsmanService secured = LenientService.builder()
                        .basic("admin", "secret")
                        .add(ManyInstancesClass.of(25))
                        .build()
                        .start();
                Session opened = Session.open(secured.endpoint(), Credentials.basic("admin", "secret".toCharArray()))) {
            assertThat(opened.query(QUERY).list()).hasSize(2);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Session.open(service.endpoint(), null))
                .withMessage("credentials is null");
    }
}
