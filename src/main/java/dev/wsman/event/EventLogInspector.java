package dev.wsman.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Inspects the events of Windows' event log. Their record numbers increase in each channel, and are without holes if
 * the query selects all events of the channel. Therefore a number below the bookmark proves that the log was cleared,
 * and a jump after the bookmark that events are lost; with a filter, a jump proves nothing and is not reported.
 */
final class EventLogInspector implements EventInspector<WindowsEvent> {
    private final EventQuery query;
    /** The records of the bookmark, for channels of which no event has come since. */
    private final Map<String, Long> awaited = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** The record of the last event of the batch before. */
    private @Nullable String lastChannel;

    private long lastRecord;

    EventLogInspector(EventQuery query) {
        this.query = query;
    }

    @Override
    public List<String> withoutPosition(Bookmark after) {
        Map<String, Long> positions = byChannel(after);
        return query.channels().stream()
                .filter(channel -> !positions.containsKey(channel))
                .toList();
    }

    @Override
    public void resumed(@Nullable Bookmark after) {
        awaited.clear();
        lastChannel = null;
        if (after != null) {
            awaited.putAll(after.positions());
        }
    }

    private static Map<String, Long> byChannel(Bookmark bookmark) {
        Map<String, Long> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        positions.putAll(bookmark.positions());
        return positions;
    }

    @Override
    public List<EventGap> gaps(List<WindowsEvent> events) {
        List<EventGap> gaps = new ArrayList<>(0);
        for (int i = 0; i < events.size() && !awaited.isEmpty(); i++) {
            String channel = events.get(i).channel().orElse("");
            Long position = awaited.remove(channel);
            OptionalLong record = events.get(i).recordId();
            if (position != null && record.isPresent()) {
                gap(channel, position, record.getAsLong()).ifPresent(gaps::add);
            }
        }
        if (!events.isEmpty()) {
            cleared(events.get(0)).ifPresent(gaps::add);
            keep(events.get(events.size() - 1));
        }
        return gaps;
    }

    private Optional<EventGap> gap(String channel, long position, long record) {
        if (Long.compareUnsigned(record, position) <= 0) {
            return Optional.of(gap("the log " + channel + " was cleared", channel, position, record));
        }
        return record != position + 1 && query.selectsAllOf(channel)
                ? Optional.of(gap(
                        "the log " + channel + " no longer has the records after " + Long.toUnsignedString(position),
                        channel,
                        position,
                        record))
                : Optional.empty();
    }

    /** Returns the gap of a log that was cleared since the batch before. */
    private Optional<EventGap> cleared(WindowsEvent first) {
        String channel = first.channel().orElse("");
        OptionalLong record = first.recordId();
        return channel.equalsIgnoreCase(lastChannel)
                        && record.isPresent()
                        && Long.compareUnsigned(record.getAsLong(), lastRecord) <= 0
                ? Optional.of(gap("the log " + channel + " was cleared", channel, lastRecord, record.getAsLong()))
                : Optional.empty();
    }

    private void keep(WindowsEvent last) {
        lastChannel = last.recordId().isPresent() ? last.channel().orElse(null) : null;
        lastRecord = last.recordId().orElse(0);
    }

    private static EventGap gap(String reason, String channel, long after, long next) {
        return new EventGap(reason, Optional.of(channel), OptionalLong.of(after), OptionalLong.of(next));
    }

    @Override
    public List<WindowsEvent> visible(List<WindowsEvent> events) {
        return events.isEmpty() || !events.get(0).isSubscriptionStart()
                ? events
                : events.stream().filter(event -> !event.isSubscriptionStart()).toList();
    }
}
