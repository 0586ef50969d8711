package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.config.InstanceConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the scans before the start of a task have read, as the offsets of the connector have it.
 *
 * @param config the configuration of the task
 * @param offsets the offsets
 */
record StoredMemories(InstanceConfig config, OffsetStorageReader offsets) {
    private static final Logger LOG = LoggerFactory.getLogger(StoredMemories.class);

    /** Returns the memories of hosts, for the present source, or else the previous one, or else empty ones. */
    Map<InstancePartition, HostMemory> of(List<String> endpoints) {
        String source = InstancePartition.source(config);
        Map<String, Map<String, Object>> stored = read(endpoints, source);
        List<String> others = endpoints.stream()
                .filter(endpoint -> !stored.containsKey(endpoint))
                .toList();
        Map<String, Map<String, Object>> previous = InstancePartition.previousSource(config)
                .map(before -> read(others, before))
                .orElse(Map.of());
        if (!previous.isEmpty()) {
            LOG.info("{} hosts continue after their last scans of the previous source", previous.size());
        }
        Map<InstancePartition, HostMemory> memories = new LinkedHashMap<>();
        for (String endpoint : endpoints) {
            Map<String, Object> before = previous.getOrDefault(endpoint, Map.of());
            memories.put(
                    new InstancePartition(endpoint, source), memory(endpoint, stored.getOrDefault(endpoint, before)));
        }
        return memories;
    }

    private Map<String, Map<String, Object>> read(List<String> endpoints, String source) {
        List<Map<String, String>> partitions = endpoints.stream()
                .map(endpoint -> new InstancePartition(endpoint, source).toMap())
                .toList();
        Map<Map<String, String>, Map<String, Object>> found = offsets.offsets(partitions);
        Map<String, Map<String, Object>> read = new LinkedHashMap<>();
        for (int i = 0; i < partitions.size(); i++) {
            @Nullable Map<String, Object> offset = found.get(partitions.get(i));
            if (offset != null) {
                read.put(endpoints.get(i), offset);
            }
        }
        return read;
    }

    /** Restores the memory of a host. If the offset is damaged, the host begins anew: that repeats and never loses. */
    private HostMemory memory(String endpoint, Map<String, Object> offset) {
        try {
            return memory(offset);
        } catch (IllegalArgumentException e) {
            LOG.warn("The offset of {} cannot be read, so that it begins anew: {}", endpoint, e.getMessage());
            return memory(Map.of());
        }
    }

    private HostMemory memory(Map<String, Object> offset) {
        Optional<String> watermark = config.watermark();
        if (watermark.isPresent()) {
            return HighestMark.restore(
                    new HighestMark.Terms(watermark.get(), config.stateBytes()), config.watermarkStart(), offset);
        }
        if (config.changesOnly() || config.tombstones()) {
            return LastScan.restore(
                    new LastScan.Terms(config.changesOnly(), config.ignored(), config.stateBytes()), offset);
        }
        return new NoMemory(Map.copyOf(offset));
    }
}
