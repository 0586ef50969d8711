package dev.wsman.event;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bookmarks in memory. Without authentication, senders choose the names of sources and the bookmarks, so that the
 * memory is bounded: the positions that were used least recently are removed first. Thread-safe.
 */
final class MemoryBookmarks implements BookmarkStore {
    /** The most characters of all positions; one of Windows with few channels has about 150. */
    private static final long MOST_CHARACTERS = 32L << 20;
    /** The memory of an entry besides its texts, in characters. */
    private static final int ENTRY = 100;

    private final long limit;
    private final Map<Key, Bookmark> positions = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    private record Key(String subscription, String source) {}

    MemoryBookmarks() {
        this(MOST_CHARACTERS);
    }

    /** Creates a store that keeps about this many characters. */
    MemoryBookmarks(long limit) {
        this.limit = limit;
    }

    @Override
    public synchronized Optional<Bookmark> load(String subscription, String source) {
        return Optional.ofNullable(positions.get(new Key(subscription, source)));
    }

    @Override
    public synchronized void save(String subscription, String source, Bookmark bookmark) {
        Key key = new Key(subscription, source);
        Bookmark before = positions.put(key, bookmark);
        characters += size(key, bookmark) - (before == null ? 0 : size(key, before));
        Iterator<Map.Entry<Key, Bookmark>> oldest = positions.entrySet().iterator();
        while (characters > limit && oldest.hasNext()) {
            Map.Entry<Key, Bookmark> entry = oldest.next();
            characters -= size(entry.getKey(), entry.getValue());
            oldest.remove();
        }
    }

    private static long size(Key key, Bookmark bookmark) {
        return ENTRY + key.source().length() + bookmark.xml().length();
    }
}
