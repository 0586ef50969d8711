package dev.wsman;

import dev.wsman.internal.protocol.Operation;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/**
 * Records the attempts of a session in a Micrometer registry: the timers {@code wsman.exchange} and
 * {@code wsman.connection.wait}, and the summaries {@code wsman.items}, {@code wsman.sent} and {@code wsman.received}
 * (bytes). Their tags are {@code operation} (without
 * a method's name), {@code outcome} ({@code success}, or the {@link WsmanError.Kind} in small letters) and the given
 * ones. Micrometer is an optional dependency: add {@code io.micrometer:micrometer-core} to use this. Thread-safe.
 */
public final class MicrometerListener implements WsmanListener {
    private final MeterRegistry registry;
    private final Tags tags;

    /** Creates a listener that records in a registry, without additional tags. */
    public MicrometerListener(MeterRegistry registry) {
        this(registry, Tags.empty());
    }

    /**
     * Creates a listener that records in a registry.
     *
     * @param tags added to every meter, for instance the host
     */
    public MicrometerListener(MeterRegistry registry, Iterable<Tag> tags) {
        this.registry = Arguments.present(registry, "registry");
        this.tags = Tags.of(Arguments.present(tags, "tags"));
    }

    @Override
    public void completed(CompletedAttempt attempt) {
        String operation = attempt.operation().split(" ", 2)[0];
        String outcome = attempt.error()
                .map(error -> error.kind().name().toLowerCase(Locale.ROOT))
                .orElse("success");
        Tags all = tags.and("operation", operation, "outcome", outcome);
        Timer.builder("wsman.exchange").tags(all).register(registry).record(attempt.duration());
        Timer.builder("wsman.connection.wait").tags(all).register(registry).record(attempt.connectionWait());
        summary("wsman.sent", all, attempt.bytesSent());
        summary("wsman.received", all, attempt.bytesReceived());
        if (operation.equals(Operation.ENUMERATE.title()) || operation.equals(Operation.PULL.title())) {
            DistributionSummary.builder("wsman.items")
                    .tags(all)
                    .register(registry)
                    .record(attempt.items());
        }
    }

    private void summary(String name, Tags all, long bytes) {
        DistributionSummary.builder(name)
                .baseUnit("bytes")
                .tags(all)
                .register(registry)
                .record(bytes);
    }
}
