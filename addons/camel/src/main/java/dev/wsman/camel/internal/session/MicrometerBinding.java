package dev.wsman.camel.internal.session;

import dev.wsman.MicrometerListener;
import dev.wsman.WsmanListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Finds the Micrometer registry of a context. Loaded only if Micrometer is on the class path. */
final class MicrometerBinding {
    private MicrometerBinding() {}

    static @Nullable WsmanListener create(String host, CamelContext context) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        return registry == null ? null : new MicrometerListener(registry, Tags.of("host", host));
    }
}
