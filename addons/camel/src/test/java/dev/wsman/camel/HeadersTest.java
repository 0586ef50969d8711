package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest extends SpoolerTestSupport {
    private static final String ENDPOINT = "wsman:get?" + SPOOLER;

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
                "wsman:delete?resource=wmicimv2/Win32_Service&selector.Name=W32Time",
                null,
                Map.of(
                        WsmanConstants.OPERATION,
                        "invoke",
                        WsmanConstants.METHOD,
                        "InterrogateService",
                        WsmanConstants.RESOURCE,
                        ResourceLocator.of("wmicimv2/Win32_Service").selector("Name", "Spooler")));

        assertThat(server.lastRequest(ServiceOperation.INVOKE).action()).endsWith("/Win32_Service/InterrogateService");
        assertThat(server.requests(ServiceOperation.DELETE)).isEmpty();
    }

    @Test
    void readsAtEndpointThatChanges() {
        String put = "wsman:put?" + SPOOLER;

        assertThat(send(put, null, Map.of(WsmanConstants.OPERATION, "get")).getBody())
                .isInstanceOf(Instance.class);
    }

    // CVE-2025-27636 and its like: a transport lets headers of a client pass
    @Test
    void neverTurnsEndpointIntoOneThatCanDoMore() {
        for (String operation : List.of("run", "delete", "invoke", "put", "create", "subscribe")) {
            Map<String, Object> headers = Map.of(
                    WsmanConstants.OPERATION,
                    operation,
                    WsmanConstants.COMMAND,
                    "calc",
                    WsmanConstants.METHOD,
                    "StopService");
            assertThat(failure(ENDPOINT, "x", headers))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("header CamelWsmanOperation: " + operation.toUpperCase(java.util.Locale.ROOT)
                            + " is not allowed at an endpoint with the operation GET");
        }
        assertThat(failure(
                        "wsman:delete?resource=wmicimv2/Win32_Service", null, Map.of(WsmanConstants.OPERATION, "run")))
                .hasMessageContaining("RUN is not allowed");
        assertThat(failure("wsman:run?command=show", null, Map.of(WsmanConstants.OPERATION, "get")))
                .hasMessageContaining("GET is not allowed");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void rejectsHeadersThatReplaceOptionsIfForbidden() {
        String fixed = ENDPOINT + "&headerOverrides=false&fragment=State";
        assertOverrideRejected(fixed, WsmanConstants.OPERATION, "enumerate");
        assertOverrideRejected(fixed, WsmanConstants.RESOURCE, "wmicimv2/Win32_Process");
        assertOverrideRejected(fixed, WsmanConstants.SELECTORS, Map.of("name", "W32Time"));
        assertOverrideRejected(fixed, WsmanConstants.FRAGMENT, "Name");
        assertOverrideRejected(
                "wsman:query?headerOverrides=false&query=select * from Win32_Process",
                WsmanConstants.QUERY,
                "select * from Win32_Service");
        assertOverrideRejected(
                "wsman:invoke?headerOverrides=false&method=StopService&resource=wmicimv2/Win32_Service",
                WsmanConstants.METHOD,
                "StartService");
        assertOverrideRejected("wsman:run?headerOverrides=false&command=show", WsmanConstants.COMMAND, "calc");
        assertOverrideRejected(
                "wsman:run?headerOverrides=false&command=show&arguments=a", WsmanConstants.ARGUMENTS, "b");
        context().getRegistry().bind("all", Filter.selector(Map.of("Name", "Spooler")));
        assertOverrideRejected(
                "wsman:enumerate?headerOverrides=false&resource=wmicimv2/Win32_Service&filter=#all",
                WsmanConstants.FILTER,
                Filter.selector(Map.of("Name", "W32Time")));
        assertThat(server.requests()).isEmpty();
    }

    private void assertOverrideRejected(String uri, String header, Object value) {
        assertThat(failure(uri, null, Map.of(header, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header " + header + ": replaces an option of the endpoint");
    }

    @Test
    void suppliesByHeadersWhatEndpointWithoutOverridesLeavesOpen() {
        String open = "wsman:get?resource=wmicimv2/Win32_Service&headerOverrides=false";

        Instance service = send(open, null, Map.of(WsmanConstants.SELECTORS, Map.of("Name", "W32Time")))
                .getBody(Instance.class);

        assertThat(service.text("Name")).contains("W32Time");
    }

    @Test
    void removesHeadersOfRequestAfterUse() {
        Map<String, Object> headers = Map.of(
                WsmanConstants.OPERATION,
                "invoke",
                WsmanConstants.METHOD,
                "InterrogateService",
                WsmanConstants.SELECTORS,
                Map.of("Name", "Spooler"),
                "other",
                "kept");

        Map<String, Object> after =
                send("wsman:put?resource=wmicimv2/Win32_Service", null, headers).getHeaders();

        assertThat(after).containsKeys("other", WsmanConstants.RETURN_VALUE);
        assertThat(after).doesNotContainKeys(WsmanConstants.OPERATION, WsmanConstants.METHOD, WsmanConstants.SELECTORS);
    }

    @Test
    void keepsHeadersOfRequestThatFailed() {
        server.on(ServiceOperation.GET).reset();
        Map<String, Object> headers = Map.of(WsmanConstants.RESOURCE, "wmicimv2/Win32_LogicalDisk?DeviceID=C:");

        assertThat(exchange(ENDPOINT, null, headers).getMessage().getHeaders()).containsKey(WsmanConstants.RESOURCE);
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
