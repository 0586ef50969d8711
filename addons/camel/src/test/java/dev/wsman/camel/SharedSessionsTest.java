package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.camel.internal.session.SessionLease;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.Map;
import org.apache.camel.Producer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class SharedSessionsTest extends SpoolerTestSupport {
    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic").toD("wsman:${header.operation}?" + SPOOLER);
                from("direct:identify").routeId("identify").autoStartup(false).to("wsman:identify");
            }
        };
    }

    @Test
    void usesOneSessionAndConnectionForEqualConnections() {
        send("wsman:get?" + SPOOLER, null);
        send("wsman:identify", null);
        send("wsman:enumerate?resource=wmicimv2/Win32_Service", null);

        assertThat(component().sessions().size()).isEqualTo(1);
        assertThat(server.requests().stream().map(RecordedRequest::connection).distinct())
                .hasSize(1);
    }

    @Test
    void usesOneSessionForDynamicEndpoints() {
        send("direct:dynamic", null, Map.of("operation", "get"));
        send("direct:dynamic", null, Map.of("operation", "identify"));

        assertThat(component().sessions().size()).isEqualTo(1);
        assertThat(server.requests(ServiceOperation.GET)).hasSize(1);
        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
    }

    @Test
    void separatesSessionsOfDifferentUsers() {
        send("wsman:identify", null);
        failure("wsman:identify?username=other");

        assertThat(component().sessions().size()).isEqualTo(2);
    }

    @Test
    void closesSessionWithLastProducer() throws Exception {
        int others = component().sessions().size();
        Producer first =
                context().getEndpoint("wsman:identify?maxConnections=3").createProducer();
        Producer second =
                context().getEndpoint("wsman:get?maxConnections=3&" + SPOOLER).createProducer();
        first.start();
        second.start();
        assertThat(component().sessions().size()).isEqualTo(others + 1);

        first.stop();
        assertThat(component().sessions().size()).isEqualTo(others + 1);
        second.stop();

        assertThat(component().sessions().size()).isEqualTo(others);
    }

    @Test
    void keepsSessionThatFollowsWhenLateUseEnds() throws Exception {
        WsmanEndpoint endpoint = context().getEndpoint("wsman:identify?maxConnections=4", WsmanEndpoint.class);
        SessionLease late = endpoint.acquireSession();
        component().sessions().close();
        SessionLease next = endpoint.acquireSession();

        late.close();

        assertThat(component().sessions().size()).isEqualTo(1);
        assertThat(next.session().identify().productVendor()).isPresent();
        next.close();
    }

    @Test
    void restartsProducerWithRoute() throws Exception {
        context().getRouteController().startRoute("identify");
        send("direct:identify", null);

        context().getRouteController().stopRoute("identify");
        assertThat(component().sessions().size()).isZero();
        context().getRouteController().startRoute("identify");

        send("direct:identify", null);
        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(2);
    }

    @Test
    void usesSessionOfRegistryAndLeavesItOpen() throws Exception {
        try (Session own = Session.open(server.endpoint(), server.credentials())) {
            context().getRegistry().bind("own", own);
            int others = component().sessions().size();
            send("wsman:identify?session=#own", null);
            assertThat(component().sessions().size()).isEqualTo(others);

            context().stop();

            assertThat(own.identify().productVendor()).isPresent();
        }
    }

    @Test
    void usesCredentialsOfRegistry() {
        context()
                .getRegistry()
                .bind("own", Credentials.ntlm(server.user(), server.password().toCharArray()));

        send("wsman:identify?credentials=#own", null);

        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
    }
}
