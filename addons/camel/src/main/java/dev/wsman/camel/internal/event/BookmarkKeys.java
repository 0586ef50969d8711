package dev.wsman.camel.internal.event;

import dev.wsman.camel.internal.value.Digests;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.camel.spi.StateRepository;

/**
 * The keys of positions. Two consumers that saved to the same key would replace each other's position and lose events,
 * therefore a key is claimed. Thread-safe.
 */
final class BookmarkKeys {
    /** The keys in use, by repository. */
    private static final Map<StateRepository<String, String>, Set<String>> CLAIMED =
            Collections.synchronizedMap(new WeakHashMap<>());

    private BookmarkKeys() {}

    /** Returns the key of a query to a host: its endpoint and the SHA-256 of the query. */
    static String of(String endpoint, String query) {
        return (endpoint + "#" + Digests.sha256(query))
                .replace("=", "%3D"); // file repositories reject the sign in a key
    }

    /**
     * Claims a key for one consumer.
     *
     * @throws IllegalStateException if another consumer has claimed it
     */
    static void claim(StateRepository<String, String> repository, String key) {
        synchronized (CLAIMED) {
            if (!CLAIMED.computeIfAbsent(repository, any -> new HashSet<>()).add(key)) {
                throw new IllegalStateException("bookmarkKey: another consumer keeps its position under " + key
                        + "; set bookmarkKey to a name of its own, so that neither skips events");
            }
        }
    }

    static void release(StateRepository<String, String> repository, String key) {
        synchronized (CLAIMED) {
            Set<String> keys = CLAIMED.get(repository);
            if (keys != null && keys.remove(key) && keys.isEmpty()) {
                CLAIMED.remove(repository);
            }
        }
    }
}
