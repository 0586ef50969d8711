package dev.wsman.kafka.internal.instance;

import dev.wsman.EnumerateRequest;
import dev.wsman.Instance;
import dev.wsman.Referenced;
import dev.wsman.Session;
import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.config.InstanceKeys;
import dev.wsman.kafka.internal.config.WqlQuery;
import dev.wsman.kafka.internal.value.Watermark;
import dev.wsman.kafka.internal.work.UnusableReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads all instances of a scan from a host. Thread-safe. */
final class InstanceReader {
    private final InstanceConfig config;

    InstanceReader(InstanceConfig config) {
        this.config = config;
    }

    /**
     * Enumerates the class, or runs the query.
     *
     * @param above the value of the watermark below which instances are not needed
     * @param arrived called for each instance that has arrived
     * @return all instances
     * @throws dev.wsman.WsmanException if the host cannot be read completely
     * @throws UnusableReplyException if there are too many instances, or one does not have a key
     */
    List<ScannedInstance> read(Session session, Optional<Watermark> above, Runnable arrived) {
        EnumerateRequest<Instance> request = request(session, above);
        return config.key().isEmpty()
                ? collect(request.withReferences().stream(), InstanceReader::byReference, arrived)
                : collect(request.stream(), this::byProperties, arrived);
    }

    private EnumerateRequest<Instance> request(Session session, Optional<Watermark> above) {
        EnumerateRequest<Instance> request = config.query()
                .map(query ->
                        session.query(config.resource(), condition(query, above).text()))
                .orElseGet(() -> session.enumerate(config.resource()));
        return config.batchItems() > 0 ? request.batchItems(config.batchItems()) : request;
    }

    /** Has the host leave out what is below the watermark. Instances with an equal value may be new. */
    private WqlQuery condition(WqlQuery query, Optional<Watermark> above) {
        return above.map(mark -> query.and(config.watermark().orElseThrow() + " >= " + mark.literal()))
                .orElse(query);
    }

    private <T> List<ScannedInstance> collect(
            Stream<T> items, Function<T, ScannedInstance> converted, Runnable arrived) {
        List<ScannedInstance> scan = new ArrayList<>();
        try (items) {
            items.forEach(item -> {
                if (scan.size() == config.scanItems()) {
                    throw new UnusableReplyException("more than " + config.scanItems() + " instances; raise "
                            + InstanceKeys.SCAN_ITEMS + ", or read fewer with " + InstanceKeys.QUERY
                            + " or " + InstanceKeys.WATERMARK_START);
                }
                scan.add(converted.apply(item));
                arrived.run();
            });
        }
        return scan;
    }

    private static ScannedInstance byReference(Referenced<Instance> item) {
        return new ScannedInstance(InstanceKey.of(item.reference()), item.value());
    }

    private ScannedInstance byProperties(Instance instance) {
        return new ScannedInstance(InstanceKey.of(instance, className(instance), config.key()), instance);
    }

    /** Returns the class. An instance of a query that names properties does not say it, but the query does. */
    private String className(Instance instance) {
        return config.query()
                .filter(query -> query.properties().isPresent())
                .flatMap(WqlQuery::className)
                .orElseGet(() -> instance.name().getLocalPart());
    }
}
