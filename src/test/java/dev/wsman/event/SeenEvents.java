package dev.wsman.event;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Counts how often each event was seen. The key of an event of the log is its computer, channel and record number: a
 * program that stores events under this key has each of them exactly once. Thread-safe.
 */
final class SeenEvents {
    /**
     * The key of an event.
     *
     * @param generation how often the log was cleared before; a cleared log starts with record 1 again
     */
    private record Key(String computer, String channel, long record, int generation) {}

    private final Map<Key, AtomicLong> counts = new ConcurrentHashMap<>();
    private volatile int generation;

    /** Counts events. */
    void add(List<WindowsEvent> events) {
        for (WindowsEvent event : events) {
            Key key = new Key(
                    event.computer().orElseThrow(),
                    event.channel().orElseThrow(),
                    event.recordId().orElseThrow(),
                    generation);
            counts.computeIfAbsent(key, ignored -> new AtomicLong()).incrementAndGet();
        }
    }

    /** Counts the following events as those of a log that was cleared. */
    void logCleared() {
        generation++;
    }

    /** Returns the number of different events. */
    int size() {
        return counts.size();
    }

    /** Returns how many events arrived again. */
    long repeated() {
        return counts.values().stream().mapToLong(count -> count.get() - 1).sum();
    }

    /** Returns the records of a channel between two numbers, both included, that were not seen. */
    List<Long> missing(String channel, long first, long last) {
        List<Long> seen = counts.keySet().stream()
                .filter(key -> key.channel().equals(channel) && key.generation() == generation)
                .map(Key::record)
                .toList();
        Set<Long> known = new HashSet<>(seen);
        return LongStream.rangeClosed(first, last)
                .filter(record -> !known.contains(record))
                .boxed()
                .toList();
    }
}
