package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events that are larger than the replies of a session or of a host may be. */
@Timeout(120)
class LargeEventIT {
    /** More than the 512,000 bytes that a session requests. */
    private static final String LARGE = "x".repeat(600_000);

    private static WsmanService host(int maxEnvelopeSize) {
        return WsmanService.builder()
                .ntlm(EventTask.USER, EventTask.PASSWORD)
                .maxEnvelopeSize(maxEnvelopeSize)
                .build()
                .start();
    }

    @Test
    void blocksHostAndNoOther() throws Exception {
        try (WsmanService host = host(2_000_000);
                WsmanService other = EventTask.service();
                EventTask task = new EventTask(host, other)) {
            host.log("System").write(1);
            host.log("System").write(2, LARGE);
            host.log("System").write(3);
            task.start();
            assertThat(recordIds(task.poll(1))).containsExactly(1L);
            EventTask.await(() -> task.count("hosts-blocked") == 1);
            assertThat(task.count("hosts-failing")).isZero();
            assertThat((String) task.metric("last-failure"))
                    .startsWith(host.endpoint() + ": the next event is larger than a reply may be; raise"
                            + " envelope.max.bytes, and MaxEnvelopeSizekb of the host");
            long failures = task.count("failures-total");
            other.log("System").write(1);
            assertThat(task.poll(1).get(0).sourcePartition().get("endpoint")).isEqualTo(other.endpoint());
            assertThat(task.poll()).isNull(); // for half a second, in which a usual pause would have passed
            assertThat(task.count("failures-total")).isEqualTo(failures);
        }
    }

    @Test
    void readsEventAfterKeyWasRaised() throws Exception {
        try (WsmanService host = host(2_000_000)) {
            host.log("System").write(1);
            SourceRecord first;
            try (EventTask task = new EventTask(host)) {
                host.log("System").write(2, LARGE);
                first = task.start().poll(1).get(0);
                EventTask.await(() -> task.count("hosts-blocked") == 1);
            }
            Map<Map<String, ?>, Map<String, ?>> committed = Map.of(first.sourcePartition(), first.sourceOffset());
            try (EventTask task = new EventTask(committed, host)
                    .with("envelope.max.bytes", "1000000")
                    .start()) {
                SourceRecord second = task.poll(1).get(0);
                assertThat(recordIds(List.of(second))).containsExactly(2L);
                Struct value = (Struct) second.value();
                assertThat(((Struct) value.getArray("data").get(0)).getString("value"))
                        .hasSameSizeAs(LARGE);
                assertThat(task.count("failures-total")).isZero();
            }
        }
    }

    /** The administrator of the host may have raised its limit, or the log no longer has the event. */
    @Test
    void triesBlockedHostAgainAfterLongPause() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task =
                        new EventTask(host).with("event.batch.items", "1").with("retry.pause.login.ms", "700")) {
            host.log("System").write(1);
            host.on(ServiceOperation.PULL).fault(FaultKind.ENCODING_LIMIT).times(2);
            long start = System.nanoTime();
            task.start();
            EventTask.await(() -> task.count("hosts-blocked") == 1);
            assertThat(recordIds(task.poll(1))).containsExactly(1L);
            assertThat(System.nanoTime() - start).isGreaterThan(1_400_000_000L);
            assertThat(task.count("failures-total")).isEqualTo(2);
            EventTask.await(() -> task.count("hosts-blocked") == 0 && task.count("hosts-connected") == 1);
        }
    }

    /** Each fits alone. The library requests fewer events until they do. */
    @Test
    void doesNotBlockHostWithLargeEventsThatFitAlone() throws Exception {
        String mostOfLimit = "x".repeat(100_000);
        try (WsmanService host = host(153_600);
                EventTask task = new EventTask(host).with("event.batch.items", "10000")) {
            host.on(ServiceOperation.PULL).fault(FaultKind.ENCODING_LIMIT).times(5); // 10,000 to 2 events
            for (int i = 0; i < 4; i++) {
                host.log("System").write(1, mostOfLimit);
            }
            task.start();
            assertThat(recordIds(task.poll(4))).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void leavesOutRenderedTextsIfEventIsTooLargeWithThem() throws Exception {
        try (WsmanService host = host(153_600);
                EventTask task = new EventTask(host).with("event.rendered", "true")) {
            host.log("System").event(1).message("small").write();
            host.log("System")
                    .event(2)
                    .data("x".repeat(100_000))
                    .message("x".repeat(100_000))
                    .write();
            host.log("System").event(3).message("small").write();
            List<SourceRecord> records = task.start().poll(3);
            assertThat(recordIds(records)).containsExactly(1L, 2L, 3L);
            assertThat(message(records.get(0))).isEqualTo("small");
            assertThat(((Struct) records.get(1).value()).getStruct("rendering") == null)
                    .isTrue();
            assertThat(message(records.get(2))).isEqualTo("small");
            EventTask.await(() -> host.openSubscriptions() == 1);
        }
    }

    /** Without a position, a new subscription would begin after the event. */
    @Test
    void blocksHostInsteadOfNewSubscriptionThatWouldMissEvent() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task = new EventTask(host)
                        .with("event.rendered", "true")
                        .with("event.start", "now")
                        .with("event.batch.items", "1")) {
            host.on(ServiceOperation.PULL).fault(FaultKind.ENCODING_LIMIT);
            task.start();
            EventTask.await(() -> task.count("hosts-blocked") == 1);
            assertThat(host.requests(ServiceOperation.SUBSCRIBE)).hasSize(1);
        }
    }

    private static String message(SourceRecord record) {
        return ((Struct) record.value()).getStruct("rendering").getString("message");
    }

    private static List<Long> recordIds(List<SourceRecord> records) {
        return records.stream()
                .map(record -> ((Struct) record.key()).getInt64("record_id"))
                .toList();
    }
}
