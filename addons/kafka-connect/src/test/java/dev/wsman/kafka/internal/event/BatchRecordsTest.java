package dev.wsman.kafka.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import dev.wsman.kafka.internal.config.ValueFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class BatchRecordsTest {
    private static final EventPartition PARTITION = new EventPartition("http://web1:5985/wsman", "hash");
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final AtomicBoolean failing = new AtomicBoolean();

    /** The records of the first reply were dropped with those of the second, but the position was behind both. */
    @Test
    void goesBackToPositionBeforeRepliesThatWereHeld() {
        EventIdentity last = new EventIdentity("System", "9"); // the log has another third event
        EventPosition start =
                new EventPosition(Optional.of(Bookmark.parse("<b>0</b>")), Start.OLDEST, 3, Optional.of(last));
        BatchRecords records = records(start);
        assertThat(records.of(batch(1, 2, "<b>2</b>"), MOMENT)).isEmpty();
        failing.set(true);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> records.of(batch(3, 4, "<b>4</b>"), MOMENT));
        failing.set(false);
        records.rewind();
        assertThat(records.position()).isEqualTo(start.withoutSkip());
        assertThat(records.of(batch(1, 2, "<b>2</b>"), MOMENT)).isEmpty();
        assertThat(records.of(batch(3, 4, "<b>4</b>"), MOMENT)).hasSize(2);
    }

    @Test
    void goesBackToEndOfLastReply() {
        BatchRecords records = records(EventPosition.of(Start.OLDEST));
        records.of(batch(1, 2, "<b>2</b>"), MOMENT);
        failing.set(true);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> records.of(batch(3, 4, "<b>4</b>"), MOMENT));
        failing.set(false);
        records.rewind();
        assertThat(records.position().bookmark()).contains(Bookmark.parse("<b>2</b>"));
        List<List<SourceRecord>> again = records.of(batch(3, 4, "<b>4</b>"), MOMENT);
        assertThat(again.get(0)).hasSize(2);
        assertThat(again.get(0).get(1).sourceOffset()).isEqualTo(Map.of("bookmark", "<b>4</b>"));
    }

    private BatchRecords records(EventPosition position) {
        EventLogConfig config = new EventLogConfig(Map.of("topic", "events"));
        return new BatchRecords(new EventRecords(PARTITION, config, position, new Form()), position);
    }

    /** Fails in the fourth event, with an error that is not one of the event. */
    private final class Form implements EventForm {
        private final EventForm xml = EventForm.of(ValueFormat.XML);

        @Override
        public SchemaAndValue key(WindowsEvent event) {
            return xml.key(event);
        }

        @Override
        public SchemaAndValue value(WindowsEvent event) {
            if (failing.get() && event.recordId().orElse(0) == 4) {
                throw new StackOverflowError();
            }
            return xml.value(event);
        }

        @Override
        public SchemaAndValue unprocessed(WindowsEvent event, String problem) {
            return xml.unprocessed(event, problem);
        }
    }

    private static EventBatch<WindowsEvent> batch(long first, long last, String bookmark) {
        List<WindowsEvent> events = LongStream.rangeClosed(first, last)
                .mapToObj(record -> WindowsEvent.parse("<Event><System><EventRecordID>" + record
                        + "</EventRecordID><Channel>System</Channel></System></Event>"))
                .toList();
        return new EventBatch<>(events, Optional.of(Bookmark.parse(bookmark)));
    }
}
