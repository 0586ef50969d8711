package dev.wsman.kafka.internal.event;

import dev.wsman.event.EventBatch;
import dev.wsman.event.WindowsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes records of the replies of one host, without the events that already became records. Either a reply becomes
 * records and moves the position, or both stay as they were. Used by one thread at a time.
 */
final class BatchRecords {
    private final EventRecords records;
    /** Up to where events became records. */
    private EventPosition reached;

    private ResumeFilter filter;

    BatchRecords(EventRecords records, EventPosition position) {
        this.records = records;
        this.reached = position;
        this.filter = new ResumeFilter(position);
    }

    /**
     * Returns the records of a reply; those of earlier ones too if it shows that their events are needed.
     *
     * @param waited how long the host was asked to wait for events
     * @return the records of whole replies; after a failure, {@link #rewind} must follow
     */
    List<List<SourceRecord>> of(EventBatch<WindowsEvent> batch, Duration waited) {
        List<List<SourceRecord>> received = new ArrayList<>(1);
        for (ResumeFilter.Part part : filter.accept(batch, waited)) {
            received.add(records.of(part.batch(), part.from()));
        }
        if (!filter.isPending()) {
            reached = records.position();
        }
        return received;
    }

    /** Returns the position of the last complete reply, where a subscription begins. */
    EventPosition position() {
        return records.position();
    }

    /** Goes back to the position before a reply that did not become records. */
    void rewind() {
        records.reset(reached.withoutSkip());
        filter = new ResumeFilter(reached);
    }
}
