package dev.wsman.kafka.internal.instance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The scans that are complete and wait to be taken. While as many instances are held as the limit says, no further scan
 * begins; those that run are completed, because the server would end an enumeration that waits. Thread-safe.
 */
final class ScanBuffer {
    /** How many records are returned together, if there are as many. A scan is never divided. */
    private static final int MANY_RECORDS = 2_000;

    private final int limit;
    private final Deque<CompletedScan> ready = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int held;
    private @Nullable Throwable failure;

    /**
     * A scan that is complete.
     *
     * @param records its records, at least one
     * @param taken called when they have been taken
     */
    record CompletedScan(List<SourceRecord> records, Runnable taken) {}

    private record Waiting(int expected, Runnable begin) {}

    ScanBuffer(int limit) {
        this.limit = limit;
    }

    /**
     * Begins a scan as soon as fewer instances are held than the limit says: now, or after a call of take.
     *
     * @param expected how many instances the scan will probably hold; they are held from its start on
     */
    void whenRoom(int expected, Runnable begin) {
        synchronized (this) {
            waiting.add(new Waiting(expected, begin));
        }
        beginWaiting();
    }

    /** Counts instances that a scan holds; a negative number if it does not hold them any more. */
    void hold(int instances) {
        synchronized (this) {
            held += instances;
        }
        beginWaiting();
    }

    /** Returns how many instances are held. */
    synchronized int held() {
        return held;
    }

    private void beginWaiting() {
        List<Runnable> begin = new ArrayList<>();
        synchronized (this) {
            while (held < limit && !waiting.isEmpty()) {
                Waiting next = waiting.remove();
                held += next.expected();
                begin.add(next.begin());
            }
        }
        begin.forEach(Runnable::run);
    }

    /** Adds a scan, whose records are held already. */
    synchronized void put(CompletedScan scan) {
        ready.add(scan);
        notifyAll();
    }

    /** Reports a defect, which each further take throws; only the first one counts. */
    synchronized void fail(Throwable defect) {
        failure = failure == null ? defect : failure;
        notifyAll();
    }

    /**
     * Takes whole scans.
     *
     * @param millis the longest time to wait for the first one, in milliseconds
     * @return their records; empty if there is no scan in time
     */
    List<SourceRecord> take(long millis) throws InterruptedException {
        List<CompletedScan> scans = remove(millis);
        List<SourceRecord> records = new ArrayList<>();
        scans.forEach(scan -> records.addAll(scan.records()));
        scans.forEach(scan -> scan.taken().run());
        hold(-records.size());
        return records;
    }

    private synchronized List<CompletedScan> remove(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; ready.isEmpty() && failure == null && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        if (failure != null) {
            throw new IllegalStateException("a scan ended with a defect: " + failure, failure);
        }
        List<CompletedScan> scans = new ArrayList<>();
        for (int records = 0; records < MANY_RECORDS && !ready.isEmpty(); ) {
            CompletedScan scan = ready.remove();
            scans.add(scan);
            records += scan.records().size();
        }
        return scans;
    }
}
