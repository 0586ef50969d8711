package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Follows the records of one consumer: each must be known already, or the next one. Keeps no events. Thread-safe. */
final class RecordSequence {
    private long last;
    private long events;

    /** Adds the events of a batch. Fails if one is missing before them. */
    synchronized void add(List<WindowsEvent> batch) {
        for (WindowsEvent event : batch) {
            long record = event.recordId().orElseThrow();
            if (last > 0) { // the first one is the oldest of a log that has wrapped
                assertThat(record).as("the record after " + last).isLessThanOrEqualTo(last + 1);
            }
            last = Math.max(last, record);
        }
        events += batch.size();
    }

    /** The highest number of a record so far. */
    synchronized long last() {
        return last;
    }

    /** The number of events so far, with those that came again. */
    synchronized long events() {
        return events;
    }
}
