package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.value.Watermark;
import dev.wsman.kafka.internal.work.UnusableReplyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of the scans of one host, to find out what is new in the next one. Immutable. */
interface HostMemory {
    /** The key in offsets for the time of the scan, in milliseconds since 1970. */
    String SCAN = "scan";

    /** Returns what is stored with records, from which the memory is restored after a restart. */
    Map<String, Object> offset();

    /** Returns whether the offset has all of the memory. If not, a restart repeats instances. */
    boolean isStored();

    /** Returns the value below which instances need not be read. */
    Optional<Watermark> watermark();

    /**
     * Compares a scan with the memory.
     *
     * @param scan all instances of the scan
     * @param time when the scan began
     * @throws UnusableReplyException if the instances cannot be compared
     */
    ScanChanges changes(List<ScannedInstance> scan, Instant time);

    /**
     * The result of a comparison.
     *
     * @param emitted the instances for the topic
     * @param gone the keys that were there in the last scan and are not any more
     * @param next the memory after the scan
     */
    record ScanChanges(List<ScannedInstance> emitted, List<InstanceKey> gone, HostMemory next) {}
}
