package dev.wsman.kafka.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import dev.wsman.event.WindowsEvent;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.EventLogKeys.Start;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class EventRecordsTest {
    private static final EventPartition PARTITION = new EventPartition("http://web1:5985/wsman", "hash");

    /** openwsman accepts bookmarks and sends none. */
    @Test
    void countsOnWhileNoBookmarkComes() {
        EventRecords records = records(EventPosition.of(Start.OLDEST));
        records.of(batch(1, 2, ""), 0);
        List<SourceRecord> more = records.of(batch(3, 4, ""), 0);
        assertThat(offset(more, 1))
                .isEqualTo(
                        Map.of("start", "oldest", "skip", 4L, "skip.last.channel", "System", "skip.last.record", "4"));
    }

    @Test
    void countsOnBehindBookmarkThatComesAgain() {
        EventRecords records = records(EventPosition.of(Start.OLDEST));
        records.of(batch(1, 2, "<b>2</b>"), 0);
        List<SourceRecord> more = records.of(batch(3, 4, "<b>2</b>"), 0);
        assertThat(more)
                .extracting(record -> (Object) record.sourceOffset().get("skip"))
                .containsExactly(1L, 2L);
        assertThat(offset(records.of(batch(5, 6, "<b>6</b>"), 0), 1)).containsOnlyKeys("bookmark");
    }

    @Test
    void beginsWithOldestAgainAfterPositionIsLost() {
        EventRecords records = records(EventPosition.of(Start.NOW));
        records.of(batch(7, 8, "<b>8</b>"), 0);
        List<SourceRecord> repeated = records.of(batch(1, 2, ""), 0);
        assertThat(offset(repeated, 1)).isEqualTo(Map.of("start", "oldest"));
        assertThat(records.position()).isEqualTo(EventPosition.of(Start.OLDEST));
    }

    @Test
    void movesPositionBehindBatchWithoutRecords() {
        EventRecords records = records(EventPosition.of(Start.OLDEST));
        assertThat(records.of(batch(1, 2, "<b>2</b>"), 2)).isEmpty();
        assertThat(records.position().bookmark()).contains(Bookmark.parse("<b>2</b>"));
    }

    @Test
    void readsPositionsThatItHasWritten() {
        EventRecords records = records(EventPosition.of(Start.NOW));
        List<SourceRecord> all = records.of(batch(1, 3, "<b>3</b>"), 0);
        for (SourceRecord record : all) {
            assertThat(EventPosition.of(record.sourceOffset()).toMap()).isEqualTo(record.sourceOffset());
        }
    }

    @Test
    void hasNoTimeThatDoesNotFit() {
        WindowsEvent event = WindowsEvent.parse(
                "<Event><System><TimeCreated SystemTime='-200000000-01-01T00:00:00Z'/></System></Event>");
        EventBatch<WindowsEvent> batch = new EventBatch<>(List.of(event), Optional.empty());
        SourceRecord record =
                records(EventPosition.of(Start.OLDEST)).of(batch, 0).get(0);
        assertThat(record.timestamp()).isNull();
        assertThat(((Struct) record.value()).get("time")).isNull();
    }

    @Test
    void writesEveryPartOfEvent() {
        WindowsEvent event = WindowsEvent.parse("<Event><System>"
                + "<Provider Name='P' Guid='{01234567-89ab-cdef-0123-456789abcdef}' EventSourceName='S'/>"
                + "<EventID Qualifiers='16384'>7036</EventID><Version>1</Version><Level>2</Level><Task>3</Task>"
                + "<Opcode>4</Opcode><Keywords>0x8080000000000000</Keywords>"
                + "<TimeCreated SystemTime='2026-05-04T10:00:00.1234567Z'/><EventRecordID>5</EventRecordID>"
                + "<Correlation ActivityID='{01234567-89ab-cdef-0123-456789abcde0}'"
                + " RelatedActivityID='{01234567-89ab-cdef-0123-456789abcde1}'/>"
                + "<Execution ProcessID='6' ThreadID='7' ProcessorID='8' SessionID='9' KernelTime='10' UserTime='11'"
                + " ProcessorTime='12'/><Channel>System</Channel><Computer>web1</Computer><Container>c</Container>"
                + "<Security UserID='S-1-5-18'/></System>"
                + "<EventData Name='T'><Data Name='a' Type='win:UnicodeString'>x</Data><Data>y</Data>"
                + "<ComplexData Name='z'><i>1</i></ComplexData><Binary>CAFE</Binary></EventData>"
                + "<UserData><Own xmlns='urn:own'><v>1</v></Own></UserData>"
                + "<RenderingInfo Culture='en-US'><Message>m</Message><Level>Error</Level><Task>t</Task>"
                + "<Opcode>o</Opcode><Channel>ch</Channel><Provider>pr</Provider>"
                + "<Keywords><Keyword>Classic</Keyword></Keywords></RenderingInfo>"
                + "<DebugData><SequenceNumber>1</SequenceNumber></DebugData>"
                + "<ProcessingErrorData><ErrorCode>15005</ErrorCode><DataItemName>d</DataItemName>"
                + "<EventPayload>00</EventPayload></ProcessingErrorData></Event>");
        Struct struct = EventStructs.event(event);
        struct.validate();
        assertThat(struct.schema().fields())
                .filteredOn(field -> struct.get(field) == null)
                .extracting(field -> field.name())
                .containsExactly("problem", "xml"); // those of events that cannot be read
        assertThat(struct.getInt64("keywords")).isEqualTo(0x8080000000000000L);
        assertThat(struct.getArray("data")).hasSize(2);
        assertThat(struct.getBytes("binary")).containsExactly(0xCA, 0xFE);
        assertThat(struct.getString("user_data")).contains("urn:own");
        assertThat(struct.getStruct("processing_error").getInt64("error_code")).isEqualTo(15005);
        assertThat(struct.getStruct("rendering").getArray("keywords").toString())
                .isEqualTo("[Classic]");
        assertThat(struct.getStruct("rendering").schema().fields())
                .allMatch(field -> struct.getStruct("rendering").get(field) != null);
    }

    private static EventRecords records(EventPosition position) {
        Map<String, String> config = Map.of("topic", "events", "event.position.lost", "oldest");
        return new EventRecords(PARTITION, new EventLogConfig(config), position);
    }

    private static Map<String, ?> offset(List<SourceRecord> records, int index) {
        return records.get(index).sourceOffset();
    }

    private static EventBatch<WindowsEvent> batch(long first, long last, String bookmark) {
        List<WindowsEvent> events = LongStream.rangeClosed(first, last)
                .mapToObj(record -> WindowsEvent.parse("<Event><System><EventRecordID>" + record
                        + "</EventRecordID><Channel>System</Channel></System></Event>"))
                .toList();
        return new EventBatch<>(
                events, Optional.of(bookmark).filter(xml -> !xml.isEmpty()).map(Bookmark::parse));
    }
}
