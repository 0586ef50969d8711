package dev.wsman.kafka.internal.event;

import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import dev.wsman.kafka.internal.config.EventLogKeys.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes records of the events of one host, and counts the events since the last bookmark for their offsets. Used by
 * one thread at a time.
 */
final class EventRecords {
    /** The most events that are skipped after a restart; more since the last bookmark are repeated. */
    static final long MOST_SKIPPED = 10_000;

    /** The header with the URL of the host. */
    static final String ENDPOINT_HEADER = "wsman.endpoint";

    /** The header with the reason why an event cannot be read. */
    static final String PROBLEM_HEADER = "wsman.problem";

    private static final Logger LOG = LoggerFactory.getLogger(EventRecords.class);

    private final EventPartition partition;
    private final Map<String, String> partitionMap;
    private final String topic;
    private final Optional<String> deadLetters;
    private final EventForm form;
    /** Where a subscription that does not know its position any more begins. */
    private final Start restart;

    private EventPosition position;

    EventRecords(EventPartition partition, EventLogConfig config, EventPosition position) {
        this(partition, config, position, EventForm.of(config.valueFormat()));
    }

    EventRecords(EventPartition partition, EventLogConfig config, EventPosition position, EventForm form) {
        this.partition = partition;
        this.partitionMap = partition.toMap();
        this.topic = config.topic();
        this.deadLetters = config.unreadable() == Unreadable.DEAD_LETTER ? config.deadLetterTopic() : Optional.empty();
        this.form = form;
        this.restart = switch (config.lostPosition()) {
            case OLDEST -> Start.OLDEST;
            case NOW -> Start.NOW;
            case FAIL -> position.start();
        };
        this.position = position.withoutSkip();
    }

    /**
     * Returns the records of a batch, and moves the position behind it.
     *
     * @param from the index of the first event that becomes a record
     */
    List<SourceRecord> of(EventBatch<WindowsEvent> batch, int from) {
        List<WindowsEvent> events = batch.events();
        List<SourceRecord> records = new ArrayList<>(events.size() - from);
        EventPosition begin = position;
        EventPosition end = after(batch);
        for (int i = from; i < events.size(); i++) {
            WindowsEvent event = events.get(i);
            boolean last = i == events.size() - 1;
            EventPosition offset = last ? end : begin.after(begin.skip() + i + 1, event);
            records.add(record(event, offset.toMap()));
        }
        position = end;
        return records;
    }

    private EventPosition after(EventBatch<WindowsEvent> batch) {
        Optional<Bookmark> next = batch.bookmark();
        if (next.isPresent() && !next.equals(position.bookmark())) {
            return new EventPosition(next, position.start(), 0, Optional.empty());
        }
        if (next.isEmpty() && position.bookmark().isPresent()) {
            return EventPosition.of(restart);
        }
        List<WindowsEvent> events = batch.events();
        return position.after(position.skip() + events.size(), events.get(events.size() - 1));
    }

    /** Returns the position behind the batches that became records. */
    EventPosition position() {
        return position;
    }

    /** Continues at another position. */
    void reset(EventPosition other) {
        position = other;
    }

    private SourceRecord record(WindowsEvent event, Map<String, Object> offset) {
        boolean dead = deadLetters.isPresent() && !event.isReadable();
        try {
            SchemaAndValue value = dead ? text(event) : form.value(event);
            return record(offset, dead, event.problem(), form.key(event), value, timestamp(event, Instant.now()));
        } catch (RuntimeException e) { // the later events of the host would not be read otherwise
            LOG.error("An event of {} cannot be processed, and is written as it was sent", partition.endpoint(), e);
            String problem = "it cannot be processed: " + e;
            SchemaAndValue value = deadLetters.isPresent() ? text(event) : form.unprocessed(event, problem);
            return record(offset, deadLetters.isPresent(), Optional.of(problem), SchemaAndValue.NULL, value, null);
        }
    }

    private static SchemaAndValue text(WindowsEvent event) {
        return new SchemaAndValue(Schema.STRING_SCHEMA, event.xml());
    }

    private SourceRecord record(
            Map<String, Object> offset,
            boolean dead,
            Optional<String> problem,
            SchemaAndValue key,
            SchemaAndValue value,
            @Nullable Long time) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString(ENDPOINT_HEADER, partition.endpoint());
        problem.ifPresent(reason -> headers.addString(PROBLEM_HEADER, reason));
        return new SourceRecord(
                partitionMap,
                offset,
                dead ? deadLetters.orElseThrow() : topic,
                null,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                time,
                headers);
    }

    /**
     * Returns the time of the event. A broker rejects times that are more than an hour ahead of its clock, and a client
     * those before 1970; the host's clock decides what an event has.
     */
    static @Nullable Long timestamp(WindowsEvent event, Instant now) {
        return EventTime.of(event)
                .map(time -> time.isAfter(now) ? now : time)
                .map(Instant::toEpochMilli)
                .filter(millis -> millis >= 0)
                .orElse(null);
    }
}
