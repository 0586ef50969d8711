package dev.wsman.camel.internal.session;

import dev.wsman.WsmanListener;
import dev.wsman.camel.WsmanConfiguration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Combines the listener of the options with one for metrics. */
final class SessionListeners {
    private static final String METER_REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

    private SessionListeners() {}

    static @Nullable WsmanListener create(WsmanConfiguration from, CamelContext context) {
        WsmanListener given = from.getListener();
        WsmanListener metrics = from.isMetrics() ? metrics(from, context) : null;
        if (given != null && metrics != null && metrics.getClass().isInstance(given)) {
            return given; // it records the same exchanges
        }
        if (given == null || metrics == null) {
            return given == null ? metrics : given;
        }
        return attempt -> {
            metrics.completed(attempt);
            given.completed(attempt);
        };
    }

    /** Returns null without Micrometer on the class path, or if the context has not exactly one registry. */
    private static @Nullable WsmanListener metrics(WsmanConfiguration from, CamelContext context) {
        if (context.getClassResolver().resolveClass(METER_REGISTRY) == null) {
            return null;
        }
        return MicrometerBinding.create(String.valueOf(from.getHost()), context);
    }
}
