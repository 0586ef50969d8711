package dev.wsman.event;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bookmarks in memory. Thread-safe. */
final class MemoryBookmarks implements BookmarkStore {
    private record Key(String subscription, String source) {}

    private final Map<Key, Bookmark> positions = new ConcurrentHashMap<>();

    @Override
    public Optional<Bookmark> load(String subscription, String source) {
        return Optional.ofNullable(positions.get(new Key(subscription, source)));
    }

    @Override
    public void save(String subscription, String source, Bookmark bookmark) {
        positions.put(new Key(subscription, source), bookmark);
    }
}
