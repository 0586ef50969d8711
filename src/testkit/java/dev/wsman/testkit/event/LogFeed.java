package dev.wsman.testkit.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The events of a query of event logs, in the order in which they were written. */
public final class LogFeed implements EventFeed {
    private final EventLogs logs;
    private final ChannelQuery query;
    private final List<String> channels;
    private final Map<String, LogPosition> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String current = "";
    private boolean closed;

    /** A position in one log. */
    private static final class LogPosition {
        private int generation;
        /** The last record that was examined. */
        private long examined;
        /** The last record that was delivered, or that existed at the start; 0 for none. */
        private long delivered;

        LogPosition(EventLog log, long after) {
            generation = log.generation();
            examined = after;
            delivered = after;
        }
    }

    private LogFeed(EventLogs logs, ChannelQuery query) {
        this.logs = logs;
        this.query = query;
        this.channels = query.channels();
    }

    /**
     * How a feed starts.
     *
     * @param bookmark the positions to start after; empty for the current end of the logs
     * @param readExisting whether to start at the oldest records if there is no bookmark
     * @param tolerant whether to skip logs that do not exist or may not be read
     * @param stale what to do if the record of the bookmark is lost
     */
    public record Start(
            Optional<EventBookmark> bookmark, boolean readExisting, boolean tolerant, StalePosition stale) {}

    /**
     * Opens a feed.
     *
     * @throws EventSourceException if a log cannot be read or the bookmark cannot be used
     */
    public static LogFeed open(EventLogs logs, ChannelQuery query, Start start) {
        LogFeed feed = new LogFeed(logs, query);
        synchronized (logs) {
            boolean any = false;
            for (String channel : feed.channels) {
                any |= feed.start(channel, start);
            }
            if (!any) {
                throw EventSourceFault.CHANNEL_NOT_FOUND.exception();
            }
        }
        return feed;
    }

    private boolean start(String channel, Start start) {
        Optional<EventLog> log = logs.find(channel);
        if (log.isEmpty() && !start.tolerant()) {
            throw EventSourceFault.CHANNEL_NOT_FOUND.exception(channel);
        }
        if (log.isPresent() && !log.get().isReadable() && !start.tolerant()) {
            throw EventSourceFault.ACCESS_DENIED.exception(channel);
        }
        if (log.isEmpty() || !log.get().isReadable()) {
            return false;
        }
        positions.put(log.get().name(), new LogPosition(log.get(), after(log.get(), start)));
        return true;
    }

    /** A channel that the bookmark does not have is replayed from its start (EVENTING.md 1.3). */
    private static long after(EventLog log, Start start) {
        if (start.bookmark().isEmpty()) {
            return start.readExisting() ? 0 : log.lastRecordId();
        }
        if (start.bookmark().get().backward()) {
            return log.lastRecordId();
        }
        long after = start.bookmark().get().positions().getOrDefault(log.name(), 0L);
        boolean lost = after > log.lastRecordId() || after > 0 && after + 1 < log.oldestRecordId();
        if (!lost) {
            return after;
        }
        return switch (start.stale()) {
            case QUERY_RESULT_STALE -> throw EventSourceFault.QUERY_RESULT_STALE.exception();
            case INVALID_POSITION -> throw EventSourceFault.INVALID_POSITION.exception();
            case INVALID_BOOKMARK -> throw EventSourceFault.INVALID_BOOKMARK.exception("Its record is gone.");
            case OLDEST -> 0;
        };
    }

    @Override
    public boolean await(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        synchronized (logs) {
            while (!closed && next() == null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                logs.wait(left / 1_000_000 + 1);
            }
            return !closed;
        }
    }

    @Override
    public Optional<SourceEvent> peek() {
        synchronized (logs) {
            return Optional.ofNullable(next());
        }
    }

    @Override
    public List<SourceEvent> read(int maxEvents, long maxLength) {
        List<SourceEvent> events = new ArrayList<>();
        long length = 0;
        synchronized (logs) {
            for (LoggedEvent event = next(); event != null && events.size() < maxEvents; event = next()) {
                length += event.length();
                if (length > maxLength && !events.isEmpty()) {
                    break;
                }
                LogPosition position = positions.get(event.channel());
                position.examined = event.recordId();
                position.delivered = event.recordId();
                current = event.channel();
                events.add(event);
            }
        }
        return events;
    }

    /** Returns the next event that matches, without consuming it. Moves past those that do not match. */
    private LoggedEvent next() {
        while (true) {
            LoggedEvent first = null;
            for (String channel : channels) {
                LoggedEvent candidate = candidate(channel);
                if (candidate != null && (first == null || candidate.sequence() < first.sequence())) {
                    first = candidate;
                }
            }
            if (first == null || query.matches(first)) {
                return first;
            }
            positions.get(first.channel()).examined = first.recordId();
        }
    }

    private LoggedEvent candidate(String channel) {
        EventLog log = logs.find(channel).filter(EventLog::isReadable).orElse(null);
        if (log == null) {
            return null;
        }
        // a log that appears or becomes readable later is replayed from its start (EVENTING.md 1.3)
        LogPosition position = positions.computeIfAbsent(log.name(), name -> new LogPosition(log, 0));
        if (position.generation != log.generation()) {
            // cleared: what was not yet read is lost without notice (EVENTING.md 2.3)
            position.generation = log.generation();
            position.examined = 0;
            position.delivered = 0;
        }
        return log.after(position.examined);
    }

    /** The bookmark has each log that has a position. A log without records has none (EVENTING.md 1.3). */
    @Override
    public Optional<String> bookmark() {
        synchronized (logs) {
            Map<String, Long> delivered = new TreeMap<>();
            positions.forEach((channel, position) -> {
                if (position.delivered > 0) {
                    delivered.put(channel, position.delivered);
                }
            });
            return Optional.of(EventBookmark.xml(delivered, current));
        }
    }

    @Override
    public void close() {
        synchronized (logs) {
            closed = true;
            logs.notifyAll();
        }
    }

    @Override
    public boolean isClosed() {
        synchronized (logs) {
            return closed;
        }
    }
}
