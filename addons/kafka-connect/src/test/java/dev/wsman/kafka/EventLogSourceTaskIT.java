package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogSourceTaskIT {
    private WsmanService host;

    @BeforeEach
    void startHost() {
        host = EventTask.service();
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void readsEventsOfAllHosts() throws Exception {
        try (WsmanService other = EventTask.service();
                EventTask task = new EventTask(host, other).start()) {
            host.log("System").write(1, "a");
            other.log("System").write(2, "b");
            List<SourceRecord> records = task.poll(2);
            assertThat(records).hasSize(2).allMatch(record -> record.topic().equals("events"));
            assertThat(ids(records)).containsExactlyInAnyOrder(1, 2);
            assertThat(records)
                    .extracting(record -> (Object) record.sourcePartition().get("endpoint"))
                    .containsExactlyInAnyOrder(host.endpoint(), other.endpoint());
        }
    }

    @Test
    void describesEventByKeyTimeHeaderAndStruct() throws Exception {
        Instant time = Instant.parse("2026-05-04T10:00:00.1234567Z");
        host.log("System")
                .event(7036)
                .level(3)
                .time(time)
                .data("param1", "Spooler")
                .write();
        try (EventTask task = new EventTask(host).start()) {
            SourceRecord record = task.poll(1).get(0);
            Struct key = (Struct) record.key();
            Struct value = (Struct) record.value();
            assertThat(key.getString("channel")).isEqualTo("System");
            assertThat(key.getInt64("record_id")).isEqualTo(1);
            assertThat(key.getString("computer"))
                    .isEqualTo(value.getString("computer"))
                    .isNotBlank();
            assertThat(record.timestamp()).isEqualTo(time.toEpochMilli());
            assertThat(record.headers().lastWithName("wsman.endpoint").value()).isEqualTo(host.endpoint());
            assertThat(value.get("time")).isEqualTo(Date.from(time));
            assertThat(value.getString("system_time")).isEqualTo(time.toString());
            assertThat(value.getInt32("level")).isEqualTo(3);
            Struct data = (Struct) value.getArray("data").get(0);
            assertThat(data.getString("name")).isEqualTo("param1");
            assertThat(data.getString("value")).isEqualTo("Spooler");
            assertThat(value.get("xml")).isNull();
            value.validate();
        }
    }

    @ParameterizedTest
    @CsvSource({"json, {\"System\":{\"Provider\"", "xml, <Event "})
    void writesTextsIfConfigured(String format, String begin) throws Exception {
        host.log("System").write(7036, "Spooler");
        try (EventTask task = new EventTask(host).with("value.format", format).start()) {
            SourceRecord record = task.poll(1).get(0);
            assertThat((String) record.value()).startsWith(begin).contains("Spooler");
            assertThat((String) record.key())
                    .startsWith("{\"computer\":\"")
                    .endsWith(",\"channel\":\"System\",\"record_id\":1}");
        }
    }

    @Test
    void limitsTimestampToPresentIfClockOfHostIsAhead() throws Exception {
        host.log("System").event(1).time(Instant.now().plusSeconds(86_400)).write();
        host.log("System").event(2).time(Instant.parse("1601-01-01T00:00:00Z")).write();
        try (EventTask task = new EventTask(host).start()) {
            List<SourceRecord> records = task.poll(2);
            assertThat(records.get(0).timestamp()).isLessThanOrEqualTo(System.currentTimeMillis());
            assertThat(records.get(1).timestamp()).isNull();
        }
    }

    @Test
    void putsBookmarkOnLastRecordOfReplyOnly() throws Exception {
        write(3);
        try (EventTask task = new EventTask(host).start()) {
            List<SourceRecord> records = task.poll(3);
            assertThat(offset(records, 0))
                    .isEqualTo(Map.of(
                            "start", "oldest", "skip", 1L, "skip.last.channel", "System", "skip.last.record", "1"));
            assertThat(offset(records, 1).get("skip")).isEqualTo(2L);
            assertThat(offset(records, 2)).containsOnlyKeys("bookmark");
            assertThat((String) offset(records, 2).get("bookmark")).contains("RecordId=\"3\"");
        }
    }

    @Test
    void keepsBookmarkBeforeReplyOnAllRecordsButTheLast() throws Exception {
        write(3);
        SourceRecord last = readAll(3).get(2);
        write(2); // no Pull is waiting, which would have a reply for each
        try (EventTask task = new EventTask(committed(last), host).start()) {
            List<SourceRecord> records = task.poll(2);
            assertThat((String) offset(records, 0).get("bookmark")).contains("RecordId=\"3\"");
            assertThat((String) offset(records, 1).get("bookmark")).contains("RecordId=\"5\"");
        }
    }

    @Test
    void continuesAfterBookmark() throws Exception {
        write(3);
        SourceRecord last = readAll(3).get(2);
        write(2);
        try (EventTask task = new EventTask(committed(last), host).start()) {
            assertThat(recordIds(task.poll(2))).containsExactly(4L, 5L);
        }
        assertThat(lastSubscribe()).contains("RecordId=\"3\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void skipsEventsOfReplyThatAlreadyBecameRecords(int committed) throws Exception {
        write(5);
        SourceRecord record = readAll(5).get(committed);
        try (EventTask task = new EventTask(committed(record), host)
                .with("event.batch.items", "2")
                .start()) {
            List<Long> expected = IntStream.rangeClosed(committed + 2, 5)
                    .mapToObj(Long::valueOf)
                    .toList();
            assertThat(recordIds(task.poll(expected.size()))).isEqualTo(expected);
        }
    }

    @Test
    void repeatsEventsIfLogIsNotWhatItWas() throws Exception {
        write(5);
        SourceRecord record = readAll(5).get(3);
        host.log("System").clear(); // record 1 is event 104 now
        write(5);
        try (EventTask task = new EventTask(committed(record), host).start()) {
            List<SourceRecord> records = task.pollUntil(all -> all.size() >= 2);
            assertThat(recordIds(records)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void beginsWithNextEventIfConfigured() throws Exception {
        write(3);
        try (EventTask task = new EventTask(host).with("event.start", "now").start()) {
            EventTask.await(() -> task.count("hosts-connected") == 1);
            write(1);
            assertThat(recordIds(task.poll(1))).containsExactly(4L);
        }
    }

    @Test
    void readsOnlyEventsOfExpression() throws Exception {
        host.log("System").write(1);
        host.log("Application").write(2);
        host.log("Security").write(2);
        try (EventTask task = new EventTask(host)
                .with("event.channels", "System,Application")
                .with("event.xpath", "*[System[EventID=2]]")
                .start()) {
            assertThat(channels(task.poll(1))).containsExactly("Application");
            host.log("System").write(1);
            host.log("Security").write(2);
            host.log("Application").write(2); // would come after them
            assertThat(channels(task.poll(1))).containsExactly("Application");
        }
    }

    @Test
    void readsEventsOfQuery() throws Exception {
        host.log("Application").write(2);
        try (EventTask task = new EventTask(host)
                .without("event.channels")
                .with("event.query", "<QueryList><Query Path='Application'><Select>*</Select></Query></QueryList>")
                .start()) {
            assertThat(ids(task.poll(1))).containsExactly(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void continuesAtPositionOfPreviousQuery(boolean hash) throws Exception {
        write(3);
        SourceRecord last = readAll(3).get(2);
        String previous = hash
                ? (String) last.sourcePartition().get("query")
                : "<QueryList><Query><Select Path='System'>*</Select></Query></QueryList>";
        write(1);
        try (EventTask task = new EventTask(committed(last), host)
                .with("event.xpath", "*[System[Level<=5]]")
                .with("event.query.previous", previous)
                .start()) {
            List<SourceRecord> records = task.poll(1);
            assertThat(recordIds(records)).containsExactly(4L);
            assertThat(records.get(0).sourcePartition()).isNotEqualTo(last.sourcePartition());
        }
    }

    @Test
    void beginsAnewIfQueryChanges() throws Exception {
        write(3);
        SourceRecord last = readAll(3).get(2);
        try (EventTask task = new EventTask(committed(last), host)
                .with("event.xpath", "*[System[Level<=5]]")
                .start()) {
            assertThat(recordIds(task.poll(3))).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void writesEventThatCannotBeReadAsItIs() throws Exception {
        host.log("System").write("<Event><broken");
        write(1);
        try (EventTask task = new EventTask(host).start()) {
            List<SourceRecord> records = task.poll(2);
            Struct value = (Struct) records.get(0).value();
            assertThat(records.get(0).topic()).isEqualTo("events");
            assertThat(value.getString("xml")).contains("<broken");
            assertThat(value.getString("problem")).isNotBlank();
            assertThat(records.get(0).headers().lastWithName("wsman.problem").value())
                    .isEqualTo(value.getString("problem"));
            assertThat(((Struct) records.get(1).value()).getString("problem")).isNull();
            assertThat(task.count("events-unreadable-total")).isEqualTo(1);
        }
    }

    @Test
    void writesEventThatCannotBeReadToDeadLetterTopic() throws Exception {
        write(1);
        host.log("System").write("<Event><broken");
        try (EventTask task = new EventTask(host)
                .with("event.unreadable", "dead.letter")
                .with("dead.letter.topic", "dead")
                .start()) {
            List<SourceRecord> records = task.poll(2);
            assertThat(records).extracting(SourceRecord::topic).containsExactly("events", "dead");
            assertThat((String) records.get(1).value()).contains("<broken");
            assertThat(offset(records, 1)).containsOnlyKeys("bookmark"); // it is not read again
        }
    }

    @Test
    void requestsWhatIsConfigured() throws Exception {
        host.log("System").event(1).message("The system restarts.").write();
        try (EventTask task = new EventTask(host)
                .with("event.rendered", "true")
                .with("locale", "en-GB")
                .with("event.tolerate.missing.channels", "true")
                .with("event.channels", "System,Missing")
                .with("event.batch.items", "7")
                .start()) {
            Struct value = (Struct) task.poll(1).get(0).value();
            assertThat(value.getStruct("rendering").getString("message")).isEqualTo("The system restarts.");
            assertThat(lastSubscribe()).contains("RenderedText", "IgnoreChannelError", "en-GB");
            assertThat(host.lastRequest(ServiceOperation.PULL).text()).contains(">7<");
        }
    }

    @Test
    void returnsWholeRepliesOfLimitedNumber() throws Exception {
        write(10);
        try (EventTask task = new EventTask(host)
                .with("event.batch.items", "3")
                .with("poll.events", "4")
                .start()) {
            EventTask.await(() -> task.count("events-buffered") == 10);
            assertThat(task.poll()).hasSize(6);
            assertThat(task.poll()).hasSize(4);
        }
    }

    @Test
    void readsNoMoreWhileBufferIsFull() throws Exception {
        write(20);
        try (EventTask task = new EventTask(host)
                .with("event.batch.items", "5")
                .with("buffer.events", "10")
                .with("poll.events", "1")
                .start()) {
            EventTask.await(() -> task.count("hosts-waiting") == 1);
            assertThat(task.count("events-buffered")).isEqualTo(10);
            int pulls = host.requests(ServiceOperation.PULL).size();
            host.expireSubscriptions(); // as Windows does after a minute
            assertThat(host.requests(ServiceOperation.PULL)).hasSize(pulls);
            assertThat(recordIds(task.poll(20)))
                    .isEqualTo(
                            IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
            assertThat(task.count("reconnects-total")).isEqualTo(1);
            assertThat(task.count("failures-total")).isZero();
        }
    }

    private void write(int events) {
        for (int i = 0; i < events; i++) {
            host.log("System").write(7036, "event");
        }
    }

    private List<SourceRecord> readAll(int events) throws InterruptedException {
        try (EventTask task = new EventTask(host).start()) {
            return task.poll(events);
        }
    }

    private String lastSubscribe() {
        return host.lastRequest(ServiceOperation.SUBSCRIBE).text();
    }

    private static Map<Map<String, ?>, Map<String, ?>> committed(SourceRecord record) {
        return Map.of(record.sourcePartition(), record.sourceOffset());
    }

    private static Map<String, ?> offset(List<SourceRecord> records, int index) {
        return records.get(index).sourceOffset();
    }

    private static List<String> channels(List<SourceRecord> records) {
        return records.stream()
                .map(record -> ((Struct) record.key()).getString("channel"))
                .toList();
    }

    private static List<Integer> ids(List<SourceRecord> records) {
        return records.stream()
                .map(record -> ((Struct) record.value()).getInt32("event_id"))
                .toList();
    }

    private static List<Long> recordIds(List<SourceRecord> records) {
        return records.stream()
                .map(record -> ((Struct) record.key()).getInt64("record_id"))
                .toList();
    }
}
