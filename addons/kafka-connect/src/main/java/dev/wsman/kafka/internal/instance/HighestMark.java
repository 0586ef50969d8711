package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.config.InstanceKeys;
import dev.wsman.kafka.internal.value.Watermark;
import dev.wsman.kafka.internal.work.UnusableReplyException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a host whose instances have a property that grows: its highest value, and the fingerprints of the
 * instances that had this value. An instance with the same value that comes later is therefore not lost.
 */
final class HighestMark implements HostMemory {
    /** The key in offsets for the highest value. */
    static final String WATERMARK = "watermark";

    /** The key in offsets for the fingerprints of the instances with the highest value. */
    static final String SEEN = "seen";

    private final Terms terms;
    private final @Nullable Watermark mark;
    private final Set<Long> seen;
    private final Map<String, Object> offset;

    /**
     * How instances are compared.
     *
     * @param property the property that grows
     * @param maxBytes the largest size of the fingerprints in an offset, in bytes
     */
    record Terms(String property, int maxBytes) {}

    private record Marked(Watermark mark, long fingerprint, ScannedInstance instance) {}

    private HighestMark(Terms terms, @Nullable Watermark mark, Set<Long> seen, Map<String, Object> offset) {
        this.terms = terms;
        this.mark = mark;
        this.seen = seen;
        this.offset = offset;
    }

    /**
     * Restores the memory.
     *
     * @param start the value to begin with, if the offset does not have one
     * @param offset the stored offset; empty for a host that is new
     * @throws IllegalArgumentException if the offset cannot be read
     */
    static HighestMark restore(Terms terms, Optional<Watermark> start, Map<String, Object> offset) {
        if (!(offset.get(WATERMARK) instanceof String text)) {
            return new HighestMark(terms, start.orElse(null), Set.of(), Map.copyOf(offset));
        }
        Set<Long> seen = offset.get(SEEN) instanceof String fingerprints ? decode(fingerprints) : Set.of();
        return new HighestMark(terms, Watermark.parse(text), seen, Map.copyOf(offset));
    }

    @Override
    public Map<String, Object> offset() {
        return offset;
    }

    @Override
    public boolean isStored() {
        return seen.isEmpty() || offset.containsKey(SEEN);
    }

    @Override
    public Optional<Watermark> watermark() {
        return Optional.ofNullable(mark);
    }

    @Override
    public ScanChanges changes(List<ScannedInstance> scan, Instant time) {
        List<Marked> fresh = fresh(scan);
        if (fresh.isEmpty()) {
            return new ScanChanges(List.of(), List.of(), this);
        }
        Watermark highest = fresh.get(fresh.size() - 1).mark();
        Set<Long> atHighest = new HashSet<>(highest.equals(mark) ? seen : Set.of());
        fresh.stream().filter(item -> item.mark().equals(highest)).forEach(item -> atHighest.add(item.fingerprint()));
        return new ScanChanges(
                fresh.stream().map(Marked::instance).toList(), List.of(), after(highest, atHighest, time));
    }

    private List<Marked> fresh(List<ScannedInstance> scan) {
        try {
            return marked(scan).stream()
                    .filter(this::isNew)
                    .sorted(Comparator.comparing(Marked::mark))
                    .toList();
        } catch (IllegalArgumentException e) { // a number and a time
            throw new UnusableReplyException(String.valueOf(e.getMessage()));
        }
    }

    private boolean isNew(Marked item) {
        int order = mark == null ? 1 : item.mark().compareTo(mark);
        return order > 0 || order == 0 && !seen.contains(item.fingerprint());
    }

    /** Returns the instances that have a value. If none has the property, it is misspelled. */
    private List<Marked> marked(List<ScannedInstance> scan) {
        String property = terms.property();
        if (!scan.isEmpty() && scan.stream().noneMatch(item -> item.instance().has(property))) {
            throw new UnusableReplyException("no instance has the property " + property + "; " + InstanceKeys.WATERMARK
                    + " must name a property of the class");
        }
        List<Marked> marked = new ArrayList<>();
        for (ScannedInstance item : scan) {
            Watermark.of(item.instance(), property)
                    .ifPresent(value -> marked.add(new Marked(value, fingerprint(item), item)));
        }
        return marked;
    }

    /** Two instances may have equal keys, if the configuration names properties that are not unique. */
    private static long fingerprint(ScannedInstance item) {
        return Fingerprint.of(
                Map.of("key", item.key().values(), "properties", item.instance().toMap()), Set.of());
    }

    private HighestMark after(Watermark highest, Set<Long> atHighest, Instant time) {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put(SCAN, time.toEpochMilli());
        stored.put(WATERMARK, highest.text());
        String fingerprints = encode(atHighest);
        if (fingerprints.length() <= terms.maxBytes()) {
            stored.put(SEEN, fingerprints);
        }
        return new HighestMark(terms, highest, Set.copyOf(atHighest), Map.copyOf(stored));
    }

    private static String encode(Set<Long> fingerprints) {
        ByteBuffer bytes = ByteBuffer.allocate(fingerprints.size() * Long.BYTES);
        fingerprints.stream().sorted().forEach(bytes::putLong);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /**
     * Reads fingerprints of an offset.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static Set<Long> decode(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        if (bytes.remaining() % Long.BYTES != 0) {
            throw new IllegalArgumentException("the fingerprints at the watermark are damaged");
        }
        Set<Long> fingerprints = new HashSet<>();
        while (bytes.hasRemaining()) {
            fingerprints.add(bytes.getLong());
        }
        return fingerprints;
    }
}
