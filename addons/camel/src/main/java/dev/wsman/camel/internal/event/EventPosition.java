package dev.wsman.camel.internal.event;

import dev.wsman.event.Bookmark;
import java.util.Optional;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/** The position of a subscription, which is kept in a repository of Camel. Used by one thread at a time. */
final class EventPosition {
    private final StateRepository<String, String> repository;
    private final String key;
    /** The position that is not saved yet. */
    private @Nullable String unsaved;

    private @Nullable String saved;

    EventPosition(StateRepository<String, String> repository, String key) {
        this.repository = repository;
        this.key = key;
    }

    /**
     * Returns the position that was saved last.
     *
     * @throws IllegalArgumentException if the repository has something else under the key
     */
    Optional<Bookmark> load() {
        saved = repository.getState(key);
        try {
            return Optional.ofNullable(saved).map(Bookmark::parse);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "bookmarkRepository: the value of the key " + key + " is not a bookmark: " + e.getMessage()
                            + "; remove it, or set another bookmarkKey",
                    e);
        }
    }

    String key() {
        return key;
    }

    /** Moves the position behind a batch whose exchanges are completed. */
    void advance(Bookmark bookmark) {
        // File repositories have one line for each state. The reference means the same between and inside elements.
        String text = bookmark.xml().replace("\r", "&#13;").replace("\n", "&#10;");
        unsaved = text.equals(saved) ? null : text;
    }

    /** Saves the position if it has moved; if the repository fails, the next call tries again. */
    void save() {
        String text = unsaved;
        if (text != null) {
            repository.setState(key, text);
            saved = text;
            unsaved = null;
        }
    }
}
