package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.value.Watermark;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The memory of a host whose instances are compared with those of the last scan: keys and fingerprints. It is kept
 * compressed between scans, because a task may have a thousand hosts.
 */
final class LastScan implements HostMemory {
    /** The key in offsets for the keys and fingerprints. */
    static final String STATE = "state";

    private final Terms terms;
    private final byte[] state;
    private final Map<String, Object> offset;

    /**
     * How instances are compared.
     *
     * @param changesOnly whether instances that have not changed are left out
     * @param ignored the properties that do not count, in lower case
     * @param maxBytes the largest size of the state in an offset, in bytes
     */
    record Terms(boolean changesOnly, Set<String> ignored, int maxBytes) {}

    private LastScan(Terms terms, byte[] state, Map<String, Object> offset) {
        this.terms = terms;
        this.state = state;
        this.offset = offset;
    }

    /**
     * Restores the memory.
     *
     * @param offset the stored offset; empty for a host that is new
     * @throws IllegalArgumentException if the state in the offset cannot be read
     */
    static LastScan restore(Terms terms, Map<String, Object> offset) {
        byte[] state = offset.get(STATE) instanceof String text
                ? Base64.getDecoder().decode(text)
                : StateCodec.encode(Map.of());
        StateCodec.decode(state);
        return new LastScan(terms, state, Map.copyOf(offset));
    }

    @Override
    public Map<String, Object> offset() {
        return offset;
    }

    @Override
    public boolean isStored() {
        return offset.isEmpty() || offset.containsKey(STATE);
    }

    @Override
    public Optional<Watermark> watermark() {
        return Optional.empty();
    }

    @Override
    public ScanChanges changes(List<ScannedInstance> scan, Instant time) {
        Map<InstanceKey, Long> before = StateCodec.decode(state);
        // The last one of instances with equal keys counts, as in a topic that is compacted.
        Map<InstanceKey, ScannedInstance> unique = new LinkedHashMap<>();
        scan.forEach(item -> unique.put(item.key(), item));
        Map<InstanceKey, Long> now = new LinkedHashMap<>();
        unique.forEach(
                (key, item) -> now.put(key, Fingerprint.of(item.instance().toMap(), terms.ignored())));
        List<ScannedInstance> emitted = unique.values().stream()
                .filter(item -> !now.get(item.key()).equals(before.get(item.key())))
                .toList();
        List<InstanceKey> gone =
                before.keySet().stream().filter(key -> !now.containsKey(key)).toList();
        return new ScanChanges(terms.changesOnly() ? emitted : scan, gone, after(now, time));
    }

    private LastScan after(Map<InstanceKey, Long> now, Instant time) {
        byte[] next = StateCodec.encode(now);
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put(SCAN, time.toEpochMilli());
        String text = Base64.getEncoder().encodeToString(next);
        if (text.length() <= terms.maxBytes()) {
            stored.put(STATE, text);
        }
        return new LastScan(terms, next, Map.copyOf(stored));
    }
}
