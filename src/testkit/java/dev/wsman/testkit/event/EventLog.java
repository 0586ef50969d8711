package dev.wsman.testkit.event;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event log of the service, a channel of Windows. A test writes the events, and subscriptions deliver them:
 *
 * <pre>{@code
 * EventLog system = service.log("System");
 * system.write(7036, "Spooler", "running");
 * system.event(1074).level(4).data("param1", "reboot").message("The system restarts.").write();
 * }</pre>
 *
 * <p>Records are numbered from 1 without gaps. Events survive a restart of the service. Thread-safe.
 */
public final class EventLog {
    private static final Pattern RECORD_ID = Pattern.compile("<EventRecordID>[^<]*</EventRecordID>");
    private static final Pattern RENDERING = Pattern.compile("<RenderingInfo\\b.*?</RenderingInfo>", Pattern.DOTALL);

    private final EventLogs logs;
    private final String name;
    private List<LoggedEvent> records = new ArrayList<>();
    /** The number of leading elements of {@link #records} that are overwritten. */
    private int overwritten;

    private long lastRecordId;
    private int maxRecords = Integer.MAX_VALUE;
    private boolean readable = true;
    private int generation;

    EventLog(EventLogs logs, String name) {
        this.logs = logs;
        this.name = name;
    }

    /** The name of the channel. */
    public String name() {
        return name;
    }

    /**
     * Writes an event with unnamed data.
     *
     * @return the number of the record
     */
    public long write(int eventId, String... data) {
        EventBuilder event = event(eventId);
        for (String each : data) {
            event.data(each);
        }
        return event.write();
    }

    /** Returns a builder of an event of this log. */
    public EventBuilder event(int eventId) {
        return new EventBuilder(this, logs, eventId);
    }

    /**
     * Writes an event as it is, also if it is not well-formed XML. Only the content of its {@code EventRecordID}, if it
     * has one, becomes the number of the record.
     *
     * @param eventXml the element {@code Event}. Its {@code RenderingInfo}, if it has one, is delivered only to
     *     subscriptions with rendered text.
     * @return the number of the record
     */
    public long write(String eventXml) {
        Matcher rendering = RENDERING.matcher(eventXml);
        boolean rendered = rendering.find();
        String plain = rendered ? rendering.replaceFirst("") : eventXml;
        return add(plain, rendered ? rendering.group() : "");
    }

    long add(String xml, String rendering) {
        synchronized (logs) {
            lastRecordId++;
            String numbered =
                    RECORD_ID.matcher(xml).replaceFirst("<EventRecordID>" + lastRecordId + "</EventRecordID>");
            records.add(new LoggedEvent(logs.nextSequence(), lastRecordId, name, numbered, rendering));
            wrap();
            logs.notifyAll();
            return lastRecordId;
        }
    }

    private void wrap() {
        while (records.size() - overwritten > maxRecords) {
            records.set(overwritten++, null);
        }
        if (overwritten > 1000 && overwritten > records.size() / 2) {
            records = new ArrayList<>(records.subList(overwritten, records.size()));
            overwritten = 0;
        }
    }

    /**
     * Clears the log: its records are lost, and the numbers restart at 1. The log Security then starts with event 1102;
     * for another log, the log System receives event 104 with the name of the cleared log.
     */
    public void clear() {
        synchronized (logs) {
            records = new ArrayList<>();
            overwritten = 0;
            lastRecordId = 0;
            generation++;
        }
        logs.cleared(this);
    }

    /** The number of the latest record; 0 if there is none. */
    public long lastRecordId() {
        synchronized (logs) {
            return lastRecordId;
        }
    }

    /**
     * The number of the oldest record that is not overwritten; one more than {@link #lastRecordId} if there is none.
     */
    public long oldestRecordId() {
        synchronized (logs) {
            return lastRecordId - (records.size() - overwritten) + 1;
        }
    }

    /** Limits the number of records. Each further event overwrites the oldest one. By default there is no limit. */
    public EventLog maxRecords(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("maxRecords is not positive: " + count);
        }
        synchronized (logs) {
            maxRecords = count;
            wrap();
        }
        return this;
    }

    /** Sets whether clients may read the log; true by default. */
    public EventLog readable(boolean allowed) {
        synchronized (logs) {
            readable = allowed;
            logs.notifyAll();
        }
        return this;
    }

    /** Whether clients may read the log. */
    public boolean isReadable() {
        synchronized (logs) {
            return readable;
        }
    }

    int generation() {
        return generation;
    }

    /** Returns the first record after a number; null if there is none. The caller holds the lock of the logs. */
    LoggedEvent after(long recordId) {
        long oldest = oldestRecordId();
        long next = Math.max(recordId + 1, oldest);
        return next > lastRecordId ? null : records.get(overwritten + (int) (next - oldest));
    }

    @Override
    public String toString() {
        return name + " (" + lastRecordId + " records)";
    }
}
