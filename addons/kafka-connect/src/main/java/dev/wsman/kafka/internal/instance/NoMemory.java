package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.value.Watermark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of a host whose instances are all emitted after each scan.
 *
 * @param offset the time of the last scan, for users who look at the offsets
 */
record NoMemory(Map<String, Object> offset) implements HostMemory {
    @Override
    public boolean isStored() {
        return true;
    }

    @Override
    public Optional<Watermark> watermark() {
        return Optional.empty();
    }

    @Override
    public ScanChanges changes(List<ScannedInstance> scan, Instant time) {
        return new ScanChanges(scan, List.of(), new NoMemory(Map.of(SCAN, time.toEpochMilli())));
    }
}
