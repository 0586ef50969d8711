package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Instance;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanTransportException;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class ErrorHandlerTest extends SpoolerTestSupport {
    private static final String GET = "wsman:get?" + SPOOLER;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(WsmanTransportException.class)
                        .maximumRedeliveries(3)
                        .redeliveryDelay(1);
                onException(WsmanFaultException.class)
                        .onWhen(ErrorHandlerTest::isAccessDenied)
                        .handled(true)
                        .setBody(constant("denied"));
                from("direct:get").to(GET);
                from("direct:dead")
                        .errorHandler(deadLetterChannel("mock:dead")
                                .maximumRedeliveries(1)
                                .redeliveryDelay(1)
                                .useOriginalMessage())
                        .to("wsman:put?" + SPOOLER);
            }
        };
    }

    private static boolean isAccessDenied(Exchange exchange) {
        WsmanException caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, WsmanException.class);
        return caught.error().kind() == WsmanError.Kind.ACCESS_DENIED;
    }

    @Test
    void redeliversAfterLostConnections() {
        server.on(ServiceOperation.GET).times(2).reset();

        Message after = send("direct:get", null);

        assertThat(after.getBody()).isInstanceOf(Instance.class);
        assertThat(after.getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(2);
        assertThat(server.requests(ServiceOperation.GET)).hasSize(3);
    }

    @Test
    void passesFailureUnchangedWhenRedeliveriesAreExhausted() {
        server.on(ServiceOperation.GET).times(4).reset();

        assertThat(failure("direct:get")).isInstanceOf(WsmanTransportException.class);
        assertThat(server.requests(ServiceOperation.GET)).hasSize(4);
    }

    @Test
    void handlesFaultByItsKind() {
        server.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED);

        assertThat(send("direct:get", null).getBody()).isEqualTo("denied");
        assertThat(server.requests(ServiceOperation.GET)).hasSize(1);
    }

    @Test
    void sendsOriginalMessageToDeadLetterChannel() throws Exception {
        server.on(ServiceOperation.PUT).times(2).fault(FaultKind.TIMED_OUT);
        Instance service = send(GET, null).getBody(Instance.class);
        getMockEndpoint("mock:dead").expectedBodiesReceived(service);

        exchange("direct:dead", service, java.util.Map.of());

        getMockEndpoint("mock:dead").assertIsSatisfied();
        assertThat(server.requests(ServiceOperation.PUT)).hasSize(2);
    }
}
