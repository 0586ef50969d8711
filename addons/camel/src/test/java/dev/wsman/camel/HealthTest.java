package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.camel.fixture.Await;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;

class HealthTest extends WsmanTestSupport {
    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    @Override
    WsmanService server() {
        return server;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        HealthCheckRegistry registry = HealthCheckRegistry.get(created);
        registry.register(registry.resolveById("producers"));
        HealthCheckHelper.getHealthCheckRepository(created, "producers").setEnabled(true);
        return created;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").to("wsman:identify");
            }
        };
    }

    private HealthCheck.Result readiness() {
        return own(HealthCheckHelper.invokeReadiness(context()));
    }

    /** Calls the check until it has a result besides that it waits for the reply, as on a slow machine. */
    private HealthCheck.Result resultOfReply() {
        AtomicReference<HealthCheck.Result> last = new AtomicReference<>();
        Await.until("a reply to Identify", () -> {
            last.set(readiness());
            return !last.get().getMessage().orElse("").startsWith("no reply");
        });
        return last.get();
    }

    private static HealthCheck.Result own(Collection<HealthCheck.Result> results) {
        return results.stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:wsman"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void isUpIfServerReplies() {
        HealthCheck.Result result = resultOfReply();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails())
                .containsEntry("host", server.endpoint())
                .containsEntry("product.vendor", "Microsoft Corporation");
    }

    @Test
    void hasOneCheckForProducersOfOneSession() throws Exception {
        Producer other = context()
                .getEndpoint("wsman:get?resource=wmicimv2/Win32_Service")
                .createProducer();
        other.start();

        List<String> ids = HealthCheckHelper.invokeReadiness(context()).stream()
                .map(result -> result.getCheck().getId())
                .filter(id -> id.startsWith("producer:wsman"))
                .toList();
        assertThat(ids).containsExactly("producer:wsman-" + server.endpoint());

        context().getRouteController().stopRoute("a");
        assertThat(readiness()).isNotNull();
        other.stop();
        assertThat(readiness()).isNull();
    }

    @Test
    void sendsOneRequestForChecksWithinSeconds() {
        readiness();
        readiness();

        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSize(1);
    }

    @Test
    void isDownWithoutWaitingForSilentServer() {
        server.on(ServiceOperation.IDENTIFY).delay(Duration.ofSeconds(50)).always();
        long begin = System.nanoTime();

        HealthCheck.Result result = readiness();
        readiness();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage()).contains("no reply to Identify within 2 s");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        assertThat(server.requests(ServiceOperation.IDENTIFY)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void isDownWithReasonIfServerFails() {
        server.on(ServiceOperation.IDENTIFY).fault(FaultKind.ACCESS_DENIED);

        HealthCheck.Result result = resultOfReply();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getDetails()).containsEntry("error.kind", "ACCESS_DENIED");
        assertThat(result.getMessage())
                .hasValueSatisfying(message -> assertThat(message).doesNotContain(server.password()));
    }

    @Test
    void decidesNotAboutLiveness() {
        assertThat(own(HealthCheckHelper.invokeLiveness(context()))).isNull();
    }

    @Test
    void endsWithProducer() throws Exception {
        context().getRouteController().stopRoute("a");

        assertThat(readiness()).isNull();
    }

    @Test
    void isNotCalledIfDisabled() throws Exception {
        component().setHealthCheckProducerEnabled(false);
        context().getRouteController().stopRoute("a");
        context().getRouteController().startRoute("a");
        server.clearRequests();

        readiness();

        assertThat(server.requests(ServiceOperation.IDENTIFY)).isEmpty();
    }
}
