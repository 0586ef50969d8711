package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.MicrometerListener;
import dev.wsman.WsmanListener;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    void recordsExchangeOnceIfListenerRecordsItToo() {
        context().getRegistry().bind("own", new MicrometerListener(meters));

        send("wsman:identify?listener=#own", null);

        assertThat(meters.find("wsman.exchange").timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void doesNotCallListenerThatNoOptionNames() {
        List<String> operations = new CopyOnWriteArrayList<>();
        WsmanListener listener = attempt -> operations.add(attempt.operation());
        context().getRegistry().bind("other", listener);

        context().addComponent("again", new WsmanComponent());
        send(
                "again:identify?authScheme=ntlm&host=" + server.endpoint() + "&username=" + server.user()
                        + "&password=RAW(" + server.password() + ")",
                null);

        assertThat(operations).isEmpty();
    }

    @Test
    void recordsNothingIfDisabled() {
        send("wsman:identify?metrics=false", null);

        assertThat(meters.getMeters()).isEmpty();
    }
}
