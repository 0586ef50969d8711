package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

class YamlRouteTest extends WsmanTestSupport {
    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:services
                  steps:
                    - to:
                        uri: wsman:query
                        parameters:
                          host: "{{wsman.host}}"
                          username: "{{wsman.user}}"
                          password: "{{wsman.password}}"
                          query: select Name, State from Win32_Service
                          resultType: json
                          streaming: true
                    - split:
                        simple: "${body}"
                        streaming: true
                        steps:
                          - to: mock:service
            - route:
                from:
                  uri: direct:one
                  steps:
                    - to:
                        uri: wsman:get
                        parameters:
                          resource: wmicimv2/Win32_Service
                          selector.Name: Spooler
                          resultType: MAP
            """;

    @AutoStart
    static final WsmanService server =
            WsmanService.builder().ntlm("operator", "p&w+%41=").build();

    @Override
    WsmanService server() {
        return server;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getPropertiesComponent().addInitialProperty("wsman.host", server.endpoint());
        created.getPropertiesComponent().addInitialProperty("wsman.user", server.user());
        created.getPropertiesComponent().addInitialProperty("wsman.password", server.password());
        PluginHelper.getRoutesLoader(created).loadRoutes(ResourceHelper.fromString("routes.yaml", ROUTES));
        return created;
    }

    @Test
    void splitsQueryOfYamlRoute() throws Exception {
        MockEndpoint services = getMockEndpoint("mock:service");
        services.expectedMessageCount(9);

        send("direct:services", null);

        services.assertIsSatisfied();
        assertThat(services.getExchanges().get(0).getMessage().getBody())
                .asString()
                .contains("\"Name\"", "\"State\"");
    }

    @Test
    void readsInstanceOfYamlRoute() {
        assertThat(send("direct:one", null).getBody(Map.class).get("Name")).isEqualTo("Spooler");
    }
}
