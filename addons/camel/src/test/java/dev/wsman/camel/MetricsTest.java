package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

class MetricsTest extends WsmanTestSupport {
    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Override
    WsmanService server() {
        return server;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getRegistry().bind("meters", meters);
        return created;
    }

    @Test
    void recordsExchangesInRegistryOfContext() {
        send("wsman:identify", null);

        assertThat(meters.get("wsman.exchange")
                        .tag("host", server.endpoint())
                        .tag("operation", "Identify")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void recordsNothingIfDisabled() {
        send("wsman:identify?metrics=false", null);

        assertThat(meters.getMeters()).isEmpty();
    }
}
