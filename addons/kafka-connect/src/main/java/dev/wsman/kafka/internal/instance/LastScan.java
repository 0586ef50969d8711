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
 * The memory of a host whose instances are compared with those of the last scan: keys and fingerprints. They are kept
 * once, compressed: as the text in the offset, or apart if they are too large for it.
 */
final class LastScan implements HostMemory {
    /** The key in offsets for the keys and fingerprints. */
    static final String STATE = "state";

    private final Terms terms;
    private final Map<String, Object> offset;
    /** The state if the offset does not have it. */
    private final byte[] unstored;
    /** Whether the last scan had no instances, and those of the one before it are still remembered. */
    private final boolean empty;

    /**
     * How instances are compared.
     *
     * @param changesOnly whether instances that have not changed are left out
     * @param ignored the properties that do not count, in lower case
     * @param maxBytes the largest size of the state in an offset, in bytes
     */
    record Terms(boolean changesOnly, Set<String> ignored, int maxBytes) {}

    private LastScan(Terms terms, Map<String, Object> offset, byte[] unstored, boolean empty) {
        this.terms = terms;
        this.offset = offset;
        this.unstored = unstored;
        this.empty = empty;
    }

    /**
     * Restores the memory.
     *
     * @param offset the stored offset; empty for a host that is new
     * @throws IllegalArgumentException if the state in the offset cannot be read
     */
    static LastScan restore(Terms terms, Map<String, Object> offset) {
        LastScan memory = new LastScan(terms, Map.copyOf(offset), StateCodec.encode(Map.of()), false);
        memory.state();
        return memory;
    }

    private Map<InstanceKey, Long> state() {
        return StateCodec.decode(
                offset.get(STATE) instanceof String text ? Base64.getDecoder().decode(text) : unstored);
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
        Map<InstanceKey, Long> before = state();
        if (scan.isEmpty() && !before.isEmpty() && !empty) {
            // A provider that has failed, or a user who has lost rights, looks the same: the next scan has to agree.
            return new ScanChanges(List.of(), List.of(), new LastScan(terms, offset, unstored, true));
        }
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
        boolean fits = text.length() <= terms.maxBytes();
        if (fits) {
            stored.put(STATE, text);
        }
        return new LastScan(terms, Map.copyOf(stored), fits ? new byte[0] : next, false);
    }
}
