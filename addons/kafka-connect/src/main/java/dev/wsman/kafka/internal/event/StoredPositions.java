package dev.wsman.kafka.internal.event;

import dev.wsman.kafka.internal.config.EventLogConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the hosts of a task continue.
 *
 * @param config the configuration of the task
 * @param offsets the offsets of the connector
 * @param unreadable receives each host whose offset cannot be read, and the reason
 */
record StoredPositions(EventLogConfig config, OffsetStorageReader offsets, BiConsumer<String, String> unreadable) {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPositions.class);

    /** Returns the positions of hosts, for the present query, or else the previous one, or else the beginning. */
    Map<EventPartition, EventPosition> of(List<String> endpoints) {
        String query = config.queryHash();
        Map<String, EventPosition> stored = read(endpoints, query);
        List<String> others = endpoints.stream()
                .filter(endpoint -> !stored.containsKey(endpoint))
                .toList();
        Map<String, EventPosition> previous =
                config.previousQueryHash().map(before -> read(others, before)).orElse(Map.of());
        if (!previous.isEmpty()) {
            LOG.info("{} hosts continue at their positions of the previous query", previous.size());
        }
        Map<EventPartition, EventPosition> positions = new LinkedHashMap<>();
        for (String endpoint : endpoints) {
            @Nullable EventPosition own = stored.get(endpoint);
            @Nullable EventPosition before = previous.get(endpoint);
            EventPosition begin = before == null ? EventPosition.of(config.start()) : before.withoutSkip();
            positions.put(new EventPartition(endpoint, query), own == null ? begin : own);
        }
        return positions;
    }

    private Map<String, EventPosition> read(List<String> endpoints, String query) {
        List<Map<String, String>> partitions = endpoints.stream()
                .map(endpoint -> new EventPartition(endpoint, query).toMap())
                .toList();
        Map<Map<String, String>, Map<String, Object>> found = offsets.offsets(partitions);
        Map<String, EventPosition> positions = new LinkedHashMap<>();
        for (int i = 0; i < partitions.size(); i++) {
            @Nullable Map<String, Object> offset = found.get(partitions.get(i));
            if (offset != null) {
                positions.put(endpoints.get(i), position(endpoints.get(i), offset));
            }
        }
        return positions;
    }

    private EventPosition position(String endpoint, Map<String, Object> offset) {
        try {
            return EventPosition.of(offset);
        } catch (IllegalArgumentException e) {
            unreadable.accept(endpoint, String.valueOf(e.getMessage()));
            return EventPosition.of(config.start());
        }
    }
}
