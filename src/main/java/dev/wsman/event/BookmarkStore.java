package dev.wsman.event;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the positions of the sources of a {@link SourceInitiatedSubscription}. A position is saved after the handler
 * has returned and before the delivery is acknowledged: after a crash between the two, events are repeated and never
 * lost. An implementation must be thread-safe.
 */
public interface BookmarkStore {
    /**
     * Returns the position that was saved last.
     *
     * @param subscription the name of the subscription
     * @param source the {@linkplain SourceIdentity#name name} of the source
     */
    Optional<Bookmark> load(String subscription, String source);

    /**
     * Saves a position. When the method returns, the position must be as durable as the program needs. If it throws,
     * the delivery is not acknowledged, and the source repeats it.
     */
    void save(String subscription, String source, Bookmark bookmark);

    /**
     * Returns a new store in memory. When the program ends, all sources begin anew. The store keeps at least 100,000
     * positions of usual size; beyond that, it removes the ones that were used least recently.
     */
    static BookmarkStore inMemory() {
        return new MemoryBookmarks();
    }

    /**
     * Returns a store with one small file for each source of each subscription. A file is written under another name,
     * forced to the disk and then renamed, so that it always has a complete position. A subscription has at most
     * 100,000 files; beyond that, positions of further sources cannot be saved, and their deliveries are refused.
     *
     * @param directory the directory, which is created if necessary; only one sink may use it at a time
     * @throws IllegalArgumentException if the directory is null
     * @throws UncheckedIOException if the directory cannot be created
     */
    static BookmarkStore directory(Path directory) {
        return DirectoryBookmarks.in(EventArguments.present(directory, "directory"));
    }
}
