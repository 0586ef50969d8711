package dev.wsman.testkit.event;

import dev.wsman.testkit.wql.WqlException;
import dev.wsman.testkit.wql.WqlQuery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The indications that a query selects, from the time when it was opened. */
final class IndicationFeed implements EventFeed {
    /** The polling interval of WMI, which WQL has between the class and WHERE (EVENTING.md 3.1). */
    private static final Pattern WITHIN =
            Pattern.compile("(\\bFROM\\s+\\w+)\\s+WITHIN\\s+[0-9.]+", Pattern.CASE_INSENSITIVE);
    /** WMI drops events that are not pulled; the number is not known (EVENTING.md 3.1). */
    private static final int MAX_PENDING = 10_000;

    private final Indications source;
    private final WqlQuery query;
    private final Deque<SourceEvent> pending = new ArrayDeque<>();
    private boolean closed;

    IndicationFeed(Indications source, String query) {
        this.source = source;
        this.query = WqlQuery.parse(withoutInterval(query)).with(source::isA);
    }

    String className() {
        return query.className();
    }

    static String withoutInterval(String query) {
        return WITHIN.matcher(query.strip()).replaceFirst("$1");
    }

    synchronized void offer(Indication indication) {
        if (closed || !selects(indication)) {
            return;
        }
        if (pending.size() == MAX_PENDING) {
            pending.removeFirst();
        }
        pending.addLast(indication);
        notifyAll();
    }

    private boolean selects(Indication indication) {
        try {
            return source.isA(indication.instance().className(), query.className())
                    && query.matches(indication.instance());
        } catch (WqlException missing) {
            return false;
        }
    }

    @Override
    public synchronized boolean await(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (!closed && pending.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return !closed;
    }

    @Override
    public synchronized Optional<SourceEvent> peek() {
        return Optional.ofNullable(pending.peekFirst());
    }

    @Override
    public synchronized List<SourceEvent> read(int maxEvents, long maxLength) {
        List<SourceEvent> events = new ArrayList<>();
        long length = 0;
        while (!pending.isEmpty() && events.size() < maxEvents) {
            length += pending.getFirst().length();
            if (length > maxLength && !events.isEmpty()) {
                break;
            }
            events.add(pending.removeFirst());
        }
        return events;
    }

    @Override
    public Optional<String> bookmark() {
        return Optional.empty();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        source.closed(this);
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }
}
