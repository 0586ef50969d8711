package dev.wsman.kafka.internal.event;

import dev.wsman.event.Bookmark;
import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.Choice;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A position in the events of a host, as an offset contains it. A bookmark is the position after a whole reply;
 * within a reply, the position is the bookmark before it and a number of events to skip.
 *
 * @param bookmark the bookmark; empty if the host has not sent one
 * @param start where to begin without a bookmark
 * @param skip how many events after the bookmark are not needed again
 * @param lastSkipped what identifies the last of these events; empty if there is none
 */
public record EventPosition(Optional<Bookmark> bookmark, Start start, long skip, Optional<EventIdentity> lastSkipped) {
    private static final String BOOKMARK = "bookmark";
    private static final String START = "start";
    private static final String SKIP = "skip";
    private static final String CHANNEL = "skip.last.channel";
    private static final String RECORD = "skip.last.record";
    private static final Set<String> KEYS = Set.of(BOOKMARK, START, SKIP, CHANNEL, RECORD);

    /** Returns the position without a bookmark. */
    public static EventPosition of(Start start) {
        return new EventPosition(Optional.empty(), start, 0, Optional.empty());
    }

    /** Returns this position without events to skip. */
    public EventPosition withoutSkip() {
        return new EventPosition(bookmark, start, 0, Optional.empty());
    }

    /** Returns the position after another event behind the bookmark. */
    EventPosition after(long events, WindowsEvent last) {
        return new EventPosition(bookmark, start, events, Optional.of(EventIdentity.of(last)));
    }

    /** Returns the position as Connect stores it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new TreeMap<>();
        bookmark.ifPresentOrElse(known -> map.put(BOOKMARK, known.xml()), () -> map.put(START, Choice.text(start)));
        if (skip > 0) {
            map.put(SKIP, skip);
            lastSkipped.ifPresent(last -> {
                map.put(CHANNEL, last.channel());
                map.put(RECORD, last.record());
            });
        }
        return map;
    }

    /**
     * Reads a position.
     *
     * @throws IllegalArgumentException if it is not one of this connector
     */
    public static EventPosition of(Map<String, ?> map) {
        if (!KEYS.containsAll(map.keySet())) {
            throw new IllegalArgumentException("an offset has the keys " + KEYS + ", and not " + map.keySet());
        }
        String bookmark = text(map, BOOKMARK);
        String start = text(map, START);
        if (bookmark == null && start == null) {
            throw new IllegalArgumentException("an offset needs bookmark, or start=oldest or start=now");
        }
        String channel = text(map, CHANNEL);
        String record = text(map, RECORD);
        return new EventPosition(
                Optional.ofNullable(bookmark).map(Bookmark::parse),
                start == null ? Start.OLDEST : new Choice<>(Start.class).of(start),
                number(map, SKIP),
                channel == null || record == null ? Optional.empty() : Optional.of(new EventIdentity(channel, record)));
    }

    private static @Nullable String text(Map<String, ?> map, String key) {
        Object value = map.get(key);
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException(key + " is a text, and not " + value);
        }
        return (String) value;
    }

    private static long number(Map<String, ?> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            return 0;
        }
        if (!(value instanceof Number number) || number.longValue() < 0 || number.doubleValue() != number.longValue()) {
            throw new IllegalArgumentException(key + " is an integer from 0, and not " + value);
        }
        return number.longValue();
    }
}
