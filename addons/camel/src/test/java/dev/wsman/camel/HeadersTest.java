package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest extends WsmanTestSupport {
    private static final String ENDPOINT = "wsman:get?resource=wmicimv2/Win32_Service&selector.Name=Spooler";

    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    @Override
    WsmanService server() {
        return server;
    }

    @Test
    void replacesOneSelector() {
        Instance service = send(ENDPOINT, null, Map.of(WsmanConstants.SELECTORS, Map.of("name", "W32Time")))
                .getBody(Instance.class);

        assertThat(service.text("Name")).contains("W32Time");
    }

    @Test
    void replacesResourceWithItsSelectors() {
        failure(ENDPOINT, null, Map.of(WsmanConstants.RESOURCE, "wmicimv2/Win32_LogicalDisk?DeviceID=C:"));

        assertThat(server.lastRequest(ServiceOperation.GET).selectors()).isEqualTo(Map.of("DeviceID", "C:"));
    }

    @Test
    void replacesOperationMethodAndResource() {
        send(
                ENDPOINT,
                null,
                Map.of(
                        WsmanConstants.OPERATION,
                        "invoke",
                        WsmanConstants.METHOD,
                        "InterrogateService",
                        WsmanConstants.RESOURCE,
                        ResourceLocator.of("wmicimv2/Win32_Service").selector("Name", "Spooler")));

        assertThat(server.lastRequest(ServiceOperation.INVOKE).action()).endsWith("/Win32_Service/InterrogateService");
        assertThat(server.requests(ServiceOperation.GET)).isEmpty();
    }

    @Test
    void replacesQuery() {
        List<?> one = send(
                        "wsman:query?query=select * from Win32_Process",
                        null,
                        Map.of(WsmanConstants.QUERY, "select Name from Win32_Service where Name = 'Spooler'"))
                .getBody(List.class);

        assertThat(one).hasSize(1);
    }

    @Test
    void replacesFilterAndFragment() {
        Filter filter = Filter.selector(Map.of("Name", "Spooler"));
        List<?> one = send(
                        "wsman:enumerate?resource=wmicimv2/Win32_Service", null, Map.of(WsmanConstants.FILTER, filter))
                .getBody(List.class);
        assertThat(one).hasSize(1);

        Instance state = send(ENDPOINT, null, Map.of(WsmanConstants.FRAGMENT, "Name/text()"))
                .getBody(Instance.class);
        assertThat(state.text()).isEqualTo("Spooler");
    }

    @Test
    void namesHeaderThatIsNotValid() {
        assertThat(failure(ENDPOINT, null, Map.of(WsmanConstants.OPERATION, "fetch")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelWsmanOperation: \"fetch\"");
        assertThat(failure(ENDPOINT, null, Map.of(WsmanConstants.SELECTORS, "Name=x")))
                .hasMessageContaining("CamelWsmanSelectors: is a java.lang.String");
        assertThat(failure("wsman:enumerate?resource=wmicimv2/Win32_Service", null, Map.of(WsmanConstants.FILTER, "x")))
                .hasMessageContaining("CamelWsmanFilter: is a java.lang.String");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(failure("wsman:get"))
                .hasMessageContaining("resource: missing")
                .hasMessageContaining("CamelWsmanResource");
        assertThat(failure("wsman:query")).hasMessageContaining("query: missing");
        assertThat(failure("wsman:invoke?resource=wmicimv2/Win32_Service")).hasMessageContaining("method: missing");
        assertThat(failure("wsman:put?resource=wmicimv2/Win32_Service")).hasMessageContaining("body: missing");
        assertThat(failure("wsman:run")).hasMessageContaining("command: missing");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void rejectsUnknownOperation() {
        assertThat(failure("wsman:fetch")).rootCause().hasMessageContaining("operation: \"fetch\" is not one of get");
    }
}
